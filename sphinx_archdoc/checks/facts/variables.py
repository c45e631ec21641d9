"""The environment variables that the code reads, by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.configuration import EnvironmentSettings
from sphinx_archdoc.sources.environment import ReadPlace
from sphinx_archdoc.sources.join import join_environment
from sphinx_archdoc.sources.tree import CodeTree


class VariableRead(msgspec.Struct, frozen=True, gc=False):
    """One place that reads a variable."""

    path: str
    line: int
    default: str | None = None
    """The literal default; None if there is none, or it is an expression."""
    required: bool | None = None
    """True if the code fails without the variable, False if it has a default; None if that is not known."""
    is_test: bool = False
    is_implied: bool = False
    """True if the variable need not be documented, or only a part of its name is known to be read."""
    rest: str = ""
    """The part of the name that the code must hold as well, if the read gives the prefix only."""

    @property
    def place(self) -> str:
        """The place for messages."""
        return f"{self.path}:{self.line}"


class Variables:
    """The variables that the code reads, by name."""

    def __init__(self, tree: CodeTree, settings: EnvironmentSettings) -> None:
        self._environment = join_environment(tree.facts(), settings.wrappers, settings.prefix)
        self._is_test = tree.is_test
        self.reads: dict[str, list[VariableRead]] = defaultdict(list)
        for name, places in self._environment.names.items():
            self.reads[name] = self._variable_reads(places)

    def of(self, name: str) -> list[VariableRead]:
        """Return the places that read a variable, the surest first.

        If no place reads exactly this name, return those that read what follows an unknown prefix, and after
        that those that read a name which begins like it. The same holds if only tests read exactly this name.
        """
        found = self.reads.get(name)
        if not found:
            return self._variable_reads(self._environment.reads_of(name))
        if all(read.is_test for read in found):
            return found + self._variable_reads(self._environment.reads_of(name, is_whole=False))
        return found

    def composed_like(self, name: str) -> list[tuple[str, int]]:
        """Return the paths and lines at which the code composes variable names that *name* may match."""
        return [(place.path, place.line) for place in self._environment.composed_like(name)]

    def has_documented_tail(self, name: str, documented: Collection[str]) -> bool:
        """Return whether a name is documented without, or with, a prefix that the code puts before it."""
        parts = [at for at, character in enumerate(name) if character == "_"]
        tails = (name[at + 1 :] for at in parts)
        if any(tail in documented and self._environment.is_tail(tail) for tail in tails):
            return True
        return self._environment.is_tail_of(name, documented)

    def _variable_reads(self, places: Iterable[ReadPlace]) -> list[VariableRead]:
        found = (
            VariableRead(
                place.path,
                place.line,
                place.default,
                place.required,
                self._is_test(place.path),
                place.is_implied,
                place.rest,
            )
            for place in places
        )
        return sorted(_telling(set(found)), key=_order)


def _telling(found: Collection[VariableRead]) -> Iterable[VariableRead]:
    """Leave out what tells nothing of defaults where the same line was understood in another way, too."""
    places = {read.place for read in found if read.default is not None or read.required is not None}
    return (
        read
        for read in found
        if read.default is not None or read.required is not None or read.place not in places
    )


_OUTPUT = re.compile(
    r"(?:^|/)(?:(?:build|out|target|obj|dist|generated)(?:[-_.][^/]*)?|legacy|archived?)/", re.I
)
"""A folder of what is made from sources, or of what is not in use any more."""


def _order(read: VariableRead) -> tuple[bool, bool, str, int, str]:
    """Order the surest places first, and the sources in use before what is made from them."""
    is_output = _OUTPUT.search(read.path) is not None
    return read.is_implied, is_output, read.path, read.line, read.default or ""


def other_places(reads: Collection[VariableRead]) -> str:
    """Return words for hints about the places beside the first: ``and in 2 other places``."""
    number = len({(read.path, read.line) for read in reads}) - 1
    return f"and in {counted(number, 'other place')}" if number > 0 else ""
