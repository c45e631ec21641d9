"""From which width on a table is a table."""

from __future__ import annotations

from typing import cast

import pytest

from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.spans import Flag, More, Text, listed
from sphinx_archdoc.content.table import Row, RowGroup, TableContent, without_empty
from sphinx_archdoc.render import stacking
from sphinx_archdoc.render.spans import PageResolver
from sphinx_archdoc.render.stacking import WIDTHS, next_width

NO_LINKS = cast(PageResolver, None)
"""Spans without nodes need no links."""


def stacks_below(content: TableContent) -> int:
    return stacking.stacks_below(content, NO_LINKS)


def table(*cells: list[str], main: int | None = None) -> TableContent:
    columns = tuple(Column(f"c{number}", f"C{number}", 10) for number in range(len(cells[0])))
    rows = [Row([[Text(text)] if text else [] for text in row]) for row in cells]
    return TableContent(columns, [RowGroup("", rows)], "Table", main=main)


@pytest.mark.parametrize(
    ("widths", "main", "expected"),
    [([], None, 30), ([2, 2], 1, 30), ([10, 10, 10], 1, 38), ([18] * 4, None, 80)],
)
def test_the_more_and_the_longer_the_words_the_wider(
    widths: list[int], main: int | None, expected: int
) -> None:
    assert next_width(widths, main) == expected


def test_more_than_the_widest_is_the_widest() -> None:
    assert next_width([40] * 100, None) == WIDTHS[-1]


def test_prose_counts_with_a_width_of_its_own() -> None:
    long = "word " * 500
    assert stacks_below(table(["a", long], main=1)) == stacks_below(table(["a", "short"], main=1))


def test_columns_without_a_word_are_left_out() -> None:
    content = without_empty(table(["a", "", "b"], ["c", "", ""], main=2), kept=("c0",))
    assert [column.key for column in content.columns] == ["c0", "c2"]
    assert content.main == 1
    assert [len(row.cells) for row in content.rows] == [2, 2]


def test_a_column_that_is_kept_stays_though_it_is_empty() -> None:
    assert [column.key for column in without_empty(table(["a", ""]), kept=("c1",)).columns] == ["c0", "c1"]


@pytest.mark.parametrize(("number", "first", "more"), [(1, 1, 0), (8, 8, 0), (9, 6, 3), (91, 6, 85)])
def test_of_more_than_eight_links_six_are_shown(number: int, first: int, more: int) -> None:
    spans = listed([Flag(value=True)] * number)
    rest = [span for span in spans if isinstance(span, More)]
    assert [span.number for span in rest] == ([more] if more else [])
    assert sum(isinstance(span, Flag) for span in spans) == first
    assert sum(isinstance(span, Flag) for part in rest for span in part.spans) == more
