"""A document as its reader sees it: headings, tables, lists, code and prose, each with its lines.

Lines count from 1, and ranges include their last line. Texts are Markdown, without the marks and the
indentation of the list or the quotation that they stand in.
"""

from __future__ import annotations

import msgspec


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a document that begins on a line of its own."""

    start: int
    end: int
    source: str
    """The Markdown of the block."""


class Heading(Block, frozen=True, kw_only=True):
    """A heading, of any level."""

    level: int
    text: str


class Paragraph(Block, frozen=True, kw_only=True):
    """Running text."""

    text: str


class TableRow(msgspec.Struct, frozen=True):
    """One row of a table."""

    line: int
    cells: tuple[str, ...]
    """As many as the table has columns."""
    surplus: str = ""
    """Text behind the last column, which readers of Markdown do not show."""


class MarkdownTable(Block, frozen=True, kw_only=True):
    """A table with a row of headings."""

    header: TableRow
    rows: tuple[TableRow, ...]


class ListItem(Block, frozen=True, kw_only=True):
    """One item of a list."""

    blocks: tuple[Block, ...]


class ItemList(Block, frozen=True, kw_only=True):
    """A list, with bullets or numbers."""

    items: tuple[ListItem, ...]


class CodeBlock(Block, frozen=True, kw_only=True):
    """A code block; a directive of MyST is one as well."""

    info: str
    text: str
    first: int
    """Line of the first line of ``text``."""


class BlockQuote(Block, frozen=True, kw_only=True):
    """A block quotation."""

    blocks: tuple[Block, ...]


class ThematicBreak(Block, frozen=True, kw_only=True):
    """A line across the page."""


class FrontMatter(Block, frozen=True, kw_only=True):
    """The YAML at the head of the document."""

    text: str


class MystTarget(Block, frozen=True, kw_only=True):
    """A label of MyST, ``(label)=``, for what stands below it."""


class OpaqueBlock(Block, frozen=True, kw_only=True):
    """HTML, a comment, a footnote: what is not looked into."""
