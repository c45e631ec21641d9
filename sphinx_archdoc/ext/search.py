"""Sphinx's search: entries have the same words on several pages, and each is stemmed once for all of them."""

from __future__ import annotations

import functools

from docutils import nodes
from sphinx.application import Sphinx


def stem_words_once(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Handle ``doctree-resolved``, behind which the page is fed to the search.

    Sphinx remembers the stems of one page only, and to find them takes longer than to write the entries.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None and not hasattr(indexer.lang.stem, "cache_info"):
        indexer.lang.stem = functools.cache(indexer.lang.stem)
