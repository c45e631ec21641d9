"""How much of a catalogue is described, and how many points its entries reach by the rules of the project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from sphinx_archdoc.catalogue.expression import sort_key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import OwnOrOfPage, title_of_cell
from sphinx_archdoc.content.ruling import Ruling, Verdict
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.rules.project_rules import DOCUMENT, columns_for
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Field, FieldType, Kind

NOT_GIVEN = english("Not given")

MEANINGS = {"owner": Meaning.OWNER, "focus": Meaning.WEIGHT, "lifecycle": Meaning.LIFECYCLE}
"""What to group by that fields mean, whatever they are called. An entry has what its page's document has."""

_TITLES = {
    "owner": english("Owner"),
    "focus": english("Focus"),
    "lifecycle": english("Status"),
    "page": english("Page"),
    "kind": english("Kind"),
    "catalogue": english("Catalogue"),
}


class Share(msgspec.Struct, frozen=True):
    """A part of a whole, as numbers."""

    reached: int = 0
    possible: int = 0

    def __add__(self, other: Share) -> Share:
        """Return both together."""
        return Share(self.reached + other.reached, self.possible + other.possible)

    @property
    def percent(self) -> int | None:
        """The share in whole percent: 100 only for all, 0 only for nothing; None if there is nothing."""
        if not self.possible:
            return None
        if self.reached in (0, self.possible):
            return 100 if self.reached else 0
        nearest = (200 * self.reached + self.possible) // (2 * self.possible)
        return min(max(nearest, 1), 99)

    def is_under(self, percent: float) -> bool:
        """Return whether the exact share is less; nothing is not."""
        return self.reached * 100 < percent * self.possible

    def text(self, words: Translator) -> str:
        """Return the share for readers, ``41 of 52 (79 %)``; a dash if there is nothing."""
        if self.percent is None:
            return "—"
        return words(
            english("{reached} of {possible} ({percent} %)"),
            reached=words.number(self.reached),
            possible=words.number(self.possible),
            percent=self.percent,
        )


class GroupTitle(NamedTuple):
    """The title of a group, with its place among the others."""

    is_missing: bool
    """True for the group of entries without a value, which comes last."""
    rank: int
    order: tuple[int, float, str]
    title: str


class EntryScore(msgspec.Struct, frozen=True):
    """How much of one entry is described, and what the rules say of it."""

    entry: Entry
    missing: tuple[Field, ...]
    """The fields that are counted and that it does not have."""
    fields: Share
    points: Share
    verdicts: tuple[Verdict, ...]
    groups: tuple[GroupTitle, ...]
    """Its group by each of the columns that were asked for."""

    @property
    def is_counted(self) -> bool:
        """False if nothing is asked of the entry."""
        return bool(self.fields.possible or self.points.possible)

    @property
    def has_gaps(self) -> bool:
        """True if a field is missing or a rule is broken."""
        return bool(self.missing) or any(verdict.violation for verdict in self.verdicts)


class ScoreGroup(msgspec.Struct, frozen=True):
    """The entries that have the same value in a column."""

    title: str
    fields: Share
    points: Share
    scores: tuple[EntryScore, ...]


def counted_fields(kind: Kind) -> list[Field]:
    """Return the fields whose values are counted: those that the kind requires or shows as a column.

    Not counted are parts of the name, flags, which are always set or not, and fields with a text for "none",
    as it says something not to fill them.
    """
    return [
        field
        for field in kind.fields.values()
        if (field.required or field.column)
        and field.type is not FieldType.FLAG
        and not field.none
        and field.name not in kind.name_fields
    ]


def known_groups(kinds: KindsTable, names: Iterable[str]) -> Iterable[str]:
    """Return what entries of some kinds can be grouped by."""
    return {*MEANINGS, *columns_for(kinds, names)} - {"problems"}


def title_of_group(by: str) -> str:
    """Return the heading of what is grouped by, in English."""
    words = by.removeprefix(DOCUMENT).replace("-", " ")
    return _TITLES.get(by) or f"{words[:1].upper()}{words[1:]}"


def scores_of(
    entries: Iterable[Entry], graph: Graph, ruling: Ruling, by: Sequence[str] = ()
) -> list[EntryScore]:
    """Return how much of each entry is described.

    :param by: what to group by; each is one of :func:`known_groups`.
    """
    scorer = _Scorer(graph, ruling, by)
    return [scorer.score(entry) for entry in entries]


