"""What breaks if something is down: everything that depends on it, directly or through others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import chain

import msgspec

from sphinx_archdoc.catalogue.edges import End, Key, net_of
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue.scenarios import Scenarios
from sphinx_archdoc.content.column_values import title_of_cell


class Affected(msgspec.Struct, frozen=True):
    """Somebody who cannot do without what fails."""

    name: str
    link: Backlink | None
    """None for somebody outside the catalogue."""
    through: tuple[Backlink, ...]
    """The way there, from the first that is affected to the last before this one."""
    owner: str = ""
    focus: str = ""
    degradation: tuple[Entry, ...] = ()
    """What was said of how it degrades in this failure."""


class Impact(msgspec.Struct, frozen=True):
    """What fails, and who is affected, nearest first; ``entry`` is None if the name leads to no entry."""

    entry: Entry | None = None
    affected: tuple[Affected, ...] = ()
    is_ambiguous: bool = False
    """Whether the name may mean several entries."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What is shown of those who are affected: who, what happens, and what is known of any of them."""
        known = ("through", "owner", "focus")
        filled = (key for key in known if any(getattr(one, key) for one in self.affected))
        return ("affected", *filled, "degradation")


def impact_of(name: str, page: str, graph: Graph) -> Impact:
    """Return what fails with the entry that *name* refers to on *page*."""
    found = graph.catalogue.find(name, (), page)
    if found.entry is None:
        return Impact(is_ambiguous=bool(found.candidates))
    following = graph.derived(_Following, _Following)
    return Impact(found.entry, tuple(following.from_entry(found.entry)))


class _Following:
    """Follows dependencies backwards; circles end where they began."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.dependents: dict[Key, list[End]] = defaultdict(list)
        edges = net_of(graph, of_tables=False, of_others=True).edges
        for edge in edges:
            self.dependents[edge.target.key].append(edge.source)
        links = (end.link for edge in edges for end in (edge.source, edge.target))
        kinds = dict.fromkeys(link.entry.kind for link in links if link and link.entry)
        self.scenarios = Scenarios(graph, chain.from_iterable(map(graph.catalogue.of_kind, kinds)))

    def from_entry(self, start: Entry) -> Iterator[Affected]:
        """Everybody who is affected if *start* fails, each on the shortest way."""
        seen: set[Key] = {start.key}
        queue: deque[tuple[tuple[Backlink, ...], tuple[EntryKey, ...]]] = deque([((), (start.key,))])
        while queue:
            way, failing = queue.popleft()
            for end in sorted(self.dependents.get(failing[-1], ()), key=lambda end: end.name.casefold()):
                if end.key in seen:
                    continue
                seen.add(end.key)
                yield self._affected(end, way, failing)
                if end.link:
                    queue.append(((*way, end.link), (*failing, end.link.key)))

    def _affected(self, end: End, way: tuple[Backlink, ...], failing: tuple[EntryKey, ...]) -> Affected:
        """Somebody who is affected: the last that is *failing* is what they cannot do without."""
        told, link = tuple(self._told(end, failing)), end.link
        if link is None:
            return Affected(end.name, None, way, degradation=told)
        document = self.catalogue.document_of(link.page)
        owner = self._said(link.entry, "owner") or self._said(document, "owner")
        return Affected(end.name, link, way, owner, self._said(document, "focus"), told)

    def _said(self, entry: Entry | None, column: str) -> str:
        """What readers are told of an entry in a column."""
        return title_of_cell(entry, column, self.graph) if entry else ""

    def _told(self, end: End, failing: tuple[EntryKey, ...]) -> Iterator[Entry]:
        """The scenarios in which somebody degrades because of what is *failing*.

        Those that name nobody speak for all on the same page who depend directly on what is down; or
        for all who do, if what is down is written on that page too.
        """
        yield from self.scenarios.naming(end.key, failing)
        nearest = failing[-1]
        for page in dict.fromkeys((end.link.page if end.link else nearest.page, nearest.page)):
            yield from self.scenarios.on_page(page, nearest)
