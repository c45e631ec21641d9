"""Impact analysis: the entries that depend on an entry, directly or indirectly."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from sphinx_archdoc.catalogue.edges import End, Key, edge_index
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue.scenarios import Scenarios
from sphinx_archdoc.content.marks import marks_by_meaning
from sphinx_archdoc.schema.meaning import Meaning

_END = 4
"""Number of steps kept at either end of a path: a table with whole paths would grow quadratically."""


class Path(NamedTuple):
    """A path of dependants; of a long one, only the steps at its ends."""

    first: tuple[Backlink, ...] = ()
    last: tuple[Backlink, ...] = ()
    length: int = 0
    """The number of all steps."""

    def then(self, step: Backlink) -> Path:
        """Return the path with one more step."""
        if len(self.first) < _END:
            return Path((*self.first, step), self.last, self.length + 1)
        return Path(self.first, (*self.last, step)[-_END:], self.length + 1)

    @property
    def left_out(self) -> int:
        """The number of steps between ``first`` and ``last``."""
        return self.length - len(self.first) - len(self.last)


class Affected(msgspec.Struct, frozen=True):
    """A direct or indirect dependent of a failing entry."""

    name: str
    link: Backlink | None
    """The entry or page; None if the catalogue does not hold it."""
    through: Path
    """The path between, from the direct dependent of the failing entry to the one before this."""
    owner: str = ""
    focus: str = ""
    degradation: tuple[Entry, ...] = ()
    """The scenarios that describe how it degrades."""


class Impact(msgspec.Struct, frozen=True):
    """A failing entry and its dependants."""

    entry: Entry | None = None
    """The failing entry; None if its name could not be resolved."""
    affected: tuple[Affected, ...] = ()
    """The dependants, nearest first."""
    is_ambiguous: bool = False
    """True if the name may mean several entries."""
    is_cut: bool = False
    """True if there are more dependants than were asked for."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The attributes of dependants to show; optional ones only if a dependant has a value."""
        shown = {
            "through": any(one.through.length for one in self.affected),
            "owner": any(one.owner for one in self.affected),
            "focus": any(one.focus for one in self.affected),
        }
        filled = (key for key, is_shown in shown.items() if is_shown)
        return ("affected", *filled, "degradation")


def impact_of(name: str, page: str, graph: Graph) -> Impact:
    """Return the impact of the failure of an entry.

    :param name: a reference to the entry, as it is written on *page*.
    """
    found = graph.catalogue.find(name, (), page)
    if found.entry is None:
        return Impact(is_ambiguous=bool(found.candidates))
    return impact_of_entry(found.entry, graph)


def impact_of_entry(
    entry: Entry, graph: Graph, most: float = math.inf, *, deepest: float = math.inf, reverse: bool = False
) -> Impact:
    """Return the impact of the failure of an entry.

    :param most: the number of dependants, nearest first, at which to end the search.
    :param deepest: the distance, in dependencies, at which to end it.
    :param reverse: return what the entry depends on instead, without the scenarios.
    """
    search = graph.derived(_DependencySearch, _DependencySearch) if reverse else _dependents(graph)
    affected = tuple(search.from_entry(entry, most + 1, deepest))
    is_cut = len(affected) > most
    return Impact(entry, affected[:-1] if is_cut else affected, is_cut=is_cut)


def _dependents(graph: Graph) -> _DependentSearch:
    return graph.derived(_DependentSearch, _DependentSearch)


