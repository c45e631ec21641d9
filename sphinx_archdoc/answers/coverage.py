"""How much of some catalogues is described, and which entries break the rules of a project."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

import msgspec

from sphinx_archdoc.answers.answer import Answer, AnswerRecord, EntryPlace, Question, place_of
from sphinx_archdoc.answers.meanings import text_by_meaning
from sphinx_archdoc.answers.query import check_kinds
from sphinx_archdoc.catalogue.model import EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.content.coverage import (
    EntryScore,
    ScoreGroup,
    Share,
    gaps_of,
    grouped_scores,
    known_groups,
    scores_of,
    title_of_group,
    totals,
)
from sphinx_archdoc.content.ruling import Ruling
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.problems import Location, shorten
from sphinx_archdoc.rules.finding import Finding, Level
from sphinx_archdoc.rules.project_rules import ProjectRule, Violation
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.spelling import did_you_mean

_WORDS = Translator()

Number = Annotated[int, msgspec.Meta(ge=0)]
DifferenceName = Literal["missing-here", "missing-there", "other-kind", "other-owner", "other-lifecycle"]


class ShareRecord(AnswerRecord, frozen=True, kw_only=True):
    """A part of a whole."""

    reached: Number
    possible: Number
    percent: Annotated[int, msgspec.Meta(ge=0, le=100)] | None
    """In whole percent, 100 only for all and 0 only for nothing; null if nothing is possible."""


class CoverageItem(AnswerRecord, frozen=True, kw_only=True):
    """The entries that have the same value in a column."""

    by: str
    """The column."""
    group: str
    """The value, as readers see it; ``Not given`` for entries without one."""
    entries: Number
    fields: ShareRecord
    """How many fields are filled, of those that the kinds require or show as columns."""
    points: ShareRecord
    """How many points are reached by the rules."""


class ViolationItem(EntryPlace, frozen=True, kw_only=True):
    """An entry that breaks a rule."""

    owner: str
    """The owner of the entry, or of its page."""
    rule: str
    rule_owner: str
    """The owner of the rule."""
    level: Level
    message: str
    help: str
    is_new: bool
    """False if the baseline accepts it."""


class GapItem(EntryPlace, frozen=True, kw_only=True):
    """An entry that lacks fields."""

    missing: tuple[str, ...]
    """The names of the fields."""


class DifferenceItem(AnswerRecord, frozen=True, kw_only=True):
    """What is not the same in the catalogue and in files of another tool."""

    difference: DifferenceName
    entity: str
    """How the other tool refers to it: ``component:default/carts``."""
    catalogue: str
    """Name of the catalogue that has it; empty if it is missing here."""
    key: str
    """The reference that finds the entry; empty if it is missing here, or is a page without an entry."""
    source: str
    """Path of the source file, relative to the source directory; empty if it is missing here."""
    line: Number
    file: str
    """The file of the other tool; empty if it is missing there."""
    file_line: Number
    here: str
    """The value here, as it is exported; empty if there is none."""
    there: str
    message: str


class ComparisonRecord(AnswerRecord, frozen=True, kw_only=True):
    """How far the catalogue and files of another tool are the same."""

    same: ShareRecord
    """The entities without a difference, of all that are here or there."""
    not_compared: tuple[str, ...]
    """Kinds of entities that the files do not have; what would be exported as such is not missing there."""
    items: tuple[DifferenceItem, ...]


class CoverageAnswer(Answer[CoverageItem], frozen=True, kw_only=True):
    """The answer of ``coverage``: its items are the groups."""

    fields: ShareRecord
    """Of all entries."""
    points: ShareRecord
    violations: tuple[ViolationItem, ...]
    gaps: tuple[GapItem, ...]
    against: ComparisonRecord | None
    """The differences from the files that ``--against`` names; null without it."""


class CoverageTable(msgspec.Struct, frozen=True):
    """The groups of one column."""

    by: str
    title: str
    groups: tuple[ScoreGroup, ...]


class Coverage(msgspec.Struct, frozen=True):
    """How much of some catalogues is described."""

    tables: tuple[CoverageTable, ...]
    fields: Share
    points: Share
    violations: tuple[tuple[Violation, ...], ...]
    """Those of each catalogue, by place."""
    number_suppressed: int
    about_suppressions: tuple[Finding, ...]
    scores: tuple[tuple[LoadedCatalogue, tuple[EntryScore, ...]], ...]
    """The scores of all entries, by catalogue."""


def ruling_of(loaded: LoadedCatalogue, rules: Sequence[ProjectRule], today: datetime.date) -> Ruling:
    """Return what a project demands of the entries of a file, with what the file says of them."""
    return Ruling(
        rules,
        catalogue=loaded.name,
        reference_of=loaded.key_of,
        problems=((Location(one.source, one.line), one.code) for one in loaded.file.problems),
        suppressions={name: page.suppressions for name, page in loaded.graph.catalogue.pages.items()},
        today=today,
    )


def coverage_in(
    catalogues: Sequence[LoadedCatalogue],
    rules: Sequence[ProjectRule],
    by: Sequence[str],
    today: datetime.date,
    kinds: Sequence[str] = (),
) -> Coverage:
    """Return how much of some catalogues is described.

    :param by: the columns to group by.
    :param kinds: names of kinds; empty for all.
    :raises Question: if no catalogue knows a column or a kind.
    """
    _check(catalogues, by, kinds)
    scores: list[tuple[LoadedCatalogue, tuple[EntryScore, ...]]] = []
    violations: list[tuple[Violation, ...]] = []
    about: list[Finding] = []
    number = 0
    for loaded in catalogues:
        ruling = ruling_of(loaded, rules, today)
        catalogue = loaded.graph.catalogue
        entries = [one for one in catalogue.entries if not kinds or one.kind in kinds]
        scores.append((loaded, tuple(scores_of(entries, loaded.graph, ruling, by))))
        judged = ruling.judge(loaded.graph)
        violations.append(tuple(one for one in judged.violations if not kinds or one.kind in kinds))
        number += len(judged.suppressed)
        about += judged.about_suppressions
    plain = [score for _, own in scores for score in own if score.is_counted]
    tables = (
        CoverageTable(name, title_of_group(name), tuple(grouped_scores(plain, column, _WORDS)))
        for column, name in enumerate(by)
    )
    return Coverage(tuple(tables), *totals(plain), tuple(violations), number, tuple(about), tuple(scores))


def _check(catalogues: Sequence[LoadedCatalogue], by: Sequence[str], kinds: Sequence[str]) -> None:
    check_kinds(kinds, catalogues)
    groups = {
        column
        for loaded in catalogues
        for column in known_groups(loaded.graph.catalogue.kinds, kinds or loaded.graph.catalogue.kinds)
    }
    for name in by:
        if name not in groups:
            hint = did_you_mean(name, groups) or shorten(f"there are {', '.join(sorted(groups))}", 400)
            raise Question(f"by: no kind has a column '{shorten(name)}'; {hint}")


def coverage_answer(
    coverage: Coverage,
    new: Iterable[Violation],
    missing: Sequence[str],
    against: ComparisonRecord | None = None,
) -> CoverageAnswer:
    """Return a coverage for programs.

    :param new: the violations that the baseline does not accept.
    :param missing: the sources that could not be read.
    :param against: the differences from files of another tool.
    """
    items = [
        CoverageItem(
            by=table.by,
            group=group.title,
            entries=len(group.scores),
            fields=share_record(group.fields),
            points=share_record(group.points),
        )
        for table in coverage.tables
        for group in table.groups
    ]
    is_new = set(new)
    return CoverageAnswer(
        complete=not missing,
        missing=tuple(missing),
        total=len(items),
        items=tuple(items),
        fields=share_record(coverage.fields),
        points=share_record(coverage.points),
        violations=tuple(
            _violation(one, loaded, is_new=one in is_new)
            for (loaded, _), own in zip(coverage.scores, coverage.violations, strict=True)
            for one in own
        ),
        gaps=tuple(_gaps(coverage)),
        against=against,
    )


def share_record(share: Share) -> ShareRecord:
    """Return a share for programs."""
    return ShareRecord(reached=share.reached, possible=share.possible, percent=share.percent)


def _violation(violation: Violation, loaded: LoadedCatalogue, *, is_new: bool) -> ViolationItem:
    entry = loaded.graph.catalogue[EntryKey(violation.page, violation.anchor)]
    return ViolationItem(
        **msgspec.structs.asdict(place_of(entry, loaded)),
        owner=text_by_meaning(entry, Meaning.OWNER, loaded),
        rule=violation.rule,
        rule_owner=violation.rule_owner,
        level=violation.severity.value,  # type: ignore[arg-type]  # a rule cannot be off
        message=violation.message,
        help=violation.hint,
        is_new=is_new,
    )


def _gaps(coverage: Coverage) -> Iterable[GapItem]:
    for loaded, scores in coverage.scores:
        for score in gaps_of(scores):
            if score.missing:
                yield GapItem(
                    **msgspec.structs.asdict(place_of(score.entry, loaded)),
                    missing=tuple(field.name for field in score.missing),
                )
