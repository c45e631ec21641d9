"""Which rows of a table are entries, and which tell of a success, of a group, or of what is gone."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import TableBlock, TableRow
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import title_of
from sphinx_archdoc.markdown.recognise.literals import is_struck
from sphinx_archdoc.markdown.recognise.names.shape import is_constant, is_refused
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings
from sphinx_archdoc.schema.model import Kind, NameStyle

_REMARK = re.compile(r"[*_]{0,3}\([^()]*\)[*_]{0,3}")
"""A cell that is in parentheses, such as "(more to come)"."""


def rows_of_entries(table: TableBlock, kind: Kind, columns: ColumnMeanings) -> list[TableRow]:
    """Return the rows without those of a success among errors, of a group, and with a name struck through.

    A number can have a name beside it that tells what it is: 0, ``SUCCESS``.
    """
    beside = columns.name + 1
    is_named = beside < len(columns.meanings) and not columns.meanings[beside]

    groups = sum(1 for row in table.rows if is_group(row, columns.name))
    bold = sum(1 for row in table.rows if title_of(row.cells[columns.name]))
    has_groups = groups == len(table.rows) or 0 < groups == bold  # else bold words are names

    def is_left_out(row: TableRow) -> bool:
        is_number = plain_text(row.cells[columns.name]).strip().isdecimal()
        names = row.cells[columns.name : beside + (is_named and is_number)]
        is_remark = kind.name_style is NameStyle.CODE and _REMARK.fullmatch(names[0].strip())
        return (
            any(is_refused(plain_text(name), kind) for name in names)
            or is_struck(names[0])
            or bool(is_remark)
            or (has_groups and is_group(row, columns.name))
        )

    return [row for row in table.rows if not is_left_out(row)]


def is_group(row: TableRow, at: int) -> bool:
    """Return whether a row has nothing but words in bold type, which group the rows below it."""
    others = (cell for place, cell in enumerate(row.cells) if place != at)
    words = title_of(row.cells[at])
    is_name = "`" in words or is_constant(words)
    return len(row.cells) > 1 and bool(words) and not is_name and not any(cell.strip() for cell in others)
