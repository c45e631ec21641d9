"""Simple texts: prose of words and, in Markdown, inline code, which needs no markup parser.

Most texts of entries are simple. They are not parsed into nodes when a page is read, which saves most of the
cost of an entry. The result must equal that of the parsers of MyST and reStructuredText with all their
extensions: a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = r"(?!(?:\d+|[^\W\d_]|(?i:[ivxlcdm]+))[.)](?:\s|$)|.*[,.;:?!]{2})"
"""Lookahead: no list marker (``1.``, ``a)``, ``iv.``), and no punctuation that is replaced (``...``)."""
_MARK = r"[ ,;/%?!–—→·)]|\.(?=\s|\d|$)|:(?=\s)|(?<= )\((?=[^\W_]|`)(?!(?i:c|r|p|tm)\))|(?<=\w)-(?=\w)"
"""Characters that may separate words; none that could be part of a URL."""
_MENTION = r"(?<![^ ])@(?=[^\W_])"
"""The sign in ``@identity-team``; after a word, it may be part of an email address."""
_CODE = r"(?<![\w`])`(?! )[^`\n]+(?<! )`(?![\w`])"

_WORDS = re.compile(rf"{_START}(?:[^\W_]|{_MENTION})(?:[^\W_]|{_MARK}|{_MENTION})*")
_WORDS_AND_CODE = re.compile(rf"{_START}(?:[^\W_]|{_MENTION}|{_CODE})(?:[^\W_]|{_MARK}|{_MENTION}|{_CODE})*")
_PARTS = re.compile(r"`([^`]+)`")
MARK = "`"
"""The only markup of a simple text: the sign around code."""


class TextRun(NamedTuple):
    """A run of words or of inline code."""

    text: str
    is_code: bool


def is_words(text: str) -> bool:
    """Return whether *text* consists of words only, in either markup."""
    return _WORDS.fullmatch(text) is not None


def is_simple(text: str, *, is_markdown: bool) -> bool:
    """Return whether *text* is simple: :func:`parts_of` returns what a parser would find in it."""
    return (_WORDS_AND_CODE if is_markdown else _WORDS).fullmatch(text) is not None


def parts_of(text: str) -> Iterator[TextRun]:
    """Yield the runs of words and code of a simple text, in order."""
    for number, part in enumerate(_PARTS.split(text)):
        if part:
            yield TextRun(part, is_code=number % 2 == 1)


def words_of(text: str) -> str:
    """Return a simple text without its markup."""
    return _PARTS.sub(r"\1", text) if MARK in text else text
