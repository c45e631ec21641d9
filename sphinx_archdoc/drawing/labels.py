"""Wrap the texts of a diagram into rows, and estimate their size in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sphinx_archdoc.content.diagram import DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.parsing.sql import SqlColumn
from sphinx_archdoc.problems import shorten

WIDE, NARROW = 26, 13
"""Maximum characters per row: usually, and for pictures that would be too wide for a page."""
_NAME_LENGTH = 3 * WIDE
"""Characters after which a name is shortened."""
_LABEL_LENGTH = 70
"""Characters after which the label of an edge is shortened."""
_FIRST_WIDE = 0x2E80
"""First code point of Unicode's East Asian blocks (CJK Radicals Supplement)."""
MOST_COLUMNS = 20
"""Columns that a database table shows in a diagram; its entry lists all of them."""

ROW = 15.4
"""Height of a row in pixels."""
FONT_SIZE = 13
"""In pixels."""
_LETTER_WIDTHS = (
    (re.compile(r"[ijlftrI.,:;|!'()\[\] /\\-]"), 5.5),
    (re.compile(r"[A-Z&]"), 9.8),
    (re.compile(r"[mwMW@%—…]"), 13.0),
)
_LETTER = 8.3
"""Width in pixels of all other characters, in the widest of the usual fonts."""
_BOLD = 1.12
"""Factor by which bold text is wider, such as the name of a database table."""
_PADDING = 8
"""Space in pixels between a text and its border, or the next text."""
KEY_WIDTH = 24
"""Width in pixels of the ``PK`` before the name of a column."""


def name_rows(node: DiagramNode, letters: int = WIDE) -> list[str]:
    """Return the name of a node, wrapped into rows of at most *letters* characters."""
    return _wrapped(shorten(node.name, _NAME_LENGTH), letters)


def label_rows(edge: DiagramEdge, letters: int = WIDE) -> list[str]:
    """Return the label of an edge, wrapped into rows; an empty list if it has none."""
    return _wrapped(shorten(edge.label, _LABEL_LENGTH), letters)


def column_rows(node: DiagramNode) -> list[tuple[str, str, str]]:
    """Return the key (``PK``, ``FK``, ``UK`` or empty), name and type of each column of a table.

    After ``MOST_COLUMNS`` of them, one row says how many more there are.
    """
    rows = [(key_of(column), shorten(column.name, 40), shorten(column.type, 24)) for column in node.columns]
    more = len(rows) - MOST_COLUMNS
    return rows if more <= 0 else [*rows[:MOST_COLUMNS], ("", f"… +{more}", "")]


def key_of(column: SqlColumn) -> str:
    """Return ``PK``, ``FK`` or ``UK``, in this order of precedence; empty for a column without a key."""
    if "primary" in column.keys:
        return "PK"
    return "FK" if column.references else "UK" if "unique" in column.keys else ""


def node_size(node: DiagramNode, letters: int) -> tuple[float, float]:
    """Return the width and height in pixels of the box of a node."""
    names, columns = name_rows(node, letters), column_rows(node)
    widths = [_width(row) * (_BOLD if columns else 1) for row in names]
    widths += [KEY_WIDTH + _width(name) + _width(type_) + _PADDING for _, name, type_ in columns]
    rows = len(names) + len(columns) + bool(node.note)
    round_ends = _PADDING if node.shape in (Shape.ROUND, Shape.OUTSIDE) else 0
    width = max(*widths, _width(node.note), ROW)
    return width + 2 * (_PADDING + round_ends), rows * ROW + (18 if columns else 12)


def label_size(rows: list[str]) -> tuple[float, float]:
    """Return the width and height in pixels of the label of an edge."""
    return max(map(_width, rows)) + 6, len(rows) * ROW + 2


def title_width(title: str) -> float:
    """Return the width in pixels of the title of a cluster."""
    return _width(title) + 2 * _PADDING


def is_wide(char: str) -> bool:
    """Return whether a character is about twice as wide as others: East Asian characters and emoji.

    A rough form of the property East_Asian_Width (Unicode Standard Annex 11).
    """
    return ord(char) >= _FIRST_WIDE


def _width(text: str) -> float:
    return sum(map(_letter_width, text))


@cache
def _letter_width(char: str) -> float:
    if is_wide(char):
        return FONT_SIZE + 1
    return next((width for letters, width in _LETTER_WIDTHS if letters.match(char)), _LETTER)


def _wrapped(text: str, letters: int) -> list[str]:
    """Wrap a text after spaces and separators (``/ _ . -``); split a word that is longer than a row."""
    rows = [""]
    for word in re.findall(r"[^\s/_.-]*[/_.-]+|[^\s/_.-]+|\s+", text):
        for piece in _cut(word, letters):
            if _letters(_short(rows[-1] + piece)) > letters:
                rows.append("")
            rows[-1] += piece if rows[-1] else piece.lstrip()
    return [row.rstrip() for row in rows if row.strip()]


def _cut(word: str, letters: int) -> Iterator[str]:
    """Yield the pieces of a word, each of which fits into a row."""
    piece = ""
    for char in word:
        if piece and _letters(_short(piece + char)) > letters:
            yield piece
            piece = ""
        piece += char
    yield piece


def _short(text: str) -> str:
    """Return the text without a separator at its end, which may exceed the width of a row."""
    return text[:-1] if text[-1] in "/_.- " else text


def _letters(text: Iterable[str]) -> int:
    return sum(1 + is_wide(char) for char in text)
