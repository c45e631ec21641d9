"""Render spans as HTML or as docutils nodes, and measure them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.content.blocks import MarkupBlocks
from sphinx_archdoc.content.spans import (
    Address,
    Deferred,
    Flag,
    ForeignLink,
    IndexLink,
    InlineCode,
    LeftToRight,
    LineBreak,
    Link,
    Mark,
    Marks,
    Markup,
    More,
    PageLink,
    Plain,
    Span,
    Text,
    ViewLink,
)
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.render.line_breaks import SHORT, has_long_word, longest_run, name_pieces, prose_pieces
from sphinx_archdoc.schema.model import NameStyle

_WORDS_AND_SPACES = re.compile(r"[^ \n]+| +|\n")
"""Splits code as ``visit_literal`` of Sphinx's HTML writer does."""

_HAS_LETTERS = re.compile(r"[^\W\d_]").search
"""Predicate for code that browsers might translate: it gets ``translate="no"``."""

_IS_WHOLE = re.compile(r"[A-Za-z0-9_.]+").fullmatch
"""Predicate for words that no browser breaks, so that they need no ``<span class="pre">``."""

BREAK = "<wbr/>"
"""A line break opportunity, valid in HTML and in XHTML (for e-books)."""

LETTER = {NameStyle.CODE: 0.46, NameStyle.STRONG: 0.53, NameStyle.TEXT: 0.48}
"""Average width of a character of a table, by style, in em of the enclosing text.

The stylesheet sets tables in a smaller font than that text.
"""

_BOX = 0.6
"""Width in em that the padding and border of inline code add in most themes."""


WARNING = "archdoc-warning"
"""Class of the word after a link to something deprecated."""


class PageResolver(Protocol):
    """Resolves links and stored texts for the page that is being written."""

    def uri(self, page: str, anchor: str) -> str:
        """Return the relative URI of an anchor of *page*, for HTML."""

    def link(self, page: str, anchor: str, child: nodes.Element) -> nodes.Element:
        """Return a reference node that links *child* to an anchor of *page*, for all other formats."""

    def part(self, part: str) -> str:
        """Return the id of a part of the current view."""

    def nodes_of(self, span: Deferred) -> list[nodes.Node]:
        """Return the nodes of a span, to be inserted into the page once."""

    def look_at(self, span: Deferred) -> list[nodes.Node]:
        """Return the nodes of a span to measure them; ``nodes_of`` later returns the same nodes."""

    def blocks_of(self, text: MarkupBlocks) -> list[nodes.Node]:
        """Return the body elements of a whole text, to be inserted into the page once."""


def to_html(span: Plain, resolver: PageResolver, words: Translator) -> str:  # noqa: C901  (one case a span)
    """Return a span as HTML.

    The markup of code and links mirrors that of Sphinx's HTML writer, so themes style it alike.
    """
    match span:
        case Text(style=NameStyle.TEXT):
            return escape(span.text) if not has_long_word(span.text) else _prose_html(span.text)
        case Text():
            return _styled_html(span.text, span.style)
        case InlineCode():
            return f'<code class="docutils literal notranslate">{code_html(span.text)}</code>'
        case Flag():
            word, sign = (english("yes"), "✓") if span.value else (english("no"), "✗")
            return f'<span role="img" aria-label="{escape(words(word))}">{sign}</span>'
        case Link():
            uri = escape(resolver.uri(span.page, span.anchor))
            return f'<a href="{uri}">{words_html(span)}</a>{_warning_html(span.warning)}'
        case Marks():
            marks = " ".join(map(_mark_html, span.marks))
            return f' <span class="archdoc-marks">{marks}</span>' if marks else ""
        case ViewLink():
            return f'<a href="#{escape(resolver.part(span.part))}">{_name_html(span.text)}</a>'
        case Address():
            classes = " ".join(["reference", "external", *_address_classes(span)])
            return f'<a class="{classes}" href="{escape(span.uri)}">{_name_html(span.text)}</a>'
        case LeftToRight():
            parts = "".join(to_html(part, resolver, words) for part in span.spans)
            return f'<span class="archdoc-way">{parts}</span>'
        case LineBreak():
            return "<br />"


def _warning_html(word: str) -> str:
    """Return a word after a link; white space keeps the two apart where there is no stylesheet."""
    return f' <span class="archdoc-warning">{escape(word)}</span>' if word else ""


def _mark_html(mark: Mark) -> str:
    title, value = escape(mark.title), escape(mark.value)
    if mark.is_warning:
        value = f'<span class="archdoc-warning">{value}</span>'
    return f'<span class="archdoc-mark"><span class="archdoc-dim">{title}:</span> {value}</span>'


def words_html(link: Link) -> str:
    """Return the text of a link as HTML, without the ``<a>`` element."""
    return _name_html(link.text) if link.style is NameStyle.TEXT else _styled_html(link.text, link.style)


def code_html(text: str) -> str:
    """Return the content of inline code as HTML, with line break opportunities in long names.

    As in Sphinx, ``<span class="pre">`` keeps all other words on one line.
    """
    if _IS_WHOLE(text) and len(text) <= SHORT:
        return text
    pieces = [_WORDS_AND_SPACES.findall(piece) for piece in name_pieces(text)]
    return BREAK.join("".join(map(_unbroken_html, words)) for words in pieces)


def _unbroken_html(part: str) -> str:
    """Return the HTML of a word or of white space; all spaces but the last become no-break spaces."""
    if _IS_WHOLE(part):
        return part
    if part.strip():
        return f'<span class="pre">{escape(part)}</span>'
    return "&#160;" * (len(part) - 1) + " "


