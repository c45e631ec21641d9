"""Tables of plain Markdown that hold entries: find their main columns, and make them stackable."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from docutils import nodes

from sphinx_archdoc.content.table import MOST_ROWS
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.html_table import frame_opening
from sphinx_archdoc.render.spans import breadth_of_node
from sphinx_archdoc.render.stacking import heading_width, next_width

PLAIN = "archdoc-plain"
"""CSS class of an author's table that holds entries."""

GROUP = "archdoc-group"
"""CSS class of a row that names the group of those below."""

_THEME_PADDING = 0.5
"""Width in em that themes can add to each cell of a table that Sphinx writes."""


class MarkdownTable:
    """A table as its author wrote it."""

    def __init__(self, table: nodes.Element) -> None:
        self.table = table
        self.rows = [row for row in table.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]
        self.header_rows = [row for row in table.findall(nodes.row) if isinstance(row.parent, nodes.thead)]
        self.titles = _titles(self.header_rows)
        self.groups: list[nodes.row] = []
        """The rows that only name a group."""

    def prose_column(self, fields: Mapping[str, str]) -> int:
        """Return the index of the column with the prose: that of a field, or else the one with most text.

        :param fields: the name of the field with the prose, by the anchor of its entry.
        """
        for row in self.rows:
            for number, cell in enumerate(row.children):
                marks: Iterable[TextMark] = cell.get(TEXTS, ()) if isinstance(cell, nodes.Element) else ()
                if any(mark.field == fields.get(mark.anchor) for mark in marks):
                    return number
        numbers = range(1, len(self.titles))
        return max(numbers, key=lambda number: sum(map(len, self._texts(number))), default=0)

    def name_column(self, names: Mapping[int, Sequence[str]]) -> int:
        """Return the index of the column with the names of the entries; 0 if no column has them.

        :param names: the names and titles that a row's entries can have there, by the ``id()`` of the row.
        """
        found: Counter[int] = Counter()
        for row in self.rows:
            starts = tuple(filter(None, names.get(id(row), ())))
            texts = (cell.astext().strip() for cell in row.children) if starts else ()
            found.update([number for number, text in enumerate(texts) if text.startswith(starts)][:1])
        return found.most_common(1)[0][0] if found else 0

    def mark_groups(self, entries: Collection[int]) -> None:
        """Mark the rows that only name a group of those below: they are not counted, sorted or filtered.

        :param entries: the ``id()`` of each row with entries.
        """
        for row, below in itertools.pairwise(self.rows):
            if _names_group(row) and id(row) not in entries and not _names_group(below):
                row["classes"].append(GROUP)
                self.groups.append(row)

    def wrap_in_frame(self, main: int, head: int, name: str, words: Translator) -> None:
        """Wrap the table in a frame for HTML, whose width decides whether the rows are stacked.

        :param main: index of the column with the prose.
        :param head: index of the column with the names, which become the headings of stacked rows.
        :param name: name of the table in the URL of a filtered page; used if the table is long enough.
        """
        numbers = range(len(self.titles))
        widths = (max(self._breadths(number), default=0) + _THEME_PADDING for number in numbers)
        width = next_width(widths, main)
        columns = [f"archdoc-main-{main + 1}", f"archdoc-head-{head + 1}"]
        self.table["classes"] += [PLAIN, *columns, f"archdoc-below-{width}"]
        can_be_sorted = len(self.rows) - len(self.groups) > MOST_ROWS and len(self.header_rows) == 1
        view = name if can_be_sorted else ""
        labels = ("" if number == head else title for number, title in enumerate(self.titles))
        opening = frame_opening(labels, view, words)
        parent = self.table.parent
        index = parent.index(self.table)
        parent.insert(index + 1, nodes.raw("", "</div>\n", format="html"))
        parent.insert(index, nodes.raw("", opening, format="html"))

    def _texts(self, number: int) -> Iterator[str]:
        for row in self.rows:
            if number < len(row.children):
                yield row[number].astext()

    def _breadths(self, number: int) -> Iterator[float]:
        """Yield the widths in em that the heading and the texts of a column need."""
        yield heading_width(self.titles[number])
        for row in self.rows:
            if number < len(row.children):
                for text in row[number].findall(nodes.Text):
                    yield breadth_of_node(text)


def _names_group(row: nodes.row) -> bool:
    """Return whether there is nothing in a row but the text of its first cell."""
    first, *others = (cell.astext().strip() for cell in row.children)
    return bool(first and others) and not any(others)


def _titles(rows: Sequence[nodes.row]) -> list[str]:
    """Return the heading of each column: the texts of all header cells above it, from the top.

    A cell that spans several columns is a part of each one's heading; one that spans rows is used once.
    """
    titles: dict[int, list[str]] = {}
    occupied: set[tuple[int, int]] = set()
    for line, row in enumerate(rows):
        number = 0
        for cell in row.children:
            while (line, number) in occupied:
                number += 1
            spans = cell.attributes if isinstance(cell, nodes.Element) else {}
            text, across, down = cell.astext(), 1 + spans.get("morecols", 0), 1 + spans.get("morerows", 0)
            for column in range(number, number + across):
                titles.setdefault(column, []).append(text)
                occupied.update((line + more, column) for more in range(down))
            number += across
    return [" ".join(filter(None, titles[column])) for column in sorted(titles)]
