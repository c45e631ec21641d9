"""Find the values of constants within the paths of routes, in any file of the project."""

from __future__ import annotations

import itertools
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sphinx_archdoc.sources.facts import MARKED, PathConstant, Route

_DEEPEST = 6
"""Constants that refer to each other."""
_LONGEST = 1_000
_MOST_ALIKE = 100
"""Constants of a name among which the nearest one is looked for."""
_Found = tuple[str, PathConstant]
"""A constant, with the path of its file."""
_UNKNOWN = "/{**}"
"""What stands for a constant that is not known, unless it is in front: any path below what is known."""


class PathConstants:
    """The constants that paths may be made of."""

    def __init__(self, constants: Iterable[tuple[str, PathConstant]]) -> None:
        self._by_name: dict[str, list[_Found]] = defaultdict(list)
        """By their name, and by that with the name of their class or file in front."""
        self._in_file: dict[tuple[str, str], list[_Found]] = defaultdict(list)
        for path, constant in constants:
            for owner in {"", constant.owner, _stem(path)}:
                name = f"{owner}.{constant.constant}".lstrip(".")
                self._by_name[name].append((path, constant))
                self._in_file[path, name].append((path, constant))

    def filled(self, file: str, route: Route) -> Route | None:
        """Return a route of a file with the values of its constants; None if nothing of its path is known.

        What is in front of a path may be unknown, as the prefix of a router may be.
        """
        if "\0" not in route.path:
            return route
        first, *others = self._filled(file, route.path, _DEEPEST).split("\0")
        if others:
            first = f"{first.rstrip('/')}{_UNKNOWN}" if first.strip("/") else others[-1]
        return msgspec.structs.replace(route, path=first) if first else None

    def _filled(self, file: str, path: str, levels: int) -> str:
        """Return a path with values in the place of names; what is unknown stays a single mark."""
        parts: list[str] = []
        at = 0
        for found in MARKED.finditer(path):
            parts += [path[at : found.start()], self._value(file, found["name"], levels)]
            at = found.end()
        return "".join([*parts, path[at:]])[:_LONGEST]

    def _value(self, file: str, reference: str, levels: int) -> str:
        owner, _, name = reference.rpartition(".")
        found = self._near(file, f"{owner.rpartition('.')[2]}.{name}".lstrip("."))
        if levels == 0 or len({(constant.owner, constant.value) for _, constant in found}) != 1:
            return "\0"
        home, constant = found[0]
        return self._filled(home, constant.value, levels - 1)

    def _near(self, file: str, name: str) -> Sequence[_Found]:
        """Return the constants of a name that a file may mean: its own, or those that are the nearest."""
        if own := self._in_file.get((file, name)):
            return own
        found = self._by_name.get(name, ())
        if len(found) > _MOST_ALIKE:
            return ()
        shared = [_shared(file, home) for home, _ in found]
        return [one for one, number in zip(found, shared, strict=True) if number == max(shared)]


def _shared(path: str, other: str) -> int:
    """Return how many folders two paths begin with alike."""
    pairs = zip(path.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
