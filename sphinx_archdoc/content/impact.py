"""Impact analysis: the entries that depend on an entry, directly or indirectly."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import chain

import msgspec

from sphinx_archdoc.catalogue.edges import End, Key, edge_index
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue.scenarios import Scenarios
from sphinx_archdoc.content.column_values import title_of_cell


class Affected(msgspec.Struct, frozen=True):
    """A direct or indirect dependent of a failing entry."""

    name: str
    link: Backlink | None
    """The entry or page; None if the catalogue does not hold it."""
    through: tuple[Backlink, ...]
    """The path between, from the direct dependent of the failing entry to the one before this."""
    owner: str = ""
    focus: str = ""
    degradation: tuple[Entry, ...] = ()
    """The scenarios that describe how it degrades."""


class Impact(msgspec.Struct, frozen=True):
    """A failing entry and its dependents."""

    entry: Entry | None = None
    """The failing entry; None if its name could not be resolved."""
    affected: tuple[Affected, ...] = ()
    """The dependents, nearest first."""
    is_ambiguous: bool = False
    """True if the name may mean several entries."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The attributes of dependents to show; optional ones only if a dependent has a value."""
        optional = ("through", "owner", "focus")
        filled = (key for key in optional if any(getattr(one, key) for one in self.affected))
        return ("affected", *filled, "degradation")


def impact_of(name: str, page: str, graph: Graph) -> Impact:
    """Return the impact of the failure of an entry.

    :param name: a reference to the entry, as it is written on *page*.
    """
    found = graph.catalogue.find(name, (), page)
    if found.entry is None:
        return Impact(is_ambiguous=bool(found.candidates))
    search = graph.derived(_DependentSearch, _DependentSearch)
    return Impact(found.entry, tuple(search.from_entry(found.entry)))


class _DependentSearch:
    """A breadth-first search against the direction of dependencies, which may have cycles."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.dependents: dict[Key, list[End]] = defaultdict(list)
        edges = edge_index(graph, of_tables=False, of_others=True).edges
        for edge in edges:
            self.dependents[edge.target.key].append(edge.source)
        links = (end.link for edge in edges for end in (edge.source, edge.target))
        kinds = dict.fromkeys(link.entry.kind for link in links if link and link.entry)
        self.scenarios = Scenarios(graph, chain.from_iterable(map(graph.catalogue.of_kind, kinds)))

    def from_entry(self, start: Entry) -> Iterator[Affected]:
        """Yield each dependent of *start* once, with the shortest path to it."""
        seen: set[Key] = {start.key}
        queue: deque[tuple[tuple[Backlink, ...], tuple[EntryKey, ...]]] = deque([((), (start.key,))])
        while queue:
            path, failing = queue.popleft()
            for end in sorted(self.dependents.get(failing[-1], ()), key=lambda end: end.name.casefold()):
                if end.key in seen:
                    continue
                seen.add(end.key)
                yield self._affected(end, path, failing)
                if end.link:
                    queue.append(((*path, end.link), (*failing, end.link.key)))

    def _affected(self, end: End, path: tuple[Backlink, ...], failing: tuple[EntryKey, ...]) -> Affected:
        """Return a dependent; *failing* ends with its direct dependency.

        The owner of an entry without one is that of its page.
        """
        scenarios, link = tuple(self._scenarios_of(end, failing)), end.link
        if link is None:
            return Affected(end.name, None, path, degradation=scenarios)
        document = self.catalogue.document_of(link.page)
        owner = self._text(link.entry, "owner") or self._text(document, "owner")
        return Affected(end.name, link, path, owner, self._text(document, "focus"), scenarios)

    def _text(self, entry: Entry | None, column: str) -> str:
        return title_of_cell(entry, column, self.graph) if entry else ""

    def _scenarios_of(self, end: End, failing: tuple[EntryKey, ...]) -> Iterator[Entry]:
        """Yield the scenarios in which *end* degrades because one of *failing* is down.

        A scenario that does not say what degrades applies to the direct dependents of what is down: to
        those on its own page, or to all of them if what is down is on that page too.
        """
        yield from self.scenarios.of_degraded(end.key, failing)
        nearest = failing[-1]
        for page in dict.fromkeys((end.link.page if end.link else nearest.page, nearest.page)):
            yield from self.scenarios.on_page(page, nearest)
