"""From which width on a table is a table: below it, each row stands as a block, one value under the other.

A stylesheet can ask for the width of a box, but not for what a table needs. So the need is estimated from the
words in the table, which gets the class of one of a few widths that the stylesheet has rules for.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_archdoc.content.spans import Text
from sphinx_archdoc.content.table import TableContent
from sphinx_archdoc.render.line_breaks import longest_run
from sphinx_archdoc.render.spans import LETTER, Links, breadth_of
from sphinx_archdoc.schema.model import NameStyle

WIDTHS = (30, 38, 45, 60, 80)
"""Widths of a box in em, below one of which its table is stacked."""

STACKED_LABELS = 40
"""Columns whose headings stand before their values in a stacked table; later ones stand without."""

_BETWEEN = 1.3
"""Space between two columns, in em."""

_PROSE = 13.5
"""Width in em below which prose is hard to read; the stylesheet grants it."""

_ARROW = 1.0
"""Width in em of the sign in a heading that readers can sort by."""


def stacks_below(table: TableContent, links: Links) -> int:
    """Return the width below which a table is stacked, as one of :data:`WIDTHS`."""
    widths, rows = [], table.rows
    for number, column in enumerate(table.columns):
        widest = heading_width(column.title) + (_ARROW if table.has_filter else 0)
        if number != table.main:  # which is wide enough for any word
            for row in rows:
                for span in row.cells[number]:
                    if not (isinstance(span, Text) and len(span.text) * LETTER[span.style] <= widest):
                        widest = max(widest, breadth_of(span, links))
        widths.append(widest)
    return next_width(widths, table.main)


def heading_width(title: str) -> float:
    """Return the width in em that the heading of a column needs at least."""
    return longest_run(title, is_name=False) * LETTER[NameStyle.STRONG]


def next_width(columns: Iterable[float], main: int | None) -> int:
    """Return the smallest of :data:`WIDTHS` for columns that need so many em at least.

    :param main: number of the column with the prose.
    """
    widths = (max(width, _PROSE) if number == main else width for number, width in enumerate(columns))
    need = sum(width + _BETWEEN for width in widths)
    return next((width for width in WIDTHS if width >= need), WIDTHS[-1])
