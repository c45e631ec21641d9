"""Texts of a document, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

import msgspec


class Separator(Enum):
    """What a text follows on its line: a label, or the name of an item and a sign."""

    NOTHING = auto()
    LABEL = auto()
    DASH = auto()
    COLON = auto()


class LineSpan(msgspec.Struct, frozen=True):
    """Where on the page a text is seen: blocks from one line to another, or a part of one."""

    start: int
    end: int
    column: int = -1
    """The cell of the row on this line, from 0."""
    after: Separator | None = None
    """What of the first line stands before the text."""
    words: str = ""
    """The text itself, where it is a part of something that is seen as a whole, such as a heading."""


class SourceText:
    """A text, and where it stands. More of it may follow: a row of a table may go on for many."""

    def __init__(self, text: str, line: int, spans: Iterable[LineSpan] = ()) -> None:
        self._pieces = [text]
        self.line = line
        self.spans = list(spans) or [LineSpan(line, line, words=text)]

    @property
    def text(self) -> str:
        """All of it."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def add(self, more: SourceText, separator: str) -> None:
        """Let *more* of it follow."""
        self._pieces += [separator, more.text]
        self.spans += more.spans
