"""The values of constants that are defaults, which other files may use."""

from __future__ import annotations

import posixpath
from collections import defaultdict

from sphinx_archdoc.sources.facts import EnvValue


class DefaultValues:
    """The values of the constants of a set of files."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)

    def add(self, path: str, family: str, fact: EnvValue) -> None:
        """Add a constant of a file.

        :param family: the language of the file.
        """
        self._values[family, fact.constant].append((posixpath.dirname(path), fact.value))

    def of(self, path: str, family: str, constant: str) -> str | None:
        """Return the value that a constant has in a file that does not define it.

        That is its only value in the same folder, or else in all files; None if it has several.
        """
        found = self._values.get((family, constant), ())
        folder = posixpath.dirname(path)
        near = {value for home, value in found if home == folder}
        values = near or {value for _, value in found}
        return values.pop() if len(values) == 1 else None
