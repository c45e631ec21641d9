"""The nodes that stand in a document until its page is written."""

from __future__ import annotations

import msgspec
from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import (
    ImpactView,
    TableView,
    View,
)


class view_node(nodes.General, nodes.Element, addnodes.translatable):  # noqa: N801
    """The place of a view (``view``) on the page ``docname``; filled before anything is written."""

    def preserve_original_messages(self) -> None:
        """Keep what is said of the view in the words of the author, as it is written."""
        told = _told(self["view"])
        self["texts"] = [text for text in (told.caption, told.empty) if text]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Show the translation of a caption, or of what is said where there is nothing."""
        view, told = self["view"], _told(self["view"])
        texts = {"caption": told.caption, "empty": told.empty}
        changed = {name: translated_message for name, text in texts.items() if text == original_message}
        told = msgspec.structs.replace(told, **changed)
        self["view"] = (
            told if told.__class__ is view.__class__ else msgspec.structs.replace(view, selection=told)
        )
        self["translated"] = True

    def extract_original_messages(self) -> list[str]:
        """What is to be translated."""
        return list(self["texts"])


def _told(view: View) -> TableView | ImpactView:
    """The part of a view that holds its caption."""
    return view if isinstance(view, TableView | ImpactView) else view.selection


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


class entry_mark(nodes.Invisible, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """An entry that is seen beside it: in its row, its item, below its heading, or behind it.

    It stands in no paragraph: a translation replaces all that is in one.
    """
