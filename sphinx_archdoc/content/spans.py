"""Spans: inline content, such as text, links and flags."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sphinx_archdoc.schema.model import NameStyle

_MOST, _FIRST = 8, 6
"""A list of more than ``_MOST`` values is collapsed after the first ``_FIRST``."""


class Text(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Plain text in a style."""

    text: str
    style: NameStyle = NameStyle.TEXT


class InlineCode(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Inline code in running text, with the markup that Sphinx gives a literal."""

    text: str


class Flag(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A boolean value, shown as a sign."""

    value: bool


class Link(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a page of the project, or to an anchor on it."""

    text: str
    page: str
    anchor: str
    style: NameStyle = NameStyle.TEXT
    warning: str = ""
    """A translated word to show after the link if its target is deprecated, else empty."""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A value that says how far a reader may rely on an entry, such as its status or its owner."""

    title: str
    """The translated title of the field."""
    value: str
    is_warning: bool = False
    """True if the value says that the entry is deprecated."""


class Marks(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Marks of state after the name of an entry."""

    marks: tuple[Mark, ...]


class Address(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a URI outside of the project."""

    text: str
    uri: str


class LineBreak(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A hard line break."""


class LeftToRight(msgspec.Struct, frozen=True, tag=True):
    """Spans with arrows between them, set from left to right in every language."""

    spans: tuple[Text | Link, ...]


class PageLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to a page or a label, which Sphinx resolves when the page is written."""

    text: str
    target: str
    page: str
    """The docname of the page that the link is written on."""
    resolved: str
    """The resolved target, empty for a broken link, so that the content changes when the target does."""
    warning: str = ""
    """A translated word to show after the link if its target is deprecated, else empty."""


class ForeignLink(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A link to an object in the inventory of another project (intersphinx)."""

    text: str
    kinds: tuple[str, ...]
    """The allowed kinds; empty for any."""
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
    """A reference to the first paragraph of a field, whose nodes were stored when its page was read."""

    page: str
    anchor: str
    field: str
    digest: str
    """The digest of the text, so that the content changes when the text does."""
    link_targets: tuple[tuple[str, ...], ...] = ()
    """The targets of the links in the text, if another page shows it, so that its content depends on them."""
    is_paragraph: bool = True
    """False if the text has more paragraphs. They are shown elsewhere, and their ids must not occur twice."""


class More(msgspec.Struct, frozen=True, tag=True):
    """The rest of a long list, collapsed in HTML."""

    number: int
    """The number of values."""
    spans: tuple[Span, ...]
    """The values, separated by commas."""


Plain = Text | InlineCode | Flag | Link | Marks | Address | LeftToRight | LineBreak | ViewLink
"""Spans that can be rendered without docutils nodes."""

Deferred = PageLink | ForeignLink | IndexLink | Markup
"""Spans whose docutils nodes are made, and resolved by Sphinx, when the page is written."""

Span = Plain | Deferred | More


def joined(groups: Iterable[list[Span]], separator: Span) -> list[Span]:
    """Concatenate groups of spans with *separator* between them; empty groups are skipped."""
    spans: list[Span] = []
    for group in groups:
        if spans and group:
            spans.append(separator)
        spans += group
    return spans


def listed(values: Iterable[Span]) -> list[Span]:
    """Return values separated by commas; the end of a long list is collapsed."""
    values = list(values)
    if len(values) <= _MOST:
        return _with_commas(values)
    first, rest = values[:_FIRST], values[_FIRST:]
    return [*_with_commas(first), More(len(rest), tuple(_with_commas(rest)))]


def _with_commas(values: list[Span]) -> list[Span]:
    spans: list[Span] = [Text(", ")] * (2 * len(values) - 1)
    spans[::2] = values
    return spans