class _DependentSearch:
    """A breadth-first search against the direction of dependencies, which may have cycles."""

    reverse = False
    """True to search in their direction."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.dependents: dict[Key, list[End]] = defaultdict(list)
        edges = edge_index(graph, of_tables=False, of_others=True).edges
        for edge in edges:
            near, far = (edge.source, edge.target) if self.reverse else (edge.target, edge.source)
            self.dependents[near.key].append(far)
        for ends in self.dependents.values():
            ends.sort(key=lambda end: end.name.casefold())
        links = (end.link for edge in edges for end in (edge.source, edge.target))
        kinds = dict.fromkeys(link.entry.kind for link in links if link and link.entry)
        self.scenarios = Scenarios(graph, chain.from_iterable(map(graph.catalogue.of_kind, kinds)))

    def from_entry(self, start: Entry, most: float, deepest: float) -> Iterator[Affected]:
        """Yield each dependent of *start* once, with the shortest path to it, until there are *most*.

        :param deepest: the greatest distance of a dependent.
        """
        steps = [_Step(start.key, Path(), 0)]
        found: list[tuple[End, int]] = []
        """Each dependent with the number of the step that it depends on."""
        seen: set[Key] = {start.key}
        for number, step in enumerate(steps):  # the list grows meanwhile
            for end in self.dependents.get(step.key, ()):
                if len(found) >= most or step.path.length >= deepest:
                    break
                if end.key not in seen:
                    seen.add(end.key)
                    found.append((end, number))
                    if end.link:
                        steps.append(_Step(end.link.key, step.path.then(end.link), number))
        ways = _Ways([step.key for step in steps], [step.parent for step in steps])
        for end, number in found:
            path = steps[number].path
            scenarios = tuple(self._scenarios_of(end, steps[number].key, ways.leading_to(number)))
            yield self._affected(end, path, scenarios)

    def _affected(self, end: End, path: Path, scenarios: tuple[Entry, ...]) -> Affected:
        """Return a dependent. The owner of an entry without one is that of its page."""
        link = end.link
        if link is None:
            return Affected(end.name, None, path, degradation=scenarios)
        marks = marks_by_meaning(link.entry, link.page, self.graph)
        owner, focus = (
            marks[meaning].value if meaning in marks else "" for meaning in (Meaning.OWNER, Meaning.WEIGHT)
        )
        return Affected(end.name, link, path, owner, focus, scenarios)

    def _scenarios_of(
        self, end: End, nearest: EntryKey, is_failing: Callable[[Key], bool]
    ) -> Iterator[Entry]:
        """Yield the scenarios in which *end* degrades because an entry on its way is down.

        A scenario that does not say what degrades applies to the direct dependants of what is down: to
        those on its own page, or to all of them if what is down is on that page too.

        :param nearest: the direct dependency of *end*, the last of its way.
        :param is_failing: returns whether an entry is on the way.
        """
        yield from self.scenarios.of_degraded(end.key, is_failing)
        for page in dict.fromkeys((end.link.page if end.link else nearest.page, nearest.page)):
            yield from self.scenarios.on_page(page, nearest)


class _DependencySearch(_DependentSearch):
    """A breadth-first search in the direction of dependencies. What is needed does not degrade."""

    reverse = True

    def _scenarios_of(
        self, end: End, nearest: EntryKey, is_failing: Callable[[Key], bool]
    ) -> Iterator[Entry]:
        return iter(())


class _Step(NamedTuple):
    """An entry that fails because others do."""

    key: EntryKey
    path: Path
    """The path of dependants that ends with this entry; empty for the first one, which fails by itself."""
    parent: int
    """The number of the step before; its own for the first one."""


class _Ways:
    """The ways from the first step to each other, which are a tree.

    Intervals tell whether a step is on the way to another: that of its branch encloses that of the other. To
    compare whole ways would take quadratic time.

    :param parents: the number of the step before, by number; smaller than the number.
    """

    def __init__(self, keys: Sequence[Key], parents: Sequence[int]) -> None:
        self._numbers = {key: number for number, key in enumerate(keys)}
        sizes = [1] * len(keys)
        for number in range(len(keys) - 1, 0, -1):
            sizes[parents[number]] += sizes[number]
        self._starts, next_start = [0] * len(keys), [1] * len(keys)
        for number in range(1, len(keys)):
            parent = parents[number]
            self._starts[number] = next_start[parent]
            next_start[parent] += sizes[number]
            next_start[number] = self._starts[number] + 1
        self._ends = [start + size for start, size in zip(self._starts, sizes, strict=True)]

    def leading_to(self, number: int) -> Callable[[Key], bool]:
        """Return a predicate for the entries on the way to a step, this included."""

        def is_on_way(key: Key) -> bool:
            other = self._numbers.get(key)
            return other is not None and self._starts[other] <= self._starts[number] < self._ends[other]

        return is_on_way
