"""Annotations of GitHub Actions: commands in the log, ten of each level, and a line with the totals.

GitHub shows ten annotations of each level for a step; more would hide those of other steps.
"""

from __future__ import annotations

from collections import Counter

from sphinx_archdoc.cli.output.finding_report import FindingReport
from sphinx_archdoc.cli.output.terminal import printable
from sphinx_archdoc.rules.finding import Severity

MOST = 10
"""Annotations of a level."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: FindingReport) -> str:
    """Return the report as commands of a workflow."""
    lines: list[str] = []
    number: Counter[Severity] = Counter()
    for finding in report.findings:
        number[finding.severity] += 1
        if number[finding.severity] > MOST:
            continue
        more = (finding.message, finding.hint, report.causes.get(finding.fingerprint, ""))
        file = report.file_of(finding)
        place = f"file={_property(file)},line={finding.where.line or 1}," if file else ""
        lines.append(
            f"::{_LEVELS[finding.severity]} {place}title={_property(finding.rule)}::"
            f"{_data('; '.join(filter(None, more)))}"
        )
    left = sum(max(count - MOST, 0) for count in number.values())
    more_words = f" {left} more are not shown as annotations." if left else ""
    return "\n".join([*lines, f"{report.totals()}{more_words}"])


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
