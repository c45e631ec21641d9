"""The words in a diagram, in rows that are short enough for it."""

from __future__ import annotations

import textwrap

from sphinx_archdoc.catalogue.diagram import DiagramEdge, DiagramNode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.sql import Column

_NODE_WIDTH = 26
_LABEL_WIDTH = 24
_LABEL_LENGTH = 70
_FIRST_WIDE = 0x2E80
"""The first character of Unicode's East Asian blocks."""
MOST_COLUMNS = 20
"""Columns of a table that are drawn; the entry itself shows them all."""


def name_rows(node: DiagramNode) -> list[str]:
    """The name of a node."""
    return _wrapped(shorten(node.name, 3 * _NODE_WIDTH), _NODE_WIDTH)


def label_rows(edge: DiagramEdge) -> list[str]:
    """The label of an edge; no rows if it has none."""
    return _wrapped(shorten(edge.label, _LABEL_LENGTH), _LABEL_WIDTH)


def column_rows(node: DiagramNode) -> list[tuple[str, str, str]]:
    """The columns of a table: key, name and type of each."""
    rows = [(key_of(column), shorten(column.name, 40), shorten(column.type, 24)) for column in node.columns]
    more = len(rows) - MOST_COLUMNS
    return rows if more <= 0 else [*rows[:MOST_COLUMNS], ("", f"… +{more}", "")]


def key_of(column: Column) -> str:
    """``PK``, ``FK`` or ``UK``, the most important one."""
    if "primary" in column.keys:
        return "PK"
    return "FK" if column.references else "UK" if "unique" in column.keys else ""


def is_wide(char: str) -> bool:
    """Whether a character is twice as wide as others: East Asian ones and emoji."""
    return ord(char) >= _FIRST_WIDE


def _wrapped(text: str, width: int) -> list[str]:
    length = len(text) + sum(map(is_wide, text))
    return textwrap.wrap(text, width * len(text) // length, break_on_hyphens=False) if text else []
