"""The paths that the text around an entry has, where its kind has no field for them."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.paths import are_mostly_there
from sphinx_archdoc.checks.scope import CheckedScope


class PathsInText:
    """The paths in one form of text. Those of a group, such as a column, are trusted together.

    :param words: what authors call such paths, in lower case.
    :param is_there: whether the code has what a text between backticks says, for an entry.
    """

    def __init__(
        self, scope: CheckedScope, words: Container[str], is_there: Callable[[Entry, str], bool]
    ) -> None:
        self._scope = scope
        self._words = words
        self._is_there = is_there
        self._are_trusted: dict[Hashable, bool] = {}

    def _is_trusted(self, entry: Entry, group: Hashable, paths: Iterable[str]) -> bool:
        """Return whether enough paths of a group are there. They are read once per group."""
        if group not in self._are_trusted:
            self._are_trusted[group] = are_mostly_there([self._is_there(entry, path) for path in paths])
        return self._are_trusted[group]
