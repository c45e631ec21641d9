"""Tell constants and other names of the code, which pages list as well, from environment variables."""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.documented import documented_variables
from sphinx_archdoc.checks.environment.evidence import is_read_in
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.sources.facts import EnvMention

_OF_ENVIRONMENT = re.compile(r"\benv|variable", re.IGNORECASE)


class CodeNames:
    """Tells documented names of the code's own, such as constants, from variables of the environment."""

    def __init__(self, scope: CheckedScope, rule: CheckRule) -> None:
        self._scope = scope
        self._rule = rule

    def include(self, entry: Entry, path: str, mention: EnvMention) -> bool:
        """Return whether an entry documents a name of the code's own, which the code only mentions.

        This is so if nothing around the entry is called a variable, and if the code sets a constant of this
        name, or reads none of the names in the section.
        """
        headings = self._scope.project.outlines.of(entry.page).headings(entry.where.line or 0)
        if not headings or any(map(_OF_ENVIRONMENT.search, (entry.page, *headings))):
            return False
        lines = self._scope.project.mentions.lines(path)
        line = "".join(lines[mention.line - 1 : mention.line])
        name = re.escape(mention.name)
        if re.match(rf"\s*(?:[a-z]+ ){{0,4}}{name}\s*(?::[^=]{{1,60}})?=(?!=)", line):
            return True
        return self._section(entry) not in self._sections_with_reads

    def _section(self, entry: Entry) -> tuple[str, int]:
        return entry.page, self._scope.project.outlines.of(entry.page).section(entry.where.line or 0)

    @functools.cached_property
    def _sections_with_reads(self) -> frozenset[tuple[str, int]]:
        names = documented_variables(self._scope, self._rule).names
        return frozenset(self._section(entry) for entry, name in names if is_read_in(self._scope, name))
