"""Marks in a page of plain Markdown: where its entries stand, and which texts are theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
from docutils import nodes

TEXTS = "archdoc-texts"
"""Attribute of the nodes that hold texts of entries: a list of :class:`TextMark`."""


_HARD_BREAKS = {"<br />", "<br>", "\\\\"}
"""What a hard break is in the languages of the formats."""


class entry_mark(nodes.Invisible, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """An entry that is seen beside it: in its row, its item, below its heading, or behind it."""


class TextMark(msgspec.Struct, frozen=True):
    """A text of an entry in the nodes of the page."""

    page: str
    anchor: str
    field: str
    first: int = -1
    """Line of the paragraph, from 0, that begins with the label of the text; -1 for a whole node."""
    lines: int = 1
    behind: str = ""
    """What stands before it on that line: a name of :class:`~sphinx_archdoc.importer.found.Behind`."""
    label: str = ""
    """What is to be read before the text, for a note."""
    is_text: bool = True
    """Whether it is prose, and not the names of other entries."""


def marks_on(document: nodes.document) -> Iterator[tuple[nodes.Element, TextMark]]:
    """The parts of a page that are fields of entries, in their order."""
    for node in list(document.findall(nodes.Element)):
        marks: list[TextMark] = node.get(TEXTS, [])
        for mark in marks:
            yield node, mark


def add_part(blocks: list[nodes.Node], node: nodes.Element, mark: TextMark) -> None:
    """Add a copy of a part of a text to the blocks that were found of it."""
    node = node.deepcopy()
    for inner in list(node.findall(entry_mark)):
        inner.parent.remove(inner)
    if mark.first >= 0:
        if inline := _part_of(node, mark):
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


def _part_of(paragraph: nodes.Element, mark: TextMark) -> list[nodes.Node]:
    """The inline nodes behind a label or a name, to the end of the last line that belongs to it."""
    lines: list[list[nodes.Node]] = [[]]
    for child in paragraph.children:
        if isinstance(child, nodes.Text):
            first, *more = child.astext().split("\n")
            lines[-1].append(nodes.Text(first))
            lines += [[nodes.Text(line)] for line in more]
        elif isinstance(child, nodes.raw) and child.astext().strip() in _HARD_BREAKS:
            lines += [[]] if child["format"] == "html" else []
        else:
            lines[-1].append(child)
    found: list[nodes.Node] = []
    for number, line in enumerate(lines[mark.first : mark.first + mark.lines]):
        found += [nodes.Text("\n")] if number else []
        found += line if number else _SKIP[mark.behind](line)
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


def _behind_sign(line: list[nodes.Node], sign: str) -> list[nodes.Node]:
    for index, node in enumerate(line):
        if isinstance(node, nodes.Text) and (found := re.search(sign, node.astext())):
            return [nodes.Text(node.astext()[found.end() :]), *line[index + 1 :]]
    return []


_SKIP: dict[str, Callable[[list[nodes.Node]], list[nodes.Node]]] = {
    "NOTHING": list,
    "LABEL": _behind_label,
    "DASH": lambda line: _behind_sign(line, r"\s(?:-{1,2}|–|—)(?:\s+|$)"),
    "COLON": lambda line: _behind_sign(line, r":(?:\s+|$)"),
}
