"""Marks in a page of plain Markdown: where its entries stand, and which texts are theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from docutils import nodes

from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.markdown.document.labels import COLON, DASH
from sphinx_archdoc.markdown.document.source_text import Separator as Behind

TEXTS = "archdoc-texts"
"""Attribute of the nodes that hold texts of entries: a list of :class:`TextMark`."""


_HARD_BREAKS = {"<br />", "<br>", "\\\\"}
"""What a hard break is in the languages of the formats."""


class TextMark(msgspec.Struct, frozen=True):
    """A text of an entry in the nodes of the page."""

    page: str
    anchor: str
    field: str
    first: int = 0
    """Line of the paragraph, from 0, that the text begins on, if it is not the whole node."""
    lines: int = 1
    behind: Behind | None = None
    """What stands before it on that line."""
    label: str = ""
    """What is to be read before the text, for a note."""
    words: str = ""
    """The text itself, where no node holds it alone."""
    is_text: bool = True
    """Whether it is prose, and not the names of other entries."""


def add_part(blocks: list[nodes.Node], node: nodes.Element, mark: TextMark) -> None:
    """Add a copy of a part of a text to the blocks that were found of it."""
    if mark.words:
        blocks.append(nodes.paragraph(mark.words, mark.words))
        return
    node = node.deepcopy()
    for inner in list(node.findall(entry_mark)):
        inner.parent.remove(inner)
    if mark.behind:
        if inline := _part_of(node, mark.first, mark.lines, mark.behind):
            blocks.append(nodes.paragraph("", "", *inline))
    elif isinstance(node, nodes.entry):
        before = blocks[-1] if blocks and not mark.label else None
        first = next(iter(node.children), None)
        if isinstance(first, nodes.paragraph):
            if isinstance(before, nodes.paragraph):  # of a row that goes on in the next one
                before += [nodes.Text("; "), *first.children]
                return
            if mark.label:
                first[:] = [nodes.strong("", mark.label), nodes.Text(" "), *first.children]
        blocks += node.children
    else:
        blocks.append(node)


def _part_of(paragraph: nodes.Element, first: int, number: int, behind: Behind) -> list[nodes.Node]:
    """The inline nodes of some lines of a paragraph, without what the first of them begins with."""
    lines: list[list[nodes.Node]] = [[]]
    for child in paragraph.children:
        if isinstance(child, nodes.Text):
            end, *more = child.astext().split("\n")
            lines[-1].append(nodes.Text(end))
            lines += [[nodes.Text(line)] for line in more]
        elif isinstance(child, nodes.raw) and child.astext().strip() in _HARD_BREAKS:
            lines += [[]] if child["format"] == "html" else []
        else:
            lines[-1].append(child)
    start, *rest = lines[first : first + number] or [[]]
    found = _SKIP[behind](start)
    for line in rest:
        found += [nodes.Text("\n"), *line]
    return [node for node in found if node.astext()]


def _behind_label(line: list[nodes.Node]) -> list[nodes.Node]:
    rest = [node for node in line if node.astext().strip()]
    if not rest:
        return []
    label = rest.pop(0)
    if isinstance(label, nodes.Text):
        return [nodes.Text(label.astext().partition(":")[2].lstrip()), *rest]
    if rest and isinstance(rest[0], nodes.Text):
        rest[0] = nodes.Text(rest[0].astext().removeprefix(":").lstrip())
    return rest


def _behind_sign(line: list[nodes.Node], sign: re.Pattern[str]) -> list[nodes.Node]:
    for index, node in enumerate(line):
        if isinstance(node, nodes.Text) and (found := sign.search(node.astext())):
            return [nodes.Text(node.astext()[found.end() :]), *line[index + 1 :]]
    return []


_SKIP: dict[Behind, Callable[[list[nodes.Node]], list[nodes.Node]]] = {
    Behind.NOTHING: list,
    Behind.LABEL: _behind_label,
    Behind.DASH: lambda line: _behind_sign(line, DASH),
    Behind.COLON: lambda line: _behind_sign(line, COLON),
}
