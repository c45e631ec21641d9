"""Transforms of documents that are being read."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.transforms.recognise import RecogniseEntries, highlight_mermaid, remember_text
from sphinx_archdoc.ext.transforms.translated_titles import KeepTitle, ShowTranslatedTitles


def register(app: Sphinx) -> None:
    """Register the transforms, and what they need before a document is parsed."""
    app.connect("builder-inited", highlight_mermaid)
    app.connect("source-read", remember_text, priority=900)  # after other extensions have changed the text
    app.add_transform(KeepTitle)
    app.add_transform(RecogniseEntries)
    app.add_transform(ShowTranslatedTitles)
