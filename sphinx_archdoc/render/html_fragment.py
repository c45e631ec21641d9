"""Render spans, trails and fields directly as HTML strings, with docutils nodes only where spans need them.

Strings save time: docutils nodes account for most of the time of a build.
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
from sphinx_archdoc.render.spans import PageResolver, to_html
from sphinx_archdoc.schema.model import Direction

_CLASSES = {Direction.OUT: ' class="archdoc-to"', Direction.IN: "", None: ' class="archdoc-value"'}
"""Attributes of a trail label. The stylesheet adds the arrow; backlinks, the most frequent, get no class."""


class inline_markup(nodes.inline):  # noqa: N801  (docutils nodes have lower-case names)
    """Parent of the docutils nodes between two pieces of raw HTML; written without a tag of its own.

    Sphinx writes references only within a text element. Long names in it get line break opportunities.
    """


class Html(msgspec.Struct, frozen=True):
    """Settings of the HTML of a page."""

    permalink_icon: str
    """HTML content of permalinks; empty for no permalinks."""
    unfolds: bool = True
    """True if long lists may be folded; False for e-books, whose readers may not support ``<details>``."""

    def permalink(self, anchor: str) -> str:
        """Return a permalink like Sphinx's, as HTML; empty without an anchor or an icon."""
        if not anchor or not self.permalink_icon:
            return ""
        return f'<a class="headerlink" href="#{escape(anchor)}">{self.permalink_icon}</a>'


class HtmlFragment:
    """Builder of a part of a page: collects HTML strings in ``html``, and docutils nodes between them.

    Strings between two nodes become one raw node.
    """

    def __init__(self, style: Html, resolver: PageResolver, words: Translator) -> None:
        self.style = style
        self.resolver = resolver
        self.words = words
        self.html: list[str] = []
        self._done: list[nodes.Node] = []

    def finished(self) -> list[nodes.Node]:
        """Return the nodes of everything added so far."""
        self._flush()
        return self._done

    def _flush(self) -> None:
        if self.html:
            html = "".join(self.html)
            self._done.append(nodes.raw(html, html, format="html"))
            self.html.clear()

    def add_nodes(self, content: Iterable[nodes.Node]) -> None:
        """Append docutils nodes."""
        self._flush()
        self._done += content

    def spans(self, spans: Iterable[Span]) -> None:
        """Append spans."""
        for span in spans:
            match span:
                case PageLink() | ForeignLink() | IndexLink() | Markup():
                    self.add_nodes([inline_markup("", "", *self.resolver.nodes_of(span))])
                case More():
                    self._more(span)
                case _:
                    self.html.append(to_html(span, self.resolver, self.words))

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
        """Append the lines of a trail as a description list."""
        self.html.append('<dl class="archdoc-trail">')
        for line in lines:
            self._description(line.label, line.spans, _CLASSES[line.direction])
        self.html.append("</dl>")

    def fields(self, fields: Iterable[FieldContent]) -> None:
        """Append fields as a description list."""
        self.html.append('<dl class="archdoc-fields">')
        for field in fields:
            self._description(field.title, field.body)
        self.html.append("</dl>\n")

    def _description(self, label: str, body: MarkupBlocks | Iterable[Span], attributes: str = "") -> None:
        """Append one item of a description list.

        :param attributes: HTML attributes of the label, with a leading space.
        """
        self.html.append(f"<dt{attributes}>{escape(label)}</dt> <dd>")
        if isinstance(body, MarkupBlocks):
            self.add_nodes(self.resolver.blocks_of(body))
        else:
            self.spans(body)
        # Sphinx removes tags to index the text for its search: white space keeps the words apart
        self.html.append("</dd>\n")
