"""From which width on a table is a table: below it, each row stands as a block, one value under the other.

A stylesheet can ask for the width of a box, but not for what a table needs. So the need is estimated from the
words in the table, which gets the class of one of a few widths that the stylesheet has rules for.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_archdoc.render.line_breaks import ANYWHERE, longest_run
from sphinx_archdoc.render.rows import TableContent
from sphinx_archdoc.render.spans import Text, run_of

WIDTHS = (30, 38, 45, 60, 80)
"""Widths of a box in em, below one of which its table is stacked."""

STACKED_LABELS = 12
"""Columns whose headings stand before their values in a stacked table; later ones stand without."""

_LETTER = 0.45
"""Width of a letter of a table, in em of its box; its text is smaller than that of the page."""

_BETWEEN = 0.9
"""Space between two columns, in em."""

_PROSE = 13.5
"""Width in em below which prose is hard to read; the stylesheet grants it."""

_ARROWS = 2
"""Letters that a heading needs more room for, where readers can sort by it."""


def stacks_below(table: TableContent) -> int:
    """Return the width below which a table is stacked, as one of :data:`WIDTHS`."""
    runs = []
    for number, column in enumerate(table.columns):
        longest = longest_run(column.title, is_name=False) + (_ARROWS if table.view else 0)
        if number != table.main:  # which is wide enough for any word
            for row in table.rows:
                for span in row.cells[number]:
                    if not (isinstance(span, Text) and len(span.text) <= longest):
                        longest = max(longest, run_of(span))
        runs.append(longest)
    return next_width(runs, table.main)


def next_width(runs: Iterable[int], main: int | None) -> int:
    """Return the smallest width for columns whose longest unbroken words have so many letters.

    :param main: number of the column with the prose.
    """
    need = 0.0
    for number, run in enumerate(runs):
        letters = min(run, ANYWHERE) * _LETTER
        need += _BETWEEN + (max(letters, _PROSE) if number == main else letters)
    return next((width for width in WIDTHS if width >= need), WIDTHS[-1])
