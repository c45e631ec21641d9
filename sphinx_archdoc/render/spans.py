"""The pieces that a cell is made of. Tables are put together from them, as HTML or as nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Protocol

import msgspec
from docutils import nodes

from sphinx_archdoc.render.line_breaks import SHORT, has_long_word, longest_run, name_pieces, prose_pieces
from sphinx_archdoc.schema.model import NameStyle
from sphinx_archdoc.schema.words import Words, english

_WORDS_AND_SPACES = re.compile(r"[^ \n]+| +|\n")
"""What Sphinx's writer parts code into."""

_HAS_LETTERS = re.compile(r"[^\W\d_]").search
"""Predicate for code that a translator might take for words."""

_IS_WHOLE = re.compile(r"[A-Za-z0-9_.]+").fullmatch
"""Predicate for words in which no browser breaks a line, whether Sphinx's style forbids it or not."""

BREAK = "<wbr/>"
"""A place where a line may break, in HTML and in XHTML."""


class Text(msgspec.Struct, frozen=True, gc=False):
    """Words, in a style."""

    text: str
    style: NameStyle = NameStyle.TEXT


class Code(msgspec.Struct, frozen=True, gc=False):
    """Code in running text: written as Sphinx does it, whose words do not break."""

    text: str


class Flag(msgspec.Struct, frozen=True, gc=False):
    """Yes or no."""

    value: bool


class Link(msgspec.Struct, frozen=True, gc=False):
    """Words that lead to a place of the project."""

    text: str
    page: str
    anchor: str
    style: NameStyle = NameStyle.TEXT


class Address(msgspec.Struct, frozen=True, gc=False):
    """Words that lead out of the project."""

    text: str
    uri: str


class Way(msgspec.Struct, frozen=True):
    """Spans that arrows lead to: they go from left to right, whichever way a language is written."""

    spans: tuple[Text | Link, ...]


class Break(msgspec.Struct, frozen=True, gc=False):
    """A new line."""


class Markup(msgspec.Struct, frozen=True):
    """Nodes that were parsed, or that Sphinx has still to resolve."""

    nodes: list[nodes.Node]


class More(msgspec.Struct, frozen=True):
    """The rest of a long list: readers of a page unfold it, all others see it at once."""

    number: int
    """How many values it holds."""
    spans: tuple[Span, ...]
    """The values, with a comma between two of them."""


Plain = Text | Code | Flag | Link | Address | Way | Break
"""Spans that need no nodes."""

Span = Plain | Markup | More

LETTER = {NameStyle.CODE: 0.46, NameStyle.STRONG: 0.53, NameStyle.TEXT: 0.48}
"""Width of a letter of a table in em of the text around it, by style: the stylesheet makes tables smaller."""

_BOX = 0.6
"""Width in em of the box that themes put around code."""

_MOST, _FIRST = 8, 6
"""A list of more values than the one is cut after so many as the other."""


class Links(Protocol):
    """Links from the page that is being written."""

    def uri(self, page: str, anchor: str) -> str:
        """The address of a place, for HTML."""

    def link(self, page: str, anchor: str, child: nodes.Element) -> nodes.Element:
        """A link to a place around *child*, for all other formats."""


def joined(groups: Iterable[list[Span]], separator: Span) -> list[Span]:
    """The spans of several values, with a separator between them."""
    spans: list[Span] = []
    for group in groups:
        if spans and group:
            spans.append(separator)
        spans += group
    return spans


def listed(values: Iterable[Span]) -> list[Span]:
    """Return values with commas between them; of a long list, the end may be unfolded."""
    values = list(values)
    if len(values) <= _MOST:
        return _with_commas(values)
    first, rest = values[:_FIRST], values[_FIRST:]
    return [*_with_commas(first), More(len(rest), tuple(_with_commas(rest)))]


def _with_commas(values: list[Span]) -> list[Span]:
    spans: list[Span] = [Text(", ")] * (2 * len(values) - 1)
    spans[::2] = values
    return spans


def to_html(span: Plain, links: Links, words: Words) -> str:
    """A span as HTML."""
    match span:
        case Text(style=NameStyle.TEXT):
            return escape(span.text) if not has_long_word(span.text) else _prose_html(span.text)
        case Text():
            return _styled_html(span.text, span.style)
        case Code():
            return f'<code class="docutils literal notranslate">{code_html(span.text)}</code>'
        case Flag():
            word, sign = (english("yes"), "✓") if span.value else (english("no"), "✗")
            return f'<span role="img" aria-label="{escape(words(word))}">{sign}</span>'
        case Link():
            uri = escape(links.uri(span.page, span.anchor))
            return f'<a href="{uri}">{words_html(span)}</a>'
        case Address():
            classes = " ".join(["reference", "external", *_address_classes(span)])
            return f'<a class="{classes}" href="{escape(span.uri)}">{_name_html(span.text)}</a>'
        case Way():
            parts = "".join(to_html(part, links, words) for part in span.spans)
            return f'<span class="archdoc-way">{parts}</span>'
        case Break():
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


def to_nodes(span: Span, links: Links) -> list[nodes.Node]:
    """A span as nodes that every writer knows."""
    match span:
        case Text():
            return [styled(span.text, span.style)]
        case Code():
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
        case Way():
            parts = [node for part in span.spans for node in to_nodes(part, links)]
            return [nodes.inline("", "", *parts, classes=["archdoc-way"])]
        case Break():
            return [nodes.Text(", ")]
        case Markup():
            return span.nodes
        case More():
            return [node for part in (Text(", "), *span.spans) for node in to_nodes(part, links)]


def length_of(span: Span) -> int:
    """How many characters readers see of a span."""
    match span:
        case Text() | Code() | Link() | Address():
            return len(span.text)
        case Way():
            return sum(map(length_of, span.spans))
        case Flag():
            return 1
        case Break():
            return 2
        case Markup():
            return sum(len(node.astext()) for node in span.nodes)
        case More():
            return 2 + sum(map(length_of, span.spans))


def breadth_of(span: Span) -> float:
    """Return the width in em that a span needs at least, with a break wherever it may have one."""
    match span:
        case Text() | Link():
            is_name = span.style is not NameStyle.TEXT or isinstance(span, Link)
            return longest_run(span.text, is_name=is_name) * LETTER[span.style]
        case Code() | Address():
            return longest_run(span.text, is_name=True) * LETTER[NameStyle.CODE]
        case Way() | More():
            return max(map(breadth_of, span.spans), default=0)
        case Flag() | Break():
            return 1
        case Markup():
            texts = (text for node in span.nodes for text in node.findall(nodes.Text))
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
