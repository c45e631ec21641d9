"""Find the methods of routes that view sets serve, in any file of the project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from sphinx_archdoc.sources.facts import Route, ViewSet
from sphinx_archdoc.sources.url_paths import PARAMETER, path_segments


class ViewSets:
    """The view sets of a project, by name. Those of one name have the methods of all of them."""

    def __init__(self, view_sets: Iterable[ViewSet]) -> None:
        self._by_name: dict[str, list[ViewSet]] = defaultdict(list)
        for one in view_sets:
            self._by_name[one.name].append(one)

    def by_method(self, route: Route) -> Iterator[Route]:
        """Yield a route once for each method that its view set has; as it is if that is not known."""
        found = self._by_name.get(route.view, ())
        if not found:
            yield route
            return
        is_of_one = path_segments(route.path)[-1:] == (PARAMETER,)
        methods = (one.of_one if is_of_one else one.methods for one in found)
        for method in dict.fromkeys(method for several in methods for method in several):
            yield msgspec.structs.replace(route, method=method)
