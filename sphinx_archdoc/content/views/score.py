"""``archdoc:score``: how much is described, and how many points are reached by the rules of the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.blocks import ContentBlock, FoldedTable
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.columns import Column, naming_columns
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
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.spans import LineBreak, Span, Text, ViewLink, joined
from sphinx_archdoc.content.table import Row, RowGroup, TableContent, main_column
from sphinx_archdoc.content.view import nothing
from sphinx_archdoc.content.view_options import SELECTION, TEXTS, ViewOptions, declare
from sphinx_archdoc.problems import Code, Problem, shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.spelling import did_you_mean

_FIELDS = Column("fields", "Fields", 20)
_POINTS = Column("points", "Points", 20)
_MISSING = Column("missing", "What is missing", 40)


class ScoreView(EntriesView, frozen=True, kw_only=True):
    """A table of how much of a selection of entries is described."""

    by: tuple[str, ...] = ("owner",)
    """The columns to count by."""

    options: ClassVar[Kind] = declare(
        "score", Field(name="kind"), Field(name="by", type=FieldType.LIST), *SELECTION, *TEXTS
    )

    @classmethod
    def read(cls, options: ViewOptions) -> ScoreView:
        """Create the view."""
        selection = options.selection(options.named_kinds() or tuple(options.kinds))
        return cls(**selection, by=options.names("by") or ("owner",))

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return a problem for each unknown column in an option."""
        return [*select(self, page, graph).problems, *self._unknown(graph)]

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return a table of shares, and below it what is missing in each group."""
        graph = cells.graph
        unknown = {problem.message for problem in self._unknown(graph)}
        by = [name for name in self.by if _unknown_message(name) not in unknown]
        entries = select(self, cells.page, graph).table.entries
        scores = scores_of(entries, graph, cells.ruling, by)
        counted = [one for one in scores if one.is_counted]
        if not counted or not by:
            return nothing(self.empty or cells.words("There is nothing to count."))
        return _ScoreBlocks(cells).make(counted, by, self.caption)

    def _unknown(self, graph: Graph) -> list[Problem]:
        known = known_groups(graph.catalogue.kinds, self.kinds)
        return [
            Problem(
                self.line_of("by"), Code.UNKNOWN_COLUMN, _unknown_message(name), did_you_mean(name, known)
            )
            for name in self.by
            if name not in known
        ]


VIEW = ScoreView

Shown = TypeVar("Shown")


def _unknown_message(name: str) -> str:
    return f"by: no kind that is counted has a column '{shorten(name)}'"


class _ScoreBlocks:
    """Makes the table of the shares, and the tables of what is missing that its numbers link to."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.words = cells.words
        self.has_rules = bool(cells.ruling.rules)
        self.below: list[ContentBlock] = []

    def make(self, scores: Sequence[EntryScore], by: Sequence[str], caption: str) -> list[ContentBlock]:
        groups = []
        for number, name in enumerate(by):
            title = self.words(title_of_group(name))
            rows = [
                self._row(group, f"{title}: {self.words.isolate(group.title)}", f"{name}-{place}")
                for place, group in enumerate(grouped_scores(scores, number, self.words), 1)
            ]
            heading = self.words("By {column}", column=self.words.inline(title_of_group(name)))
            groups.append(RowGroup(heading if len(by) > 1 else "", rows))
        total = [Text(self.words("All")), *map(self._share, totals(scores))]
        groups.append(RowGroup("", [Row([[cell] for cell in self._shown(total)])]))
        first = self.words(title_of_group(by[0]) if len(by) == 1 else "What")
        columns = self._shown([Column("what", first, 40), _FIELDS, _POINTS])
        label = caption or self.words("What is described")
        table = TableContent(tuple(columns), groups, label, caption, ("archdoc-score",))
        return [table, *self.below]

    def _row(self, group: ScoreGroup, label: str, part: str) -> Row:
        gaps = list(gaps_of(group.scores))
        fields: Span = self._share(group.fields)
        if gaps:
            number = self.words.number(len(gaps))
            title = self.words("{group}: what is missing ({number})", group=label, number=number)
            self.below.append(FoldedTable(title, part, self._gaps(gaps, title)))
            fields = ViewLink(self._words_of(group.fields), part)
        return Row([[cell] for cell in self._shown([Text(group.title), fields, self._share(group.points)])])

    def _shown(self, cells: Sequence[Shown]) -> Sequence[Shown]:
        """Return the cells without that of the points if there are no rules."""
        return cells if self.has_rules else cells[:2]

    def _share(self, share: Share) -> Text:
        return Text(self._words_of(share))

    def _words_of(self, share: Share) -> str:
        return share.text(self.words)

    def _gaps(self, gaps: Iterable[EntryScore], label: str) -> TableContent:
        gaps = list(gaps)
        kinds = [self.cells.graph.catalogue.kinds[name] for name in {one.entry.kind: None for one in gaps}]
        named = list(naming_columns(kinds))
        keys = [column.key for column in named]
        rows = [Row([*self.cells.row(one.entry, keys, home=False), self._missing(one)]) for one in gaps]
        columns = (*named, _MISSING)
        return TableContent(columns, [RowGroup("", rows)], label, main=main_column(columns, {_MISSING.key}))

    def _missing(self, score: EntryScore) -> list[Span]:
        """Return the titles of the missing fields, and what the rules say, each on a line."""
        fields = ", ".join(self.words(field.title) for field in score.missing)
        rules = [verdict.rule.message for verdict in score.verdicts if verdict.violation]
        return joined([[Text(text)] for text in (fields, *rules) if text], LineBreak())
