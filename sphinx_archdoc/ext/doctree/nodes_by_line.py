"""Find the nodes of a page by the lines of its source."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from docutils import nodes

from sphinx_archdoc.ext.doctree.ancestors import ancestors
from sphinx_archdoc.markdown.document.source_text import LineSpan
from sphinx_archdoc.markdown.recognise.model import EntrySource

_BLOCKS = (
    nodes.paragraph,
    nodes.rubric,
    nodes.definition_list,
    nodes.Admonition,
    nodes.literal_block,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.block_quote,
    nodes.table,
)


class PageLines:
    """The nodes of *document* that were parsed from the file *source*; lines count from 1."""

    def __init__(self, document: nodes.document, source: str) -> None:
        self.document = document
        self.sections: dict[int, nodes.section] = {}
        self.rows: dict[int, list[nodes.entry]] = {}
        self.items: dict[int, nodes.list_item] = {}
        self.blocks: dict[int, list[nodes.Element]] = {}
        """The blocks that begin on each line, outermost first."""
        self.paragraphs: dict[int, nodes.paragraph] = {}
        lines: set[int] = set()
        for node in document.findall(nodes.Element):
            if node.source == source and node.line:
                self._note(node, node.line)
                lines.add(node.line)
        self._lines = sorted(lines)
        self._starts = sorted(self.blocks)
        self._paragraph_starts = sorted(self.paragraphs)

    def _note(self, node: nodes.Element, line: int) -> None:
        match node:
            case nodes.section():
                self.sections.setdefault(line, node)
            case nodes.list_item():
                self.items.setdefault(line, node)
            case nodes.table():
                bodies = [row for body in node.findall(nodes.tbody) for row in body.children]
                for number, row in enumerate(bodies, line + 2):  # below the header and the delimiter row
                    if isinstance(row, nodes.row):
                        self.rows[number] = [cell for cell in row.children if isinstance(cell, nodes.entry)]
            case nodes.paragraph():
                self.paragraphs.setdefault(line, node)
        is_html = isinstance(node, nodes.raw) and not isinstance(node.parent, nodes.TextElement)
        if is_html or isinstance(node, _BLOCKS):
            self.blocks.setdefault(line, []).append(node)

    def holds(self, start: int, end: int) -> bool:
        """Return whether the page has a node from these lines; it can include only a part of the file."""
        return _last_up_to(self._lines, end) >= start

    def row(self, line: int) -> list[nodes.entry]:
        """Return the cells of the table row on a line, or an empty list."""
        return self.rows.get(line, [])

    def block_at(self, line: int) -> nodes.Element | None:
        """Return the block that contains a line, the last one that begins up to there, or None."""
        return next(iter(self.blocks.get(_last_up_to(self._starts, line), ())), None)

    def insertion_point(self, source: EntrySource, line: int) -> tuple[nodes.Element, int]:
        """Return where to insert a node that belongs to an entry: the parent, and the index in it.

        :param source: the part of the page that the entry was read from.
        :param line: the line of the entry.
        """
        if source is EntrySource.ROW and (cells := self.row(line)):
            return cells[0], 0
        if source is EntrySource.HEADING and line in self.sections:
            return self.sections[line], 1
        if source is EntrySource.ITEM and line in self.items:
            return self.items[line], 0
        block = self.block_at(line)
        for node in [block, *ancestors(block)] if block is not None else ():
            if isinstance(node.parent, nodes.section | nodes.document):
                return node.parent, node.parent.index(node)
        return self.document, 0

    def name_nodes(self, source: EntrySource, line: int) -> list[nodes.Element]:
        """Return the nodes that can hold the name of an entry."""
        match source:
            case EntrySource.ROW:
                return [leading_paragraph(cell) for cell in self.row(line)]
            case EntrySource.HEADING:
                section = self.sections.get(line)
                titles = section.findall(nodes.title) if section is not None else ()
                return [title for title in titles if title.parent is section]
            case EntrySource.ITEM:
                return [leading_paragraph(self.items[line])] if line in self.items else []
            case EntrySource.BLOCK | EntrySource.YAML:
                return []

    def text_nodes(self, span: LineSpan) -> Iterator[nodes.Element]:
        """Yield the nodes that hold the text of *span*: a cell, a paragraph, or blocks."""
        if span.column >= 0:
            yield from self.row(span.start)[span.column : span.column + 1]
        elif span.after:
            block = self.paragraph_at(span.start)
            if block is not None:
                yield block
        else:
            yield from self._blocks_between(span.start, span.end)

    def _blocks_between(self, start: int, end: int) -> Iterator[nodes.Element]:
        """Yield the outermost blocks that begin and end on these lines."""
        found: list[nodes.Element] = []
        first, end_index = bisect.bisect_left(self._starts, start), bisect.bisect_right(self._starts, end)
        for line in self._starts[first:end_index]:
            block = _outermost(self.blocks[line], end)
            if not found or not _is_inside(block, found[-1]):
                found.append(block)
        yield from found

    def paragraph_at(self, line: int) -> nodes.paragraph | None:
        """Return the paragraph that contains a line, the last one that begins up to there, or None."""
        return self.paragraphs.get(_last_up_to(self._paragraph_starts, line))


def _last_up_to(starts: list[int], line: int) -> int:
    """Return the last of *starts* that is not after *line*; 0 if there is none."""
    index = bisect.bisect_right(starts, line)
    return starts[index - 1] if index else 0


def _is_inside(node: nodes.Element, outer: nodes.Element) -> bool:
    """Return whether *node* is *outer* or a descendant of it."""
    return node is outer or any(parent is outer for parent in ancestors(node))


def _outermost(blocks: list[nodes.Element], end: int) -> nodes.Element:
    """Return the first of *blocks*, from the outside, that contains no node that begins after *end*.

    :param blocks: the blocks that begin on one line; the innermost is returned if no other fits.
    """
    fitting = (block for block in blocks[:-1] if _last_start(block) <= end)
    return next(fitting, blocks[-1])


def _last_start(block: nodes.Element) -> int:
    return max(node.line or 0 for node in block.findall(nodes.Element))


def leading_paragraph(node: nodes.Element) -> nodes.Element:
    """Return the first paragraph of a table cell or a list item; *node* itself if there is none."""
    if not isinstance(node, nodes.entry | nodes.list_item):
        return node
    return next((child for child in node.children if isinstance(child, nodes.paragraph)), node)
