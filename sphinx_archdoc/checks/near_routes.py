"""Find the routes that differ from a documented path in one segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sphinx_archdoc.problems import did_you_mean

_Segments = tuple[str, ...]
_MOST = 200
"""Routes that differ in the same segment and are compared with a path."""


class NearRoutes:
    """Routes by what is left of them without one segment.

    :param routes: the segments of each route.
    """

    def __init__(self, routes: Iterable[_Segments]) -> None:
        self._routes = frozenset(routes)
        self._without: dict[_Segments, dict[int, list[_Segments]]] = defaultdict(dict)
        for route in sorted(self._routes):
            for at, rest in _rests(route):
                self._without[rest].setdefault(at, []).append(route)

    def of(self, path: _Segments) -> list[_Segments]:
        """Return the routes with one segment more or less than a path, or with a similar one in its place."""
        found = [route for routes in self._without.get(path, {}).values() for route in routes[:_MOST]]
        for at, rest in _rests(path):
            if rest in self._routes:
                found.append(rest)
            others = self._without.get(rest, {}).get(at, ())[:_MOST]
            found += [route for route in others if did_you_mean(path[at], [route[at]])]
        return list(dict.fromkeys(found))


def _rests(path: _Segments) -> Iterator[tuple[int, _Segments]]:
    """Yield a path without each of its segments, unless nothing is left."""
    for at in range(len(path)) if len(path) > 1 else ():
        yield at, (*path[:at], *path[at + 1 :])
