"""How the parts of a page are written: as HTML where that is meant, as plain nodes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.render.html_table import Permalinks, html_table
from sphinx_archdoc.render.node_table import node_table
from sphinx_archdoc.render.paper import Paper, widths_on
from sphinx_archdoc.render.record_list import record_list
from sphinx_archdoc.render.rows import TableContent, as_view
from sphinx_archdoc.render.spans import Links, Span, to_nodes
from sphinx_archdoc.schema.words import Words


class Output:
    """The parts of one page.

    :param permalinks: how permalinks look; None for any format but HTML.
    :param paper: what a table has to fit on.
    :param words: the words that are not the author's are said by these.
    """

    def __init__(self, links: Links, permalinks: Permalinks | None, paper: Paper, words: Words) -> None:
        self.links = links
        self.permalinks = permalinks
        self.paper = paper
        self.words = words

    def table(self, content: TableContent, view: str = "") -> list[nodes.Node]:
        """A table; *view* is the name of a view, for the addresses of what the page shows."""
        columns = (msgspec.structs.replace(c, title=self.words(c.title)) for c in content.columns)
        content = msgspec.structs.replace(content, columns=tuple(columns))
        if self.permalinks:
            content = as_view(content, view) if view else content
            return html_table(content, self.links, self.permalinks, self.words)
        widths = widths_on(self.paper, content)
        if not widths:
            return [record_list(content, self.links)]
        return [node_table(content, widths, self.links)]

    def paragraph(self, spans: Iterable[Span]) -> nodes.paragraph:
        """Spans as a paragraph."""
        return nodes.paragraph("", "", *(node for span in spans for node in to_nodes(span, self.links)))

    @property
    def can_fold(self) -> bool:
        """Whether readers can fold and unfold what is written."""
        return self.permalinks is not None

    def folded(self, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        """Something long, which HTML readers unfold."""
        if not self.can_fold:
            return content
        opening = f'<details class="archdoc-source"><summary>{escape(title)}</summary>\n'
        return [nodes.raw("", opening, format="html"), *content, nodes.raw("", "</details>\n", format="html")]
