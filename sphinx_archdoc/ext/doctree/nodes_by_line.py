"""The nodes of a page by the lines of its source: where a parser put what the author wrote there."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from docutils import nodes

from sphinx_archdoc.markdown.document.source_text import LineSpan as Span
from sphinx_archdoc.markdown.recognise.model import EntrySource as Place

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
    """The nodes that came from one file, below *document*."""

    def __init__(self, document: nodes.document, source: str) -> None:
        self.document = document
        self.sections: dict[int, nodes.section] = {}
        self.rows: dict[int, list[nodes.entry]] = {}
        self.items: dict[int, nodes.list_item] = {}
        self.blocks: dict[int, list[nodes.Element]] = {}
        """Those that begin on a line, outermost first."""
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
                for number, row in enumerate(bodies, line + 2):  # below the headings and the line of dashes
                    if isinstance(row, nodes.row):
                        self.rows[number] = [cell for cell in row.children if isinstance(cell, nodes.entry)]
            case nodes.paragraph():
                self.paragraphs.setdefault(line, node)
        if isinstance(node, _BLOCKS):
            self.blocks.setdefault(line, []).append(node)

    def holds(self, start: int, end: int) -> bool:
        """Whether anything on the page came from these lines: of a file, a part may be included."""
        return _last(self._lines, end) >= start

    def row(self, line: int) -> list[nodes.entry]:
        """The cells of a row; none if there is no such row."""
        return self.rows.get(line, [])

    def block_at(self, line: int) -> nodes.Element | None:
        """The block that holds a line: the last one that begins on it or before."""
        return next(iter(self.blocks.get(_last(self._starts, line), ())), None)

    def place(self, place: Place, line: int) -> tuple[nodes.Element, int]:
        """Where on the page to put something that is to stand with an entry: the parent, and the index.

        :param place: what on the page shows the entry.
        :param line: its line.
        """
        if place is Place.ROW and (cells := self.row(line)):
            return cells[0], 0
        if place is Place.HEADING and line in self.sections:
            return self.sections[line], 1
        if place is Place.ITEM and line in self.items:
            return self.items[line], 0
        block = self.block_at(line)
        while block is not None and not isinstance(block.parent, nodes.section | nodes.document):
            block = block.parent
        if block is None or block.parent is None:
            return self.document, 0
        return block.parent, block.parent.index(block)

    def heads(self, place: Place, line: int) -> list[nodes.Element]:
        """The parts of the page that may hold the name of an entry, by what shows it."""
        match place:
            case Place.ROW:
                return [first_words(cell) for cell in self.row(line)]
            case Place.HEADING:
                section = self.sections.get(line)
                titles = section.findall(nodes.title) if section is not None else ()
                return [title for title in titles if title.parent is section]
            case Place.ITEM:
                return [first_words(self.items[line])] if line in self.items else []
            case Place.BLOCK:
                return []

    def texts(self, span: Span) -> Iterator[nodes.Element]:
        """The nodes that hold a text."""
        if span.column >= 0:
            yield from self.row(span.start)[span.column : span.column + 1]
        elif span.after:
            block = self.paragraph_at(span.start)
            if block is not None:
                yield block
        else:
            yield from self._blocks_between(span.start, span.end)

    def _blocks_between(self, start: int, end: int) -> Iterator[nodes.Element]:
        """The blocks that begin and end on these lines, without those that stand in one of them."""
        found: list[nodes.Element] = []
        first, behind = bisect.bisect_left(self._starts, start), bisect.bisect_right(self._starts, end)
        for line in self._starts[first:behind]:
            block = _largest(self.blocks[line], end)
            if not found or not _is_within(block, found[-1]):
                found.append(block)
        yield from found

    def paragraph_at(self, line: int) -> nodes.paragraph | None:
        """The paragraph that holds a line: the last one that begins on it or before."""
        return self.paragraphs.get(_last(self._paragraph_starts, line))


def _last(starts: list[int], line: int) -> int:
    """The last of some lines that is not behind *line*; 0 if there is none."""
    index = bisect.bisect_right(starts, line)
    return starts[index - 1] if index else 0


def _is_within(node: nodes.Node | None, outer: nodes.Element) -> bool:
    while node is not None and node is not outer:
        node = node.parent
    return node is outer


def _largest(blocks: list[nodes.Element], end: int) -> nodes.Element:
    """The outermost of the blocks that begin on one line in which nothing begins behind *end*."""
    fitting = (block for block in blocks[:-1] if _last_start(block) <= end)
    return next(fitting, blocks[-1])


def _last_start(block: nodes.Element) -> int:
    return max(node.line or 0 for node in block.findall(nodes.Element))


def first_words(node: nodes.Element) -> nodes.Element:
    """The paragraph that a cell or an item begins with, or else it itself; any other node itself."""
    if not isinstance(node, nodes.entry | nodes.list_item):
        return node
    return next((child for child in node.children if isinstance(child, nodes.paragraph)), node)
