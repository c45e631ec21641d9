"""Changes as findings, for the formats that ``diff`` shares with ``check``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from sphinx_archdoc.changes.change import CatalogueChange
from sphinx_archdoc.changes.classes import ChangeId, Risk
from sphinx_archdoc.changes.comment import counts
from sphinx_archdoc.changes.compare import Comparison
from sphinx_archdoc.cli.output.finding_report import HOME, FindingReport, ReportedRule
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.finding import Finding, Severity, Suppressed

_SEVERITIES = {
    Risk.BREAKING: Severity.ERROR,
    Risk.RISKY: Severity.WARNING,
    Risk.HARMLESS: Severity.NOTE,
}
_WITH_HARMLESS = ("junit",)
"""Formats that list harmless changes; in the others, each would ask a reader to look at it."""

_VALUE = 70
NAMED = 5
"""Affected entries that a finding names, or a line of the report."""


class ChangeFinding(Finding, frozen=True, kw_only=True, gc=False):
    """A change as a finding."""

    digits: str
    """Its fingerprint, by which it is accepted."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the change."""
        return self.digits


def report_of_changes(comparison: Comparison, format_: str, folder: str) -> FindingReport:
    """Return the changes in the form from which a format is made.

    :param folder: the path of the documents from the current folder; empty or with a slash at the end.
    """
    changes = [
        one for one in comparison.changes if format_ in _WITH_HARMLESS or one.risk is not Risk.HARMLESS
    ]
    return FindingReport(
        findings=tuple(_finding(one) for one in changes if not one.accepted),
        suppressed=tuple(Suppressed(_finding(one), one.accepted) for one in changes if one.accepted),
        folder=folder,
        is_compared=True,
        rules=lambda: list(_rules()),
        suppressed_in="file",
        summary=f"{counts(comparison)}.",
    )


def _rules() -> Iterator[ReportedRule]:
    for id_ in ChangeId:
        worst: Sequence[Risk] = sorted(id_.risks.values(), key=list(Risk).index)
        yield ReportedRule(
            id=id_.value,
            severity=_SEVERITIES[worst[0]],
            meaning=id_.meaning,
            uri=f"{HOME}/reference/command-line.html#sphinx-archdoc-diff",
        )


def _finding(change: CatalogueChange) -> ChangeFinding:
    field = f" {change.field}" if change.field else ""
    values = " → ".join(change.values(_VALUE))
    return ChangeFinding(
        where=Location(change.source, change.line),
        rule=change.id.value,
        name=f"{change.key}{field}" if change.kind or not values else f"{change.key}{field}: {values}",
        page=posixpath.splitext(change.source)[0] or "kinds",
        kind=change.kind,
        message=f"{change.key}: {change.id.replace('-', ' ')}{field}{f': {values}' if values else ''}",
        hint=f"affects {affected}" if (affected := change.affected_names(NAMED)) else "",
        severity=_SEVERITIES[change.risk],
        digits=change.fingerprint,
    )
