"""The table of a summary, and below it the rows that it counts, where no other place has just these."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from sphinx_archdoc.catalogue.selection import naming_columns
from sphinx_archdoc.catalogue.summary import Count, Summary, Tally
from sphinx_archdoc.catalogue.table import Column, Group, Table
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.output import Output
from sphinx_archdoc.render.rows import Row, RowGroup, TableContent, table_content
from sphinx_archdoc.render.spans import Link, Span, Text

_COLUMNS = (Column("what", "What", 40), Column("entries", "Entries", 10))

IndexLink = Callable[[str, str], Span | None]
"""A link with some words to the index page of a kind; None where there is no such page."""


class SummaryWriter:
    """Puts the summary of a view together.

    :param name: what tells the view from the others of the page *docname*.
    """

    def __init__(self, docname: str, name: str, cells: Cells, output: Output, index: IndexLink) -> None:
        self.docname = docname
        self.name = name
        self.cells = cells
        self.output = output
        self.index = index
        self.words = output.words
        self.below: list[nodes.Node] = []

    def show(self, summary: Summary, caption: str) -> list[nodes.Node]:
        """The table, and what it leads to."""
        groups = []
        for tally in summary.tallies:
            rows = [
                self._row(count, self._label(tally, count), f"{self.name}-{tally.key}-{number}")
                for number, count in enumerate(tally.counts, 1)
            ]
            column = self.words.inline(tally.title)
            groups.append(RowGroup(self.words("By {column}", column=column), rows))
        table = TableContent(
            _COLUMNS, groups, caption or self.words("Summary"), caption, ("archdoc-summary",)
        )
        return [*self.output.table(table), *self.below]

    def _label(self, tally: Tally, count: Count) -> str:
        return f"{tally.title}: {self.words.isolate(count.title)}"

    def _row(self, count: Count, label: str, anchor: str) -> Row:
        number = self.words.number(len(count.entries))
        link: Span | None = None
        if count.page and count.page != self.docname:
            link = Link(number, count.page, "")
        if count.kind:
            link = self.index(count.kind, number)
        if link is None:
            link = Link(number, self.docname, anchor)
            self._list_below(count, label, anchor)
        return Row([[Text(count.title)], [link]])

    def _list_below(self, count: Count, label: str, anchor: str) -> None:
        """The rows of a count, folded; a browser unfolds what a link leads into."""
        kinds = [self.cells.graph.catalogue.kinds[name] for name in {e.kind: None for e in count.entries}]
        number = self.words.number(len(count.entries))
        title = f"{label} ({number})"
        caption = "" if self.output.can_fold else title
        table = Table(tuple(naming_columns(kinds)), (Group("", count.entries),), caption)
        content = self.output.table(table_content(table, self.cells, label, home=False))
        target = nodes.target("", "", ids=[anchor])
        self.below += self.output.folded(title, [nodes.paragraph("", "", target), *content])
