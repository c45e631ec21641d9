"""Texts of a document together with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

import msgspec


class Separator(Enum):
    """What separates a text from the label or the name before it on the same line."""

    NOTHING = auto()
    LABEL = auto()
    DASH = auto()
    COLON = auto()


class LineSpan(msgspec.Struct, frozen=True):
    """The lines of the page that show a text: whole blocks, or a part of one."""

    start: int
    end: int
    column: int = -1
    """Index of the cell in the table row on this line; -1 if the text is not a cell."""
    after: Separator | None = None
    """What the text comes after on its first line; None if it has the lines to itself."""
    words: str = ""
    """The text itself, if the page shows it only as a part of something else, such as a heading."""


class SourceText:
    """Markdown of a text and the spans that it was read from.

    A text can grow: a cell can continue in the rows below, and appending takes constant time.
    """

    def __init__(self, text: str, line: int, spans: Iterable[LineSpan] = ()) -> None:
        self._pieces = [text]
        self.line = line
        self.spans = list(spans) or [LineSpan(line, line, words=text)]

    @property
    def text(self) -> str:
        """The whole text."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def add(self, more: SourceText, separator: str) -> None:
        """Append *more*, after a separator."""
        self._pieces += [separator, more.text]
        self.spans += more.spans
