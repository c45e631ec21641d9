"""Walk up the tree of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from docutils import nodes

ElementType = TypeVar("ElementType", bound=nodes.Element)


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the parent of *node*, the parent's parent, and so on up to the root."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def ancestor_of(node: nodes.Node, kind: type[ElementType]) -> ElementType | None:
    """Return the nearest ancestor of *node* that is a *kind* of node, or None if there is none."""
    return next((parent for parent in ancestors(node) if isinstance(parent, kind)), None)
