"""Find line break opportunities in long names: after punctuation and before capitals, if possible."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

LONGEST = 24
"""Characters up to which a piece needs no break at weaker separators, such as colons and capitals."""

ANYWHERE = 34
"""Characters that fit on a line of a phone; only a longer piece breaks at an arbitrary character."""

SHORT = 16
"""Characters up to which a name has no break."""

_LEAST = 8
"""Minimum characters before and after a break, where possible."""

_WORDS = re.compile(r"\S+|\s+")

_PIECES = re.compile(r"[^_/.\-]+[_/.\-]*|[_/.\-]+")
_SEAMS = re.compile(r"(?<=[:@=,;&?+~|])|(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = "_/.-"

_JOINED = re.compile("\u200d|.[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Two characters of one grapheme: a combining mark, a skin tone, or parts joined to one emoji.

A small subset of the grapheme clusters of Unicode Standard Annex 29.
"""

has_long_word = re.compile(rf"\S{{{LONGEST + 1}}}").search
"""Predicate for prose with a word so long that breaks at spaces are not enough."""


def name_pieces(text: str) -> Sequence[str]:
    """Split a name or code at its line break opportunities; the pieces add up to *text*."""
    return (text,) if len(text) <= SHORT else _pieces(text, SHORT)


def prose_pieces(text: str) -> Sequence[str]:
    """Split prose at the line break opportunities within long words; the pieces add up to *text*."""
    return _pieces(text, LONGEST) if has_long_word(text) else (text,)


@functools.lru_cache(maxsize=2048)
def longest_run(text: str, *, is_name: bool) -> int:
    """Return the length in characters of the longest part of *text* without a line break opportunity.

    :param is_name: split as a name or code, rather than as prose.
    """
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
    """Split a long word after its punctuation, into pieces that are neither tiny nor too long."""
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
    """Split a long piece at weaker separators and before capitals, or at any character as a last resort."""
    if len(piece) <= LONGEST:
        return [piece]
    found = [""]
    for part in _SEAMS.split(piece):
        if found[-1] and len(found[-1]) + len(part) > LONGEST:
            found.append("")
        found[-1] += part
    return [piece for part in found for piece in _cut(part)]


def _cut(part: str) -> Iterator[str]:
    """Cut a part that is too long for any line, but not within a grapheme."""
    while len(part) > ANYWHERE:
        at = ANYWHERE
        while at > 0 and _JOINED.match(part, at - 1):
            at -= 1
        at = at or ANYWHERE
        yield part[:at]
        part = part[at:]
    yield part
