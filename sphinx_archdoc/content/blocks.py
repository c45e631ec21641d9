"""Blocks: the parts of a page that stand below each other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.content.table import TableContent, TrailContent


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """Spans in a paragraph."""

    spans: list[Span]


class MarkupBlocks(msgspec.Struct, frozen=True, tag=True):
    """The whole text of a field, which was parsed when its page was read."""

    page: str
    anchor: str
    field: str
    digest: str
    """Changes whenever the text does."""
    is_paragraph: bool
    """Whether it is one paragraph, or less."""


Prose = Paragraph | MarkupBlocks
"""The text of a field."""


class FieldContent(msgspec.Struct, frozen=True, tag=True):
    """A field with its title: what it says in one line, or in blocks."""

    title: str
    body: list[Span] | MarkupBlocks


class FieldList(msgspec.Struct, frozen=True, tag=True):
    """Fields, each with its title."""

    fields: list[FieldContent]


class Heading(msgspec.Struct, frozen=True, tag=True):
    """The title of a group of fields."""

    title: str


class Trail(msgspec.Struct, frozen=True, tag=True):
    """The lines of a trail as a block."""

    lines: list[TrailContent]


class SourceCode(msgspec.Struct, frozen=True, tag=True):
    """Source code, folded where readers can unfold it."""

    title: str
    text: str
    language: str


class InFull(msgspec.Struct, frozen=True, tag=True):
    """What does not fit into the row of an entry, under the entry's name."""

    name: Span
    blocks: list[Block]


class FoldedTable(msgspec.Struct, frozen=True, tag=True):
    """A long part of a view, folded where readers can unfold it; links lead to it by its *part*."""

    title: str
    part: str
    table: TableContent


class DiagramContent(msgspec.Struct, frozen=True, tag=True):
    """A diagram, and what it is called."""

    diagram: Diagram
    label: str
    caption: str


class ListItem(msgspec.Struct, frozen=True, tag=True):
    """An item of a list: name, short values in parentheses, prose, and backlinks as the sentence goes on."""

    anchor: str
    name: list[Span]
    prose: Prose | None
    backlinks: list[Span]
    rest: Prose | None


class ItemList(msgspec.Struct, frozen=True, tag=True):
    """Entries of a kind as the items of a list."""

    kind: str
    items: list[ListItem]


class Card(msgspec.Struct, frozen=True, tag=True):
    """What stands below the name of an entry that is written as a card."""

    blocks: list[Block]


class Header(msgspec.Struct, frozen=True, tag=True):
    """What stands below the title of a page, which is an entry itself."""

    anchor: str
    blocks: list[Block]


class Note(msgspec.Struct, frozen=True, tag=True):
    """What a view says instead of an empty table or diagram."""

    text: str


Block = (
    Note
    | Paragraph
    | MarkupBlocks
    | FieldList
    | Heading
    | Trail
    | SourceCode
    | TableContent
    | InFull
    | FoldedTable
    | DiagramContent
    | ItemList
    | Card
    | Header
)

Blocks = Sequence[Block]
