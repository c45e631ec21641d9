"""What the code says about the variables that the pages of a scope document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.in_use import is_page_in_use
from sphinx_archdoc.checks.known_variables import is_known
from sphinx_archdoc.checks.library_variables import LibraryVariables
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.variable_names import is_conventional, is_pattern, matches, names_in
from sphinx_archdoc.checks.variables import VariableRead
from sphinx_archdoc.sources.facts import EnvMention, MentionKind


def documented_names(scope: CheckedScope, rule: CheckRule) -> Iterator[tuple[Entry, str]]:
    """Yield the documented variables, one by one, with their entries."""
    texts = _PageTexts(scope)
    for entry in scope.of(rule):
        for name in names_in(entry.name):
            yield entry, texts.whole_name(entry, name)


def single_names(scope: CheckedScope, rule: CheckRule) -> Iterator[tuple[Entry, str]]:
    """Yield the entries that document exactly one variable: what else they say is about that one."""
    texts = _PageTexts(scope)
    for entry in scope.of(rule):
        names = names_in(entry.name)
        if len(names) == 1 and not is_pattern(names[0]):
            yield entry, texts.whole_name(entry, names[0])


_REACH = 12
"""How many lines below the line of an entry its text may name the variable."""


class _PageTexts:
    """The lines of the pages of a scope, read when they are first asked for."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self._lines: dict[str, list[str]] = {}

    def whole_name(self, entry: Entry, name: str) -> str:
        """Return the name of a variable whose entry leaves out its beginning.

        A heading such as ``LOG_LEVEL`` is short for ``SHOP_LOG_LEVEL`` if the code does not read the former,
        and the text below the heading names the latter, which the code reads.
        """
        variables = self._scope.project.variables
        if name in variables.reads or not is_conventional(name) or is_pattern(name):
            return name
        lines = self._of(entry.page)
        start = max((entry.where.line or 1) - 1, 0)
        for line in lines[start : start + _REACH]:
            for word in map(str, _WORD.findall(line)):
                if word.endswith(f"_{name}") and word in variables.reads:
                    return word
        return name

    def _of(self, docname: str) -> list[str]:
        if docname not in self._lines:
            self._lines[docname] = _page_text(self._scope, docname).split("\n")
        return self._lines[docname]


def reads_in(scope: CheckedScope, name: str, *, tests: bool = False) -> list[VariableRead]:
    """Return the places in the code of a scope that read a variable, or one of those a pattern stands for."""
    variables = scope.project.variables
    names = [name]
    if is_pattern(name):
        names = [known for known in variables.reads if matches(known, name)]
    return [
        read
        for one in names
        for read in variables.of(one)
        if scope.scope.covers(read.path) and (tests or not read.is_test)
    ]


def reads_near(scope: CheckedScope, entry: Entry, name: str) -> list[VariableRead]:
    """Return the places in the code of a scope that read a variable: those beside the page, if there are any.

    A page that lies in the folder of a service describes what that service does without the variable.
    """
    found = reads_in(scope, name)
    page = scope.project.pages.get(entry.page)
    folder = posixpath.dirname(page.path) if page and page.path else ""
    return [read for read in found if folder and read.path.startswith(f"{folder}/")] or found


def all_reads(scope: CheckedScope, name: str) -> list[VariableRead]:
    """Return the places below the root that read a variable, in whatever scope."""
    variables = scope.project.variables
    names = [known for known in variables.reads if matches(known, name)] if is_pattern(name) else [name]
    return [read for one in names for read in variables.of(one)]


def is_read_in(scope: CheckedScope, name: str) -> bool:
    """Return whether the code of a scope reads a variable, outside of tests."""
    if is_pattern(name):
        return bool(reads_in(scope, name))
    reads = scope.project.variables.of(name)
    return any(not read.is_test and scope.scope.covers(read.path) for read in reads)


def unread_names(scope: CheckedScope, rule: CheckRule) -> list[tuple[Entry, str]]:
    """Return the documented variables that the code of the scope does not read and no library reads."""
    known, libraries = known_names(scope), LibraryVariables(scope)
    names = [
        (entry, name)
        for entry, name in documented_names(scope, rule)
        if not is_known(name, known) and name not in libraries
    ]
    without_rest = names_without_rest(scope, rule)
    return [(entry, name) for entry, name in names if name in without_rest or not is_read_in(scope, name)]


def names_without_rest(scope: CheckedScope, rule: CheckRule) -> frozenset[str]:
    """Return the documented variables with the prefix of settings, whose name after the prefix does not occur
    in the code.

    If that is so for many of those with such a prefix, the code spells names in another way, and nothing is
    known.
    """
    variables = scope.project.variables
    rests: dict[str, str] = {}
    names = {name for _, name in documented_names(scope, rule)}
    for name in names:
        found = [read for read in variables.of(name) if not read.is_test]
        if found and all(read.rest for read in found):
            rests[name] = found[0].rest
    mentions = scope.project.tree.mentions({*rests.values(), *rests})
    held = {mention.name for _, mention in mentions if mention.kind is MentionKind.STRING}
    without = frozenset(name for name, rest in rests.items() if rest not in held and name not in held)
    prefixes = tuple({name.removesuffix(rest) for name, rest in rests.items()})
    alike = [name for name in names if name.startswith(prefixes)]
    return without if len(without) * 3 < len(alike) else frozenset()


