"""The words in a diagram, in rows that are short enough for it, and the room that they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sphinx_archdoc.content.diagram import DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.parsing.sql import SqlColumn
from sphinx_archdoc.problems import shorten

WIDE, NARROW = 26, 13
"""Letters in a row of words; fewer where a picture would be too wide for its page."""
_NAME_LENGTH = 3 * WIDE
_LABEL_LENGTH = 70
_FIRST_WIDE = 0x2E80
"""The first character of Unicode's East Asian blocks."""
MOST_COLUMNS = 20
"""Columns of a table that are drawn; the entry itself shows them all."""

ROW = 15.4
"""Height of a row of words, in pixels."""
FONT_SIZE = 13
_LETTER_WIDTHS = (
    (re.compile(r"[ijlftrI.,:;|!'()\[\] /\\-]"), 5.5),
    (re.compile(r"[A-Z&]"), 9.8),
    (re.compile(r"[mwMW@%—…]"), 13.0),
)
_LETTER = 8.3
"""Width of a letter, in pixels, in the widest of the fonts that pages are usually set in."""
_BOLD = 1.12
"""How much wider the name of a table is, which stands above its columns in bold."""
_PADDING = 8
KEY_WIDTH = 24
"""Room for the ``PK`` before the name of a column."""


def name_rows(node: DiagramNode, letters: int = WIDE) -> list[str]:
    """The name of a node, in rows of so many letters."""
    return _wrapped(shorten(node.name, _NAME_LENGTH), letters)


def label_rows(edge: DiagramEdge, letters: int = WIDE) -> list[str]:
    """The label of an edge; no rows if it has none."""
    return _wrapped(shorten(edge.label, _LABEL_LENGTH), letters)


def column_rows(node: DiagramNode) -> list[tuple[str, str, str]]:
    """The columns of a table: key, name and type of each."""
    rows = [(key_of(column), shorten(column.name, 40), shorten(column.type, 24)) for column in node.columns]
    more = len(rows) - MOST_COLUMNS
    return rows if more <= 0 else [*rows[:MOST_COLUMNS], ("", f"… +{more}", "")]


def key_of(column: SqlColumn) -> str:
    """``PK``, ``FK`` or ``UK``, the most important one."""
    if "primary" in column.keys:
        return "PK"
    return "FK" if column.references else "UK" if "unique" in column.keys else ""


def node_size(node: DiagramNode, letters: int) -> tuple[float, float]:
    """Width and height of the box that holds the words of a node."""
    names, columns = name_rows(node, letters), column_rows(node)
    widths = [_width(row) * (_BOLD if columns else 1) for row in names]
    widths += [KEY_WIDTH + _width(name) + _width(type_) + _PADDING for _, name, type_ in columns]
    rows = len(names) + len(columns) + bool(node.note)
    round_ends = _PADDING if node.shape in (Shape.ROUND, Shape.OUTSIDE) else 0
    width = max(*widths, _width(node.note), ROW)
    return width + 2 * (_PADDING + round_ends), rows * ROW + (18 if columns else 12)


def label_size(rows: list[str]) -> tuple[float, float]:
    """Width and height of the label of an edge."""
    return max(map(_width, rows)) + 6, len(rows) * ROW + 2


def title_width(title: str) -> float:
    """Width of the title of a cluster."""
    return _width(title) + 2 * _PADDING


def is_wide(char: str) -> bool:
    """Whether a character is twice as wide as others: East Asian ones and emoji."""
    return ord(char) >= _FIRST_WIDE


def _width(text: str) -> float:
    return sum(map(_letter_width, text))


@cache
def _letter_width(char: str) -> float:
    if is_wide(char):
        return FONT_SIZE + 1
    return next((width for letters, width in _LETTER_WIDTHS if letters.match(char)), _LETTER)


def _wrapped(text: str, letters: int) -> list[str]:
    """Rows that end at a space, or after one of the signs that join words; a longer word is cut."""
    rows = [""]
    for word in re.findall(r"[^\s/_.-]*[/_.-]+|[^\s/_.-]+|\s+", text):
        for piece in _cut(word, letters):
            if _letters(_short(rows[-1] + piece)) > letters:
                rows.append("")
            rows[-1] += piece if rows[-1] else piece.lstrip()
    return [row.rstrip() for row in rows if row.strip()]


def _cut(word: str, letters: int) -> Iterator[str]:
    """A word in pieces that each fit in a row."""
    piece = ""
    for char in word:
        if piece and _letters(_short(piece + char)) > letters:
            yield piece
            piece = ""
        piece += char
    yield piece


def _short(text: str) -> str:
    """The text without the sign at its end, which may stand out a little."""
    return text[:-1] if text[-1] in "/_.- " else text


def _letters(text: Iterable[str]) -> int:
    return sum(1 + is_wide(char) for char in text)
