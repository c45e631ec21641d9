"""The nodes that stand in a document until its page is written."""

from __future__ import annotations

import msgspec
from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import View


class view_node(nodes.General, nodes.Element, addnodes.translatable):  # noqa: N801
    """The place of a view (``view``), which is the one with this ``number`` on the page ``docname``."""

    def preserve_original_messages(self) -> None:
        """Keep the caption and the text for an empty view as the author wrote them."""
        view: View = self["view"]
        self["texts"] = [text for text in (view.caption, view.empty) if text]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Show the translation of a caption, or of the text for an empty view."""
        view: View = self["view"]
        texts = {"caption": view.caption, "empty": view.empty}
        changed = {name: translated_message for name, text in texts.items() if text == original_message}
        self["view"] = msgspec.structs.replace(view, **changed)
        self["translated"] = True

    def extract_original_messages(self) -> list[str]:
        """Return the texts to translate."""
        return list(self["texts"])


class entry_title(nodes.Invisible, nodes.Element, addnodes.translatable):  # noqa: N801
    """The title of the entry around it, as it is written (``text``) and as it is shown (``shown``)."""

    def preserve_original_messages(self) -> None:
        """Keep the text as it is written, as it is."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take a translation."""
        self["shown"], self["translated"] = translated_message, True

    def extract_original_messages(self) -> list[str]:
        """What is to be translated."""
        return [self["text"]]


class field_text(nodes.General, nodes.Element):  # noqa: N801
    """The parsed text of one field (``field``) of the enclosing entry, until the page is written."""


class entry_mark(nodes.Invisible, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """An entry that is seen beside it: in its row, its item, below its heading, or behind it.

    It stands in no paragraph: a translation replaces all that is in one.
    """