def known_names(scope: CheckedScope) -> tuple[str, ...]:
    """Return the patterns of names that the configuration says need no evidence."""
    sources = scope.project.configuration.sources
    return sources.environment.known if sources else ()


def mentions_of(
    scope: CheckedScope, unread: Sequence[tuple[Entry, str]]
) -> Mapping[str, list[tuple[str, EnvMention]]]:
    """Return the mentions of variables that are read nowhere, by name."""
    names = {name for _, name in unread if not is_pattern(name)}
    found: dict[str, list[tuple[str, EnvMention]]] = {}
    for path, mention in scope.project.tree.mentions(names):
        found.setdefault(mention.name, []).append((path, mention))
    return found


def absent_names(scope: CheckedScope, rule: CheckRule) -> list[tuple[Entry, str]]:
    """Return the documented variables whose names are nowhere in the code."""
    unread = unread_names(scope, rule)
    if not unread or not scope.files_read:
        return []
    mentions = mentions_of(scope, unread)
    variables, without_rest = scope.project.variables, names_without_rest(scope, rule)
    return [
        (entry, name)
        for entry, name in unread
        if is_conventional(name)
        and not _is_part(scope, entry, name)
        and not (name in mentions or is_pattern(name))
        and (name in without_rest or not all_reads(scope, name))
        and not variables.composed_like(name)
    ]


_TOLD = frozenset({"default", "required", "type", "example"})


def _is_part(scope: CheckedScope, entry: Entry, name: str) -> bool:
    """Return whether a name may be only a part of one.

    It may be the word that heads a section, as in ``## AWS`` above a table of variables, or the end of a
    name whose beginning is written before it, as in ``MAIL_HOST``, ``_PORT``.
    """
    if name.startswith("_"):
        return True
    if "_" in name or not _TOLD.isdisjoint(entry.values):
        return False
    return _line(scope, entry, entry.where.line).startswith("#")


_MANY = 15
"""As many variables must be absent for a page to count as not understood."""
_MOST = 0.75
"""This part of all variables of the page must be absent."""


def not_understood(
    scope: CheckedScope, rule: CheckRule, absent: Sequence[tuple[Entry, str]]
) -> Iterator[tuple[str, Sequence[tuple[Entry, str]], int]]:
    """Yield the pages most of whose many variables are absent, with these and how many there are in all.

    Documents are not wrong in that way. Their code builds the names from a schema, or is elsewhere.
    """
    by_page: dict[str, list[tuple[Entry, str]]] = {}
    for entry, name in absent:
        by_page.setdefault(entry.page, []).append((entry, name))
    wanted = {page: names for page, names in by_page.items() if len(names) >= _MANY}
    known, libraries = known_names(scope), LibraryVariables(scope)
    documented = [
        entry.page
        for entry, name in (documented_names(scope, rule) if wanted else ())
        if name not in libraries and not is_known(name, known)
    ]
    for page, names in wanted.items():
        number = documented.count(page)
        if len(names) >= _MOST * number:
            yield page, names, number


_WORD = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")

_CODE_WORD = re.compile(r"`([A-Z][A-Z0-9]{2,60})`")
"""A name without an underscore is that of a variable only if it is written as code."""


def current_pages(scope: CheckedScope) -> Iterator[str]:
    """Yield the pages of a scope and those beside its code that describe what is, so without changelogs."""
    catalogue, own = scope.project.catalogue, set(scope.pages)
    for name, page in scope.project.pages.items():
        is_near = name in own or (page.path is not None and scope.scope.covers(page.path))
        if is_near and not _CHANGELOG.search(name) and is_page_in_use(catalogue, name):
            yield name


def named_on_pages(scope: CheckedScope, pages: Iterable[str]) -> set[str]:
    """Return the names that the text of some pages holds, in lists or in prose, too."""
    found: set[str] = set()
    for name in pages:
        text = _page_text(scope, name)
        found.update(_WORD.findall(text), _CODE_WORD.findall(text))
    return found


def _page_text(scope: CheckedScope, docname: str) -> str:
    page = scope.project.pages.get(docname)
    text = (page and page.path and scope.project.tree.text(page.path)) or ""
    return text.replace("\\_", "_")


_TESTS = re.compile(r"\b(?:e2e|end[- ]to[- ]end|tests?|testing)\b", re.IGNORECASE)


def is_for_tests(scope: CheckedScope, entry: Entry) -> bool:
    """Return whether an entry, or a heading above it, says that the variable is one of tests."""
    headings = scope.project.outlines.of(entry.page).headings(entry.where.line or 0)
    told = (str(entry.values.get(field, ""))[:200] for field in ("description", "notes"))
    return any(_TESTS.search(text) for text in (*headings, *told))


_CHANGELOG = re.compile(r"(?:^|/)(?:changelog|changes|history|news|releases?|release[-_]notes)(?:/|$)", re.I)


def is_written_as_code(scope: CheckedScope, entry: Entry, field: str, written: str) -> bool:
    """Return whether the line of a field has the value between backticks."""
    return f"`{written.strip('`')}`" in _line(scope, entry, entry.line_of(field).line)


def _line(scope: CheckedScope, entry: Entry, number: int | None) -> str:
    """Return a line of the page of an entry, counted from 1; empty if it is not known."""
    lines = scope.project.outlines.of(entry.page).lines
    return lines[number - 1] if number and number <= len(lines) else ""
