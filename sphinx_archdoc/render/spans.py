"""Render spans, as HTML or as nodes, and measure them."""

from __future__ import annotations

import re
from html import escape
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.content.blocks import MarkupBlocks
from sphinx_archdoc.content.spans import (
    Address,
    Flag,
    ForeignLink,
    IndexLink,
    InlineCode,
    LeftToRight,
    LineBreak,
    Link,
    Markup,
    More,
    PageLink,
    Plain,
    Resolved,
    Span,
    Text,
    ViewLink,
)
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.render.line_breaks import SHORT, has_long_word, longest_run, name_pieces, prose_pieces
from sphinx_archdoc.schema.model import NameStyle

_WORDS_AND_SPACES = re.compile(r"[^ \n]+| +|\n")
"""What Sphinx's writer parts code into."""

_HAS_LETTERS = re.compile(r"[^\W\d_]").search
"""Predicate for code that a translator might take for words."""

_IS_WHOLE = re.compile(r"[A-Za-z0-9_.]+").fullmatch
"""Predicate for words in which no browser breaks a line, whether Sphinx's style forbids it or not."""

BREAK = "<wbr/>"
"""A place where a line may break, in HTML and in XHTML."""


LETTER = {NameStyle.CODE: 0.46, NameStyle.STRONG: 0.53, NameStyle.TEXT: 0.48}
"""Width of a letter of a table in em of the text around it, by style: the stylesheet makes tables smaller."""

_BOX = 0.6
"""Width in em of the box that themes put around code."""


class Links(Protocol):
    """Links from the page that is being written."""

    def uri(self, page: str, anchor: str) -> str:
        """The address of a place, for HTML."""

    def link(self, page: str, anchor: str, child: nodes.Element) -> nodes.Element:
        """A link to a place around *child*, for all other formats."""

    def part(self, part: str) -> str:
        """Return the id of a part of the view that is being shown."""

    def nodes_of(self, span: Resolved) -> list[nodes.Node]:
        """Return the nodes of a span, to be put into the page once."""

    def look_at(self, span: Resolved) -> list[nodes.Node]:
        """Return the nodes of a span, to be measured before they are put into the page."""

    def blocks_of(self, text: MarkupBlocks) -> list[nodes.Node]:
        """Return the nodes of a whole text, to be put into the page once."""


def to_html(span: Plain, links: Links, words: Translator) -> str:
    """A span as HTML."""
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
            uri = escape(links.uri(span.page, span.anchor))
            return f'<a href="{uri}">{words_html(span)}</a>'
        case ViewLink():
            return f'<a href="#{escape(links.part(span.part))}">{_name_html(span.text)}</a>'
        case Address():
            classes = " ".join(["reference", "external", *_address_classes(span)])
            return f'<a class="{classes}" href="{escape(span.uri)}">{_name_html(span.text)}</a>'
        case LeftToRight():
            parts = "".join(to_html(part, links, words) for part in span.spans)
            return f'<span class="archdoc-way">{parts}</span>'
        case LineBreak():
            return "<br />"


def words_html(link: Link) -> str:
    """Return the words of a link as HTML."""
    return _name_html(link.text) if link.style is NameStyle.TEXT else _styled_html(link.text, link.style)


def code_html(text: str) -> str:
    """Return the content of code in running text: its words do not break, but where a long one may."""
    if _IS_WHOLE(text) and len(text) <= SHORT:
        return text
    pieces = [_WORDS_AND_SPACES.findall(piece) for piece in name_pieces(text)]
    return BREAK.join("".join(map(_unbroken_html, words)) for words in pieces)


def _unbroken_html(part: str) -> str:
    """A word, or the space between two; of several spaces, all but the last are kept."""
    if _IS_WHOLE(part):
        return part
    if part.strip():
        return f'<span class="pre">{escape(part)}</span>'
    return "&#160;" * (len(part) - 1) + " "


def _address_classes(span: Address) -> list[str]:
    """A class for what can be read already; behind all others, paper shows the address."""
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


def to_nodes(span: Span, links: Links) -> list[nodes.Node]:  # noqa: C901  (one case a span)
    """A span as nodes that every writer knows."""
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
            return [links.link(span.page, span.anchor, inner)]
        case Address():
            classes = _address_classes(span)
            return [nodes.reference(span.text, span.text, refuri=span.uri, internal=False, classes=classes)]
        case LeftToRight():
            parts = [node for part in span.spans for node in to_nodes(part, links)]
            return [nodes.inline("", "", *parts, classes=["archdoc-way"])]
        case LineBreak():
            return [nodes.Text(", ")]
        case ViewLink():
            return [
                nodes.reference(
                    "", "", nodes.inline(span.text, span.text), internal=True, refid=links.part(span.part)
                )
            ]
        case PageLink() | ForeignLink() | IndexLink() | Markup():
            return links.nodes_of(span)
        case More():
            return [node for part in (Text(", "), *span.spans) for node in to_nodes(part, links)]


def length_of(span: Span, links: Links) -> int:
    """How many characters readers see of a span."""
    match span:
        case (
            Text() | InlineCode() | Link() | Address() | ViewLink() | PageLink() | ForeignLink() | IndexLink()
        ):
            return len(span.text)
        case LeftToRight():
            return sum(length_of(part, links) for part in span.spans)
        case Flag():
            return 1
        case LineBreak():
            return 2
        case Markup():
            return sum(len(node.astext()) for node in links.look_at(span))
        case More():
            return 2 + sum(length_of(part, links) for part in span.spans)


def breadth_of(span: Span, links: Links) -> float:
    """Return the width in em that a span needs at least, with a break wherever it may have one."""
    match span:
        case Text() | Link():
            is_name = span.style is not NameStyle.TEXT or isinstance(span, Link)
            return longest_run(span.text, is_name=is_name) * LETTER[span.style]
        case InlineCode() | Address() | ViewLink():
            return longest_run(span.text, is_name=True) * LETTER[NameStyle.CODE]
        case LeftToRight() | More():
            return max((breadth_of(part, links) for part in span.spans), default=0)
        case Flag() | LineBreak():
            return 1
        case PageLink() | ForeignLink() | IndexLink() | Markup():
            texts = (text for node in links.look_at(span) for text in node.findall(nodes.Text))
            return max(map(breadth_of_node, texts), default=0)


def breadth_of_node(text: nodes.Text) -> float:
    """Return the width in em that a text in the page needs at least."""
    is_code = isinstance(text.parent, nodes.literal)
    style = NameStyle.CODE if is_code else NameStyle.TEXT
    if isinstance(text.parent, nodes.strong):
        style = NameStyle.STRONG
    return longest_run(text.astext(), is_name=is_code) * LETTER[style] + _BOX * is_code


def styled(text: str, style: NameStyle) -> nodes.Node:
    """Words in a style, as a node."""
    match style:
        case NameStyle.CODE:
            return nodes.literal(text, text)
        case NameStyle.STRONG:
            return nodes.strong(text, text)
        case NameStyle.TEXT:
            return nodes.Text(text)
