"""Sphinx's search: entries have the same words on several pages, and each is stemmed once for all of them."""

from __future__ import annotations

import functools
from typing import Protocol

from docutils import nodes
from sphinx.application import Sphinx


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  (Snowball's name)


class _OnceStemmer:
    """A stemmer that takes no word twice."""

    def __init__(self, stemmer: _Stemmer) -> None:
        self.stemWord = functools.cache(stemmer.stemWord)


def stem_words_once(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Handle ``doctree-resolved``, behind which the page is fed to the search.

    Sphinx remembers the stems of one page only, and to find them takes longer than to write the entries. What
    a language does besides stemming may depend on the page, and stays as it is.
    """
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    stemmer = getattr(language, "stemmer", None)
    if stemmer is not None and not isinstance(stemmer, _OnceStemmer):
        language.stemmer = _OnceStemmer(stemmer)  # type: ignore[union-attr]  # it has a stemmer
