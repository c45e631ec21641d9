"""The problems of one TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.toml_keys import line_of_key


class TomlProblems:
    """Collects the problems of one TOML file, at the lines of their keys."""

    code: ClassVar[Code]

    def __init__(self, source: str, lines: Mapping[str, int]) -> None:
        self.source = source
        self.lines = lines
        self.problems: list[Problem] = []

    def report(self, key: str, message: str, hint: str = "") -> None:
        """Add a problem at a dotted key, or at the table that would hold it."""
        where = Location(self.source, line_of_key(self.lines, key))
        text = f"{shorten(key)}: {shorten(message, 200)}"
        self.problems.append(Problem(where, self.code, text, hint))
