"""Tables in plain Markdown: which of their columns holds the prose, and how they fit on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes

from sphinx_archdoc.content.table import MOST_ROWS
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.html_table import frame_opening
from sphinx_archdoc.render.spans import breadth_of_node
from sphinx_archdoc.render.stacking import heading_width, next_width

PLAIN = "archdoc-plain"
"""The class of an author's table with entries in it."""

_OF_THEMES = 0.5
"""Width in em that themes may add to the cells of a table that Sphinx writes."""


class MarkdownTable:
    """A table of nodes, as its author wrote it."""

    def __init__(self, table: nodes.Element) -> None:
        self.table = table
        self.rows = [row for row in table.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]
        self.titles = [
            cell.astext()
            for row in table.findall(nodes.row)
            if isinstance(row.parent, nodes.thead)
            for cell in row.children
        ]

    def prose_column(self, fields: Mapping[str, str]) -> int:
        """Return the number of the column with the prose: that of a field, or else the one with most words.

        :param fields: the field with the prose, by the anchor of an entry.
        """
        for row in self.rows:
            for number, cell in enumerate(row.children):
                marks: Iterable[TextMark] = cell.get(TEXTS, ()) if isinstance(cell, nodes.Element) else ()
                if any(mark.field == fields.get(mark.anchor) for mark in marks):
                    return number
        numbers = range(1, len(self.titles))
        return max(numbers, key=lambda number: sum(map(len, self._texts(number))), default=0)

    def set_apart(self, main: int, name: str, words: Translator) -> None:
        """Put a box around the table, for pages in HTML: its width decides whether the rows are stacked.

        :param main: number of the column with the prose.
        :param name: what the address of the page calls the table, if it is long enough for a filter.
        """
        numbers = range(len(self.titles))
        widths = (max(self._breadths(number), default=0) + _OF_THEMES for number in numbers)
        width = next_width(widths, main)
        self.table["classes"] += [PLAIN, f"archdoc-main-{main + 1}", f"archdoc-below-{width}"]
        view = name if len(self.rows) > MOST_ROWS else ""
        opening = frame_opening(self.titles, view, words)
        around = self.table.parent
        index = around.index(self.table)
        around.insert(index + 1, nodes.raw("", "</div>\n", format="html"))
        around.insert(index, nodes.raw("", opening, format="html"))

    def _texts(self, number: int) -> Iterator[str]:
        for row in self.rows:
            if number < len(row.children):
                yield row[number].astext()

    def _breadths(self, number: int) -> Iterator[float]:
        """The widths in em that the texts of a column need."""
        yield heading_width(self.titles[number])
        for row in self.rows:
            if number < len(row.children):
                for text in row[number].findall(nodes.Text):
                    yield breadth_of_node(text)
