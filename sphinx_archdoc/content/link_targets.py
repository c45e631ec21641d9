"""The targets of links in running text, as part of the content of a page.

Sphinx does not rewrite a page when the target of one of its links moves or gets another title.
"""

from __future__ import annotations

from collections import defaultdict

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Mention, Page, ProseLink
from sphinx_archdoc.content.link_resolver import LinkResolver, page_of
from sphinx_archdoc.content.marks import deprecation_of

LinkTarget = tuple[str, ...]
"""The resolved target of a link, with its title if the link shows it; empty for a broken link."""


class LinkTargets:
    """Resolves the links in running text, by page and by field."""

    def __init__(self, graph: Graph, resolver: LinkResolver) -> None:
        self.graph = graph
        self.resolver = resolver
        self.deprecation = deprecation_of(graph)
        self._fields: dict[str, dict[tuple[str, str], list[Mention | ProseLink]]] = {}

    def of_page(self, page: Page) -> list[LinkTarget]:
        """Return the targets of all links on *page*."""
        mentions = [self._target(mention, page) for mention in page.mentions if mention.linked]
        return mentions + [self._target(link, page) for link in page.links]

    def of_field(self, entry: Entry, field: str) -> tuple[LinkTarget, ...]:
        """Return the targets of the links in the first paragraph of a field."""
        page = self.graph.catalogue.pages[entry.page]
        if entry.page not in self._fields:
            self._fields[entry.page] = _by_field(page)
        found = self._fields[entry.page].get((entry.anchor, field), ())
        return tuple(self._target(link, page) for link in found)

    def _target(self, link: Mention | ProseLink, page: Page) -> LinkTarget:
        if isinstance(link, Mention):
            entry = self._linked_entry(link, page)
            if entry is None:
                return ()
            return (
                entry.page,
                entry.anchor,
                entry.title,
                *self._warning(self.deprecation.of_entry(entry, "")),
            )
        destination = self.resolver.destination(link.target, page.docname)
        if destination is None:
            return ()
        shown = destination if link.is_titled else (destination.target,)
        return (*shown, *self._warning(self.deprecation.of_page(page_of(destination.target), "")))

    @staticmethod
    def _warning(is_deprecated: bool) -> LinkTarget:  # noqa: FBT001
        """Return a part of a target that says that it is deprecated."""
        return ("deprecated",) if is_deprecated else ()

    def _linked_entry(self, mention: Mention, page: Page) -> Entry | None:
        """Return the entry that a mention links to, or None; Sphinx resolves links to whole pages itself."""
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
