"""What was read, kept by page: forgetting a page is a ``pop``, merging a worker's pages an ``update``.

Catalogue and graph are computed from the pages when they are asked for, and never stored.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any, ClassVar

import msgspec
from sphinx.domains import Domain, IndexEntry
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Mention, Page
from sphinx_archdoc.ext.doctree.fragments import Fragment
from sphinx_archdoc.ext.environment.build_state import BuildState
from sphinx_archdoc.ext.environment.version import DATA_VERSION
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable

IndexContent = list[tuple[str, list[IndexEntry]]]
"""The entries of an index page, by letter."""

DomainObject = tuple[str, str, str, str, str, int]
"""Name, shown name, kind, page, anchor, and priority in the search."""

_STORES = ("pages", "fragments", "contents")
"""What is kept by document."""


class Computed(msgspec.Struct):
    """What follows from the pages; made anew when one of them changes, and never stored."""

    graph: Graph
    index_content: dict[str, IndexContent] = {}
    """What the index pages list, by kind, as far as somebody asked for it."""
    objects: tuple[DomainObject, ...] | None = None
    """What the inventory and the search are told; both ask in every build."""


class EntryStore(Domain):
    """The part of the domain that keeps entries; it knows no directive and no role."""

    name = "archdoc"
    label = "Architecture"
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "fragments": {}, "contents": {}, "kinds": ""}
    data_version = DATA_VERSION
    kinds: ClassVar[KindsTable] = {}
    kind_problems: ClassVar[tuple[Problem, ...]] = ()
    """What is wrong with the project's own kinds."""
    words: ClassVar[Translator] = Translator()
    """Says the extension's own words in the language of the project."""

    build: BuildState
    """What this build is doing; set at ``builder-inited``."""

    _computed: Computed | None = None
    _vocabulary: Vocabulary | None = None

    @property
    def pages(self) -> dict[str, Page]:
        """What was noted, by document."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    @property
    def fragments(self) -> dict[str, dict[tuple[str, str], Fragment]]:
        """Parsed texts by document, then by anchor and field: for showing them on other pages."""
        fragments: dict[str, dict[tuple[str, str], Fragment]] = self.data["fragments"]
        return fragments

    @property
    def contents(self) -> dict[str, bytes]:
        """The tables of contents with cards in them, by document; pickled, as most builds look at few."""
        contents: dict[str, bytes] = self.data["contents"]
        return contents

    @property
    def computed(self) -> Computed:
        """What was computed of the pages, as far as they were read."""
        if self._computed is None:
            labels = self.env.domains.standard_domain.anonlabels
            self._computed = Computed(Graph(Catalogue(self.pages, self.kinds), labels, self.words))
        return self._computed

    @property
    def graph(self) -> Graph:
        """The references between all entries."""
        return self.computed.graph

    @property
    def catalogue(self) -> Catalogue:
        """All entries."""
        return self.graph.catalogue

    @property
    def vocabulary(self) -> Vocabulary:
        """The words by which kinds and fields are known in plain Markdown."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self.kinds)
        return self._vocabulary

    def note_page(self, docname: str) -> Page:
        """The page to note something on."""
        self._computed = None
        return self.pages.setdefault(docname, Page(docname=docname))

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self._computed = None
        for store in _STORES:
            self.data[store].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that another process read."""
        self._computed = None
        for store in _STORES:
            self.data[store].update({d: v for d, v in otherdata[store].items() if d in docnames})


def store_of(env: BuildEnvironment) -> EntryStore:
    """The store of an environment."""
    store = env.domains["archdoc"]
    assert isinstance(store, EntryStore)
    return store


def current_page(env: BuildEnvironment) -> Page:
    """The page that is being read."""
    return store_of(env).note_page(env.docname)


def note_problem(env: BuildEnvironment, *problems: Problem) -> None:
    """Note problems on the page that is being read."""
    current_page(env).problems.extend(problems)


def note_mention(env: BuildEnvironment, mention: Mention) -> None:
    """Note on the page that is being read that a directive names an entry."""
    current_page(env).mentions.append(mention)
