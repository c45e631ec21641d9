"""Spans written straight as HTML: a string, broken only where a span holds nodes.

Most of a build's time goes into nodes. A text of plain words needs none.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.content.blocks import FieldContent, MarkupBlocks
from sphinx_archdoc.content.spans import ForeignLink, IndexLink, Markup, More, PageLink, Span
from sphinx_archdoc.content.table import TrailContent
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.spans import Links, to_html
from sphinx_archdoc.schema.model import Direction

_CLASSES = {Direction.OUT: ' class="archdoc-to"', Direction.IN: "", None: ' class="archdoc-value"'}
"""The class of the label of a line, whose style draws the arrow; most lines are backlinks."""


class inline_markup(nodes.inline):  # noqa: N801  (docutils nodes have lower-case names)
    """Inline nodes between pieces of HTML: long names in them get places to break.

    Sphinx writes links only within such a node, which needs no tag of its own.
    """


class Html(msgspec.Struct, frozen=True):
    """What the HTML of a page may hold."""

    permalink_icon: str
    """HTML; empty where rows have no permalinks."""
    unfolds: bool = True
    """Whether the end of a long list may be folded: not in an e-book, as not every reader can unfold it."""

    def permalink(self, anchor: str) -> str:
        """Return the link that shows the address of a row; empty if it has none, or readers want none."""
        if not anchor or not self.permalink_icon:
            return ""
        return f'<a class="headerlink" href="#{escape(anchor)}">{self.permalink_icon}</a>'


class HtmlFragment:
    """A part of a page that grows: strings are added to ``html``, and nodes end one and begin the next."""

    def __init__(self, style: Html, links: Links, words: Translator) -> None:
        self.style = style
        self.links = links
        self.words = words
        self.html: list[str] = []
        self._done: list[nodes.Node] = []

    def finished(self) -> list[nodes.Node]:
        """Return all that was added, as nodes."""
        self._finish_text()
        return self._done

    def _finish_text(self) -> None:
        if self.html:
            html = "".join(self.html)
            self._done.append(nodes.raw(html, html, format="html"))
            self.html.clear()

    def add_nodes(self, content: Iterable[nodes.Node]) -> None:
        """Add nodes."""
        self._finish_text()
        self._done += content

    def spans(self, spans: Iterable[Span]) -> None:
        """Add spans."""
        for span in spans:
            match span:
                case PageLink() | ForeignLink() | IndexLink() | Markup():
                    self.add_nodes([inline_markup("", "", *self.links.nodes_of(span))])
                case More():
                    self._more(span)
                case _:
                    self.html.append(to_html(span, self.links, self.words))

    def _more(self, rest: More) -> None:
        if not self.style.unfolds:
            self.html.append(", ")
            self.spans(rest.spans)
            return
        summary = self.words("and {number} more", number=rest.number)
        self.html.append(f' <details class="archdoc-more"><summary>{escape(summary)}</summary>: ')
        self.spans(rest.spans)
        self.html.append("</details>")

    def trail(self, lines: Iterable[TrailContent]) -> None:
        """Add the lines of a trail as a description list; nothing if there is none."""
        opening = '<dl class="archdoc-trail">'
        for line in lines:
            self.html.append(f"{opening}<dt{_CLASSES[line.direction]}>{escape(line.label)}</dt> <dd>")
            self.spans(line.spans)
            self.html.append(
                "</dd>\n"
            )  # the search drops tags: without the white space, words would grow together
            opening = ""
        if not opening:
            self.html.append("</dl>")

    def fields(self, fields: Iterable[FieldContent]) -> None:
        """Add fields as a description list."""
        self.html.append('<dl class="archdoc-fields">')
        for field in fields:
            self.html.append(f"<dt>{escape(field.title)}</dt> <dd>")
            if isinstance(field.body, MarkupBlocks):
                self.add_nodes(self.links.blocks_of(field.body))
            else:
                self.spans(field.body)
            self.html.append("</dd>\n")
        self.html.append("</dl>\n")
