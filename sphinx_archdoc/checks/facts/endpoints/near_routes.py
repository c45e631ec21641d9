"""Find the routes that differ from a documented path in one segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sphinx_archdoc.spelling import did_you_mean

_Segments = tuple[str, ...]
_LIKENESS = 0.75
_MOST = 200
"""Routes that differ in the same segment and are compared with a path."""


class NearRoutes:
    """An index of routes by their paths with one segment left out, to find those that differ in one segment.

    :param routes: the segments of each route.
    """

    def __init__(self, routes: Iterable[_Segments]) -> None:
        self._routes = frozenset(routes)
        self._without: dict[_Segments, dict[int, list[_Segments]]] = defaultdict(dict)
        for route in sorted(self._routes):
            for at, rest in _rests(route):
                self._without[rest].setdefault(at, []).append(route)

    def of(self, path: _Segments) -> list[_Segments]:
        """Return the routes with one segment more or less before the last one, or else with a similar one."""
        longer = self._without.get(path, {})
        found = [route for at, routes in longer.items() if at < len(path) for route in routes[:_MOST]]
        found += [rest for at, rest in _rests(path) if rest in self._routes and at < len(rest)]
        return list(dict.fromkeys(found or self._similar(path)))

    def _similar(self, path: _Segments) -> Iterator[_Segments]:
        for at, rest in _rests(path):
            for route in self._without.get(rest, {}).get(at, ())[:_MOST]:
                if did_you_mean(path[at], [route[at]], likeness=_LIKENESS):
                    yield route


def _rests(path: _Segments) -> Iterator[tuple[int, _Segments]]:
    """Yield a path without each of its segments, unless nothing is left."""
    for at in range(len(path)) if len(path) > 1 else ():
        yield at, (*path[:at], *path[at + 1 :])
