"""What breaks if something is down: everything that depends on it, directly or through others."""

from __future__ import annotations

import functools
from collections import defaultdict, deque
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.catalogue.cell import title_of_cell
from sphinx_archdoc.catalogue.edges import End, Key, net_of
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey, ImpactView


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
    """What was said of how it degrades."""


class Impact(msgspec.Struct, frozen=True):
    """What fails, and who is affected, nearest first; ``entry`` is None if the name leads to no entry."""

    entry: Entry | None = None
    affected: tuple[Affected, ...] = ()
    is_ambiguous: bool = False
    """Whether the name may mean several entries."""


def impact_of(view: ImpactView, page: str, graph: Graph) -> Impact:
    """Compute what a view on *page* shows."""
    found = graph.catalogue.find(view.name, (), page)
    if found.entry is None:
        return Impact(is_ambiguous=bool(found.candidates))
    return Impact(found.entry, tuple(_following(graph).from_entry(found.entry)))


@functools.lru_cache(maxsize=2)
def _following(graph: Graph) -> _Following:
    """What all views of an impact have in common."""
    return _Following(graph)


class _Following:
    """Follows dependencies backwards; circles end where they began."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.dependents: dict[Key, list[End]] = defaultdict(list)
        self.needed: dict[Key, set[Key]] = defaultdict(set)
        self.described: dict[Key, list[Entry]] = defaultdict(list)
        for edge in net_of(graph, of_tables=False, of_others=True).edges:
            self.dependents[edge.target.key].append(edge.source)
            self.needed[edge.source.key].add(edge.target.key)
        for reference in graph.references:
            if reference.field.degraded:
                named = reference.resolution.entry
                self.described[named.key if named else reference.text].append(reference.source)

    def from_entry(self, start: Entry) -> Iterator[Affected]:
        """Everybody who is affected if *start* fails, each on the shortest way."""
        seen: set[Key] = {start.key}
        first: tuple[Backlink, ...] = ()
        queue = deque([(start.key, first)])
        while queue:
            key, way = queue.popleft()
            for end in sorted(self.dependents.get(key, ()), key=lambda end: end.name.casefold()):
                if end.key in seen:
                    continue
                seen.add(end.key)
                yield self._affected(end.name, end.link, way, {start.key, key})
                if end.link:
                    queue.append((end.link.key, (*way, end.link)))

    def _affected(
        self, name: str, link: Backlink | None, way: tuple[Backlink, ...], failing: set[EntryKey]
    ) -> Affected:
        if link is None:
            return Affected(name, None, way)
        document = self.catalogue.document_of(link.page)
        owner = self._told(link.entry, "owner") or self._told(document, "owner")
        described = tuple(self._described(link.key, failing))
        return Affected(name, link, way, owner, self._told(document, "focus"), described)

    def _told(self, entry: Entry | None, column: str) -> str:
        """What readers are told of an entry in a column."""
        return title_of_cell(entry, column, self.graph) if entry else ""

    def _described(self, key: EntryKey, failing: set[EntryKey]) -> list[Entry]:
        """The entries that say how somebody degrades when this fails, or when anything does.

        Those that name what fails too, if there are any; if not, those that name nothing else that
        the one who degrades cannot do without.
        """
        told = self.described.get(key, [])
        others = self.needed.get(key, set()) - {key}
        of_this, of_others = (
            [entry for entry in told if any(entry in self.described.get(one, ()) for one in named)]
            for named in (failing, others)
        )
        return of_this or [entry for entry in told if entry not in of_others]
