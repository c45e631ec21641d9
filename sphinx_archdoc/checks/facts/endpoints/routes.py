"""The routes of the code, and whether a documented path may be one of them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Container, Iterator

from sphinx_archdoc.checks.facts.endpoints.constants import PathConstants
from sphinx_archdoc.checks.facts.endpoints.interfaces import ANY, is_of_server
from sphinx_archdoc.checks.facts.endpoints.mounts import Mounts
from sphinx_archdoc.checks.facts.endpoints.near_routes import NearRoutes
from sphinx_archdoc.checks.facts.endpoints.router_names import names_of_router
from sphinx_archdoc.checks.facts.endpoints.view_sets import ViewSets
from sphinx_archdoc.rules.finding import CodePlace
from sphinx_archdoc.sources.facts import Mount, PathConstant, Route, ViewSet
from sphinx_archdoc.sources.tree import CodeTree
from sphinx_archdoc.sources.url_paths import PARAMETER, REST, SEGMENT, agree, literals, path_segments

_Segments = tuple[str, ...]
_FILE = re.compile(r"(?P<folder>(?:^|.*/)app/api)/.*/route\.[cm]?[jt]sx?\Z")
"""A route whose path is that of its file: the folder ``test`` is a part of it."""
_STEM = re.compile(r"(?:.*/)?(?:(?P<name>[A-Za-z][\w-]*?)[._-]?(?:[rR]oute[rs]?)|[^/.]*)(?:\.[\w.]*)?\Z")
"""A file with the routes of something: some programs mount it on its own name."""
_OF_FILES = ".php"
_FEWEST_VALUES = 3
"""Routes that differ only in their end. So many may be documented as one with a parameter."""


class CodeRoutes:
    """The routes below the root, without those of tests, with what they are known to be mounted on."""

    def __init__(self, tree: CodeTree) -> None:
        self._open: dict[_Segments, set[str]] = defaultdict(set)
        self._methods: dict[_Segments, dict[str, CodePlace]] = defaultdict(dict)
        self._written: dict[_Segments, str] = {}
        of_routes = (Route, Mount, PathConstant, ViewSet)
        facts = [(path, fact) for path, fact in tree.facts() if isinstance(fact, of_routes)]
        facts = [one for one in facts if not tree.is_test(_FILE.sub(r"\g<folder>/route.ts", one[0]))]
        mounts = Mounts((path, fact) for path, fact in facts if isinstance(fact, Mount))
        self._mounts: set[_Segments] = set()
        self._guessed: set[_Segments] = set()
        """Paths of which only the ends are known."""
        constants = PathConstants((path, fact) for path, fact in facts if isinstance(fact, PathConstant))
        view_sets = ViewSets(fact for _, fact in facts if isinstance(fact, ViewSet))
        routes = [
            (path, route, mounts.paths(path, route))
            for path, fact in facts
            if isinstance(fact, Route) and (filled := constants.filled(path, fact))
            for route in view_sets.by_method(filled)
        ]
        alone = mounts.left_alone((path, route) for path, route, _ in routes)
        self.starts = mounts.starts((path, route) for path, route, _ in routes)
        """The first segments of paths below which all routes are known."""
        for path, route, fulls in routes:
            if mounts.serves_nothing(path, route):
                self._mounts.update(map(path_segments, fulls))
                continue
            place = CodePlace(path, route.line)
            if (path, route.on) in alone and (names := names_of_router(path)):
                fulls = [f"/{name}/{full.lstrip('/')}" for name in names for full in fulls]
                self._guessed.update(map(path_segments, fulls))
            for full in fulls:
                self._add(full, route.method, place)
                if not literals(path_segments(full)):
                    for name in _names_of(path):
                        self._add(f"/{name}{full}", route.method, place)
        self._last: dict[str, list[_Segments]] = defaultdict(list)
        for segments in self._methods:
            if segments:
                self._last[segments[-1]].append(segments)

    def _add(self, path: str, method: str, place: CodePlace) -> None:
        written = path_segments(path)
        if REST in written and not literals(written):
            return  # it serves whatever nothing else does
        segments = tuple(PARAMETER if part == REST else part for part in written)
        if written[-1:] == (REST,):
            self._open[segments[:-1]].add(method)
        else:
            self._methods[segments].setdefault(method, place)
            self._written.setdefault(segments, f"/{path.lstrip('/')}")

    @property
    def number(self) -> int:
        """The number of paths that are known."""
        return len({*self._methods, *self._open} - self._guessed)

    @property
    def number_of_registered(self) -> int:
        """The number of paths without those of files, which any program of PHP has."""
        known = {*self._methods, *self._open} - self._guessed
        return sum(1 for segments in known if not (segments and segments[-1].endswith(_OF_FILES)))

    def serve(self, method: str, path: str) -> bool:
        """Return whether the end of a path is a route, with anything in front that it may be mounted on."""
        if self.names(method, path):
            return True
        wanted = path_segments(path)
        begins = (start for start, methods in self._open.items() if _accept(methods, method))
        return any(
            agree(start, wanted[at : at + len(start)]) for start in begins for at in range(len(wanted))
        )

    def names(self, method: str, path: str) -> bool:
        """Return whether the code names a route, other than one that serves all paths below it."""
        wanted = path_segments(path)
        served = any(_accept(self._methods[route], method) for route in self._ends(wanted))
        return served or self._enumerates(method, wanted)

    def takes_for_parameter(self, method: str, path: str) -> bool:
        """Return whether the code has a path only with a parameter as its last segment."""
        wanted = path_segments(path)
        routes = (route for route in self._ends(wanted) if _accept(self._methods[route], method))
        return {route[-1] for route in routes} == {PARAMETER}

    def spells_otherwise(self, method: str, path: str) -> bool:
        """Return whether the code has a path with underscores for the hyphens of its end, or the reverse."""
        *front, last = path_segments(path)
        others = {last.replace("-", "_"), last.replace("_", "-")} - {last}
        return any(
            route[-1] == other and _accept(self._methods[route], method)
            for other in others
            for route in self._ends((*front, other))
        )

    def other_methods(self, path: str) -> dict[str, CodePlace]:
        """Return the methods that a path is a route for, with parameters in the same places."""
        wanted = path_segments(path)
        found: dict[str, CodePlace] = {}
        for route in self._ends(wanted):
            length = min(len(route), len(wanted))
            in_front = (*route[:-length], *wanted[:-length])
            if route[-length:] == wanted[-length:] and is_of_server(in_front):
                found = {**self._methods[route], **found}
        return found

    def near(self, method: str, path: str) -> list[str]:
        """Return the routes for a method that differ from a path in one segment: ``GET /users/{id}``."""
        routes = self._near.of(path_segments(path))
        return [f"{method} {self._written[one]}" for one in routes if _accept(self._methods[one], method)]

    @functools.cached_property
    def _near(self) -> NearRoutes:
        return NearRoutes(one for one in self._methods if literals(one) and one not in self._guessed)

    def _ends(self, path: _Segments) -> Iterator[_Segments]:
        for last in dict.fromkeys((path[-1], PARAMETER)) if path else ():
            for route in self._last.get(last, ()):
                if self._is_end(path, route):
                    yield route

    def _is_end(self, path: _Segments, route: _Segments) -> bool:
        """Return whether a path ends with a route, or a route with a path without its prefix."""
        at = len(path) - len(route)
        is_alike = agree(route[max(0, -at) :], path[max(0, at) :])
        if at < 0:
            return is_alike and route[-at] == path[0]
        if at > 0 and path[at] == SEGMENT and route[0] != PARAMETER:
            return False  # a word of the path must be the one that the route begins with
        return is_alike and (bool(literals(route)) or self._is_mount(path[:at]))

    def _enumerates(self, method: str, path: _Segments) -> bool:
        """Return whether the code names each value of the last parameter, such as ``/export/csv``."""
        if path[-1:] != (PARAMETER,):
            return False
        values = [last for last in self._last if PARAMETER not in last and self._is_value(method, path, last)]
        return len(values) >= _FEWEST_VALUES

    def _is_value(self, method: str, path: _Segments, last: str) -> bool:
        wanted = (*path[:-1], last)
        return any(
            literals(route) > 1
            and self._is_end(wanted, route)
            and {method, *ANY} & self._methods[route].keys()
            for route in self._last[last]
        )

    def _is_mount(self, path: _Segments) -> bool:
        """Return whether a path ends with one that is known, for routes such as ``/:id``."""
        mounts = (path[number:] for number in range(len(path)))
        return any((mount in self._methods or mount in self._mounts) and literals(mount) for mount in mounts)


def _names_of(path: str) -> set[str]:
    """Return the spellings of the resource that a file of routes is named after: ``userNotes.routes.js``."""
    found = _STEM.match(path)
    name = found["name"] if found else None
    return {name, name.casefold(), re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).casefold()} if name else set()


def _accept(methods: Container[str], method: str) -> bool:
    is_named = method in methods or (method == "HEAD" and "GET" in methods)
    return is_named or method in ANY or any(one in methods for one in ANY)
