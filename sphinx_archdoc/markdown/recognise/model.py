"""What was recognised in a document: entries, and what nobody could make one of."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

import msgspec

from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import Location, Problem


class EntrySource(Enum):
    """What on the page shows an entry."""

    ROW = auto()
    HEADING = auto()
    ITEM = auto()
    BLOCK = auto()


class RecognisedEntry(msgspec.Struct, kw_only=True, eq=False):
    """An entry that was recognised. Nothing is looked at yet: the values are as they are written."""

    kind: str
    name: str
    line: int
    place: EntrySource
    fields: dict[str, SourceText] = {}
    notes: list[SourceText] = []
    """What its fields have no place for."""
    children: list[RecognisedEntry] = []
    """Entries that stand within it."""
    lines: list[tuple[int, int]] = []
    """The ranges of lines that say all this."""
    filled: bool = True
    """Whether it is an entry, and not a part of the template within one."""

    def add(self, field: str, text: SourceText, separator: str = "\n\n") -> None:
        """Give a field a text, or more of it."""
        if field in self.fields:
            self.fields[field].add(text, separator)
        else:
            self.fields[field] = SourceText(text.text, text.line, text.spans)

    def all_lines(self) -> Iterator[int]:
        """The lines that say it, and the entries within it."""
        for found in self.family():
            for start, end in found.lines:
                yield from range(start, end + 1)

    def family(self) -> Iterator[RecognisedEntry]:
        """It, and the entries that stand within it."""
        yield self
        for child in self.children:
            yield from child.family()


class SkippedLines(msgspec.Struct, frozen=True):
    """Lines that look as if they held entries, but do not; they are left as they are."""

    start: int
    end: int
    reason: str


class RecognitionResult(msgspec.Struct):
    """All that was recognised in a document."""

    source: str = ""
    """How problems name the file of the document."""

    entries: list[RecognisedEntry] = []
    """Those that stand in no other, in the order of the document."""
    unread: list[SkippedLines] = []
    problems: list[Problem] = []
    remains: dict[tuple[int, int], str] = {}
    """What stays of a code block whose lines are told by its range, after its entries were taken out."""
    headings: list[int] = []
    """Lines of headings that say nothing more than the entries below them do."""

    def add(self, more: RecognitionResult) -> None:
        """Add what was recognised in another part of the document."""
        self.entries += more.entries
        self.unread += more.unread
        self.problems += more.problems

    def report(self, line: int, code: ProblemCode, message: str, hint: str = "") -> None:
        """Note that something is wrong."""
        self.problems.append(Problem(Location(self.source, line), code, message, hint))
