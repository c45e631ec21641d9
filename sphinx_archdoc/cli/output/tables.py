"""Tables in a terminal, in a pipe, and as CSV."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from sphinx_archdoc.cli.output.terminal import on_terminal, say, show

if TYPE_CHECKING:
    from rich.table import Table

_WIDEST_PLACE = 32
"""Columns of a place in a terminal; a longer one is folded."""


def say_gap() -> None:
    """Write an empty line above a table; in a terminal, it has one."""
    if not on_terminal():
        say("")


def show_places(rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Write places and the lines of text on each, on a terminal: the text beside its place, fitted."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", overflow="fold", max_width=_WIDEST_PLACE)
    table.add_column(overflow="fold")
    for place, lines in rows:
        first, *others = lines
        table.add_row(Text(place), Text("\n").join([Text(first), *(Text(one, "dim") for one in others)]))
    show(table, wide=True)


class TextGroup(NamedTuple):
    """Rows under a heading; an empty title means no heading."""

    title: str
    rows: Sequence[Sequence[str]]


def show_table(headings: Sequence[str], groups: Sequence[TextGroup]) -> None:
    """Write a table: fitted to the width of a terminal; elsewhere, each row is one line."""
    if on_terminal():
        for group in groups:
            if group.title:
                say(f"\n{group.title}", "bold magenta")
            show(_fitted(headings, group.rows), wide=True)
        return
    widths = [max(map(display_width, column)) for column in zip(headings, *_all_rows(groups), strict=True)]
    say(_aligned(headings, widths))
    for group in groups:
        if group.title:
            say(f"\n{group.title}")
        for row in group.rows:
            say(_aligned(row, widths))


def csv_table(headings: Sequence[str], groups: Sequence[TextGroup]) -> str:
    """Return the rows as CSV (RFC 4180), with line feeds and a line of headings."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(_all_rows(groups))
    return written.getvalue().removesuffix("\n")


def display_width(text: str) -> int:
    """Return the number of columns that a text takes in a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _all_rows(groups: Sequence[TextGroup]) -> Iterator[Sequence[str]]:
    for group in groups:
        yield from group.rows


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        f"{cell}{' ' * (width - display_width(cell))}" for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _fitted(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for number, heading in enumerate(headings):
        longest = max((max(map(len, row[number].split()), default=0) for row in rows), default=0)
        table.add_column(
            Text(heading),
            style="" if number else "cyan",
            overflow="fold",
            min_width=min(longest, 16 if number else 24),  # the first has the names
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table
