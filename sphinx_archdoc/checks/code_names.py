"""Tell constants and other names of the code, which pages list as well, from environment variables."""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.documented_variables import documented_variables
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.variable_evidence import is_read_in
from sphinx_archdoc.sources.facts import EnvMention

_MOST_FILES = 16
"""Most files whose lines are kept, of at most a megabyte each."""
_OF_ENVIRONMENT = re.compile(r"\benv|variable", re.IGNORECASE)


class CodeNames:
    """Tells documented names of the code's own, such as constants, from variables of the environment."""

    def __init__(self, scope: CheckedScope, rule: CheckRule) -> None:
        self._scope = scope
        self._rule = rule
        self._lines_of = functools.lru_cache(maxsize=_MOST_FILES)(self._read_lines)

    def include(self, entry: Entry, path: str, mention: EnvMention) -> bool:
        """Return whether an entry documents a name of the code, which only mentions it.

        The page must call nothing around the entry a variable. Then the code sets a constant of this name, or
        reads no variable of the section.
        """
        headings = self._scope.project.outlines.of(entry.page).headings(entry.where.line or 0)
        if not headings or any(map(_OF_ENVIRONMENT.search, (entry.page, *headings))):
            return False
        line = "".join(self._lines_of(path)[mention.line - 1 : mention.line])
        name = re.escape(mention.name)
        if re.match(rf"\s*(?:[a-z]+ ){{0,4}}{name}\s*(?::[^=]{{1,60}})?=(?!=)", line):
            return True
        return self._section(entry) not in self._sections_with_reads

    def _read_lines(self, path: str) -> list[str]:
        return (self._scope.project.tree.text(path) or "").split("\n")

    def _section(self, entry: Entry) -> tuple[str, int]:
        return entry.page, self._scope.project.outlines.of(entry.page).section(entry.where.line or 0)

    @functools.cached_property
    def _sections_with_reads(self) -> frozenset[tuple[str, int]]:
        names = documented_variables(self._scope, self._rule).names
        return frozenset(self._section(entry) for entry, name in names if is_read_in(self._scope, name))
