"""The placeholder nodes that a document holds until its page is written."""

from __future__ import annotations

import msgspec
from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import View


class view_node(nodes.General, nodes.Element, addnodes.translatable):  # noqa: N801
    """Placeholder of a view (``view``): the one with the index ``number`` on the page ``docname``."""

    def preserve_original_messages(self) -> None:
        """Keep the caption and the text for an empty view as the author wrote them."""
        view: View = self["view"]
        self["texts"] = [text for text in (view.caption, view.empty) if text]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Replace the caption or the text for an empty view by its translation."""
        view: View = self["view"]
        texts = {"caption": view.caption, "empty": view.empty}
        changed = {name: translated_message for name, text in texts.items() if text == original_message}
        self["view"] = msgspec.structs.replace(view, **changed)
        self["translated"] = True

    def extract_original_messages(self) -> list[str]:
        """Return the texts to translate."""
        return list(self["texts"])


class entry_title(nodes.Invisible, nodes.Element, addnodes.translatable):  # noqa: N801
    """The title of the enclosing entry: the original (``text``) and its translation, if any (``shown``)."""

    def preserve_original_messages(self) -> None:
        """Do nothing: ``text`` is the original message."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Store the translation."""
        self["shown"], self["translated"] = translated_message, True

    def extract_original_messages(self) -> list[str]:
        """Return the title to translate."""
        return [self["text"]]


class field_text(nodes.General, nodes.Element):  # noqa: N801
    """The parsed text of one field (``field``) of the enclosing entry, until the page is written."""


class entry_mark(nodes.Invisible, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """Mark of an entry of plain Markdown: in its row or list item, after its heading, or before its block.

    It is never put into a paragraph, because a translation replaces all that a paragraph contains.
    """
