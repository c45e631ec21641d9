"""What a page shows from elsewhere, as a digest: if it changes, the page must be written again."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator

from sphinx_archdoc.catalogue.graph import Graph, backlink_key
from sphinx_archdoc.catalogue.model import Entry, Page, View
from sphinx_archdoc.catalogue.selection import select


def digest_of(page: Page, graph: Graph) -> str:
    """The digest of all that *page* shows of other pages, and that may change without it."""
    hash_ = hashlib.blake2b(digest_size=16)
    for fact in _facts(page, graph):
        hash_.update(repr(fact).encode("utf-8", "surrogatepass"))
    return hash_.hexdigest()


def _facts(page: Page, graph: Graph) -> Iterator[object]:
    for entry in page.entries:
        yield _around(entry, graph)
    yield from _mentions(page, graph, None)
    used = {entry.kind for entry in graph.catalogue.entries} if page.indices else set()
    yield [kind in used for kind in page.indices]
    for view in page.views:
        yield from _view(view, page, graph)


def _around(entry: Entry, graph: Graph, columns: Container[str] | None = None) -> list[object]:
    """What leads to an entry, and where its references lead: all of it, or what some columns show."""
    catalogue = graph.catalogue
    backlinks = [
        (
            heading,
            [
                (*link.key, link.entry.title if link.entry else catalogue.title_of(link.page))
                for link in links
            ],
        )
        for heading, links in graph.backlinks_of(entry).items()
        if columns is None or backlink_key(heading) in columns
    ]
    references = [
        (field, _identity(reference.resolution.entry))
        for field in catalogue.kind_of(entry).fields
        if columns is None or field in columns
        for reference in graph.references_of(entry, field)
    ]
    return [backlinks, references]


def _mentions(page: Page, graph: Graph, anchor: str | None) -> Iterator[object]:
    """Where the references in running text lead: on the whole page, or in one entry."""
    for mention in page.mentions:
        if anchor is None or mention.anchor == anchor:
            yield _identity(graph.catalogue.find(mention.text, mention.kinds, page.docname).entry)


def _view(view: View, page: Page, graph: Graph) -> Iterator[object]:
    table = select(view, page.docname, graph).table
    keys = {column.key for column in table.columns}
    yield [column.title for column in table.columns]
    yield [(group.title, len(group.entries)) for group in table.groups]
    for entry in table.entries:
        shown = keys | ({graph.catalogue.kind_of(entry).summary} if "summary" in keys else set())
        values = [
            (field, entry.values.get(field), graph.catalogue.text_of(entry, field)) for field in sorted(shown)
        ]
        yield _identity(entry), graph.catalogue.title_of(entry.page), values, _around(entry, graph, shown)
        yield from _mentions(graph.catalogue.pages[entry.page], graph, entry.anchor)


def _identity(entry: Entry | None) -> tuple[str, ...]:
    return (entry.kind, entry.page, entry.anchor, entry.title) if entry else ()
