"""What was recognised in a document: entries, and what nobody could make one of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto

import msgspec

from sphinx_archdoc.problems import Code, Location, Problem


class Behind(Enum):
    """What a text follows on its line: a label, or the name of an item and a sign."""

    NOTHING = auto()
    LABEL = auto()
    DASH = auto()
    COLON = auto()


class Span(msgspec.Struct, frozen=True):
    """Where on the page a text is seen: blocks from one line to another, or a part of one."""

    start: int
    end: int
    column: int = -1
    """The cell of the row on this line, from 0."""
    behind: Behind | None = None
    """What of the first line stands before the text."""
    words: str = ""
    """The text itself, where it is a part of something that is seen as a whole, such as a heading."""


class Text:
    """A text, and where it stands. More of it may follow: a row of a table may go on for many."""

    def __init__(self, text: str, line: int, spans: Iterable[Span] = ()) -> None:
        self._pieces = [text]
        self.line = line
        self.spans = list(spans) or [Span(line, line, words=text)]

    @property
    def text(self) -> str:
        """All of it."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def add(self, more: Text, separator: str) -> None:
        """Let *more* of it follow."""
        self._pieces += [separator, more.text]
        self.spans += more.spans


class Place(Enum):
    """What on the page shows an entry."""

    ROW = auto()
    HEADING = auto()
    ITEM = auto()
    BLOCK = auto()


class Found(msgspec.Struct, kw_only=True, eq=False):
    """An entry that was recognised. Nothing is looked at yet: the values are as they are written."""

    kind: str
    name: str
    line: int
    place: Place
    fields: dict[str, Text] = {}
    notes: list[Text] = []
    """What its fields have no place for."""
    children: list[Found] = []
    """Entries that stand within it."""
    lines: list[tuple[int, int]] = []
    """The ranges of lines that say all this."""
    filled: bool = True
    """Whether it is an entry, and not a part of the template within one."""

    def add(self, field: str, text: Text, separator: str = "\n\n") -> None:
        """Give a field a text, or more of it."""
        if field in self.fields:
            self.fields[field].add(text, separator)
        else:
            self.fields[field] = Text(text.text, text.line, text.spans)

    def all_lines(self) -> Iterator[int]:
        """The lines that say it, and the entries within it."""
        for found in self.family():
            for start, end in found.lines:
                yield from range(start, end + 1)

    def family(self) -> Iterator[Found]:
        """It, and the entries that stand within it."""
        yield self
        for child in self.children:
            yield from child.family()


class Unread(msgspec.Struct, frozen=True):
    """Lines that look as if they held entries, but do not; they are left as they are."""

    start: int
    end: int
    reason: str


class Recognition(msgspec.Struct):
    """All that was recognised in a document."""

    source: str = ""
    """How problems name the file of the document."""

    entries: list[Found] = []
    """Those that stand in no other, in the order of the document."""
    unread: list[Unread] = []
    problems: list[Problem] = []
    remains: dict[tuple[int, int], str] = {}
    """What stays of a code block whose lines are told by its range, after its entries were taken out."""
    headings: list[int] = []
    """Lines of headings that say nothing more than the entries below them do."""

    def add(self, more: Recognition) -> None:
        """Add what was recognised in another part of the document."""
        self.entries += more.entries
        self.unread += more.unread
        self.problems += more.problems

    def report(self, line: int, code: Code, message: str, hint: str = "") -> None:
        """Note that something is wrong."""
        self.problems.append(Problem(Location(self.source, line), code, message, hint))
