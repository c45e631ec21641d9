"""Walk through types that contain each other, such as the structs of a configuration, and terminate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

_Field = TypeVar("_Field")

MOST_FIELDS = 5_000
"""How many fields of a file are looked at. Types with ten fields of the next type each have far more."""


class NestedTypes:
    """The types that a walk is within.

    It enters no type that it is within already, so that those that refer to themselves have an end.

    :param deepest: how many types within each other are entered below the first one.
    """

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self._within: list[int] = []
        self._left = MOST_FIELDS

    def may_enter(self, one: object) -> bool:
        """Return whether the fields of a type are walked through as well."""
        return len(self._within) <= self._deepest and id(one) not in self._within

    def fields(self, one: object, fields: Iterable[_Field]) -> Iterator[_Field]:
        """Yield the fields of a type, unless too many were looked at. The walk is within it meanwhile."""
        self._within.append(id(one))
        for field in fields:
            if not self._left:
                break
            self._left -= 1
            yield field
        self._within.pop()
