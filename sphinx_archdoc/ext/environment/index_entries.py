"""Index entries: the label of each index page, and the form of entries in the general index."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.model import Kind


def index_entry(kind: Kind, entry: Entry, words: Translator) -> tuple[str, str, str, str, None]:
    """Return an entry of the general index, as the 5-tuple that Sphinx's ``index`` nodes hold."""
    shown = f"{entry.title.replace(';', ',')} ({words.inline(kind.title)})"
    return ("single", shown, entry.anchor, "", None)


def index_label(kind: str) -> str:
    """Return the label of a kind's index page, which is also the page's name."""
    return f"archdoc-{kind}"
