"""The nearest right names, which messages suggest."""

from __future__ import annotations

from collections.abc import Iterable

_LIKENESS = 0.7
"""How alike two words must be to be suggested for each other, from 0 to 1."""

_LIKENESS_OF_BEGINNING = 0.6
"""How alike they must be if they begin with the same letter."""


def did_you_mean(word: str, known: Iterable[str], likeness: float | None = None) -> str:
    """Return a hint with the closest of the *known* words, or an empty string if none is close.

    Case is ignored. Words of more than 200 characters get no hint.

    :param likeness: how alike two words must be, from 0 to 1; by default, less if they begin alike.
    """
    near = close_words(word, known, likeness=likeness, most=1)
    return f"did you mean '{near[0]}'?" if near else ""


def close_words(word: str, known: Iterable[str], *, likeness: float | None = None, most: int) -> list[str]:
    """Return at most so many of the *known* words that are like a word, the closest first; see above."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    if len(word) > 200:  # difflib takes quadratic time
        return []
    import difflib  # slow to load, and often not needed

    ours = word.casefold()
    if likeness is not None:
        return [folded[name] for name in difflib.get_close_matches(ours, sorted(folded), most, likeness)]
    begun = [name for name in folded if name[:1] == ours[:1]]
    near = {
        *difflib.get_close_matches(ours, sorted(folded), most, _LIKENESS),
        *difflib.get_close_matches(ours, sorted(begun), most, _LIKENESS_OF_BEGINNING),
    }
    ranked = difflib.get_close_matches(ours, sorted(near), most, _LIKENESS_OF_BEGINNING)
    return [folded[name] for name in ranked]
