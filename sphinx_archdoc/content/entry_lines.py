"""What catalogues and the search show of each entry, in one line; computed once for all of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import NamedTuple

import msgspec

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.first_sentence import first_sentence
from sphinx_archdoc.content.marks import DEPRECATED, deprecation_of, marks_by_meaning
from sphinx_archdoc.content.spans import Link, Mark, Span, Text
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Kind, NameStyle

ProfileOf = Callable[[Entry], str]
"""Returns the name of the page that is the profile of an entry; empty if it has none."""

_SIGNS = "_/.{[('\"<@#$"
"""Characters at the start of a name that its letter ignores."""

_DIGITS = re.compile(r"[0-9]+")


def no_profile(entry: Entry) -> str:
    """Return an empty string: the entry has no profile."""
    return ""


class Place(NamedTuple):
    """What entries are sorted by; titles that begin with no letter come first."""

    letter: str
    """The first letter of the title without its accent; empty if there is none."""
    by_value: str
    """The title without case and accents; digits are preceded by their number, so that 9 comes before 10."""
    title: str
    page: str
    number: int
    """The number of the entry in the catalogue, so that no two places are equal."""


class EntryLine(msgspec.Struct, frozen=True):
    """What every list shows of an entry; each attribute after the first three is a cell."""

    entry: Entry
    place: Place
    sentence: str
    """The first sentence of the prose that sums the entry up."""
    name: list[Span]
    """A link to the profile of the entry, or to where it is written."""
    kind: list[Span]
    summary: list[Span]
    owner: list[Span]
    """The owner of the entry, or else that of its page; so are the status and the focus."""
    status: list[Span]
    focus: list[Span]
    page: list[Span]
    """The title of the page, unless it is the name; a link if the name leads to the profile."""


class _KindOfLine(NamedTuple):
    """What the entries of a kind have in common."""

    style: NameStyle
    title: list[Span]
    summary: str
    """The name of the field that sums an entry up."""


class EntryLines:
    """The lines of all entries of a catalogue."""

    def __init__(self, graph: Graph, profile_of: ProfileOf) -> None:
        self._graph = graph
        self._profile_of = profile_of
        self._deprecation = deprecation_of(graph)
        self._kinds = {name: self._kind(kind) for name, kind in graph.catalogue.kinds.items()}
        self.in_order: Sequence[EntryLine] = list(map(self._line, graph.catalogue.entries, count()))
        """The lines of all entries, in the order of the catalogue."""
        self.by_title: Sequence[EntryLine] = sorted(self.in_order, key=attrgetter("place"))
        self._of_kind: dict[str, list[EntryLine]] = defaultdict(list)
        for line in self.by_title:
            self._of_kind[line.entry.kind].append(line)

    def of_kind(self, kind: str) -> Sequence[EntryLine]:
        """Return the lines of the entries of one kind, by title."""
        return self._of_kind.get(kind, ())

    def _kind(self, kind: Kind) -> _KindOfLine:
        style = NameStyle.CODE if kind.name_style is NameStyle.CODE else NameStyle.TEXT
        return _KindOfLine(style, [Text(self._graph.words(kind.title))], kind.summary)

    def _line(self, entry: Entry, number: int) -> EntryLine:
        kind, profile = self._kinds[entry.kind], self._profile_of(entry)
        sentence = first_sentence(self._graph.catalogue.text_of(entry, kind.summary))
        marks = marks_by_meaning(entry, entry.page, self._graph)
        warning = self._graph.words(DEPRECATED) if self._deprecation.of_entry(entry, "") else ""
        place = (profile, "") if profile else (entry.page, entry.anchor)
        page = self._graph.catalogue.title_of(entry.page)
        page_cell: list[Span] = [Text(page)] if page != entry.title else []
        return EntryLine(
            entry,
            _place(entry, number),
            sentence,
            name=[Link(entry.title or "–", *place, kind.style, warning)],
            kind=kind.title,
            summary=[Text(sentence)] if sentence else [],
            owner=_cell(marks, Meaning.OWNER),
            status=_cell(marks, Meaning.LIFECYCLE),
            focus=_cell(marks, Meaning.WEIGHT),
            page=[Link(page, entry.page, entry.anchor)] if profile else page_cell,
        )


def entry_lines(graph: Graph, profile_of: ProfileOf) -> EntryLines:
    """Return the lines of all entries, which the graph caches."""
    return graph.derived((EntryLines, profile_of), lambda graph: EntryLines(graph, profile_of))


def _place(entry: Entry, number: int) -> Place:
    folded = unicodedata.normalize("NFKD", entry.title).casefold()
    letter = folded.lstrip(_SIGNS)[:1].upper()[:1]
    by_value = _DIGITS.sub(lambda digits: f"{len(digits[0]):04}{digits[0]}", folded)
    return Place(letter if letter.isalpha() else "", by_value, entry.title, entry.page, number)


def _cell(marks: Mapping[Meaning, Mark], meaning: Meaning) -> list[Span]:
    return [Text(marks[meaning].value)] if meaning in marks else []
