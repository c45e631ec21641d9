"""Which rows of a table say nothing in a column in which others say ``NOT NULL``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from sphinx_archdoc.checks.facts.outlines import cells_of_row, is_separator

_NOT_NULL = re.compile(r"\bNOT NULL\b")
_MARKS = "`*_ \t"
_FEWEST = 2
"""So many cells of a column must say it, so that an empty one says the opposite."""


def columns_with_empty_cells(lines: Sequence[str]) -> frozenset[str]:
    """Return the names in the first cells of such rows, in lower case and without underscores.

    :param lines: those of a page; the first table counts, if a line with dashes is below its header.
    """
    rows = _rows(lines)
    number = max(map(len, rows), default=0)
    for at in range(1, number):
        cells = [row[at] for row in rows if len(row) == number]
        if sum(map(bool, map(_NOT_NULL.search, cells))) >= _FEWEST:
            return frozenset(
                row[0].strip(_MARKS).casefold().replace("_", "")
                for row in rows
                if len(row) == number and not row[at]
            )
    return frozenset()


def _rows(lines: Sequence[str]) -> list[list[str]]:
    start = next((at for at, line in enumerate(lines) if "|" in line and is_separator(line)), len(lines))
    below = itertools.takewhile(lambda line: "|" in line, lines[start + 1 :])
    return list(map(cells_of_row, below))
