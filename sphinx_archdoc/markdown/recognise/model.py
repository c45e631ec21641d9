"""The result of recognition: entries, skipped lines, and the rules that decided."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

import msgspec

from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import Location, Problem


class EntrySource(Enum):
    """The part of a document that an entry was read from."""

    ROW = auto()
    HEADING = auto()
    ITEM = auto()
    YAML = auto()
    BLOCK = auto()


class RecognisedEntry(msgspec.Struct, kw_only=True, eq=False):
    """An entry as it is written: its values are not parsed yet, and not known to be valid."""

    kind: str
    name: str
    line: int
    place: EntrySource
    fields: dict[str, SourceText] = {}
    notes: list[SourceText] = []
    """Texts that belong to the entry, but to none of its fields."""
    children: list[RecognisedEntry] = []
    """Entries within this one, such as the endpoints of an integration."""
    lines: list[tuple[int, int]] = []
    """The ranges of lines that the entry was read from, first and last line."""
    aliases: list[str] = []
    """Other names that labels give to an entry whose name is its heading, as identifiers in backticks."""
    is_labelled: bool = False
    """Whether labels gave it a field: then its author knows them, and misses those that are not there."""
    columns: frozenset[str] = frozenset()
    """Fields that have a column in its table."""
    mistaken: dict[str, int] = {}
    """Fields that could not be read, which is reported already, with their lines."""
    is_within: bool = False
    """Whether it was read from the section of another entry: the error of an endpoint."""
    filled: bool = True
    """False for an entry that still is the template's own, see ``placeholders``."""

    def add(self, field: str, text: SourceText, separator: str = "\n\n") -> None:
        """Set a field, or append to the text that it has."""
        if field in self.fields:
            self.fields[field].add(text, separator)
        else:
            self.fields[field] = SourceText(text.text, text.line, text.spans)

    def as_other(self, name: str) -> RecognisedEntry:
        """Return an entry with another name and the same fields, without the entries within this one."""
        fields, notes, lines = dict(self.fields), [*self.notes], [*self.lines]
        return msgspec.structs.replace(self, name=name, fields=fields, notes=notes, children=[], lines=lines)

    def all_lines(self) -> Iterator[int]:
        """Yield the numbers of all lines that the entry and its children were read from."""
        for entry in self.family():
            for start, end in entry.lines:
                yield from range(start, end + 1)

    def family(self) -> Iterator[RecognisedEntry]:
        """Yield the entry and, recursively, its children."""
        yield self
        for child in self.children:
            yield from child.family()


class SkippedLines(msgspec.Struct, frozen=True):
    """Lines that look like entries but could not be read; they stay as they are."""

    start: int
    end: int
    reason: str
    kind: str = ""
    """Name of the kind that a heading, a marker or a directive announces there; empty if nothing does."""
    hint: str = ""
    """How to write them, if these lines need something else than others of their kind."""
    suggestion: str = ""
    """What their author may have meant, as a question: "did you mean 'Purpose'?"."""
    is_reported: bool = False
    """Whether they have a problem of their own."""
    is_example: bool = False
    """Whether they are no loss if the page has entries of the kind: code that may be an example."""

    is_empty: bool = False
    """Whether there is nothing in them that could be read: an empty row."""
    is_aside: bool = False
    """Whether they are no loss: they do not look like entries, and no heading near them announces any."""

    is_marker: bool = False
    """Whether they are a marker with a mistake, perhaps within an entry."""

    @property
    def is_due(self) -> bool:
        """Whether the author has something to do: entries are announced here, or a problem is reported."""
        return bool(self.kind) or self.is_reported


class MarkedLines(msgspec.Struct, frozen=True):
    """The lines of a marker, and the last line of the block or the section below it."""

    start: int
    end: int
    below: int
    """First line of what is marked."""
    last: int
    """Last line of it; before the first one if nothing is."""


class AppliedRule(msgspec.Struct, frozen=True):
    """A record of the rule that decided what the lines from *start* to *end* are, and why."""

    rule: str
    start: int
    end: int
    kind: str
    """Name of the kind whose entries the lines hold, or an empty string."""
    reason: str


class RecognitionResult(msgspec.Struct):
    """All that was recognised in a document."""

    source: str = ""
    """How problems name the file of the document."""

    entries: list[RecognisedEntry] = []
    """Entries without a parent, in the order of the document."""
    unread: list[SkippedLines] = []
    problems: list[Problem] = []
    remains: dict[tuple[int, int], str] = {}
    """What is left of a code block after its entries were taken out, by its first and last line."""
    headings: list[int] = []
    """Lines of headings that say no more than a field of all entries below them."""
    markers: list[MarkedLines] = []
    """The markers that were used, and what is below each."""
    wrong_markers: list[MarkedLines] = []
    """The markers with a mistake, which is reported. What is below them is not converted."""
    applied: list[AppliedRule] = []
    """The rules that matched, in the order in which they did."""

    def add(self, other: RecognitionResult) -> None:
        """Add the result of another part of the document."""
        self.entries += other.entries
        self.unread += other.unread
        self.problems += other.problems
        self.wrong_markers += other.wrong_markers
        self.applied += other.applied

    def skip(
        self,
        start: int,
        end: int,
        reason: str,
        *,
        hint: str = "",
        suggestion: str = "",
        is_example: bool = False,
        is_aside: bool = False,
    ) -> None:
        """Note that lines which look like entries are skipped.

        :param hint: how to write them, if they need something else than others of their kind.
        :param suggestion: what their author may have meant, as a question.
        :param is_example: whether they are no loss if the page has entries of the kind.
        :param is_aside: whether they are no loss in any case.
        """
        self.unread.append(
            SkippedLines(
                start,
                end,
                reason,
                hint=hint,
                suggestion=suggestion,
                is_example=is_example,
                is_aside=is_aside,
            )
        )

    def report(self, line: int, code: ProblemCode, message: str, hint: str = "") -> None:
        """Note a problem at a line."""
        self.problems.append(Problem(Location(self.source, line), code, message, hint))
