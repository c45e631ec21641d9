"""What the code says about the variables that the pages of a scope document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.names import is_pattern, matches
from sphinx_archdoc.checks.facts.variables import VariableRead
from sphinx_archdoc.checks.in_use import is_page_in_use
from sphinx_archdoc.checks.scope import CheckedScope

_OF_SERVICE = re.compile(r"(?:^|/)(?:\.github/|\.circleci/|\.gitlab-ci\.|azure-pipelines)")
"""Files of services for continuous integration."""


def reads_in(scope: CheckedScope, name: str) -> list[VariableRead]:
    """Return the places in the code of a scope that read a variable, or one of those a pattern stands for.

    Tests are left out.
    """
    variables = scope.project.variables
    names = [name]
    if is_pattern(name):
        names = [known for known in variables.reads if matches(known, name)]
    reads = (read for one in names for read in variables.of(one))
    return [read for read in reads if scope.scope.covers(read.path) and not read.is_test]


_SEVERAL = 2
_TITLE_WORD = re.compile(r"[A-Za-z][\w.-]*\w")


def reads_near(scope: CheckedScope, entry: Entry, name: str) -> list[VariableRead]:
    """Return the places in the code of a scope that read a variable: those beside the page, if there are any.

    A page that lies in the folder of a service describes what that service does without the variable. So does
    a section whose heading names the folder: "Settings of alert-service".
    """
    found = reads_in(scope, name)
    page = scope.project.pages.get(entry.page)
    folder = posixpath.dirname(page.path) if page and page.path else ""
    near = [read for read in found if folder and read.path.startswith(f"{folder}/")] or found
    services = {read.path: _service(read.path) for read in near}
    if len(set(services.values())) < _SEVERAL:
        return near
    for title in reversed(scope.project.outlines.of(entry.page).headings(entry.where.line or 0)):
        words = {word.casefold() for word in _TITLE_WORD.findall(title)}
        if named := [read for read in near if services[read.path] in words]:
            return named
    return near


_SERVICE = re.compile(
    r"(?:(?:services|apps|packages|cmd|servers|microservices|crates|modules)/)?(?P<name>[^/]+)/"
)


def _service(path: str) -> str:
    """Return the folder of the service that a file belongs to, in lower case; empty if it is in none."""
    found = _SERVICE.match(path)
    return found["name"].casefold() if found else ""


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


def is_read_by_program(scope: CheckedScope, name: str) -> bool:
    """Return whether the code of a scope reads a variable, outside of tests and of workflows."""
    return any(not _OF_SERVICE.search(read.path) for read in reads_in(scope, name))


def known_names(scope: CheckedScope) -> tuple[str, ...]:
    """Return the patterns of names that the configuration says need no evidence."""
    sources = scope.project.configuration.sources
    return sources.environment.known if sources else ()


_CHANGELOG = re.compile(r"(?:^|/)(?:changelog|changes|history|news|releases?|release[-_]notes)(?:/|$)", re.I)


def current_pages(scope: CheckedScope) -> Iterator[str]:
    """Yield the pages of a scope and those beside its code that describe what is, so without changelogs."""
    own = set(scope.pages)
    for name, page in scope.project.pages.items():
        is_near = name in own or (page.path is not None and scope.scope.covers(page.path))
        if is_near and not _CHANGELOG.search(name) and is_page_in_use(scope.project, name):
            yield name


_FIRST_CELL = re.compile(r"(?m)^[ \t]*(?:\|[^|\n]{0,200}|[-*+] [`*]{0,4}[A-Z][A-Z0-9_]{1,60}_\*)")
"""The first cell of a row, or the name that an item begins with."""
_FAMILY = re.compile(r"(?<![A-Z0-9_])([A-Z][A-Z0-9_]{1,60}_)\*(?![A-Z0-9_])")
"""The common beginning of many names: ``MAIL_*``."""
WORD = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")
"""A word that is likely the name of a variable."""
_PATTERN = re.compile(
    r"`([A-Z][A-Z0-9_]{0,60}_(?:\*|<[^<>`\n]{1,40}>)_[A-Z0-9_]{1,60}|\*_[A-Z0-9]{1,60}_[A-Z0-9_]{1,60})`"
)
"""A name of many that says how they end: ``SHOP_*_TABLE``, or ``*_BASE_URL`` with at least two words."""
_CODE_WORD = re.compile(r"`([A-Z][A-Z0-9]{2,60})`")
"""A name without an underscore is that of a variable only if it is written as code."""


def named_on_pages(scope: CheckedScope, pages: Iterable[str]) -> NamedVariables:
    """Return the names that the text of some pages holds, in lists or in prose, too."""
    names: set[str] = set()
    beginnings: set[str] = set()
    families: set[str] = set()
    patterns: set[str] = set()
    for name in pages:
        text = _page_text(scope, name)
        names.update(WORD.findall(text), _CODE_WORD.findall(text))
        patterns.update(_PATTERN.findall(text))
        families.update(_FAMILY.findall(text) if "_*" in text else ())
        for cell in _FIRST_CELL.findall(text) if "_*" in text else ():
            beginnings.update(_FAMILY.findall(cell))
    return NamedVariables(
        frozenset(names), tuple(sorted(beginnings)), tuple(sorted(families)), tuple(sorted(patterns))
    )


class NamedVariables(msgspec.Struct, frozen=True):
    """What the text of pages says about variables, without the entries."""

    names: frozenset[str]
    beginnings: tuple[str, ...]
    """Those of families that a row or an item describes; prose names beginnings for other reasons."""
    families: tuple[str, ...]
    """Those of all families that are named: whoever knows the library knows its variables."""
    patterns: tuple[str, ...]
    """Those with a ``*`` in front of their end: prose names these, too, where it tells of many variables."""

    def __contains__(self, name: str) -> bool:
        """Return whether the text holds a name, or a pattern that stands for it."""
        return name in self.names or any(matches(name, pattern) for pattern in self.patterns)


def _page_text(scope: CheckedScope, docname: str) -> str:
    """Return the text of a page; empty if it is not below the root of the code."""
    page = scope.project.pages.get(docname)
    text = (page and page.path and scope.project.tree.text(page.path)) or ""
    return unescaped(_without_open_tasks(text))


_SECTION = re.compile(r"(?m)^(?=#{1,6} )")
_OPEN_TASK = re.compile(r"(?m)^[ \t]*[-*+] \[ \][^\n]*")
_LACKING = re.compile(
    r"\bundocumented\b|\b(?:not|still to)(?: yet)?(?: be)? document(?:ed)?\b|"
    r"\bnot (?:appear|occur) in\b[^\n]{0,60}\bdoc",
    re.IGNORECASE,
)
"""What a section says whose open tasks name what the pages lack."""


def _without_open_tasks(text: str) -> str:
    """Return Markdown without the open tasks, ``- [ ]``, of sections that name what the pages lack."""
    if "[ ]" not in text:
        return text
    sections = _SECTION.split(text)
    return "".join(_OPEN_TASK.sub("", one) if _LACKING.search(one) else one for one in sections)


def unescaped(text: str) -> str:
    """Return Markdown without the backslashes before underscores and stars."""
    return text.replace("\\_", "_").replace("\\*", "*")


_TESTS = re.compile(r"\b(?:e2e|end[- ]to[- ]end|tests?|testing)\b", re.IGNORECASE)


def is_for_tests(scope: CheckedScope, entry: Entry) -> bool:
    """Return whether an entry, or a heading above it, says that the variable is one of tests."""
    headings = scope.project.outlines.of(entry.page).headings(entry.where.line or 0)
    texts = (str(entry.values.get(field, ""))[:200] for field in ("description", "notes"))
    return any(_TESTS.search(text) for text in (*headings, *texts))


_WORKFLOWS = re.compile(
    r"\b(?:actions|ci|ci/cd|github|gitlab|pipelines?|secrets?|workflows?)\b", re.IGNORECASE
)


def is_for_workflows(scope: CheckedScope, entry: Entry, path: str) -> bool:
    """Return whether an entry is about what a workflow passes on, and not about the program.

    :param path: the file that sets the variable.
    """
    if not _OF_SERVICE.search(path):
        return False
    headings = scope.project.outlines.of(entry.page).headings(entry.where.line or 0)
    return any(_WORKFLOWS.search(re.sub(r"[-_]", " ", text)) for text in (entry.page, *headings))


def is_written_as_code(scope: CheckedScope, entry: Entry, field: str, written: str) -> bool:
    """Return whether the line of a field has the value between backticks, or between quotation marks."""
    bare, line = written.strip("`\"'"), line_of_page(scope, entry, entry.line_of(field).line)
    return f"`{written.strip('`')}`" in line or f'"{bare}"' in line


def line_of_page(scope: CheckedScope, entry: Entry, number: int | None) -> str:
    """Return a line of the page of an entry, counted from 1; empty if it is not known."""
    lines = scope.project.outlines.of(entry.page).lines
    return lines[number - 1] if number and number <= len(lines) else ""
