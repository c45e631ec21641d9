"""The store: everything that was read, by page, and the values derived from it.

Storing by page makes forgetting a page a ``pop``, and merging the pages of a worker an ``update``. The
catalogue and the graph are derived on demand, and never stored.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any, ClassVar

import msgspec
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Mention, Page
from sphinx_archdoc.content.index_page import IndexPage
from sphinx_archdoc.ext.doctree.fragments import Fragment
from sphinx_archdoc.ext.environment.build_state import BuildState
from sphinx_archdoc.ext.version import DATA_VERSION
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.project_rules import ProjectRule
from sphinx_archdoc.schema.loader import KindsTable

DomainObject = tuple[str, str, str, str, str, int]
"""Name, display name, kind, page, anchor, and search priority: what ``Domain.get_objects`` yields."""

_BY_DOCUMENT = ("pages", "fragments", "contents")
"""Keys of ``EntryStore.data`` whose values are dicts by document name."""


class Computed(msgspec.Struct):
    """Values derived from the pages; invalidated on every change, never pickled."""

    graph: Graph
    index_pages: dict[str, IndexPage] = {}
    """Cache of the content of index pages, by the name of the index."""
    objects: tuple[DomainObject, ...] | None = None
    """Cache of ``get_objects``, which the inventory and the search both call in every build."""


class EntryStore(Domain):
    """The data of the domain; its subclass ``ArchdocDomain`` adds the directives and roles."""

    name = "archdoc"
    label = "Architecture"
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "fragments": {}, "contents": {}, "kinds": ""}
    data_version = DATA_VERSION
    kinds: ClassVar[KindsTable] = {}
    kind_problems: ClassVar[tuple[Problem, ...]] = ()
    """Problems of the project's own kinds."""
    rules: ClassVar[tuple[ProjectRule, ...]] = ()
    """The rules of the project."""
    words: ClassVar[Translator] = Translator()
    """Translator of the extension's own strings into the language of the project."""

    _build: BuildState | None = None
    _computed: Computed | None = None
    _vocabulary: Vocabulary | None = None

    @property
    def build(self) -> BuildState:
        """The state of the current build; set at ``builder-inited``.

        :raises RuntimeError: before that.
        """
        if self._build is None:
            raise RuntimeError("the state of the build is set at 'builder-inited', and was asked for before")
        return self._build

    def begin_build(self, build: BuildState) -> None:
        """Set the state of the build that begins."""
        self._build = build

    @property
    def pages(self) -> dict[str, Page]:
        """The stored pages, by document name."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    @property
    def fragments(self) -> dict[str, dict[tuple[str, str], Fragment]]:
        """Parsed texts to show on other pages, by document name, then by anchor and field."""
        fragments: dict[str, dict[tuple[str, str], Fragment]] = self.data["fragments"]
        return fragments

    @property
    def contents(self) -> dict[str, bytes]:
        """Tables of contents with cards, by document name; pickled, as most builds use only a few of them."""
        contents: dict[str, bytes] = self.data["contents"]
        return contents

    @property
    def kinds_digest(self) -> str:
        """A digest of the kinds and of the translations; set when the build looks for outdated documents."""
        return str(self.data["kinds"])

    @property
    def computed(self) -> Computed:
        """The values derived from the pages that were read so far."""
        if self._computed is None:
            labels = self.env.domains.standard_domain.anonlabels
            self._computed = Computed(Graph(Catalogue(self.pages, self.kinds), labels, self.words))
        return self._computed

    @property
    def graph(self) -> Graph:
        """The graph of references between all entries."""
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
        """Return the stored page of a document to change it, and invalidate all derived values."""
        self._computed = None
        return self.pages.setdefault(docname, Page(docname=docname))

    def clear_doc(self, docname: str) -> None:
        """Remove the data of a document."""
        self._computed = None
        for key in _BY_DOCUMENT:
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Merge the data of *docnames*, which another process has read."""
        self._computed = None
        for key in _BY_DOCUMENT:
            self.data[key].update({d: v for d, v in otherdata[key].items() if d in docnames})


def store_of(env: BuildEnvironment) -> EntryStore:
    """Return the store of an environment."""
    store = env.domains["archdoc"]
    assert isinstance(store, EntryStore)
    return store


def current_page(env: BuildEnvironment) -> Page:
    """Return the stored page of the document that is being read."""
    return store_of(env).note_page(env.docname)


def note_problem(env: BuildEnvironment, *problems: Problem) -> None:
    """Add problems to the page that is being read."""
    if problems:
        current_page(env).problems.extend(problems)


def note_mention(env: BuildEnvironment, mention: Mention) -> None:
    """Add a mention of an entry by a directive to the page that is being read."""
    current_page(env).mentions.append(mention)
