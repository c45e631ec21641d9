"""Say in words what is wrong with a value in TOML that msgspec refuses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Literal, get_args, get_origin

from sphinx_archdoc.problems import shorten
from sphinx_archdoc.spelling import did_you_mean

_EXPECTED = re.compile(
    r"Expected `(?P<wanted>[^`]+)`(?: (?P<bound>[^,]+?))?(?:, got `(?P<given>[^`]+)`)?"
    r"(?: - at `(?P<path>.*)`)?"
)
_NO_CHOICE = re.compile(r"Invalid enum value (?P<value>.*?)(?: - at `.*`)?", re.S)

_TYPES = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a date with a time",
    "date": "a date",
    "null": "nothing",
}
_BOUNDS = {">=": "of at least", "<=": "of at most", "of length >= 1": "that is not empty"}


def describe(error: Exception, type_: object) -> tuple[str, str]:
    """Return what is wrong with a value, and a hint with the nearest choice; empty if there are none.

    :param error: msgspec's, or another one whose own words are used.
    :param type_: the type that the value should have.
    """
    text = str(error)
    if found := _NO_CHOICE.fullmatch(text):
        value = shorten(found["value"].strip("'"))
        choices = _choices(type_)
        return f"'{value}' is not one of {', '.join(choices)}", did_you_mean(value, choices)
    if found := _EXPECTED.fullmatch(text):
        of_items = "each item " if (found["path"] or "").endswith("]") else ""
        given = f", and is {_in_words(found['given'])}" if found["given"] else ""
        return f"{of_items}must be {_in_words(found['wanted'])}{_bound(found['bound'] or '')}{given}", ""
    return text.partition(" - at")[0], ""


def _in_words(types: str) -> str:
    return " or ".join(_TYPES.get(name, name) for name in types.split(" | "))


def _bound(bound: str) -> str:
    """Return ``>= 0`` in words, after a space."""
    for sign, words in _BOUNDS.items():
        if bound.startswith(sign):
            return f" {words}{bound.removeprefix(sign)}"
    return f" {bound}" if bound else ""


def _choices(type_: object) -> Sequence[str]:
    """Return the values of an enumeration; none for any other type."""
    if isinstance(type_, type) and issubclass(type_, Enum):
        return [str(choice.value) for choice in type_]
    return [str(choice) for choice in get_args(type_)] if get_origin(type_) is Literal else []
