"""The blocks of a Markdown document, in the terms of CommonMark, each with its lines.

Lines count from 1, and ranges include their last line. Texts are Markdown, without the marks and the
indentation of the list or the block quote around them.
"""

from __future__ import annotations

import msgspec


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A block; the base of all others."""

    start: int
    end: int
    source: str
    """Markdown of the block."""


class HeadingBlock(Block, frozen=True, kw_only=True):
    """A heading, of any level."""

    level: int
    text: str


class ParagraphBlock(Block, frozen=True, kw_only=True):
    """Running text."""

    text: str


class TableRow(msgspec.Struct, frozen=True):
    """One row of a table."""

    line: int
    cells: tuple[str, ...]
    """Markdown of the cells, as many as the table has columns."""
    surplus: str = ""
    """Text after the last column, which Markdown drops."""


class TableBlock(Block, frozen=True, kw_only=True):
    """A table of GitHub Flavored Markdown; its header has the column headings."""

    header: TableRow
    rows: tuple[TableRow, ...]


class HtmlTable(TableBlock, frozen=True, kw_only=True):
    """A simple table of HTML; the texts of its cells are Markdown that means the same."""


class ListBlockItem(Block, frozen=True, kw_only=True):
    """One item of a list."""

    blocks: tuple[Block, ...]


class ListBlock(Block, frozen=True, kw_only=True):
    """A bullet list or an ordered list."""

    items: tuple[ListBlockItem, ...]


class HtmlList(ListBlock, frozen=True, kw_only=True):
    """A simple description list of HTML; the texts of its items are Markdown that means the same."""


class CodeBlock(Block, frozen=True, kw_only=True):
    """A fenced or indented code block. A directive of MyST is one as well."""

    info: str
    text: str
    first: int
    """Line of the first line of ``text``."""


class BlockQuote(Block, frozen=True, kw_only=True):
    """A block quote."""

    blocks: tuple[Block, ...]


class ThematicBreak(Block, frozen=True, kw_only=True):
    """A thematic break: ``---``."""


class FrontMatter(Block, frozen=True, kw_only=True):
    """The YAML front matter of the document."""

    text: str


class MystTarget(Block, frozen=True, kw_only=True):
    """A target of MyST, ``(label)=``, for the block below it."""


class OpaqueBlock(Block, frozen=True, kw_only=True):
    """A block that is not parsed further: HTML, a comment, a footnote."""


class MarkerBlock(OpaqueBlock, frozen=True, kw_only=True):
    """A comment that says what the block below it is: ``<!-- archdoc: envvar -->``, ``% archdoc: envvar``."""

    text: str
    """The words after ``archdoc:``."""


def only_text(item: ListBlockItem) -> str:
    """Return the text of an item that is one paragraph; an empty string if it holds anything else."""
    only = item.blocks[0] if len(item.blocks) == 1 else None
    return only.text if isinstance(only, ParagraphBlock) else ""


def text_before_next(block: Block) -> str:
    """Return the text before the next block: a paragraph, or the last words of a list or a directive.

    These count if they end with a colon. "4. **Environment variables:**" is such an item of a list, above
    code that is not indented.
    """
    if isinstance(block, ParagraphBlock):
        return block.text
    last = ""
    if isinstance(block, ListBlock) and block.items:
        last = only_text(block.items[-1])
    elif isinstance(block, CodeBlock) and block.info.startswith("{archdoc:"):
        last = block.text.rstrip().rpartition("\n\n")[2]
    return last if last.rstrip("*_ ").endswith(":") else ""
