"""Block-level content: paragraphs, field lists, tables, diagrams and the containers of entries."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.content.table import TableContent, TrailContent


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph of spans."""

    spans: list[Span]


class MarkupBlocks(msgspec.Struct, frozen=True, tag=True):
    """A reference to the whole text of a field, whose nodes were stored when its page was read."""

    page: str
    anchor: str
    field: str
    digest: str
    """The digest of the text, so that the content changes when the text does."""
    is_paragraph: bool
    """True if the text is at most one paragraph."""


Prose = Paragraph | MarkupBlocks
"""The text of a field."""


class FieldContent(msgspec.Struct, frozen=True, tag=True):
    """A field with its title, and its value as spans or as blocks."""

    title: str
    body: list[Span] | MarkupBlocks


class FieldList(msgspec.Struct, frozen=True, tag=True):
    """A list of fields with titles."""

    fields: list[FieldContent]


class Heading(msgspec.Struct, frozen=True, tag=True):
    """The title of a group of fields."""

    title: str


class Trail(msgspec.Struct, frozen=True, tag=True):
    """A trail as a block of its own."""

    lines: list[TrailContent]


class SourceCode(msgspec.Struct, frozen=True, tag=True):
    """Source code, collapsed in HTML."""

    title: str
    text: str
    language: str


class InFull(msgspec.Struct, frozen=True, tag=True):
    """The content of an entry that does not fit into its row, below a link with the entry's name."""

    name: Span
    blocks: list[ContentBlock]


class FoldedTable(msgspec.Struct, frozen=True, tag=True):
    """A table of a view that is collapsed in HTML."""

    title: str
    part: str
    """The id within the view, which a :class:`~sphinx_archdoc.content.spans.ViewLink` refers to."""
    table: TableContent


class DiagramContent(msgspec.Struct, frozen=True, tag=True):
    """A diagram with its texts."""

    diagram: Diagram
    label: str
    """The accessible name."""
    caption: str
    """The visible caption; empty for none."""


class ListItem(msgspec.Struct, frozen=True, tag=True):
    """An entry as an item of a list."""

    anchor: str
    name: list[Span]
    """The name, with short values in parentheses."""
    prose: Prose | None
    """The field that the kind declares as its body."""
    backlinks: list[Span]
    """The backlinks, inline at the end of the prose."""
    rest: Prose | None
    """The content of the directive, if it belongs to no field."""


class ItemList(msgspec.Struct, frozen=True, tag=True):
    """A list of entries of one kind."""

    kind: str
    items: list[ListItem]


class Card(msgspec.Struct, frozen=True, tag=True):
    """The body of an entry with the layout ``card``."""

    blocks: list[ContentBlock]


class Header(msgspec.Struct, frozen=True, tag=True):
    """The body of an entry that describes its whole page, below the page's title."""

    anchor: str
    blocks: list[ContentBlock]


class NameLine(msgspec.Struct, frozen=True, tag=True):
    """A line with a name and marks of state."""

    spans: list[Span]


class Panel(msgspec.Struct, frozen=True, tag=True):
    """Blocks that are set off in a box, as the header of a page."""

    blocks: list[ContentBlock]


class TitledBlocks(msgspec.Struct, frozen=True, tag=True):
    """Blocks under a title that is a heading on a profile page."""

    title: str
    part: str
    """The id within the view, which a :class:`~sphinx_archdoc.content.spans.ViewLink` refers to."""
    blocks: list[ContentBlock]
    summary: str = ""
    """The line that stands for the blocks while they are collapsed in HTML; empty to show them."""


class Note(msgspec.Struct, frozen=True, tag=True):
    """The text of a view that has nothing to show."""

    text: str


ContentBlock = (
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
    | NameLine
    | Panel
    | TitledBlocks
)
