"""Marks on the nodes of plain Markdown: which entry and which field a node's text belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from docutils import nodes

from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.markdown.document.labels import COLON, DASH
from sphinx_archdoc.markdown.document.source_text import Separator

TEXTS = "archdoc-texts"
"""Attribute of nodes that hold texts of entries: a list of :class:`TextMark`."""

_COLON = re.compile("[:：]")
_HARD_BREAKS = {"<br />", "<br>", "\\\\"}
"""Content of the raw nodes with which MyST writes a hard line break, one for HTML and one for LaTeX."""


class TextMark(msgspec.Struct, frozen=True):
    """A text of an entry in a node of the page."""

    page: str
    anchor: str
    field: str
    first: int = 0
    """Index of the line of the paragraph that the text begins on, if it is not the whole node."""
    lines: int = 1
    """Number of its lines."""
    after: Separator | None = None
    """The separator before it on its first line; None if it is the whole node."""
    label: str = ""
    """Label to show before the text, for a note in a table cell."""
    words: str = ""
    """The text itself, if no node holds it alone."""
    is_text: bool = True
    """True for prose, False for the names of other entries."""


def add_part(blocks: list[nodes.Node], node: nodes.Element, mark: TextMark) -> None:
    """Append a copy of the text that *mark* marks in *node* to *blocks*."""
    if mark.words:
        blocks.append(nodes.paragraph(mark.words, mark.words))
        return
    node = node.deepcopy()
    for inner in list(node.findall(entry_mark)):
        inner.parent.remove(inner)
    if mark.after:
        if inline := _lines_of(node, mark.first, mark.lines, mark.after):
            blocks.append(nodes.paragraph("", "", *inline))
    elif isinstance(node, nodes.entry):
        before = blocks[-1] if blocks and not mark.label else None
        first = next(iter(node.children), None)
        if isinstance(first, nodes.paragraph):
            if isinstance(before, nodes.paragraph):  # a cell that continues in the next row
                before += [nodes.Text("; "), *first.children]
                return
            if mark.label:
                first[:] = [nodes.strong("", mark.label), nodes.Text(" "), *first.children]
        blocks += node.children
    else:
        blocks.append(node)


def _lines_of(paragraph: nodes.Element, first: int, count: int, after: Separator) -> list[nodes.Node]:
    """Return the inline nodes of some lines of a paragraph, without the separator and what is before it."""
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
    start, *rest = lines[first : first + count] or [[]]
    found = _SKIP[after](start)
    for line in rest:
        found += [nodes.Text("\n"), *line]
    return [node for node in found if node.astext()]


def _after_label(line: list[nodes.Node]) -> list[nodes.Node]:
    rest = [node for node in line if node.astext().strip()]
    if not rest:
        return []
    label = rest.pop(0)
    if isinstance(label, nodes.Text):
        return [nodes.Text(_after_colon(label.astext())), *rest]
    if rest and isinstance(rest[0], nodes.Text):
        rest[0] = nodes.Text(rest[0].astext().removeprefix(":").removeprefix("：").lstrip())
    return rest


def _after_colon(text: str) -> str:
    """Return the words after a label; stars around it that are no markup before a letter are left out."""
    found = _COLON.search(text)
    rest = text[found.end() :] if found else ""
    return (rest.removeprefix(text[:2]) if text.startswith(("**", "__")) else rest).lstrip()


def _after_sign(line: list[nodes.Node], sign: re.Pattern[str]) -> list[nodes.Node]:
    for index, node in enumerate(line):
        if isinstance(node, nodes.Text) and (found := sign.search(node.astext())):
            return [nodes.Text(node.astext()[found.end() :]), *line[index + 1 :]]
    return []


_SKIP: dict[Separator, Callable[[list[nodes.Node]], list[nodes.Node]]] = {
    Separator.NOTHING: list,
    Separator.LABEL: _after_label,
    Separator.DASH: lambda line: _after_sign(line, DASH),
    Separator.COLON: lambda line: _after_sign(line, COLON),
}
