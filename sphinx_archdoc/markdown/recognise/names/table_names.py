"""Names of database tables in headings, beside words for the kind."""

from __future__ import annotations

import functools

from sphinx_archdoc.markdown.recognise.words.translated_words import translations
from sphinx_archdoc.schema.model import Kind


def name_of_table(heading: str, kind: Kind) -> str:
    """Return the name in a heading without the word for the kind: of "Orders Table", or "Table: orders"."""
    first, colon, rest = heading.replace("：", ":").partition(":")
    if colon and rest.strip() and is_called(first, kind):
        return rest.strip()
    name, _, last = heading.rpartition(" ")
    return name if name and is_called(last, kind) else heading


def is_called(words: str, kind: Kind) -> bool:
    """Return whether words are what entries of *kind* are called: "Table", "Collection"."""
    called = (kind.heading, *kind.wording.names)
    return words.strip(" :：").casefold() in _called(called)


@functools.cache
def _called(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for name in names for word in (name, *translations(name)))
