"""The nodes of a document that concern entries, found in one pass: large documents have many others."""

from __future__ import annotations

from typing import TypeVar, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node

_SORTS = (addnodes.pending_xref, addnodes.desc, field_text, entry_mark, view_node)

Sort = TypeVar("Sort", addnodes.pending_xref, addnodes.desc, field_text, entry_mark, view_node)


class PageNodes:
    """What a document holds when this is made, in its order."""

    def __init__(self, document: nodes.document) -> None:
        self._found: dict[type[nodes.Element], list[nodes.Element]] = {sort: [] for sort in _SORTS}
        self.marked: list[tuple[nodes.Element, TextMark]] = []
        """The parts of the page that are fields of entries."""
        todo: list[nodes.Node] = [document]
        while todo:
            node = todo.pop()
            if isinstance(node, nodes.Element):
                self._note(node)
                todo += reversed(node.children)

    def _note(self, node: nodes.Element) -> None:
        if isinstance(node, _SORTS):
            self._found[next(sort for sort in _SORTS if isinstance(node, sort))].append(node)
        for mark in node.attributes.get(TEXTS, ()):
            self.marked.append((node, mark))

    def of(self, sort: type[Sort]) -> list[Sort]:
        """The nodes of one sort."""
        return cast("list[Sort]", self._found[sort])

    @property
    def descriptions(self) -> list[addnodes.desc]:
        """The entries that directives have left."""
        return [node for node in self.of(addnodes.desc) if node.get("domain") == "archdoc"]
