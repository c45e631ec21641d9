"""JSON for programs."""

from __future__ import annotations

from typing import Any

from sphinx_archdoc.cli.output.finding_report import FindingReport
from sphinx_archdoc.cli.output.terminal import as_json
from sphinx_archdoc.rules.finding import Finding


def render(report: FindingReport) -> str:
    """Return the report as one JSON document."""
    problems = [_problem(report, finding, new=True) for finding in report.findings]
    problems += [_problem(report, finding, new=False) for finding in report.accepted]
    suppressed = [
        {**_problem(report, one.finding, new=False), "reason": one.reason} for one in report.suppressed
    ]
    counts = {
        **report.counts,
        "baseline": len(report.accepted),
        "suppressed": len(report.suppressed),
        "passed-by": dict(sorted(report.passed_by.items())),
    }
    return as_json({"version": 1, "problems": problems, "suppressed": suppressed, "counts": counts})


def _problem(report: FindingReport, finding: Finding, *, new: bool) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "kind": finding.kind,
        "name": finding.name,
        "page": finding.page,
        "file": report.file_of(finding),
        "line": finding.where.line or 1,
        "message": finding.message,
        "hint": finding.hint,
        "cause": report.causes.get(finding.fingerprint, ""),
        "evidence": [
            {"file": report.path_from_here(place.file), "line": place.line or 1} for place in finding.evidence
        ],
        "new": new,
        "fingerprint": finding.fingerprint,
    }
