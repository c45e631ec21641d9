"""The Sphinx domain: where what was read is kept, and how names are resolved.

Everything is stored by page, so that forgetting a page is a ``pop`` and merging a worker's pages an
``update``. Catalogue and graph are computed from the pages when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import RoleFunction

from sphinx_archdoc.catalogue.catalogue import Catalogue, Resolution
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.ext.entry import directive_for
from sphinx_archdoc.ext.index import index_for
from sphinx_archdoc.ext.links import WRITTEN_ON, PageLinks
from sphinx_archdoc.ext.role import EntryRole
from sphinx_archdoc.ext.unknown import UnknownKindRole, unknown_kind_directive
from sphinx_archdoc.ext.view import TableDirective
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.render.texts import Fragment
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Scope

DATA_VERSION = 1
"""Raise it when the records of the catalogue change their shape: old environments are then read anew."""


class ArchdocDomain(Domain):
    """Entries of architecture documents. :func:`domain_for` makes the class for a table of kinds."""

    name = "archdoc"
    label = "Architecture"
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "fragments": {}, "digests": {}, "kinds": ""}
    data_version = DATA_VERSION
    kinds: ClassVar[KindsTable] = {}
    kind_problems: ClassVar[tuple[Problem, ...]] = ()
    """What is wrong with the project's own kinds."""

    builder: Builder
    """Who writes this build; known from ``env-updated`` on."""

    _graph: Graph | None = None

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
    def graph(self) -> Graph:
        """The references between all entries, as far as they were read."""
        if self._graph is None:
            self._graph = Graph(Catalogue(self.pages, self.kinds))
        return self._graph

    @property
    def catalogue(self) -> Catalogue:
        """All entries, as far as they were read."""
        return self.graph.catalogue

    def note_page(self, docname: str) -> Page:
        """The page to note something on."""
        self._graph = None
        return self.pages.setdefault(docname, Page(docname=docname))

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self._graph = None
        self.pages.pop(docname, None)
        self.fragments.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that another process read."""
        self._graph = None
        for store in ("pages", "fragments"):
            self.data[store].update({d: v for d, v in otherdata[store].items() if d in docnames})

    def directive(self, name: str) -> type[Directive] | None:
        """The directive of a kind; for a kind that nobody declared, one that says so."""
        return super().directive(name) or unknown_kind_directive(name, self.kinds)

    def role(self, name: str) -> RoleFunction | None:
        """The role of a kind; for a kind that nobody declared, one that says so."""
        return super().role(name) or UnknownKindRole(name, self.kinds)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference by a role; what leads nowhere was reported already."""
        entry = self.catalogue.find(target, (typ,), _written_on(node, fromdocname)).entry
        return self._reference(builder, fromdocname, entry, node, contnode) if entry else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``{any}`` and MyST's ``[](#kind.NAME)``."""
        entry = first(self.find_any(target, _written_on(node, fromdocname)))
        if entry is None or (not self.kinds[entry.kind].takes_name and "." not in target):
            return []  # a page by its own name: Sphinx finds that itself
        return [(f"archdoc:{entry.kind}", self._reference(builder, fromdocname, entry, node, contnode))]

    def find_any(self, target: str, page: str) -> Resolution:
        """Look up a name of any kind, with or without the kind before it: ``envvar.PORT``."""
        prefix, dot, name = target.partition(".")
        if dot and prefix in self.kinds and (found := self.catalogue.find(name, (prefix,), page)).candidates:
            return found
        return self.catalogue.find(target, (), page)

    def _reference(
        self,
        builder: Builder,
        fromdocname: str,
        entry: Entry,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        if not node.get("refexplicit"):
            shown = contnode.deepcopy() if isinstance(contnode, nodes.TextElement) else nodes.inline()
            shown.clear()
            shown += nodes.Text(entry.title)
            contnode = shown
        reference = PageLinks(builder, fromdocname).reference(entry.page, entry.anchor, contnode)
        reference["reftitle"] = entry.title
        return reference

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every entry for the inventory and the search.

        A name that several pages have stands under ``page#NAME``; one that only one page has stands
        there as well, hidden from the search, so that links from outside outlive a second one.
        """
        seen: set[tuple[str, str]] = set()
        for entry in self.catalogue.entries:
            for name, priority in self._inventory_names(entry):
                if (entry.kind, name) not in seen:  # of two that should be one, the first counts
                    seen.add((entry.kind, name))
                    yield name, entry.title, entry.kind, entry.page, entry.anchor, priority

    def _inventory_names(self, entry: Entry) -> Iterator[tuple[str, int]]:
        """The names of an entry outside of the project, each with its priority in the search."""
        if not entry.name:
            return
        on_page = self.kinds[entry.kind].scope is Scope.PAGE
        unique = self.catalogue.find(entry.name, (entry.kind,), "").entry is not None
        if unique or not on_page:
            yield entry.name, 1
        if on_page:
            yield f"{entry.page}#{entry.name}", -1 if unique else 1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: FBT001, FBT002
        """What the search calls a kind."""
        return type.lname

    def text_of(self, entry: Entry, field: str) -> str:
        """The text of a field without its markup."""
        fragment = self.fragments.get(entry.page, {}).get((entry.anchor, field), entry.values.get(field, ""))
        if isinstance(fragment, list):
            return " ".join(node.astext() for node in fragment)
        return str(fragment)

    def entry_of(self, signature: nodes.Element, page: str) -> Entry:
        """The entry whose anchor *signature* carries."""
        return self.catalogue[EntryKey(page, signature["ids"][0])]


def _written_on(node: pending_xref, fromdocname: str) -> str:
    return str(node.get(WRITTEN_ON) or node.get("refdoc", fromdocname))


def first(resolution: Resolution) -> Entry | None:
    """The entry that was found or, of several, the first: which one is meant was asked already."""
    return resolution.entry or next(iter(resolution.candidates), None)


def domain_for(kinds: KindsTable, problems: tuple[Problem, ...] = ()) -> type[ArchdocDomain]:
    """The domain whose directives, roles, object types and indices follow from a table of kinds."""
    return type(
        "ArchdocDomain",
        (ArchdocDomain,),
        {
            "kinds": kinds,
            "kind_problems": problems,
            "object_types": {name: ObjType(kind.title, name) for name, kind in kinds.items()},
            "directives": {"table": TableDirective}
            | {name: directive_for(kind) for name, kind in kinds.items()},
            "roles": {name: EntryRole(kind) for name, kind in kinds.items()},
            "indices": [index_for(kind) for kind in kinds.values()],
        },
    )


def archdoc_domain(env: BuildEnvironment) -> ArchdocDomain:
    """The domain of an environment."""
    domain = env.domains["archdoc"]
    assert isinstance(domain, ArchdocDomain)
    return domain
