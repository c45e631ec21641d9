"""Where a list is, and what is asked of it: the facts that its signs are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import Evidence, is_near
from sphinx_archdoc.markdown.recognise.lists.words import ListWords
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import number_field


class ListPlace:
    """A list, and the kind that its items may be entries of."""

    def __init__(
        self, words: ListWords, context: HeadingContext, vocabulary: Vocabulary, evidence: Evidence
    ) -> None:
        self.words = words
        self.context = context
        self.vocabulary = vocabulary
        self.evidence = evidence
        """The signs so far."""
        self.kind = evidence.kind
        """The kind that is asked for."""
        self.before = context.before
        """The paragraph directly before the list."""
        self.is_named = context.kind is evidence.kind
        """Whether the nearest heading that names a kind names this one."""
        self.can_be_named = context.kind is None or self.is_named
        """Whether no heading names another kind."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings above the list, the nearest one first."""
        return (self.context.heading, *self.context.titles)

    @property
    def is_near(self) -> bool:
        """Whether a heading other than the title of the page names the kind."""
        return is_near(self.kind, self.context, self.vocabulary)

    @property
    def is_called_above(self) -> bool:
        """Whether the nearest heading has a word for the kind."""
        return self.kind in self.vocabulary.kinds_in(self.context.heading)

    @property
    def names_several_above(self) -> bool:
        """Whether the nearest heading names several entries of the kind: "Core modules"."""
        return self.is_named and self.vocabulary.names_several(self.kind, self.context.heading)

    @property
    def has_identifiers(self) -> bool:
        """Whether names of the kind are code, and have no prescribed form."""
        return self.kind.name_style is NameStyle.CODE and not self.kind.pattern


class ListSign(msgspec.Struct, frozen=True):
    """One thing in a list, or above it, that speaks for a kind or against it."""

    points: int
    words: str
    """The sign as a phrase, in which ``{kind}``, ``{plural}`` and ``{number}``, a field, are replaced."""
    holds: Callable[[ListPlace], object]
    """Return a true value if a list has the sign."""


def add_signs(place: ListPlace, signs: Iterable[ListSign]) -> None:
    """Add the signs that a list has to the evidence, in order."""
    for sign in signs:
        if sign.holds(place):
            place.evidence.add(sign.points, _phrase(sign, place.kind))


def _phrase(sign: ListSign, kind: Kind) -> str:
    number = number_field(kind)
    return sign.words.format(kind=kind.name, plural=kind.plural.lower(), number=number.name if number else "")
