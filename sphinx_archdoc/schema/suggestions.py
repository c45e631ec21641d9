"""Which field of a kind an author means by a name that no field has."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.schema.model import Kind, heading_key
from sphinx_archdoc.spelling import close_words

_SHORTEST = 3
"""Letters of an abbreviation that stands for a field: ``desc``."""


def field_meant(kind: Kind, name: str) -> str:
    """Return the field of *kind* that *name* stands for; empty if none is near.

    That is a field with this title or word, the only field that begins like this, or the one that is
    written most like it.
    """
    key = heading_key(name)
    for field, word in _words_of(kind):
        if key == word:
            return field
    begun = [field for field in kind.fields if field.startswith(key)]
    if len(key) >= _SHORTEST and len(begun) == 1:
        return begun[0]
    return next(iter(close_words(name, kind.fields, most=1)), "")


def hint_of_field(kind: Kind, name: str) -> str:
    """Return what to write instead of a field that a kind does not have."""
    meant = field_meant(kind, name)
    return f"did you mean '{meant}'?" if meant else f"it has {', '.join(kind.fields)}"


def _words_of(kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the fields, each with a word by which it is known, as a key."""
    for field in kind.fields.values():
        for word in (field.title, *kind.wording.fields.get(field.name, ())):
            yield field.name, heading_key(word)
