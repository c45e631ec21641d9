"""The texts of entries: prose as it was parsed, from the page itself or for another page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.catalogue.model import Entry

Fragment = str | list[nodes.Node]
"""A parsed text: words without markup, or the nodes."""


class field_text(nodes.General, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """The parsed text of one field (``field``) of the entry around it; replaced before anything is shown."""


class Texts(Protocol):
    """Where the texts of entries come from."""

    def text(self, entry: Entry, field: str) -> Fragment | None:
        """The text of a field as it may be put into the page that is being written."""


def is_inline(fragment: Fragment) -> bool:
    """Whether a text fits into a table's cell as it is: one paragraph, or less."""
    return isinstance(fragment, str) or (len(fragment) == 1 and isinstance(fragment[0], nodes.paragraph))


def inline_nodes(fragment: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The nodes of the first paragraph."""
    paragraph = next((node for node in fragment if isinstance(node, nodes.paragraph)), None)
    return list(paragraph.children) if paragraph is not None else []


def block_nodes(fragment: Fragment) -> list[nodes.Node]:
    """The text as block nodes."""
    if isinstance(fragment, str):
        return [nodes.paragraph(fragment, fragment)]
    return list(fragment)