def _address_classes(span: Address) -> list[str]:
    """Return the class of links whose text is the URI; after all others, the print stylesheet shows it."""
    return ["archdoc-address"] if span.text == span.uri else []


def _styled_html(text: str, style: NameStyle) -> str:
    match style:
        case NameStyle.CODE:
            untranslated = ' translate="no"' if _HAS_LETTERS(text) else ""
            return f"<code{untranslated}>{_name_html(text)}</code>"
        case NameStyle.STRONG:
            return f"<strong>{_name_html(text)}</strong>"
        case NameStyle.TEXT:
            return _prose_html(text)


def _prose_html(text: str) -> str:
    return BREAK.join(map(escape, prose_pieces(text)))


def _name_html(text: str) -> str:
    return escape(text) if len(text) <= SHORT else BREAK.join(map(escape, name_pieces(text)))


def nodes_of_spans(spans: Iterable[Span], resolver: PageResolver) -> list[nodes.Node]:
    """Return the nodes of several spans, in order."""
    return [node for span in spans for node in to_nodes(span, resolver)]


def to_nodes(span: Span, resolver: PageResolver) -> list[nodes.Node]:  # noqa: C901  (one case a span)
    """Return a span as nodes that every writer supports."""
    match span:
        case Text():
            return [styled(span.text, span.style)]
        case InlineCode():
            return [nodes.literal(span.text, span.text)]
        case Flag():
            return [nodes.Text("✓" if span.value else "✗")]
        case Link():
            child = styled(span.text, span.style)
            inner = child if isinstance(child, nodes.Element) else nodes.inline("", "", child)
            return [resolver.link(span.page, span.anchor, inner), *warning_nodes(span.warning)]
        case Marks():
            marks = ", ".join(f"{mark.title}: {mark.value}" for mark in span.marks)
            return [nodes.Text(f" ({marks})")] if marks else []
        case Address():
            classes = _address_classes(span)
            return [nodes.reference(span.text, span.text, refuri=span.uri, internal=False, classes=classes)]
        case LeftToRight():
            return [nodes.inline("", "", *nodes_of_spans(span.spans, resolver), classes=["archdoc-way"])]
        case LineBreak():
            return [nodes.Text(", ")]
        case ViewLink():
            return [
                nodes.reference(
                    "", "", nodes.inline(span.text, span.text), internal=True, refid=resolver.part(span.part)
                )
            ]
        case PageLink() | ForeignLink() | IndexLink() | Markup():
            return resolver.nodes_of(span)
        case More():
            return nodes_of_spans((Text(", "), *span.spans), resolver)


def warning_nodes(word: str) -> list[nodes.Node]:
    """Return the nodes of a word after a link, in parentheses where no stylesheet gives it a shape."""
    return [nodes.Text(" "), nodes.inline(word, word, classes=[WARNING])] if word else []


def length_of(span: Span, resolver: PageResolver) -> int:
    """Return the number of visible characters of a span."""
    match span:
        case Link() | PageLink():
            return len(span.text) + len(span.warning)
        case Text() | InlineCode() | Address() | ViewLink() | ForeignLink() | IndexLink():
            return len(span.text)
        case Marks():
            return sum(len(mark.title) + len(mark.value) for mark in span.marks)
        case LeftToRight():
            return sum(length_of(part, resolver) for part in span.spans)
        case Flag():
            return 1
        case LineBreak():
            return 2
        case Markup():
            return sum(len(node.astext()) for node in resolver.look_at(span))
        case More():
            return 2 + sum(length_of(part, resolver) for part in span.spans)


def breadth_of(span: Span, resolver: PageResolver) -> float:
    """Return the minimum width of a span in em: that of its longest part without a line break opportunity."""
    match span:
        case Text() | Link():
            is_name = span.style is not NameStyle.TEXT or isinstance(span, Link)
            return longest_run(span.text, is_name=is_name) * LETTER[span.style]
        case InlineCode() | Address() | ViewLink():
            return longest_run(span.text, is_name=True) * LETTER[NameStyle.CODE]
        case LeftToRight() | More():
            return max((breadth_of(part, resolver) for part in span.spans), default=0)
        case Flag() | LineBreak():
            return 1
        case Marks():
            parts = (text for mark in span.marks for text in (mark.title, mark.value))
            return max(
                (longest_run(part, is_name=False) * LETTER[NameStyle.TEXT] for part in parts), default=0
            )
        case PageLink() | ForeignLink() | IndexLink() | Markup():
            texts = (text for node in resolver.look_at(span) for text in node.findall(nodes.Text))
            return max(map(breadth_of_node, texts), default=0)


def breadth_of_node(text: nodes.Text) -> float:
    """Return the minimum width in em of a text node of the page."""
    is_code = isinstance(text.parent, nodes.literal)
    style = NameStyle.CODE if is_code else NameStyle.TEXT
    if isinstance(text.parent, nodes.strong):
        style = NameStyle.STRONG
    return longest_run(text.astext(), is_name=is_code) * LETTER[style] + _BOX * is_code


def styled(text: str, style: NameStyle) -> nodes.Node:
    """Return *text* as a node of the given style."""
    match style:
        case NameStyle.CODE:
            return nodes.literal(text, text)
        case NameStyle.STRONG:
            return nodes.strong(text, text)
        case NameStyle.TEXT:
            return nodes.Text(text)
