"""The endpoints that a program serves, and how documented paths are found among them."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sphinx_archdoc.checks.facts.endpoints.near_routes import NearRoutes
from sphinx_archdoc.sources.openapi import ApiDescription, DescribedEndpoint
from sphinx_archdoc.sources.url_paths import PARAMETER, REST, SEGMENT, literals, path_segments, serves

_LONGEST_MOUNT = 4
"""Segments in front of a path that a description need not know: of a gateway, or of where it is mounted."""
_COMMON = 3
"""One of so many endpoints begins with what documents may leave out, and so many words follow it."""
_REST_BY_NAME = re.compile(r"/\{(?:file_?|full_?|object_?)?(?:path|key)\}/?\Z", re.IGNORECASE)
"""A last parameter that stands for a whole path: OpenAPI has no form for one."""
_OF_SERVER = re.compile(r"api|rest|v\d{1,2}(?:[.-]\w{1,8})?")
"""A segment that a server or a gateway puts in front of all paths."""
ANY = frozenset({"ANY", "ALL"})
"""Words for all methods."""


class ServedEndpoints:
    """The endpoints of some descriptions, or of some code.

    :param bases: what servers and mounts put in front of the paths.
    :param is_complete: whether nothing else can be in front.
    :param is_whole: whether what else is in front must be words such as ``/api/v1``.
    """

    def __init__(
        self,
        endpoints: Iterable[DescribedEndpoint],
        bases: Iterable[str] = (),
        *,
        is_complete: bool = False,
        is_whole: bool = False,
    ) -> None:
        self.endpoints = tuple(endpoints)
        self._bases = [path_segments(base) for base in bases]
        self._is_complete = is_complete and bool(self._bases)
        self._is_whole = is_whole
        self._exact: dict[tuple[str, ...], list[DescribedEndpoint]] = defaultdict(list)
        self._by_length: dict[int, dict[tuple[str, ...], None]] = defaultdict(dict)
        self._open: list[tuple[str, ...]] = []
        for endpoint in self.endpoints:
            segments = path_segments(endpoint.path)
            self._exact[segments].append(endpoint)
            if _REST_BY_NAME.search(endpoint.path):
                self._open.append((*segments[:-1], REST))
                self._exact[*segments[:-1], REST].append(endpoint)
            if segments[-1:] == (REST,):
                self._open.append(segments)
            elif PARAMETER in segments:
                self._by_length[len(segments)][segments] = None

        self._prefixes = tuple(self._common_prefixes())

    def _common_prefixes(self) -> Iterator[tuple[str, ...]]:
        """Yield the prefixes that most paths share, and that documents may omit: ``/v1/projects/{id}``."""
        counts: Counter[tuple[str, ...]] = Counter()
        following: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for segments, endpoints in self._exact.items():
            for number in range(1, min(len(segments), _LONGEST_MOUNT + 1)):
                counts[segments[:number]] += len(endpoints)
                following[segments[:number]].add(segments[number])
        for prefix, count in counts.items():
            names = following[prefix] - {PARAMETER, REST}
            if len(names) >= _COMMON and count * _COMMON >= len(self.endpoints):
                yield prefix

    def find(self, path: str) -> Sequence[DescribedEndpoint]:
        """Return the endpoints with a documented path, or else those of a template that serves it."""
        candidates = list(self._candidates(path_segments(path)))
        if any(SEGMENT in candidate for candidate in candidates):
            return tuple(self._like(candidates))
        for candidate in candidates:
            if found := self._exact.get(candidate):
                return found
        for candidate in candidates:
            for template in (*self._by_length.get(len(candidate), ()), *self._open):
                if serves(template, candidate):
                    return self._exact[template]
        segments = path_segments(path)
        return next((found for p in self._prefixes if (found := self._exact.get((*p, *segments)))), ())

    def _like(self, candidates: Sequence[tuple[str, ...]]) -> Iterator[DescribedEndpoint]:
        """Yield the endpoints of all templates that a path with an asterisk for a segment stands for."""
        for template, endpoints in self._exact.items():
            if any(serves(template, candidate) for candidate in candidates):
                yield from endpoints

    def below(self, path: str) -> Iterator[DescribedEndpoint]:
        """Yield the endpoints whose paths begin with a documented one."""
        for candidate in self._candidates(path_segments(path)):
            for segments, endpoints in self._exact.items():
                if candidate and segments[: len(candidate)] == candidate:
                    yield from endpoints

    def near(self, path: str) -> list[str]:
        """Return the endpoints that differ from a documented path in one segment: ``GET /users/{id}``."""
        candidates = self._with_and_without_bases(path_segments(path))
        routes = next((near for candidate in candidates if (near := self._near.of(candidate))), [])
        return [f"{endpoint.method} {endpoint.path}" for route in routes for endpoint in self._exact[route]]

    @functools.cached_property
    def _near(self) -> NearRoutes:
        return NearRoutes(segments for segments in self._exact if literals(segments))

    def _candidates(self, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield a path as it is, without each base, and without what may be in front of all paths."""
        yield from self._with_and_without_bases(path)
        for number in range(1, _LONGEST_MOUNT + 1) if not self._is_complete else ():
            mount, rest = path[:number], path[number:]
            is_mount = is_of_server(mount) if self._is_whole else literals(mount) == number
            if is_mount and literals(rest) and rest[0] != SEGMENT:
                yield rest

    def _with_and_without_bases(self, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for base in self._bases:
            if path[: len(base)] == base:
                yield path[len(base) :]
            yield (*base, *path)
            for number in range(1, _LONGEST_MOUNT + 1):  # a gateway in front of the server
                if base and path[number : number + len(base)] == base:
                    yield path[number + len(base) :]


def is_of_server(segments: tuple[str, ...]) -> bool:
    """Return whether segments are only what a server or a gateway puts in front: ``/api/v1``."""
    return all(map(_OF_SERVER.fullmatch, segments))


def served_by(descriptions: Sequence[ApiDescription], *, is_whole: bool = False) -> ServedEndpoints:
    """Return the endpoints of some descriptions.

    :param is_whole: see :class:`ServedEndpoints`.
    """
    return ServedEndpoints(
        (endpoint for one in descriptions for endpoint in one.endpoints),
        dict.fromkeys(base for one in descriptions for base in one.bases),
        is_complete=all(one.bases for one in descriptions),
        is_whole=is_whole,
    )
