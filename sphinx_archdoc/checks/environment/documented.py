"""The variables that the pages of a scope document, and which of them the code does not read."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.evidence import (
    WORD,
    all_reads,
    is_read_in,
    known_names,
    line_of_page,
    unescaped,
)
from sphinx_archdoc.checks.environment.known import is_known
from sphinx_archdoc.checks.environment.libraries import LibraryVariables
from sphinx_archdoc.checks.environment.names import is_conventional, is_pattern, names_in
from sphinx_archdoc.checks.environment.other_programs import of_other_programs
from sphinx_archdoc.checks.in_use import is_gone
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.sources.facts import EnvMention, MentionKind

_MANY = 15
"""As many variables must be absent for a page to count as not understood."""
_MOST = 0.85
"""This part of all variables of the page must be absent."""
_FIELDS_OF_VARIABLES = frozenset({"default", "required", "type", "example"})
_PREFIX = re.compile(r"[Pp]refix[^`\n]{0,40}`([A-Z][A-Z0-9_]{0,60}_)\*?`")
"""A prefix that a page states, after the word."""
_REACH = 12
"""How many lines below the line of an entry its text may name the variable."""


def documented_variables(scope: CheckedScope, rule: CheckRule) -> DocumentedVariables:
    """Return the variables in the entries that a rule is about; they are kept with the scope."""
    key = DocumentedVariables, rule.kinds
    return scope.derived(key, lambda scope: DocumentedVariables(scope, rule))


class MostlyAbsent(msgspec.Struct, frozen=True):
    """The variables of a page that are absent, if these are most of its many variables."""

    names: Sequence[tuple[Entry, str]]
    number: int
    """How many variables the page documents, without those that need no evidence."""


class DocumentedVariables:
    """The documented variables, one by one, with their entries. Each question about them is answered once."""

    def __init__(self, scope: CheckedScope, rule: CheckRule) -> None:
        self._scope = scope
        self._prefixes: dict[str, Sequence[str]] = {}
        written = [(entry, name) for entry in scope.of(rule) for name in names_in(entry.name)]
        self._places = {(entry.page, entry.where.line, name) for entry, name in written}
        """The page, the line and the name of each."""
        self.names: Sequence[tuple[Entry, str]] = [
            (entry, self._whole_name(entry, name)) for entry, name in written
        ]

    def _whole_name(self, entry: Entry, name: str) -> str:
        """Return the name of a variable whose entry leaves out its beginning; others as they are.

        A heading such as ``LOG_LEVEL`` is short for ``SHOP_LOG_LEVEL`` if the code does not read the former,
        and the text below the heading names the latter, which the code reads. The same holds on a page that
        states the prefix: "prefix with `SHOP_`". A line that documents the latter beside a row or an item
        with the former tells the two apart, unless the former is a common word such as ``PORT``.
        """
        reads = self._scope.project.variables.reads
        if name in reads or is_pattern(name):
            return name
        lines = self._scope.project.outlines.of(entry.page).lines
        start = max((entry.where.line or 1) - 1, 0)
        is_short = "_" not in name or (start < len(lines) and lines[start].startswith("#"))
        for number, line in enumerate(
            lines[start : start + _REACH] if is_conventional(name) else (), start + 1
        ):
            for word in WORD.findall(unescaped(line)):
                is_another = not is_short and (entry.page, number, word) in self._places
                if word.endswith(f"_{name}") and word in reads and not is_another:
                    return str(word)
        if entry.page not in self._prefixes:
            self._prefixes[entry.page] = sorted({found for line in lines for found in _PREFIX.findall(line)})
        whole = (f"{prefix}{name}" for prefix in self._prefixes[entry.page])
        return next((found for found in whole if found in reads), name)

    @functools.cached_property
    def single(self) -> Sequence[tuple[Entry, str]]:
        """The entries that document exactly one variable: what else they say is about that one."""
        return [
            (entry, name)
            for entry, name in self.names
            if len(names_in(entry.name)) == 1 and not is_pattern(name)
        ]

    @functools.cached_property
    def _in_question(self) -> Sequence[tuple[Entry, str]]:
        """Those in use that no library reads, and that the configuration does not declare."""
        known, libraries = known_names(self._scope), LibraryVariables(self._scope)
        return [
            (entry, name)
            for entry, name in self.names
            if not (is_known(name, known) or name in libraries or is_gone(entry))
        ]

    @functools.cached_property
    def unread(self) -> Sequence[tuple[Entry, str]]:
        """Those that the code of the scope does not read, and no library."""
        return [
            (entry, name)
            for entry, name in self._in_question
            if name in self.without_rest or not is_read_in(self._scope, name)
        ]

    @functools.cached_property
    def without_rest(self) -> frozenset[str]:
        """Those with the prefix of settings, whose name after the prefix does not occur in the code.

        If that is so for many of those with such a prefix, the code spells names in another way, and nothing
        is known.
        """
        project = self._scope.project
        rests: dict[str, str] = {}
        names = {name for _, name in self.names}
        for name in names:
            found = [read for read in project.variables.of(name) if not read.is_test]
            if found and all(read.rest for read in found):
                rests[name] = found[0].rest
        mentions = project.tree.mentions({*rests.values(), *rests})
        held = {mention.name for _, mention in mentions if mention.kind is MentionKind.STRING}
        without = frozenset(name for name, rest in rests.items() if rest not in held and name not in held)
        prefixes = tuple({name.removesuffix(rest) for name, rest in rests.items()})
        alike = [name for name in names if name.startswith(prefixes)]
        return without if len(without) * 3 < len(alike) else frozenset()

    def mentions(self, name: str) -> Sequence[tuple[str, EnvMention]]:
        """Return the mentions of a variable that is read nowhere."""
        return () if is_pattern(name) else self._scope.project.mentions.of(name)

    @functools.cached_property
    def absent(self) -> Sequence[tuple[Entry, str]]:
        """Those whose names are nowhere in the code."""
        if not self.unread or not self._scope.has_code:
            return []
        named = ((entry, name) for entry, name in self.unread if is_conventional(name))
        return [(entry, name) for entry, name in named if not self._may_be_there(entry, name)]

    def _may_be_there(self, entry: Entry, name: str) -> bool:
        """Return whether the code may have a variable all the same: a pattern, a part, a name it composes."""
        if is_pattern(name) or self._is_part(entry, name) or self.mentions(name):
            return True
        if name not in self.without_rest and all_reads(self._scope, name):
            return True
        return bool(self._scope.project.variables.composed_like(name))

    @functools.cached_property
    def of_others(self) -> Mapping[tuple[str, str], Sequence[tuple[Entry, str]]]:
        """The absent ones of other programs, by page and name of the program."""
        return of_other_programs(self._scope, self.names, self.absent)

    def _is_part(self, entry: Entry, name: str) -> bool:
        """Return whether a name may be only a part of one.

        It may be the word that heads a section, as in ``## AWS`` above a table of variables, or the end of a
        name whose beginning is written before it, as in ``MAIL_HOST``, ``_PORT``.
        """
        if name.startswith("_"):
            return True
        if "_" in name or not _FIELDS_OF_VARIABLES.isdisjoint(entry.values):
            return False
        return line_of_page(self._scope, entry, entry.where.line).startswith("#")

    @functools.cached_property
    def not_understood(self) -> Mapping[str, MostlyAbsent]:
        """The pages most of whose many variables are absent.

        Documents are not wrong in that way. Their code builds the names from a schema, or is elsewhere.
        """
        by_page: dict[str, list[tuple[Entry, str]]] = {}
        for entry, name in self.absent:
            by_page.setdefault(entry.page, []).append((entry, name))
        numbers = Counter(entry.page for entry, _ in self._in_question)
        return {
            page: MostlyAbsent(names, numbers[page])
            for page, names in by_page.items()
            if len(names) >= max(_MANY, _MOST * numbers[page])
        }
