"""The names of variables in an entry: a cell can hold several, or stand for many."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence

from sphinx_archdoc.spelling import close_words

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHORT = re.compile(r"\b(?P<first>[A-Za-z0-9]++_\w++)(?:/[A-Z0-9]++(?![\w*<{\[]))+")
"""A name, and the ends of others: ``APP_ID/SECRET``."""
_SEPARATOR = re.compile(r"\s*(?:,|/|\||;|\band\b|\bor\b|\s)\s*")
_STANDS_FOR_MANY = re.compile(
    r"[A-Za-z0-9_]*(?:\*|<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]|…)[A-Za-z0-9_*<>{}\[\]…-]*"
)
_PLACE = re.compile(r"\*+|<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]|…")


def names_in(text: str) -> tuple[str, ...]:
    """Return the variables that the name of an entry names; none if it is something else.

    ``A_HOST / A_PORT`` is two names. A name with ``*``, ``<REGION>`` or ``{n}`` in it is a pattern. One that
    is nothing else, such as ``{title}``, is a placeholder of some text.
    """
    text = _SHORT.sub(r"\g<first>", text.strip("` "))
    parts = [part.strip("`$ ") for part in _SEPARATOR.split(text) if part.strip("`$ ")]
    parts = [part for part in parts if part == parts[0] or not part.startswith("_")]  # A_HOST, _PORT
    if len(parts) > 1 and not all(map(_is_joined, parts)):
        return ()  # words, or a path
    return tuple(parts) if parts and all(map(_is_name, parts)) else ()


def is_conventional(name: str) -> bool:
    """Return whether a name is written as variables are: in capital letters, at least the first of them.

    ``page_size`` is the parameter of something else far more often than a variable.
    """
    if not any(map(str.isalpha, name)):
        return False  # the shell's own _
    return name.upper() == name or ("_" in name and name[:1].isupper()) or is_pattern(name)


def _is_joined(part: str) -> bool:
    """Return whether a part of a cell is a name rather than a word."""
    return part.upper() == part or "_" in part or is_pattern(part)


def _is_name(part: str) -> bool:
    """Return whether a part is a name, or a pattern that says anything about what it stands for."""
    if _NAME.fullmatch(part):
        return True
    is_telling = re.search(r"[A-Za-z]", _PLACE.sub("", part)) is not None
    return is_telling and is_pattern(part) and _STANDS_FOR_MANY.fullmatch(part) is not None


def is_pattern(name: str) -> bool:
    """Return whether a name stands for many."""
    return bool(_PLACE.search(name))


def matches(name: str, pattern: str) -> bool:
    """Return whether a pattern stands for a name, among others."""
    return fnmatch.fnmatchcase(name, _PLACE.sub("*", pattern))


def meant_variable(name: str, known: Iterable[str]) -> str:
    """Return a hint with the closest of the *known* variables, or an empty string if none is close.

    Common parts at both ends say little: ``AUTH_GITHUB_TOKEN_URL`` does not mean ``AUTH_TWITCH_CLIENT_ID``.
    Where one of the names has no more than one part between them, it may be another word for the same.
    """
    near = close_words(name, known, most=3)
    return next((f"did you mean '{one}'?" for one in near if _may_mean(name, one)), "")


_LIKENESS = 0.5
"""How alike the parts of two names are that are not the same at the beginning and at the end, from 0 to 1."""


def _may_mean(name: str, other: str) -> bool:
    first, second = name.upper().split("_"), other.upper().split("_")
    start = _common(first, second)
    first, second = first[start:], second[start:]
    end = _common(first[::-1], second[::-1])
    first, second = first[: len(first) - end], second[: len(second) - end]
    if min(len(first), len(second)) <= 1:
        return True
    return bool(close_words("_".join(first), ["_".join(second)], likeness=_LIKENESS, most=1))


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many parts are the same at the beginning."""
    pairs = zip(first, second, strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second))
    )
