"""What the links in running text lead to: Sphinx does not rewrite a page when that changes."""

from __future__ import annotations

from collections import defaultdict

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Mention, Page, ProseLink
from sphinx_archdoc.content.outside import Outside

Target = tuple[str, ...]
"""Where a link leads to, and what that is called; empty if it leads nowhere."""


class ProseLinks:
    """The targets of the links in prose, by page and field."""

    def __init__(self, graph: Graph, outside: Outside) -> None:
        self.graph = graph
        self.outside = outside
        self._fields: dict[str, dict[tuple[str, str], list[Mention | ProseLink]]] = {}

    def of_page(self, page: Page) -> list[Target]:
        """Return the targets of all links on *page*."""
        mentions = [self._target(mention, page) for mention in page.mentions if mention.linked]
        return mentions + [self._target(link, page) for link in page.links]

    def of_field(self, entry: Entry, field: str) -> tuple[Target, ...]:
        """Return the targets of the links in the first paragraph of a field."""
        page = self.graph.catalogue.pages[entry.page]
        if entry.page not in self._fields:
            self._fields[entry.page] = _by_field(page)
        found = self._fields[entry.page].get((entry.anchor, field), ())
        return tuple(self._target(link, page) for link in found)

    def _target(self, link: Mention | ProseLink, page: Page) -> Target:
        if isinstance(link, Mention):
            entry = self._linked_entry(link, page)
            return (entry.page, entry.anchor, entry.title) if entry else ()
        there = self.outside.destination(link.target, page.docname)
        if there is None:
            return ()
        return there if link.is_titled else (there.place,)

    def _linked_entry(self, mention: Mention, page: Page) -> Entry | None:
        """Return the entry that a mention links to; Sphinx itself links to entries that are pages."""
        found = self.graph.meaning(mention, page.docname)
        if mention.checked:
            return found.entry
        entry = found.entry or next(iter(found.candidates), None)
        return entry if entry and self.graph.catalogue.kind_of(entry).takes_name else None


def _by_field(page: Page) -> dict[tuple[str, str], list[Mention | ProseLink]]:
    found: dict[tuple[str, str], list[Mention | ProseLink]] = defaultdict(list)
    for mention in page.mentions:
        if mention.linked:
            for field in mention.fields:
                found[mention.anchor, field].append(mention)
    for link in page.links:
        for field in link.fields:
            found[link.anchor, field].append(link)
    return found
