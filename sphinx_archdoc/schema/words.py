"""The extension's own words on a page, in the language of the project.

All layers hold them in English. Whoever puts them before a reader asks :class:`Words` for them; what an
author reads, such as problems, and what an author writes, such as the keys of columns, stays English.
"""

from __future__ import annotations

from collections.abc import Callable

_WRONG_PLACES = (LookupError, ValueError, AttributeError, TypeError)
"""What comes of a translation with other places for values; a project may bring translations of its own."""


def english(text: str) -> str:
    """*text* as it is: marks words for the translators that are shown from somewhere else."""
    return text


class Words:
    """Says words in the language of a project.

    :param translate: gives the translation of a text, or the text itself if there is none.
    :param digest: changes whenever a translation does; empty where there are none.
    :param right_to_left: whether the language is written so.
    """

    def __init__(
        self, translate: Callable[[str], str] = english, digest: str = "", *, right_to_left: bool = False
    ) -> None:
        self._translate = translate
        self.digest = digest
        self._right_to_left = right_to_left

    def __call__(self, text: str, **values: object) -> str:
        """*text* in the language of the project, with *values* in their places."""
        said = self._translate(text) if text else ""  # gettext keeps notes on a file under no text at all
        if not values:
            return said
        values = {name: self.apart(value) for name, value in values.items()}
        try:
            return said.format_map(values)
        except _WRONG_PLACES:
            return text.format_map(values)

    def apart(self, value: object) -> str:
        """A value among words: where these go from right to left, it goes its own way."""
        return f"\u2068{value}\u2069" if self._right_to_left else str(value)

    def within(self, title: str) -> str:
        """A title within a phrase: in lower case, but where a translation decides on that itself."""
        said = self(title)
        return said if self.digest else said.lower()

    def number(self, number: int) -> str:
        """A number, with what stands between its thousands."""
        return f"{number:,}".replace(",", self(english("1,000"))[1:-3])
