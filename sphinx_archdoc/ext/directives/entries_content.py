"""The parts that the content of a plural directive has, each as a block to recognise entries in and as nodes.

What no entry takes of them is shown where it stands: nothing that an author wrote is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.ext.doctree.to_blocks import blocks_of, items_of
from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.blocks import CodeBlock as Code
from sphinx_archdoc.markdown.document.blocks import ListBlock as ItemList
from sphinx_archdoc.markdown.document.blocks import OpaqueBlock as Raw
from sphinx_archdoc.markdown.document.blocks import TableBlock as Table
from sphinx_archdoc.markdown.recognise.model import RecognitionResult as Recognition
from sphinx_archdoc.problems import Code as ProblemCode

Parse = Callable[[str, int], list[nodes.Node]]
"""Parses a text that stands at a line of the content."""

_HEAD = 2
"""Lines of a Markdown table above its rows."""


class ContentPart(Protocol):
    """A part of the content."""

    @property
    def block(self) -> Block | None:
        """What entries may be recognised in; None if readers see nothing of it."""

    def whole(self) -> list[nodes.Node]:
        """All of it."""

    def rest(self, lines: Set[int]) -> list[nodes.Node]:
        """What stands on some lines: rows of a table below its headings, items of a list."""


class MarkdownPart:
    """A block of Markdown, which is parsed when it is to be shown."""

    def __init__(self, block: Block, parse: Parse) -> None:
        self.block = block
        self.parse = parse

    def whole(self) -> list[nodes.Node]:
        """All of it."""
        return self.parse(self.block.source, self.block.start)

    def rest(self, lines: Set[int]) -> list[nodes.Node]:
        """What stands on some lines."""
        numbered = list(enumerate(self.block.source.split("\n"), self.block.start))
        rest = [(number, line) for number, line in numbered if number in lines]
        if not rest:
            return []
        head = numbered[:_HEAD] if isinstance(self.block, Table) else []
        return self.parse("\n".join(line for _, line in [*head, *rest]), rest[0][0] - len(head))


class ParsedPart:
    """A node that a parser made of the content.

    :param line: where it stands, if it does not know.
    """

    def __init__(self, node: nodes.Node, line: int) -> None:
        self.node = node
        self.block = next(blocks_of([node], line), None)

    def whole(self) -> list[nodes.Node]:
        """All of it."""
        return [self.node]

    def rest(self, lines: Set[int]) -> list[nodes.Node]:
        """What stands on some lines."""
        kept = 0
        for element, line in self._lines():
            if line in lines:
                kept += 1
            else:
                element.parent.remove(element)
        return [self.node] if kept else []

    def _lines(self) -> list[tuple[nodes.Element, int]]:
        """The rows below the headings, or the items, and where each begins."""
        match self.block:
            case Table(rows=rows):
                elements = list(self.node.findall(nodes.row))[1:]
                return list(zip(elements, (row.line for row in rows), strict=True))
            case ItemList(items=items):
                return list(zip(items_of(self.node), (item.start for item in items), strict=True))
        return []


class YamlPart:
    """An item of a list in YAML, which is shown as it is written if it is no entry."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        text = "\n".join(lines).rstrip()
        self.block = Raw(start=start, end=start + len(lines) - 1, source=text)

    def whole(self) -> list[nodes.Node]:
        """All of it."""
        return _literal(self.block.source, "yaml")

    def rest(self, lines: Set[int]) -> list[nodes.Node]:
        """Nothing: an entry takes all of its item."""
        return []


def yaml_parts(body: str, recognition: Recognition) -> list[YamlPart]:
    """The items of a list in YAML; all of it as one if there are no entries in it."""
    lines = body.split("\n")
    entries = {entry.line for entry in recognition.entries}
    others = {
        problem.where.line for problem in recognition.problems if problem.code is ProblemCode.NOT_ENTRIES
    }
    starts = sorted(entries | others) if entries else [1]
    ends = [*starts[1:], len(lines) + 1]
    return [YamlPart(lines[start - 1 : end - 1], start) for start, end in zip(starts, ends, strict=True)]


def rest_of_code(part: ContentPart, recognition: Recognition) -> list[nodes.Node]:
    """What stays of a code block whose entries were taken out."""
    block = part.block
    rest = recognition.remains.get((block.start, block.end), "") if isinstance(block, Code) else ""
    return _literal(rest, block.info) if rest and isinstance(block, Code) else []


def blank_rows(parts: Iterable[ContentPart]) -> set[int]:
    """Lines of rows in which nothing stands."""
    tables = [part.block for part in parts if isinstance(part.block, Table)]
    return {row.line for table in tables for row in table.rows if not any(map(str.strip, row.cells))}


def _literal(text: str, language: str) -> list[nodes.Node]:
    return [nodes.literal_block(text, text, language=language or "text", force=True)]
