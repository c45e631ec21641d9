"""What ``check`` or ``diff`` reports, in a form from which each format is made.

``check`` reports findings. To ``diff``, each change is a finding, and its class is the severity.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.finding import Finding, Severity, Suppressed

HOME = "https://sphinx-archdoc.readthedocs.io"


class ReportedRule(msgspec.Struct, frozen=True, kw_only=True):
    """What there may be findings of."""

    id: str
    severity: Severity
    """That of its findings, if nothing else is said."""
    meaning: str
    """In MyST Markdown."""
    remedy: str = ""
    """In MyST Markdown; empty if there is nothing to do in general."""
    uri: str
    """The page that describes it."""


def rules_of_checks() -> Sequence[ReportedRule]:
    """Return the rules of ``check``."""
    from sphinx_archdoc.rules.builtin import builtin_rules

    return [
        ReportedRule(
            id=rule.id,
            severity=rule.severity,
            meaning=rule.meaning,
            remedy=rule.remedy,
            uri=f"{HOME}/reference/checks.html#rule-{rule.id}",
        )
        for rule in builtin_rules().values()
    ]


class FindingReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run has found."""

    findings: tuple[Finding, ...]
    """Sorted by location; without those in the baseline and, with ``--new-from``, the old ones."""
    suppressed: tuple[Suppressed, ...] = ()
    accepted: tuple[Finding, ...] = ()
    """Those in the baseline."""
    passed_by: Mapping[str, int] = {}
    """What was not read, with the number of times."""
    folder: str = ""
    """The path of the folder of the documents, from the current one; empty or with a slash at the end."""
    root: str = ""
    """The path of the root of the code, in the same form."""
    is_compared: bool = False
    """Whether there is a baseline or an earlier commit that the findings are compared with."""
    causes: Mapping[str, str] = {}
    """Which change brought in a finding, by its fingerprint."""
    rules: Callable[[], Sequence[ReportedRule]] = rules_of_checks
    """Returns what there may be findings of; some formats list all of it."""
    suppressed_in: Literal["source", "file"] = "source"
    """Where suppressions are written: in the documents, or in a file beside them."""
    summary: str = ""
    """The last line of the text; empty for the numbers of findings."""

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of findings by severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {str(severity): found[severity] for severity in Severity if severity is not Severity.OFF}

    def file_of(self, finding: Finding) -> str:
        """Return the path of the file of a finding, from the current folder; empty if it is in none."""
        return finding.where.source and posixpath.normpath(f"{self.folder}{finding.where.source}")

    def path_from_here(self, path: str) -> str:
        """Return the path of a file of the code, from the current folder."""
        return posixpath.normpath(f"{self.root}{path}")

    def totals(self) -> str:
        """Return the last line of the text: ``1 error, 0 warnings, 3 notes; 2 suppressed.``."""
        if self.summary:
            return self.summary
        parts = [", ".join(counted(count, word) for word, count in self.counts.items())]
        if self.accepted:
            parts.append(f"{len(self.accepted)} in the baseline")
        if self.suppressed:
            parts.append(f"{len(self.suppressed)} suppressed")
        if self.passed_by:
            passed = ", ".join(f"{number} × {what}" for what, number in sorted(self.passed_by.items()))
            parts.append(f"not read: {passed} (--build reads them)")
        return f"{'; '.join(parts)}."


def is_as_severe(findings: Sequence[Finding], level: str) -> bool:
    """Return whether a finding is as severe as *level*, or more severe; with ``never``, none is."""
    order = list(map(str, Severity))
    return level in order and any(order.index(finding.severity) <= order.index(level) for finding in findings)
