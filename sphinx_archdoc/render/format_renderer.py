"""Render tables, trails, fields and paragraphs in the format of the builder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.content.blocks import FieldContent, MarkupBlocks
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.content.table import TableContent, TrailContent
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.column_widths import TableLimits, column_widths
from sphinx_archdoc.render.field_nodes import field_list, trail_fields, trail_inline, trail_paragraphs
from sphinx_archdoc.render.html_fragment import Html, HtmlFragment
from sphinx_archdoc.render.html_table import html_table
from sphinx_archdoc.render.node_table import node_table
from sphinx_archdoc.render.record_list import record_list
from sphinx_archdoc.render.spans import PageResolver, nodes_of_spans


class FormatRenderer:
    """Renders the parts of one page: as raw HTML for HTML builders, as docutils nodes for all others.

    :param html: settings of the HTML; None for any other format.
    :param limits: the size that tables must not exceed; ignored for HTML.
    :param words: translates the extension's own strings.
    """

    def __init__(
        self, resolver: PageResolver, html: Html | None, limits: TableLimits, words: Translator
    ) -> None:
        self.resolver = resolver
        self.html = html
        self.limits = limits
        self.words = words

    def table(self, content: TableContent, name: str = "") -> list[nodes.Node]:
        """Return the nodes of a table, or of a definition list if its columns do not fit.

        :param name: prefix of the URL parameters that hold the reader's filter and sort order.
        """
        columns = tuple(msgspec.structs.replace(c, title=self.words(c.title)) for c in content.columns)
        content = msgspec.structs.replace(content, columns=columns)
        if self.html:
            view = name if content.has_filter else ""
            return html_table(content, view, self.resolver, self.html, self.words)
        widths = column_widths(content, self.limits, self.resolver)
        if not widths:
            return [record_list(content, self.resolver)]
        return [node_table(content, widths, self.resolver, one_paragraph=not self.limits.paragraphs)]

    def trail(self, lines: Sequence[TrailContent]) -> list[nodes.Node]:
        """Return the nodes of a trail; an empty list if it has no lines."""
        if not lines:
            return []
        if self.html:
            fragment = self._fragment(self.html)
            fragment.trail(lines)
            return fragment.finished()
        return [trail_fields(lines, self.resolver)]

    def trail_in_cell(self, lines: Sequence[TrailContent]) -> list[nodes.Node]:
        """Return the nodes of a trail that is appended to a cell of the author's own table."""
        if self.html:
            return self.trail(lines)
        if self.limits.paragraphs or not lines:
            return trail_paragraphs(lines, self.resolver)
        return [nodes.paragraph("", "", *trail_inline(lines, self.resolver))]

    def paragraph(self, spans: Iterable[Span]) -> nodes.paragraph:
        """Return a paragraph; long lists in it are not folded."""
        return nodes.paragraph("", "", *nodes_of_spans(spans, self.resolver))

    def name_line(self, spans: Iterable[Span]) -> list[nodes.Node]:
        """Return a paragraph whose marks of state are set apart in HTML."""
        if not self.html:
            return [self.paragraph(spans)]
        fragment = self._fragment(self.html)
        fragment.html.append('<p class="archdoc-name-line">')
        fragment.spans(spans)
        fragment.html.append("</p>\n")
        return fragment.finished()

    def fields(self, fields: Iterable[FieldContent]) -> list[nodes.Node]:
        """Return the nodes of the fields of a header or a card."""
        if self.html:
            fragment = self._fragment(self.html)
            fragment.fields(fields)
            return fragment.finished()
        return [field_list((field.title, self._body(field)) for field in fields)]

    def _fragment(self, style: Html) -> HtmlFragment:
        return HtmlFragment(style, self.resolver, self.words)

    def _body(self, field: FieldContent) -> list[nodes.Node]:
        if isinstance(field.body, MarkupBlocks):
            return self.resolver.blocks_of(field.body)
        return [self.paragraph(field.body)]

    @property
    def can_fold(self) -> bool:
        """True if the format has content that readers can unfold."""
        return self.html is not None

    def folded(self, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        """Return *content* in a closed ``<details>`` element; unchanged in formats that cannot fold."""
        if not self.can_fold:
            return content
        opening = f'<details class="archdoc-source"><summary>{escape(title)}</summary>\n'
        return [nodes.raw("", opening, format="html"), *content, nodes.raw("", "</details>\n", format="html")]
