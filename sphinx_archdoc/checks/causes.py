"""Say which change brought in a finding, by comparing with an earlier state."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.checks.facts.paths import read_path
from sphinx_archdoc.checks.facts.variables import Variables
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.rules.configuration import EnvironmentSettings
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.sources.tree import CodeTree


class ProjectState:
    """A project at one time."""

    def __init__(
        self,
        catalogue: Catalogue,
        tree: CodeTree,
        settings: EnvironmentSettings,
        findings: tuple[Finding, ...],
    ) -> None:
        self.catalogue = catalogue
        self.tree = tree
        self.findings = findings
        self._settings = settings

    @functools.cached_property
    def variables(self) -> Variables:
        """The variables that the code reads."""
        return Variables(self.tree, self._settings)


def causes(new: tuple[Finding, ...], before: ProjectState, now: ProjectState) -> Mapping[str, str]:
    """Return a sentence for each new finding whose cause is known, by its fingerprint."""
    documented = {(entry.page, entry.kind, entry.name) for entry in before.catalogue.entries}
    found: dict[str, str] = {}
    for finding in new:
        if cause := _cause(finding, before, now, documented):
            found[finding.fingerprint] = cause
    return found


def _cause(
    finding: Finding, before: ProjectState, now: ProjectState, documented: set[tuple[str, str, str]]
) -> str:
    name = shorten(finding.name)
    reads = [read for read in before.variables.of(finding.name) if not read.is_test]
    if reads and not now.variables.of(finding.name):
        return f"the change removes the last read of {name} in {shorten(reads[0].path)}"
    first = [read for read in now.variables.of(finding.name) if not read.is_test]
    if first and not before.variables.of(finding.name):
        return f"the change adds the first read of {name} in {shorten(first[0].path)}"
    path = read_path(finding.name)
    if path and before.tree.exists(path.path) and not now.tree.exists(path.path):
        return f"the change removes {shorten(path.path)}"
    of_name = [entry for entry in now.catalogue.of_kind(finding.kind) if entry.anchor == finding.anchor]
    own = [entry for entry in of_name if entry.page == finding.page]
    if own and (own[0].page, own[0].kind, own[0].name) not in documented:
        return f"the change documents {shorten(own[0].name)}"
    return ""
