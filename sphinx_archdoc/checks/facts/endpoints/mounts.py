"""Join routes with what their routers are mounted on, in their own file and in others."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.sources.facts import Mount, Route
from sphinx_archdoc.sources.url_paths import join_paths, path_segments

_DEEPEST = 6
"""Mounts on top of each other."""
_MOST_STEPS = 500
"""Routers that are looked at to find what one is mounted on."""
_MOST_PATHS = 8
"""Paths of one router."""
_MOST_FILES = 200
"""Places that mount routers of one name."""
_FEWEST_MOUNTED = 3
"""So many routers must be mounted, for each one that is not, to say that the latter serves nothing."""
_GENERIC = re.compile(
    r"(?:app|api|router|routes|server|mux|bp|blueprint|group|rg|v\d|\w|default|urlpatterns)?", re.I
)
"""Names that many files have for something of their own."""
_INDEX = frozenset({"index", "__init__", "mod"})
"""Names of files that stand for their folder."""
_Key = tuple[str, str]
"""A file, and a router in it."""


class _Taken(NamedTuple):
    """A mount of what a module exports."""

    where: str
    mount: Mount
    module: str
    router: str
    """The name of the router in the module; empty for whatever it exports."""


class _Fronts(NamedTuple):
    """What is in front of the routes of a router."""

    paths: Sequence[str]
    height: int
    """How many routers on top of each other it was found with; more than the most if it was cut off."""


_NOTHING = _Fronts(("",), 0)
_CUT_OFF = _Fronts(("",), _DEEPEST + 1)


class Mounts:
    """What is in front of the routes of each router."""

    def __init__(self, mounts: Iterable[tuple[str, Mount]]) -> None:
        self._in_file: dict[_Key, list[Mount]] = defaultdict(list)
        self._by_name: dict[str, list[tuple[str, Mount]]] = defaultdict(list)
        self._by_module: dict[str, list[_Taken]] = defaultdict(list)
        self._asked: dict[_Key, Sequence[str]] = {}
        self._known: dict[_Key, _Fronts] = {}
        """Those that were followed to their ends: no other question can find more."""
        self._steps = 0
        self._followed: set[tuple[str, int]] = set()
        """The places of the mounts of routers that have routes."""
        for path, mount in mounts:
            self._by_name[mount.router].append((path, mount))
            if not mount.module:
                self._in_file[path, mount.router].append(mount)
                continue
            for module, router in ((mount.module, mount.router), (f"{mount.module}/{mount.router}", "")):
                self._by_module[_module_key(path, module)].append(_Taken(path, mount, module, router))

    def paths(self, path: str, route: Route) -> list[str]:
        """Return the paths of a route of a file, with what is known to be in front of it."""
        key = path, route.on
        if key not in self._asked:
            self._steps = 0
            self._asked[key] = self._fronts(key, ()).paths
        return [join_paths(front, route.path) for front in self._asked[key]]

    def left_alone(self, routes: Iterable[tuple[str, Route]]) -> frozenset[_Key]:
        """Return the routers of Python without a prefix that are mounted nowhere, if most others are mounted.

        Elsewhere, routers are mounted in a way that is not understood.
        """
        keys = dict.fromkeys((path, route.on) for path, route in routes if path.endswith(".py"))
        created = [key for key in keys if any(not one.on for one in self._in_file.get(key, ()))]
        alone = [key for key in created if not self._is_mounted(key)]
        mounted = len(created) - len(alone)
        if mounted < max(_FEWEST_MOUNTED, _FEWEST_MOUNTED * len(alone)):
            return frozenset()
        return frozenset(key for key in alone if not any(one.path.strip("/") for one in self._in_file[key]))

    def starts(self, routes: Iterable[tuple[str, Route]]) -> frozenset[str]:
        """Return what routers of Python are mounted on, its first segment, if all of their routes are known.

        Nothing is known of the routes of a library whose router is mounted as well.
        """
        keys = {(path, route.on) for path, route in routes if path.endswith(".py") and route.on}
        fronts = (front for key in keys for front in self._asked.get(key, ()))
        known = {path_segments(front)[0] for front in fronts if front.strip("/")}
        others = (
            mount.path
            for named in self._by_name.values()
            for path, mount in named
            if (path, mount.line) not in self._followed and path.endswith(".py")
        )
        return frozenset(known - {path_segments(other)[0] for other in others if other.strip("/")})

    def _is_mounted(self, key: _Key) -> bool:
        path, router = key
        if any(mount.on and mount.on != router for mount in self._in_file.get(key, ())):
            return True
        is_named = not _GENERIC.fullmatch(router) and any(
            where != path and (mount.on or mount.module) for where, mount in self._by_name.get(router, ())
        )
        return is_named or any(True for _ in self._that_import(path, router))

    def serves_nothing(self, path: str, route: Route) -> bool:
        """Return whether a route of a file is the mount of a router that was asked for with its routes."""
        return route.is_mount and (path, route.line) in self._followed

    def _fronts(self, key: _Key, above: tuple[_Key, ...]) -> _Fronts:
        """Return what is in front of the routes of a router; the empty text if nothing is known."""
        known = self._known.get(key)
        if known and len(above) + known.height <= _DEEPEST:
            return known
        self._steps += 1
        if key in above or len(above) >= _DEEPEST or self._steps > _MOST_STEPS:
            return _CUT_OFF
        above = (*above, key)
        path, router = key
        own = self._in_file.get(key, ())
        created = [mount.path for mount in own if not mount.on] or [""]
        self._follow([(path, mount) for mount in own if not mount.on])
        mounted = [(path, mount) for mount in own if mount.on and mount.on != router]
        self._follow(mounted)
        outer = self._joined(mounted, above) if mounted else self._from_outside(key, above)
        found = dict.fromkeys(join_paths(front, path) for front in outer.paths for path in created)
        fronts = _Fronts(tuple(found)[:_MOST_PATHS], outer.height + 1)
        if fronts.height <= _DEEPEST:
            self._known[key] = fronts
        return fronts

    def _follow(self, mounts: Sequence[tuple[str, Mount]]) -> None:
        """Keep where a router is mounted, unless its routes get the paths of only some of the mounts."""
        if len(mounts) <= _MOST_PATHS:
            self._followed.update((path, mount.line) for path, mount in mounts)

    def _joined(self, mounts: Iterable[tuple[str, Mount]], above: tuple[_Key, ...]) -> _Fronts:
        found: dict[str, None] = {}
        height = 0
        for path, mount in mounts:
            fronts = self._fronts((path, mount.on), above)
            found |= dict.fromkeys(join_paths(front, mount.path) for front in fronts.paths)
            height = max(height, fronts.height)
        return _Fronts(tuple(found)[:_MOST_PATHS], height)

    def _from_outside(self, key: _Key, above: tuple[_Key, ...]) -> _Fronts:
        """Return what other files, or callers of its function, mount a router on."""
        path, router = key
        function, dot, _ = router.partition(".")
        if dot:
            return self._fronts((path, f"{function}()"), above)
        if imported := list(self._that_import(path, router)):
            self._follow(imported)
            return self._joined(imported, above)
        named = self._by_name.get(router, ())
        if self._in_file.get(key) or _GENERIC.fullmatch(router) or not 0 < len(named) <= _MOST_FILES:
            return _NOTHING  # a router of its own, or one of a name that says nothing
        elsewhere = [(where, one) for where, one in named if where != path]
        found = self._joined(elsewhere, above)
        if len(found.paths) != 1:  # routers of the same name are mounted on several paths
            return _Fronts(("",), found.height)
        self._follow(elsewhere)
        return found

    def _that_import(self, path: str, router: str) -> Iterator[tuple[str, Mount]]:
        """Yield the mounts of other files whose module is this file."""
        module, _ = posixpath.splitext(path)
        folder, name = posixpath.split(module)
        names = {module} if name not in _INDEX else {module, folder}
        names |= {folder} if path.endswith(".go") else set()
        keys = {f"./{stem}" for stem in names} | {posixpath.basename(stem) for stem in names}
        taken = (one for key in sorted(keys) for one in self._by_module.get(key, ())[:_MOST_FILES])
        for one in taken:
            ending = "/" + one.module.lstrip("@~/")
            is_its_module = one.module.startswith(".") or any(f"/{stem}".endswith(ending) for stem in names)
            is_other = one.router and one.router != router and (path, router) in self._in_file
            is_function = router.endswith("()") or one.router.endswith("()")
            is_meant = not is_other and (not is_function or one.router == router)
            if one.where != path and is_its_module and is_meant:
                yield one.where, one.mount


def _module_key(where: str, module: str) -> str:
    """Return what a module is looked up by: its path if that is relative, or else its last name."""
    if module.startswith("."):
        return f"./{posixpath.normpath(posixpath.join(posixpath.dirname(where), module))}"
    return posixpath.basename(module)
