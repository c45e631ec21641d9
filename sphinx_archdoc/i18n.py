"""Translation of the extension's own strings: column headings, labels, titles of index pages, and so on.

The code has these strings in English, and passes them through a :class:`Translator` before a reader sees
them. Messages for authors, and the keys that authors write, are never translated.
"""

from __future__ import annotations

from collections.abc import Callable

_PLACEHOLDER_ERRORS = (LookupError, ValueError, AttributeError, TypeError)
"""What ``str.format_map`` raises if a project's own translation has other placeholders than the text."""


def english(text: str) -> str:
    """Return *text* as it is, and mark it for extraction: it is translated later, somewhere else."""
    return text


class Translator:
    """Translates strings to the language of a project.

    The default instance returns English. It holds no catalogue, so that all layers can use it without Sphinx.

    :param translate: returns the translation of a string, or the string itself if there is none.
    :param digest: a hash of all translations; empty if there are none.
    :param right_to_left: whether the language is written from right to left.
    """

    def __init__(
        self, translate: Callable[[str], str] = english, digest: str = "", *, right_to_left: bool = False
    ) -> None:
        self._translate = translate
        self.digest = digest
        self._right_to_left = right_to_left

    def __call__(self, text: str, **values: object) -> str:
        """Translate *text*, and replace its placeholders by *values*, as ``str.format`` does.

        A translation that has other placeholders than *text* is not used.
        """
        translated = self._translate(text) if text else ""  # gettext keeps the header under the empty string
        if not values:
            return translated
        values = {name: self.isolate(value) for name, value in values.items()}
        try:
            return translated.format_map(values)
        except _PLACEHOLDER_ERRORS:
            return text.format_map(values)

    def isolate(self, value: object) -> str:
        """Return *value* as text whose direction does not affect a right-to-left text around it.

        It is put between the characters FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9).
        """
        return f"\u2068{value}\u2069" if self._right_to_left else str(value)

    def inline(self, title: str) -> str:
        """Translate a title to use within a phrase: in lower case in English, as it is in other languages."""
        translated = self(title)
        return translated if self.digest else translated.lower()

    def number(self, number: int) -> str:
        """Format an integer with the thousands separator of the language."""
        return f"{number:,}".replace(",", self(english("1,000"))[1:-3])
