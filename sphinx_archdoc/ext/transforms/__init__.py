"""Transforms, which run while a document is read."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.transforms.page_settings import remember_settings
from sphinx_archdoc.ext.transforms.recognise import RecogniseEntries, remember_text
from sphinx_archdoc.ext.transforms.translated_titles import KeepTitle, ShowTranslatedTitles


def register(app: Sphinx) -> None:
    """Register the transforms and the handlers that prepare them."""
    app.connect("source-read", remember_text, priority=900)  # after other extensions change the text (500)
    app.connect("source-read", remember_settings, priority=900)
    app.add_transform(KeepTitle)
    app.add_transform(RecogniseEntries)
    app.add_transform(ShowTranslatedTitles)
