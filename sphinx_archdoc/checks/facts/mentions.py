"""Where the code mentions variables, looked up by name."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sphinx_archdoc.sources.facts import EnvMention
from sphinx_archdoc.sources.tree import CodeTree

_Places = Mapping[str, Sequence[tuple[str, EnvMention]]]


class Mentions:
    """The mentions of variables, and the lines they are in.

    A tree goes through the mentions of all files each time it is asked. Rules ask for one variable at a time,
    so those of all documented ones are found in one go, when a rule first asks.

    :param names: the variables that rules may ask for.
    """

    def __init__(self, tree: CodeTree, names: Collection[str]) -> None:
        self._tree = tree
        self._names = frozenset(names)
        self._lines: dict[str, list[str]] = {}

    def of(self, name: str) -> Sequence[tuple[str, EnvMention]]:
        """Return the mentions of a variable in all files but documents, with their paths; sorted by path."""
        if name not in self._names:
            return list(self._tree.mentions([name]))
        return self._places.get(name, ())

    @functools.cached_property
    def _places(self) -> _Places:
        found: dict[str, list[tuple[str, EnvMention]]] = defaultdict(list)
        for path, mention in self._tree.mentions(self._names):
            found[mention.name].append((path, mention))
        return dict(found)

    def lines(self, path: str) -> Sequence[str]:
        """Return the lines of a file; none if it cannot be read."""
        if path not in self._lines:
            self._lines[path] = (self._tree.text(path) or "").split("\n")
        return self._lines[path]
