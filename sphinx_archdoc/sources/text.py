"""A text as readers see it: with comments masked when that is needed, and offsets as lines."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator

from sphinx_archdoc.sources.mask import Masked, Style, mask


class CodeText:
    """One file's text."""

    def __init__(self, path: str, text: str, style: Style) -> None:
        self.path = path
        self.raw = text
        self._style = style

    @functools.cached_property
    def masked(self) -> Masked:
        """The text with comments and strings known; computed at first use."""
        return mask(self.raw, self._style)

    @property
    def plain(self) -> str:
        """The text with comments blank; offsets are those of the raw text."""
        return self.masked.plain

    def matches(self, expression: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches outside comments; comments are masked only if there is a match at all."""
        if expression.search(self.raw):
            yield from expression.finditer(self.plain)

    def code_matches(self, expression: re.Pattern[str], group: int | str = 0) -> Iterator[re.Match[str]]:
        """Yield the matches of the raw text with a group that begins in neither a comment nor a string.

        What else belongs to a match may be in a string. The text is masked only if there is a match.
        """
        for found in expression.finditer(self.raw):
            if self.is_code(found.start(group)):
                yield found

    def is_code(self, at: int) -> bool:
        """Return whether the character at offset *at* is in neither a comment nor a string."""
        return self.masked.is_code(at) and self.plain[at] == self.raw[at]

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        return [0, *itertools.accumulate(len(line) + 1 for line in self.raw.split("\n"))]

    def line(self, at: int) -> int:
        """Return the 1-based number of the line of offset *at*."""
        return bisect_right(self._line_starts, at)

    def line_start(self, at: int) -> int:
        """Return the offset at which the line of offset *at* begins."""
        return self._line_starts[self.line(at) - 1]


def end_of_block(text: str, at: int) -> int:
    """Return where the block ends that begins at an offset: at the next line that begins with a brace."""
    end = text.find("\n}", at)
    return end if end >= 0 else len(text)


_PARENTHESIS = re.compile(r"[()]")


def end_of_parenthesis(text: str, at: int, longest: int) -> int:
    """Return where the parenthesis that encloses an offset is closed; -1 if that is too far away."""
    depth = 1
    for sign in _PARENTHESIS.finditer(text, at, at + longest):
        depth += 1 if sign[0] == "(" else -1
        if not depth:
            return sign.start()
    return -1


def start_of_word(text: str, end: int, signs: str = "_$", longest: int = 40) -> int:
    """Return the offset at which the word that ends at *end* begins.

    :param signs: what words consist of, with letters and digits.
    :param longest: how many characters before *end* are looked at.
    """
    start = end
    while start and end - start < longest and (text[start - 1].isalnum() or text[start - 1] in signs):
        start -= 1
    return start
