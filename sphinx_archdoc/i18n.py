"""Translation of the extension's own strings: column headings, labels, titles of index pages, and so on.

These strings are English in the code; a :class:`Translator` translates them before they are shown.
Problems, and the keys that authors write, are never translated.
"""

from __future__ import annotations

from collections.abc import Callable

_PLACEHOLDER_ERRORS = (LookupError, ValueError, AttributeError, TypeError)
"""Exceptions of ``str.format_map`` if a translation has other placeholders than its text."""


def english(text: str) -> str:
    """Return *text* unchanged, and mark it for extraction: it is translated later (``gettext_noop``)."""
    return text


class Translator:
    """Translates strings to the language of a project.

    The default instance returns the English strings. It loads no catalogue, so pure layers can use it.

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
        """Translate *text* and interpolate *values* (``str.format``).

        If the placeholders of a translation differ from those of *text*, fall back to *text*.
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
        """Return *value* as a string whose direction does not affect the surrounding text (UAX #9).

        In a right-to-left language, enclose it in FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE.
        """
        return f"\u2068{value}\u2069" if self._right_to_left else str(value)

    def inline(self, title: str) -> str:
        """Translate *title* for use within a phrase: in lower case if it is English."""
        translated = self(title)
        return translated if self.digest else translated.lower()

    def number(self, number: int) -> str:
        """Format *number* with the thousands separator of the language."""
        return f"{number:,}".replace(",", self(english("1,000"))[1:-3])
