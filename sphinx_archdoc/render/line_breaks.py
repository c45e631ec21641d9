"""Places where a long name may go on in the next line: after a sign, and never inside a word."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

LONGEST = 24
"""Characters of a word that breaks at its spaces only; a longer one may break at other signs and capitals."""

ANYWHERE = 34
"""Characters that always fit on a line, on a telephone as well; only what is longer breaks inside a word."""

SHORT = 16
"""Characters up to which a name stays whole."""

_LEAST = 8
"""Characters that a line begins or ends with at least, where there is a choice."""

_WORDS = re.compile(r"\S+|\s+")

_PIECES = re.compile(r"[^_/.\-]+[_/.\-]*|[_/.\-]+")
_SEAMS = re.compile(r"(?<=[:@=,;&?+~|])|(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = "_/.-"

_JOINED = re.compile("\u200d|.[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Two characters that are one sign: an accent, a skin tone, the parts of a family."""

has_long_word = re.compile(rf"\S{{{LONGEST + 1}}}").search
"""Predicate for prose that needs more places to break than its spaces."""


def name_pieces(text: str) -> Sequence[str]:
    """Return the pieces of a name, or of code, between which a line may break."""
    return (text,) if len(text) <= SHORT else _pieces(text, SHORT)


def prose_pieces(text: str) -> Sequence[str]:
    """Return the pieces of prose between which a line may break, other than at its spaces."""
    return _pieces(text, LONGEST) if has_long_word(text) else (text,)


@functools.lru_cache(maxsize=2048)
def longest_run(text: str, *, is_name: bool) -> int:
    """Return the length in characters of the longest part of *text* that stays on one line."""
    pieces = name_pieces(text) if is_name else prose_pieces(text)
    return max(map(len, " ".join(pieces).split()), default=0)


@functools.lru_cache(maxsize=2048)
def _pieces(text: str, longest: int) -> tuple[str, ...]:
    pieces = [""]
    for word in _WORDS.findall(text):
        if len(word) <= longest:
            pieces[-1] += word
        else:
            first, *more = _split(word)
            pieces[-1] += first
            pieces += more
    return tuple(pieces)


def _split(word: str) -> list[str]:
    """Split a long word after its signs, into pieces that are neither tiny nor too long."""
    found: list[str] = []
    for piece in _PIECES.findall(word):
        parts = _shortened(piece)
        if found and found[-1][-1] in _SIGNS and len(found[-1]) >= _LEAST:
            found += parts
        elif found and len(found[-1]) + len(piece) <= LONGEST:
            found[-1] += piece
        else:
            found += parts
    if len(found) > 1 and len(found[-1]) < _LEAST and len(found[-1]) + len(found[-2]) <= SHORT:
        found[-2:] = [found[-2] + found[-1]]
    return found


def _shortened(piece: str) -> list[str]:
    """Split what has no sign to break after: at other signs and before capitals, and only then anywhere."""
    if len(piece) <= LONGEST:
        return [piece]
    found = [""]
    for part in _SEAMS.split(piece):
        if found[-1] and len(found[-1]) + len(part) > LONGEST:
            found.append("")
        found[-1] += part
    return [piece for part in found for piece in _cut(part)]


def _cut(part: str) -> Iterator[str]:
    """Cut what is too long for any line, but not within what readers see as one sign."""
    while len(part) > ANYWHERE:
        at = ANYWHERE
        while at > 0 and _JOINED.match(part, at - 1):
            at -= 1
        at = at or ANYWHERE
        yield part[:at]
        part = part[at:]
    yield part
