"""What the content of a page is computed from, as a digest.

As long as it is the same, the page shows no change, and its content need not be computed: in builds that have
nothing to do, and for most pages after an edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.graph import Graph, Reference
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.content.index_page import is_shown
from sphinx_archdoc.content.link_resolver import LinkResolver, page_of
from sphinx_archdoc.content.link_targets import LinkTargets
from sphinx_archdoc.content.marks import deprecation_of
from sphinx_archdoc.digest import digest_value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import FieldType

_NOWHERE = Location("")


def input_digests(graph: Graph, resolver: LinkResolver, ruling: str = "") -> Mapping[str, str]:
    """Return a digest for each page, by its name.

    A page with views can show anything, so its digest covers all pages. That of any other page covers the
    page itself, and the entries that it refers to and that refer to it. Kinds and translations are in no
    digest: when they change, all pages are read again.

    :param ruling: a digest of what the rules of the project depend on beside the entries.
    """
    inputs = _Inputs(graph, resolver)
    pages = graph.catalogue.pages.values()
    own = {page.docname: digest_value(inputs.of_page(page)) for page in pages}
    has_index = [resolver.has_index(kind) for kind in graph.catalogue.kinds]
    everything = digest_value([*own.items(), has_index, *filter(None, [ruling])])
    return {page.docname: everything if page.views else own[page.docname] for page in pages}


class _Inputs:
    """Collects what the content of one page after another depends on."""

    def __init__(self, graph: Graph, resolver: LinkResolver) -> None:
        self.graph = graph
        self.resolver = resolver
        self.link_targets = LinkTargets(graph, resolver)
        self.deprecation = deprecation_of(graph)

    def of_page(self, page: Page) -> list[object]:
        """Return everything that is known of a page, except the lines that it stands on."""
        return [
            page.docname,
            page.title,
            [self._of_entry(entry) for entry in page.entries],
            [msgspec.structs.replace(mention, where=_NOWHERE) for mention in page.mentions],
            [repr(msgspec.structs.replace(view, where=_NOWHERE, lines={})) for view in page.views],
            [(*key, text) for key, text in page.texts.items()],
            page.links,
            self.link_targets.of_page(page),
            page.runs,
            page.marks,
            [(name, is_shown(name, self.graph.catalogue)) for name in page.indices],
        ]

    def _of_entry(self, entry: Entry) -> list[object]:
        graph = self.graph
        return [
            msgspec.structs.replace(entry, where=_NOWHERE, lines={}),
            [
                (
                    heading,
                    [(link.key, graph.title_of(link), self._warns(link.entry, link.page)) for link in links],
                )
                for heading, links in graph.backlinks_of(entry).items()
            ],
            [self._target(reference) for reference in self._references(entry)],
            list(self._links(entry)),
            self.resolver.profile(entry),
        ]

    def _warns(self, entry: Entry | None, page: str) -> bool:
        """Return whether links to an entry, or else to a page, warn that it is deprecated."""
        return self.deprecation.of_entry(entry, "") if entry else self.deprecation.of_page(page, "")

    def _references(self, entry: Entry) -> Iterator[Reference]:
        for references in self.graph.references_from(entry).values():
            yield from references

    def _target(self, reference: Reference) -> tuple[object, ...]:
        target, field = reference.resolution.entry, reference.field
        if target is None:
            page = reference.source.page
            return (field.name, self.resolver.foreign_uri(reference.text, field.targets, page))
        warns = self._warns(target, target.page)
        return (field.name, target.kind, target.page, target.anchor, target.title, warns)

    def _links(self, entry: Entry) -> Iterator[object]:
        """Yield what the fields that hold links to pages and labels lead to."""
        for field in self.graph.catalogue.kind_of(entry).fields.values():
            if field.type is FieldType.LINK and field.name in entry.values:
                target = str(entry.values[field.name])
                found = self.resolver.destination(target, entry.page)
                page = page_of(found.target) if found else ""
                yield found, self.resolver.title(target, entry.page), self._warns(None, page)
