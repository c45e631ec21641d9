"""Split the content of a plural directive into parts: each is a block to recognise entries in, and nodes.

Content that does not belong to an entry is rendered in its place, so nothing that an author writes is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple, Protocol

from docutils import nodes

from sphinx_archdoc.ext.doctree.to_blocks import blocks_of, items_of
from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, OpaqueBlock, TableBlock
from sphinx_archdoc.markdown.recognise.model import RecognitionResult
from sphinx_archdoc.problems import Code

Parse = Callable[[str, int], list[nodes.Node]]
"""Parses a text, given the line of the content that it begins on, from 1."""

_HEADER_LINES = 2
"""Number of lines of a Markdown table above its rows: the header and the delimiter row."""


class WrongForm(NamedTuple):
    """Why no entries are recognised in a part that looks as if it held some."""

    line: int
    message: str
    hint: str


class ContentPart(Protocol):
    """A part of the content."""

    @property
    def block(self) -> Block | None:
        """The block to recognise entries in; None if the part is invisible, such as a comment."""

    def all_nodes(self) -> list[nodes.Node]:
        """Return the nodes of the whole part."""

    def nodes_on(self, lines: Set[int]) -> list[nodes.Node]:
        """Return the rows of a table with its header, or the items of a list, that begin on *lines*."""

    def wrong_form(self) -> WrongForm | None:
        """Return why no entries were found in a list or a table; None for other content."""


class MarkdownPart:
    """A block of Markdown; only what is shown of it is parsed."""

    def __init__(self, block: Block, parse: Parse) -> None:
        self.block = block
        self.parse = parse

    def all_nodes(self) -> list[nodes.Node]:
        """Parse the whole block."""
        return self.parse(self.block.source, self.block.start)

    def nodes_on(self, lines: Set[int]) -> list[nodes.Node]:
        """Parse some lines of the block, below the header if it is a table."""
        numbered = list(enumerate(self.block.source.split("\n"), self.block.start))
        rest = [(number, line) for number, line in numbered if number in lines]
        if not rest:
            return []
        head = numbered[:_HEADER_LINES] if isinstance(self.block, TableBlock) else []
        return self.parse("\n".join(line for _, line in [*head, *rest]), rest[0][0] - len(head))

    def wrong_form(self) -> WrongForm | None:
        """Return why no entries were found in a list."""
        return _wrong_list(self.block)


class ParsedPart:
    """A node of content that the document's own parser has parsed.

    :param line: the line to assume for nodes that have none.
    """

    def __init__(self, node: nodes.Node, line: int) -> None:
        self.node = node
        self.line = line
        self.block = next(blocks_of([node], line), None)

    def all_nodes(self) -> list[nodes.Node]:
        """Return the node."""
        return [self.node]

    def nodes_on(self, lines: Set[int]) -> list[nodes.Node]:
        """Remove all rows or items that do not begin on *lines*, and return the node if one is left."""
        kept = 0
        for element, line in self._lines_of_elements():
            if line in lines:
                kept += 1
            else:
                element.parent.remove(element)
        return [self.node] if kept else []

    def wrong_form(self) -> WrongForm | None:
        """Return why no entries were found in a list, or in a table whose rows have different lengths."""
        if isinstance(self.node, nodes.table) and self.block is None:
            inner = (node.line for node in self.node.findall(nodes.Element) if node.line)
            message = "cells of this table span several rows or columns"
            return WrongForm(next(inner, self.line), message, "give each row all its cells")
        return _wrong_list(self.block)

    def _lines_of_elements(self) -> list[tuple[nodes.Element, int]]:
        """Return the rows below the header, or the items, each with the line that it begins on."""
        match self.block:
            case TableBlock(rows=rows):
                elements = list(self.node.findall(nodes.row))[1:]
                return list(zip(elements, (row.line for row in rows), strict=True))
            case ListBlock(items=items):
                return list(zip(items_of(self.node), (item.start for item in items), strict=True))
        return []


class YamlPart:
    """An item of a YAML list; it is shown as code if it is not an entry."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        text = "\n".join(lines).rstrip()
        self.block = OpaqueBlock(start=start, end=start + len(lines) - 1, source=text)

    def all_nodes(self) -> list[nodes.Node]:
        """Return the item as a code block."""
        return _literal(self.block.source, "yaml")

    def nodes_on(self, lines: Set[int]) -> list[nodes.Node]:
        """Return nothing: all of an item belongs to its entry."""
        return []

    def wrong_form(self) -> WrongForm | None:
        """Return nothing: what is wrong in YAML has a problem of its own."""
        return None


def yaml_parts(body: str, recognition: RecognitionResult) -> list[YamlPart]:
    """Return the items of a YAML list; one part for all of *body* if no entry was recognised in it."""
    lines = body.split("\n")
    entries = {entry.line for entry in recognition.entries}
    others = {problem.where.line for problem in recognition.problems if problem.code is Code.NOT_ENTRIES}
    starts = sorted(entries | others) if entries else [1]
    ends = [*starts[1:], len(lines) + 1]
    return [YamlPart(lines[start - 1 : end - 1], start) for start, end in zip(starts, ends, strict=True)]


def remaining_code(part: ContentPart, recognition: RecognitionResult) -> list[nodes.Node]:
    """Return what is left of a code block without the entries that were recognised in it."""
    block = part.block
    rest = recognition.remains.get((block.start, block.end), "") if isinstance(block, CodeBlock) else ""
    return _literal(rest, block.info) if rest and isinstance(block, CodeBlock) else []


def blank_rows(parts: Iterable[ContentPart]) -> set[int]:
    """Return the lines of table rows whose cells are all blank."""
    tables = [part.block for part in parts if isinstance(part.block, TableBlock)]
    return {row.line for table in tables for row in table.rows if not any(map(str.strip, row.cells))}


def _wrong_list(block: Block | None) -> WrongForm | None:
    if not isinstance(block, ListBlock):
        return None
    hint = "begin each item with the name in bold type or as code, and a dash or a colon after it"
    return WrongForm(block.start, "the items of this list are not understood", hint)


def _literal(text: str, language: str) -> list[nodes.Node]:
    return [nodes.literal_block(text, text, language=language or "text", force=True)]
