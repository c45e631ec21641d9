"""Text for readers: the finding on one line, the hint on the next."""

from __future__ import annotations

from sphinx_archdoc.cli.output.finding_report import FindingReport
from sphinx_archdoc.cli.output.terminal import printable


def render(report: FindingReport) -> str:
    """Return the report as text."""
    lines: list[str] = []
    for finding in report.findings:
        place = f"{report.file_of(finding)}:{finding.where.line or 1}"
        lines.append(printable(f"{place}: {finding.severity}: {finding.message} ({finding.rule})"))
        more = (finding.hint, report.causes.get(finding.fingerprint, ""))
        lines += [printable(f"    {text}") for text in more if text]
    return "\n".join([*lines, report.totals()])
