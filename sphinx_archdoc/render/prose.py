"""The texts of entries: prose as it was parsed, from the page itself or for another page."""

from __future__ import annotations

from typing import Protocol

from docutils import nodes

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.parsing.simple_text import parts_of
from sphinx_archdoc.render.spans import Code, Markup, Span, Text

Fragment = str | list[nodes.Node]
"""A text as it was parsed: words without markup, or the nodes."""

Prose = tuple[Text | Code, ...] | list[nodes.Node]
"""A text as it may be put into a page: words and code that need no nodes, or the nodes."""


class field_text(nodes.General, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """The parsed text of one field (``field``) of the entry around it; replaced before anything is shown."""


class Texts(Protocol):
    """Where the texts of entries come from."""

    def text(self, entry: Entry, field: str) -> Prose | None:
        """The text of a field as it may be put into the page that is being written."""


def as_words(words: str) -> Prose:
    """Words without markup."""
    return (Text(words),)


def as_simple_text(text: str) -> Prose:
    """A text of words and code, as it is written."""
    if "`" not in text:
        return (Text(text),)
    return tuple(Code(part) if is_code else Text(part) for part, is_code in parts_of(text))


def is_inline(prose: Prose) -> bool:
    """Whether a text fits into a table's cell as it is: one paragraph, or less."""
    return isinstance(prose, tuple) or (len(prose) == 1 and isinstance(prose[0], nodes.paragraph))


def inline_spans(prose: Prose) -> list[Span]:
    """The first paragraph."""
    if isinstance(prose, tuple):
        return list(prose)
    paragraph = next((node for node in prose if isinstance(node, nodes.paragraph)), None)
    return [Markup(list(paragraph.children) if paragraph is not None else [])]


def block_nodes(prose: Prose) -> list[nodes.Node]:
    """The text as block nodes."""
    if isinstance(prose, tuple):
        return [nodes.paragraph("", "", *(_inline(span) for span in prose))]
    return list(prose)


def _inline(span: Text | Code) -> nodes.Node:
    return nodes.literal(span.text, span.text) if isinstance(span, Code) else nodes.Text(span.text)


def fragment_of(node: field_text) -> Fragment:
    """The text in *node*: words, where it holds no markup."""
    children = list(node.children)
    if (
        len(children) == 1
        and isinstance(children[0], nodes.paragraph)
        and all(isinstance(child, nodes.Text) for child in children[0].children)
    ):
        return children[0].astext()
    return children
