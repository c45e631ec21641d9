"""The Sphinx domain: directives, roles, object types and indices of the kinds, and how names are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import RoleFunction

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.ext.directives.entry import directive_for
from sphinx_archdoc.ext.directives.unknown_kind import UnknownKindRole, unknown_kind_directive
from sphinx_archdoc.ext.directives.views import view_directive_for
from sphinx_archdoc.ext.environment.references import WRITTEN_ON, PageLinks
from sphinx_archdoc.ext.environment.store import DomainObject, EntryStore
from sphinx_archdoc.ext.indices import index_for
from sphinx_archdoc.ext.role import EntryRole
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Kind, Scope

_SHOWN, _HIDDEN = 1, -1
"""Priorities in Sphinx's search."""


class ArchdocDomain(EntryStore):
    """Entries of architecture documents. :func:`domain_for` makes the class for a table of kinds."""

    plurals: ClassVar[Mapping[str, Kind]] = {}
    """The kinds by the names of the directives of several entries."""

    def directive(self, name: str) -> type[Directive] | None:
        """The directive of one or several entries of a kind; of one that nobody declared, one that says so.

        Those of several read Markdown themselves. What does that is loaded when it is needed.
        """
        kind = self.plurals.get(name)
        if name not in self.directives and kind:
            from sphinx_archdoc.ext.directives.entries import plural_directive_for

            self.directives[name] = plural_directive_for(kind)
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
        """Resolve ``{any}`` and MyST's ``[](#kind.NAME)``; several meanings were reported already."""
        if node.get("reftype") == "myst" and target.casefold() in env.domains.standard_domain.anonlabels:
            return []  # a label by that name is what is meant
        entry = self._find_any(target, _written_on(node, fromdocname))
        if entry is None:
            return []
        return [(f"archdoc:{entry.kind}", self._reference(builder, fromdocname, entry, node, contnode))]

    def _find_any(self, target: str, page: str) -> Entry | None:
        """Look up a name of any kind; of several, the first: which one is meant was asked already."""
        found = self.catalogue.find_any(target, page)
        entry = found.entry or next(iter(found.candidates), None)
        # a page by its own name: Sphinx finds that itself
        return entry if entry and self.kinds[entry.kind].takes_name else None

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
        if contnode.astext() != entry.title:
            reference["reftitle"] = entry.title
        return reference

    def get_objects(self) -> tuple[DomainObject, ...]:
        """Every entry for the inventory and the search.

        A name that several pages have stands under ``page#NAME``; one that only one page has stands
        there as well, hidden from the search, so that links from outside outlive a second one.
        """
        computed = self.computed
        if computed.objects is None:
            computed.objects = tuple(self._objects(computed.graph.catalogue.entries))
        return computed.objects

    def _objects(self, entries: Iterable[Entry]) -> Iterator[DomainObject]:
        seen: set[tuple[str, str]] = set()
        for entry in entries:
            for name, priority in self._inventory_names(entry):
                if (entry.kind, name) not in seen:  # of two that should be one, the first counts
                    seen.add((entry.kind, name))
                    yield name, entry.title, entry.kind, entry.page, entry.anchor, priority

    def _inventory_names(self, entry: Entry) -> Iterator[tuple[str, int]]:
        """The names of an entry outside of the project, each with its priority in the search."""
        if not entry.name:
            return
        kind = self.kinds[entry.kind]
        on_page = kind.scope is Scope.PAGE
        unique = self.catalogue.find(entry.name, (entry.kind,), "").entry is not None
        shown = _SHOWN if kind.takes_name else _HIDDEN  # what is a page is found as that
        if unique or not on_page:
            yield entry.name, shown
        if on_page:
            yield f"{entry.page}#{entry.name}", _HIDDEN if unique else shown

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: FBT001, FBT002
        """What the search calls a kind."""
        return self.words(type.lname)


def _written_on(node: pending_xref, fromdocname: str) -> str:
    return str(node.get(WRITTEN_ON) or node.get("refdoc", fromdocname))


def domain_for(kinds: KindsTable, problems: tuple[Problem, ...], words: Translator) -> type[ArchdocDomain]:
    """The domain whose directives, roles, object types and indices follow from a table of kinds."""
    return type(
        "ArchdocDomain",
        (ArchdocDomain,),
        {
            "kinds": kinds,
            "kind_problems": problems,
            "words": words,
            "object_types": {name: ObjType(kind.title, name) for name, kind in kinds.items()},
            "directives": {name: view_directive_for(view) for name, view in VIEWS.items()}
            | {name: directive_for(kind) for name, kind in kinds.items()},
            "plurals": {name: kind for kind in kinds.values() for name in kind.plural_names},
            "roles": {name: EntryRole(kind) for name, kind in kinds.items()},
            "indices": [index_for(kind, words) for kind in kinds.values()],
        },
    )
