"""The Sphinx domain: directives, roles, object types and indices of the kinds, and the resolving of names."""

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
from sphinx_archdoc.ext.indices import index_for, index_of_all_for
from sphinx_archdoc.ext.role import EntryRole
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.project_rules import ProjectRule
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Kind, Scope
from sphinx_archdoc.schema.plurals import kinds_by_plural

_SHOWN, _HIDDEN = 1, -1
"""Search priorities, as in ``Domain.get_objects``."""


class ArchdocDomain(EntryStore):
    """Base class of the domain; :func:`domain_for` returns the class for a table of kinds."""

    plurals: ClassVar[Mapping[str, Kind]] = {}
    """Kinds by the names of their plural directives."""

    def directive(self, name: str) -> type[Directive] | None:
        """Return the directive class of a name, or a fallback that reports the name as an unknown kind.

        Plural directives parse Markdown themselves, so their module is imported on first use.
        """
        kind = self.plurals.get(name)
        if name not in self.directives and kind:
            from sphinx_archdoc.ext.directives.entries import plural_directive_for

            self.directives[name] = plural_directive_for(kind)
        return super().directive(name) or unknown_kind_directive(name, self.kinds)

    def role(self, name: str) -> RoleFunction | None:
        """Return the role of a kind, or a fallback that reports the name as an unknown kind."""
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
        """Resolve a reference of a role; :mod:`.report` has already logged broken ones."""
        entry = self.catalogue.find(target, (typ,), _source_page(node, fromdocname)).entry
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
        """Resolve ``{any}`` and MyST's ``[](#kind.NAME)``; :mod:`.report` has logged ambiguous ones."""
        if node.get("reftype") == "myst" and target.casefold() in env.domains.standard_domain.anonlabels:
            return []  # a label of that name takes precedence
        entry = self._find_any(target, _source_page(node, fromdocname))
        if entry is None:
            return []
        return [(f"archdoc:{entry.kind}", self._reference(builder, fromdocname, entry, node, contnode))]

    def _find_any(self, target: str, page: str) -> Entry | None:
        """Return the entry of any kind with this name, the first if there are several, or None."""
        found = self.catalogue.find_any(target, page)
        entry = found.entry or next(iter(found.candidates), None)
        # Sphinx resolves the names of pages itself
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
        """Return the entries for the inventory and the search.

        A name that several pages share is listed as ``page#NAME``. A name of the same scope that only one
        page has is listed as ``NAME`` and, hidden from the search, as ``page#NAME``, so that links from
        other projects keep working when a second page uses the name.
        """
        computed = self.computed
        if computed.objects is None:
            computed.objects = tuple(self._objects(computed.graph.catalogue.entries))
        return computed.objects

    def _objects(self, entries: Iterable[Entry]) -> Iterator[DomainObject]:
        seen: set[tuple[str, str]] = set()
        for entry in entries:
            for name, priority in self._inventory_names(entry):
                if (entry.kind, name) not in seen:  # the first of two duplicates wins
                    seen.add((entry.kind, name))
                    yield name, entry.title, entry.kind, entry.page, entry.anchor, priority

    def _inventory_names(self, entry: Entry) -> Iterator[tuple[str, int]]:
        """Yield the names of an entry in the inventory, each with its search priority."""
        if not entry.name:
            return
        kind = self.kinds[entry.kind]
        on_page = kind.scope is Scope.PAGE
        unique = self.catalogue.find(entry.name, (entry.kind,), "").entry is not None
        shown = _SHOWN if kind.takes_name else _HIDDEN  # the search finds pages without our help
        if unique or not on_page:
            yield entry.name, shown
        if on_page:
            yield f"{entry.page}#{entry.name}", _HIDDEN if unique else shown

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: FBT001, FBT002
        """Return the translated title of a kind, which the search shows."""
        return self.words(type.lname)


def _source_page(node: pending_xref, fromdocname: str) -> str:
    return str(node.get(WRITTEN_ON) or node.get("refdoc", fromdocname))


def domain_for(
    kinds: KindsTable,
    problems: tuple[Problem, ...],
    words: Translator,
    rules: tuple[ProjectRule, ...] = (),
) -> type[ArchdocDomain]:
    """Return a domain class with the directives, roles, object types and indices of *kinds*.

    :param problems: the problems of the configuration, to be reported.
    :param rules: the rules of the project.
    """
    return type(
        "ProjectDomain",
        (ArchdocDomain,),
        {
            "kinds": kinds,
            "kind_problems": problems,
            "rules": rules,
            "words": words,
            "object_types": {name: ObjType(kind.title, name) for name, kind in kinds.items()},
            "directives": {name: view_directive_for(view) for name, view in VIEWS.items()}
            | {name: directive_for(kind) for name, kind in kinds.items()},
            "plurals": kinds_by_plural(kinds),
            "roles": {name: EntryRole(kind) for name, kind in kinds.items()},
            "indices": [*(index_for(kind, words) for kind in kinds.values()), index_of_all_for(words)],
        },
    )
