"""Spans: the inline pieces that cells, fields and sentences are made of."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sphinx_archdoc.schema.model import NameStyle

_MOST, _FIRST = 8, 6
"""A list of more than ``_MOST`` values is cut after the first ``_FIRST``."""


class Text(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Words in a style."""

    text: str
    style: NameStyle = NameStyle.TEXT


class InlineCode(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Code in running text: rendered as Sphinx renders it, with words that do not break."""

    text: str


class Flag(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Yes or no."""

    value: bool


class Link(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a place of the project."""

    text: str
    page: str
    anchor: str
    style: NameStyle = NameStyle.TEXT


class Address(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a URI outside the project."""

    text: str
    uri: str


class LineBreak(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A new line."""


class LeftToRight(msgspec.Struct, frozen=True, tag=True):
    """Spans with arrows between them: they run from left to right in every language."""

    spans: tuple[Text | Link, ...]


class PageLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a page or a label, which Sphinx resolves when the page is written."""

    text: str
    target: str
    page: str
    """The page that *target* is written on."""
    place: str
    """Where the link leads to; empty for a broken link."""


class ForeignLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to an object that the inventory of another project knows."""

    text: str
    kinds: tuple[str, ...]
    """The kinds that the object may have; empty for any."""
    uri: str


class IndexLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to the index page of a kind, which Sphinx resolves when the page is written."""

    text: str
    kind: str


class ViewLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to another part of the same view."""

    text: str
    part: str


class Markup(msgspec.Struct, frozen=True, gc=False, tag=True):
    """The first paragraph of a field's text, which was parsed when its page was read."""

    page: str
    anchor: str
    field: str
    digest: str
    """Changes whenever the text does."""
    leads_to: tuple[tuple[str, ...], ...] = ()
    """What the links in the text lead to, where it is shown on another page than its own."""
    is_whole: bool = True
    """Whether the text is one paragraph; the rest of a longer one is shown elsewhere, with its ids."""


class More(msgspec.Struct, frozen=True, tag=True):
    """The rest of a long list: readers of a web page unfold it, all others see it at once."""

    number: int
    """How many values it holds."""
    spans: tuple[Span, ...]
    """The values, with commas between them."""


Plain = Text | InlineCode | Flag | Link | Address | LeftToRight | LineBreak | ViewLink
"""Spans that can be rendered without docutils nodes."""

Resolved = PageLink | ForeignLink | IndexLink | Markup
"""Spans that stand for docutils nodes, which are made when the page is written."""

Span = Plain | Resolved | More


def joined(groups: Iterable[list[Span]], separator: Span) -> list[Span]:
    """Return the spans of several values, with *separator* between them."""
    spans: list[Span] = []
    for group in groups:
        if spans and group:
            spans.append(separator)
        spans += group
    return spans


def listed(values: Iterable[Span]) -> list[Span]:
    """Return values with commas between them; readers can unfold the end of a long list."""
    values = list(values)
    if len(values) <= _MOST:
        return _with_commas(values)
    first, rest = values[:_FIRST], values[_FIRST:]
    return [*_with_commas(first), More(len(rest), tuple(_with_commas(rest)))]


def _with_commas(values: list[Span]) -> list[Span]:
    spans: list[Span] = [Text(", ")] * (2 * len(values) - 1)
    spans[::2] = values
    return spans
