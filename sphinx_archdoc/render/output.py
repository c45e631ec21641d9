"""How the parts of a page are written: as HTML where that is meant, as plain nodes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.content.blocks import FieldContent, MarkupBlocks
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.content.table import TableContent, TrailContent
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.column_widths import Paper, widths_on
from sphinx_archdoc.render.html_fragment import Html, HtmlFragment
from sphinx_archdoc.render.html_table import html_table
from sphinx_archdoc.render.node_table import node_table
from sphinx_archdoc.render.record_list import record_list
from sphinx_archdoc.render.spans import Links, to_nodes
from sphinx_archdoc.render.trail_nodes import trail_fields, trail_in_line, trail_paragraphs


class Output:
    """The parts of one page.

    :param html: what its HTML may hold; None for any other format.
    :param paper: what a table has to fit on.
    :param words: the words that are not the author's are said by these.
    """

    def __init__(self, links: Links, html: Html | None, paper: Paper, words: Translator) -> None:
        self.links = links
        self.html = html
        self.paper = paper
        self.words = words

    def table(self, content: TableContent, name: str = "") -> list[nodes.Node]:
        """Return a table.

        :param name: what the address of the page calls it, where readers can filter and sort it.
        """
        columns = tuple(msgspec.structs.replace(c, title=self.words(c.title)) for c in content.columns)
        content = msgspec.structs.replace(content, columns=columns)
        if self.html:
            view = name if content.has_filter else ""
            return html_table(content, view, self.links, self.html, self.words)
        widths = widths_on(self.paper, content, self.links)
        if not widths:
            return [record_list(content, self.links)]
        return [node_table(content, widths, self.links, in_line=not self.paper.paragraphs)]

    def trail(self, lines: Sequence[TrailContent]) -> list[nodes.Node]:
        """Return the lines of a trail; nothing if there is none."""
        if not lines:
            return []
        if self.html:
            fragment = HtmlFragment(self.html, self.links, self.words)
            fragment.trail(lines)
            return fragment.finished()
        return [trail_fields(lines, self.links)]

    def trail_in_cell(self, lines: Sequence[TrailContent]) -> list[nodes.Node]:
        """Return the lines of a trail, for a cell of a table of nodes."""
        if self.html:
            return self.trail(lines)
        if self.paper.paragraphs or not lines:
            return trail_paragraphs(lines, self.links)
        return [nodes.paragraph("", "", *trail_in_line(lines, self.links))]

    def paragraph(self, spans: Iterable[Span]) -> nodes.paragraph:
        """Return spans as a paragraph, in which nothing is folded."""
        return nodes.paragraph("", "", *(node for span in spans for node in to_nodes(span, self.links)))

    def fields(self, fields: Iterable[FieldContent]) -> list[nodes.Node]:
        """Return fields, each with its title."""
        if self.html:
            fragment = HtmlFragment(self.html, self.links, self.words)
            fragment.fields(fields)
            return fragment.finished()
        return [
            nodes.field_list(
                "",
                *(
                    nodes.field(
                        "", nodes.field_name("", field.title), nodes.field_body("", *self._body(field))
                    )
                    for field in fields
                ),
                classes=["archdoc-fields"],
            )
        ]

    def _body(self, field: FieldContent) -> list[nodes.Node]:
        if isinstance(field.body, MarkupBlocks):
            return self.links.blocks_of(field.body)
        return [self.paragraph(field.body)]

    @property
    def can_fold(self) -> bool:
        """Whether readers can fold and unfold what is written."""
        return self.html is not None

    def folded(self, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        """Something long, which HTML readers unfold."""
        if not self.can_fold:
            return content
        opening = f'<details class="archdoc-source"><summary>{escape(title)}</summary>\n'
        return [nodes.raw("", opening, format="html"), *content, nodes.raw("", "</details>\n", format="html")]
