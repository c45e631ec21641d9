"""Collect all archdoc nodes of a document in a single traversal."""

from __future__ import annotations

from typing import TypeVar, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node

_NODE_TYPES = (addnodes.pending_xref, addnodes.desc, field_text, entry_mark, view_node)

NodeType = TypeVar("NodeType", addnodes.pending_xref, addnodes.desc, field_text, entry_mark, view_node)


class PageNodes:
    """The archdoc nodes of a document, in document order, at the time of construction."""

    def __init__(self, document: nodes.document) -> None:
        self._found: dict[type[nodes.Element], list[nodes.Element]] = {
            node_type: [] for node_type in _NODE_TYPES
        }
        self.marked: list[tuple[nodes.Element, TextMark]] = []
        """Nodes of plain Markdown that hold texts of entries, once for each of their marks."""
        stack: list[nodes.Node] = [document]
        while stack:
            node = stack.pop()
            if isinstance(node, nodes.Element):
                if isinstance(node, _NODE_TYPES):
                    self._found[_type_of(node)].append(node)
                for mark in node.attributes.get(TEXTS, ()):
                    self.marked.append((node, mark))
                stack += reversed(node.children)

    def of(self, node_type: type[NodeType]) -> list[NodeType]:
        """Return the nodes of one type."""
        return cast("list[NodeType]", self._found[node_type])

    @property
    def descriptions(self) -> list[addnodes.desc]:
        """The descriptions of entries that come from directives."""
        return [node for node in self.of(addnodes.desc) if node.get("domain") == "archdoc"]


def _type_of(node: nodes.Element) -> type[nodes.Element]:
    return next(node_type for node_type in _NODE_TYPES if isinstance(node, node_type))
