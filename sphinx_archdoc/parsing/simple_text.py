"""Prose that no parser need look at: words, and in Markdown code between backticks.

Most texts of entries are such. They are never nodes before they are shown, which is most of what makes an
entry cheap. What is told apart here must read as the parsers of both markups, and all extensions of theirs,
would read it: a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = r"(?!(?:\d+|[^\W\d_]|(?i:[ivxlcdm]+))[.)](?:\s|$)|.*[,.;:?!]{2})"
"""No number or letter that begins a list, and no signs that become another one."""
_SIGN = r"[ ,;/%?!–—→·)]|\.(?=\s|\d|$)|:(?=\s)|(?<= )\((?=[^\W_]|`)(?!(?i:c|r|p|tm)\))|(?<=\w)-(?=\w)"
"""What may stand between words; no part of an address."""
_TEAM = r"(?<![^ ])@(?=[^\W_])"
"""As in ``@identity-team``; behind a word, it may be an address."""
_CODE = r"(?<![\w`])`(?! )[^`\n]+(?<! )`(?![\w`])"

_WORDS = re.compile(rf"{_START}(?:[^\W_]|{_TEAM})(?:[^\W_]|{_SIGN}|{_TEAM})*")
_WORDS_AND_CODE = re.compile(rf"{_START}(?:[^\W_]|{_TEAM}|{_CODE})(?:[^\W_]|{_SIGN}|{_TEAM}|{_CODE})*")
_PARTS = re.compile(r"`([^`]+)`")


class TextRun(NamedTuple):
    """A part of a text."""

    text: str
    is_code: bool


def is_words(text: str) -> bool:
    """Whether a text is words alone, in either markup."""
    return _WORDS.fullmatch(text) is not None


def is_simple(text: str, *, is_markdown: bool) -> bool:
    """Whether :func:`parts_of` tells all that is to know of a text."""
    return (_WORDS_AND_CODE if is_markdown else _WORDS).fullmatch(text) is not None


def parts_of(text: str) -> Iterator[TextRun]:
    """The words and the code of a simple text, in their order."""
    for number, part in enumerate(_PARTS.split(text)):
        if part:
            yield TextRun(part, is_code=number % 2 == 1)


def words_of(text: str) -> str:
    """What readers see of a simple text, without its styles."""
    return _PARTS.sub(r"\1", text)
