"""What the rules are given: the entries of a scope, and the facts about its code."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.databases import Databases
from sphinx_archdoc.checks.facts.descriptions import Descriptions
from sphinx_archdoc.checks.facts.endpoints.of_project import ProjectEndpoints
from sphinx_archdoc.checks.facts.endpoints.routes import CodeRoutes
from sphinx_archdoc.checks.facts.mentions import Mentions
from sphinx_archdoc.checks.facts.outlines import Outlines
from sphinx_archdoc.checks.facts.paths import PathNames
from sphinx_archdoc.checks.facts.supporting_code import is_supporting
from sphinx_archdoc.checks.facts.variables import Variables
from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.rules.pages import CheckedPage
from sphinx_archdoc.sources.tree import CodeTree

_Made = TypeVar("_Made")


class CodeScope(msgspec.Struct, frozen=True, order=True):
    """Which code some pages are about: their own ``archdoc: {code: …}``, or a ``[[sources.scope]]``."""

    code: tuple[str, ...] = ("",)
    """Folders and files, relative to the root of the code; the empty string is the root itself."""

    @property
    def words(self) -> str:
        """The folders for messages."""
        return ", ".join(folder or "the root" for folder in self.code)

    def covers(self, path: str) -> bool:
        """Return whether a file belongs to the scope."""
        if "" in self.code:
            return True
        return any(path == c or path.startswith(f"{c}/") for c in self.code)


def has_code(tree: CodeTree, scope: CodeScope, pages: Iterable[CheckedPage]) -> bool:
    """Return whether any file of a scope that was read can be code; the ``conf.py`` of Sphinx does not count.

    :param pages: the pages of the project, which are in the folder of that file, or below it.
    """
    folders = {page.path.removesuffix(page.source) for page in pages if page.path is not None}
    configuring = [path for folder in folders if scope.covers(path := f"{folder}conf.py")]
    of_sphinx = sum(tree.number_of_files_read(path) for path in configuring)
    return sum(map(tree.number_of_files_read, scope.code)) > of_sphinx


def is_readme(path: str) -> bool:
    """Return whether a page is the README of its folder."""
    return posixpath.splitext(posixpath.basename(path))[0].casefold() == "readme"


class Derived:
    """What is derived from the facts of a scope or a project. Each value is made once, for all rules."""

    def __init__(self) -> None:
        self._made: dict[object, object] = {}

    def get(self, key: object, make: Callable[[], _Made]) -> _Made:
        """Return the value of a key; *make* is called when it is first asked for."""
        if key not in self._made:
            self._made[key] = make()
        return cast("_Made", self._made[key])


class CheckedProject(msgspec.Struct, frozen=True, kw_only=True):
    """What all scopes share."""

    catalogue: Catalogue
    pages: Mapping[str, CheckedPage]
    """By docname."""
    tree: CodeTree
    configuration: Configuration
    variables: Variables
    databases: Databases
    descriptions: Descriptions
    routes: Callable[[], CodeRoutes]
    """Return the routes of the code; they are joined when they are first asked for."""
    endpoints: ProjectEndpoints
    mentions: Mentions
    names: PathNames
    outlines: Outlines
    today: datetime.date
    documented: Mapping[str, tuple[CodeScope, ...]] = {}
    """The scopes of the pages that document each environment variable."""
    _derived: Derived = msgspec.field(default_factory=Derived)

    def derived(self, make: Callable[[CheckedProject], _Made]) -> _Made:
        """Return ``make(self)``, which is kept with the project."""
        return self._derived.get(make, lambda: make(self))


class CheckedScope(msgspec.Struct, frozen=True, kw_only=True):
    """The pages that share their code, what they say, and what the code says."""

    scope: CodeScope
    pages: tuple[str, ...]
    """Docnames, sorted."""
    entries: Mapping[str, tuple[Entry, ...]]
    """By kind, in the order of the catalogue."""
    project: CheckedProject
    _derived: Derived = msgspec.field(default_factory=Derived)

    def derived(self, key: object, make: Callable[[CheckedScope], _Made]) -> _Made:
        """Return ``make(self)``, which is kept with the scope.

        :param key: a hashable key, unique to *make* and what it depends on beside the scope.
        """
        return self._derived.get(key, lambda: make(self))

    def of(self, rule: CheckRule) -> Iterator[Entry]:
        """Yield the entries that a rule is about."""
        for kind in rule.kinds:
            yield from self.entries.get(kind, ())

    def folder_of(self, path: str) -> str:
        """Return the folder of the scope that a file is in; empty if that is the root."""
        return next((folder for folder in self.scope.code if folder and path.startswith(f"{folder}/")), "")

    def is_supporting(self, path: str) -> bool:
        """Return whether a file only supports the program, see :func:`.is_supporting`."""
        return is_supporting(path, self.folder_of(path))

    def is_of_readme(self, docname: str) -> bool:
        """Return whether the scope of a page is only the folder that it is the README of."""
        page = self.project.pages.get(docname)
        if page is None or page.path is None or page.settings.code is not None or not is_readme(page.path):
            return False
        return self.scope.code == (posixpath.dirname(page.path),)

    @property
    def files_read(self) -> int:
        """How many files of the scope were looked into."""
        return sum(self.project.tree.number_of_files_read(folder) for folder in self.scope.code)

    @property
    def has_code(self) -> bool:
        """Whether there is anything to compare with."""
        return self.derived(has_code, _has_code)

    @property
    def looked_in(self) -> str:
        """What was looked at, for hints: ``looked in services/flow: 109 files``."""
        return f"looked in {self.scope.words}: {counted(self.files_read, 'file')}"


def _has_code(scope: CheckedScope) -> bool:
    return has_code(scope.project.tree, scope.scope, scope.project.pages.values())


def evidence_of(places: Iterable[tuple[str, int]]) -> tuple[CodePlace, ...]:
    """Return at most ten places as evidence, sorted."""
    return tuple(sorted({CodePlace(path, line) for path, line in places}))[:10]


RuleFunction = Callable[[CheckRule, CheckedScope], Iterable[Finding]]
"""One rule: a function in the module of its family, which lists it in ``RULES`` by the id of the rule.

If one decision tells several rules apart, the function of one yields the findings of all.
"""
