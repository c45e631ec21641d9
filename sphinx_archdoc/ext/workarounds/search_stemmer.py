"""Cache the stems of words across pages for Sphinx's search index.

Sphinx 9.0 caches stems only while it indexes one page. Entries have the same words on many pages, and
stemming these again takes longer than rendering the entries. We found no upstream issue.
``test_a_language_of_the_search_asks_its_stemmer_for_each_word`` fails when replacing the stemmer has no
effect any more.
"""

from __future__ import annotations

import functools
from typing import Protocol

from docutils import nodes
from sphinx.application import Sphinx


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  (Snowball's name)


class _CachingStemmer:
    """Stemmer with a cache."""

    def __init__(self, stemmer: _Stemmer) -> None:
        self.stemWord = functools.cache(stemmer.stemWord)


def stem_words_once(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Handle ``doctree-resolved``, after which Sphinx indexes the page: put a cache in front of the stemmer.

    Only the stemmer is cached: what else a language does to a word can depend on the page.
    """
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    stemmer = getattr(language, "stemmer", None)
    if stemmer is not None and not isinstance(stemmer, _CachingStemmer):
        language.stemmer = _CachingStemmer(stemmer)  # type: ignore[union-attr]  # not None: it has a stemmer
