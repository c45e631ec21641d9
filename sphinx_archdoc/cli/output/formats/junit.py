"""JUnit XML: a suite for each page, a case for each rule and name."""

from __future__ import annotations

from collections import defaultdict
from xml.sax.saxutils import quoteattr

from sphinx_archdoc.cli.output.finding_report import FindingReport
from sphinx_archdoc.rules.finding import Finding, Severity
from sphinx_archdoc.xml_text import without_forbidden


def render(report: FindingReport) -> str:
    """Return the report as XML. Notes pass, and suppressed and accepted findings are skipped."""
    cases: dict[str, list[str]] = defaultdict(list)
    failures: dict[str, int] = defaultdict(int)
    skipped: dict[str, int] = defaultdict(int)
    for finding in report.findings:
        inner = ""
        if finding.severity is not Severity.NOTE:
            failures[finding.page] += 1
            text = "; ".join(filter(None, (finding.message, finding.hint)))
            inner = f"<failure type={_attribute(str(finding.severity))} message={_attribute(text)}/>"
        cases[finding.page].append(_case(report, finding, inner))
    others = [(one.finding, one.reason or "suppressed") for one in report.suppressed]
    others += [(finding, "in the baseline") for finding in report.accepted]
    for finding, reason in others:
        skipped[finding.page] += 1
        cases[finding.page].append(_case(report, finding, f"<skipped message={_attribute(reason)}/>"))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="sphinx-archdoc" tests="{sum(map(len, cases.values()))}" '
        f'failures="{sum(failures.values())}" errors="0" skipped="{sum(skipped.values())}">',
    ]
    for page, found in sorted(cases.items()):
        lines.append(
            f'  <testsuite name={_attribute(page)} tests="{len(found)}" failures="{failures[page]}" '
            f'errors="0" skipped="{skipped[page]}">'
        )
        lines += found
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"])


def _case(report: FindingReport, finding: Finding, inner: str) -> str:
    start = f"    <testcase classname={_attribute(finding.rule)} name={_attribute(finding.name)}"
    if file := report.file_of(finding):
        start += f' file={_attribute(file)} line="{finding.where.line or 1}"'
    return f"{start}>{inner}</testcase>" if inner else f"{start}/>"


def _attribute(text: str) -> str:
    return quoteattr(without_forbidden(text))