def grouped_scores(scores: Iterable[EntryScore], number: int, words: Translator) -> list[ScoreGroup]:
    """Return the scores by the groups of one column, in order.

    :param number: the 0-based number of the column among those that were asked for.
    """
    groups: dict[GroupTitle, list[EntryScore]] = defaultdict(list)
    for score in scores:
        groups[score.groups[number]].append(score)
    by_title: dict[str, list[EntryScore]] = {}
    for group in sorted(groups):
        by_title.setdefault(group.title or words(NOT_GIVEN), []).extend(groups[group])
    return [ScoreGroup(title, *totals(found), tuple(found)) for title, found in by_title.items()]


def totals(scores: Iterable[EntryScore]) -> tuple[Share, Share]:
    """Return the sums over some entries: of fields, and of points."""
    fields = points = Share()
    for score in scores:
        fields, points = fields + score.fields, points + score.points
    return fields, points


class _Scorer:
    def __init__(self, graph: Graph, ruling: Ruling, by: Sequence[str]) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.ruling = ruling
        self.judgement = ruling.judge(graph)
        self.by = by
        self.counted = {name: counted_fields(kind) for name, kind in self.catalogue.kinds.items()}
        self.ranks = {name: rank for rank, name in enumerate(self.catalogue.kinds)}
        self.orders: dict[tuple[str, str], Mapping[str, int]] = {}
        self.by_meaning = {
            by: OwnOrOfPage(self.catalogue, partial(self._own, meaning=meaning))
            for by, meaning in MEANINGS.items()
        }

    def score(self, entry: Entry) -> EntryScore:
        counted = self.counted[entry.kind]
        missing = tuple(field for field in counted if not _is_filled(entry, field))
        verdicts = self.judgement.verdicts.get(entry.key, ())
        reached = sum(verdict.rule.points for verdict in verdicts if verdict.violation is None)
        return EntryScore(
            entry,
            missing,
            Share(len(counted) - len(missing), len(counted)),
            Share(reached, sum(verdict.rule.points for verdict in verdicts)),
            verdicts,
            tuple(self._group(entry, by) for by in self.by),
        )

    def _group(self, entry: Entry, by: str) -> GroupTitle:
        if by in MEANINGS:
            return self._by_meaning(entry, by)
        if by.startswith(DOCUMENT):
            document = self.catalogue.document_of(entry.page)
            return self._by_column(document, by.removeprefix(DOCUMENT)) if document else _titled("")
        return self._by_column(entry, by)

    def _by_meaning(self, entry: Entry, by: str) -> GroupTitle:
        """Group by the field with a meaning: that of the entry, or else that of its page's document."""
        return self.by_meaning[by].of(entry, entry.page) or _titled("")

    def _own(self, entry: Entry, meaning: Meaning) -> GroupTitle | None:
        """Return the group by the field with a meaning of the entry itself; None if it has no value."""
        field = self.catalogue.kind_of(entry).field_meaning(meaning)
        group = self._by_column(entry, field.name) if field else None
        return group if group and group.title else None

    def _by_column(self, entry: Entry, column: str) -> GroupTitle:
        kind = self.catalogue.kind_of(entry)
        if column == "kind":
            return _titled(title_of_cell(entry, column, self.graph), self.ranks[kind.name])
        if column == "catalogue" and column not in kind.fields:
            return _titled(self.ruling.catalogue)
        title = title_of_cell(entry, column, self.graph)
        return _titled(title, self._order(kind, column).get(title, 0))

    def _order(self, kind: Kind, column: str) -> Mapping[str, int]:
        """Return the order of the choices of a field, by their titles."""
        key = (kind.name, column)
        if key not in self.orders:
            field = kind.fields.get(column)
            choices = field.choices if field else ()
            self.orders[key] = {self.graph.words(choice): rank for rank, choice in enumerate(choices)}
        return self.orders[key]


def _titled(title: str, rank: int = 0) -> GroupTitle:
    return GroupTitle(not title, rank, sort_key(title), title)


def _is_filled(entry: Entry, field: Field) -> bool:
    return entry.values.get(field.name) not in (None, "", ()) or field.name in entry.shapes


def gaps_of(scores: Iterable[EntryScore]) -> Iterator[EntryScore]:
    """Yield the scores of entries that lack something, in the order of their pages and lines."""
    found = [score for score in scores if score.has_gaps]
    yield from sorted(found, key=lambda score: (score.entry.where, score.entry.anchor))
