"""``archdoc:summary``: the number of entries, by kind, page and other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import ClassVar

import msgspec

from sphinx_archdoc.catalogue.expression import sort_key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import ContentBlock, FoldedTable
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.columns import Column, EntryGroup, TableSpec, grouped, naming_columns
from sphinx_archdoc.content.coverage import NOT_GIVEN
from sphinx_archdoc.content.entry_table import table_content
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.spans import IndexLink, Link, Text, ViewLink
from sphinx_archdoc.content.table import Row, RowGroup, TableContent
from sphinx_archdoc.content.view import nothing
from sphinx_archdoc.content.view_options import SELECTION, TEXTS, ViewOptions, declare
from sphinx_archdoc.problems import Code, Problem, shorten
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.spelling import did_you_mean

BY = ("kind", "page")
"""The columns to count by if the author chooses none, before those of the fields in :data:`MEANINGS`."""

MEANINGS = (Meaning.OWNER, Meaning.LIFECYCLE, Meaning.WEIGHT)
"""The meanings of fields to count by if the author chooses no columns."""

_COLUMNS = (Column("what", "What", 40), Column("entries", "Entries", 10))


class SummaryView(EntriesView, frozen=True, kw_only=True):
    """A table of the numbers of entries in a selection."""

    whole: bool = False
    """True if the view names no kind; then entries of all kinds are counted."""
    by: tuple[str, ...] = ()
    """The columns to count by; empty for :data:`BY` and :data:`MEANINGS`."""

    options: ClassVar[Kind] = declare(
        "summary", Field(name="kind"), Field(name="by", type=FieldType.LIST), *SELECTION, *TEXTS
    )

    @classmethod
    def read(cls, options: ViewOptions) -> SummaryView:
        """Create the view."""
        named = options.named_kinds()
        selection = options.selection(named or tuple(options.kinds))
        return cls(**selection, whole=not named, by=options.names("by"))

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return a problem for each unknown column in an option."""
        return summary_of(self, page, graph).problems

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return a table of counts, and below it the counted entries that no page or index lists alone."""
        tallies = summary_of(self, cells.page, cells.graph).tallies
        if not tallies:
            return nothing(self.empty or cells.words("There is nothing to count."))
        return _SummaryBlocks(cells).make(tallies, self.caption)


VIEW = SummaryView


class Count(msgspec.Struct, frozen=True):
    """The entries that have the same value in a column."""

    title: str
    """The value, as readers see it."""
    entries: tuple[Entry, ...]
    kind: str = ""
    """The kind whose index page lists exactly these entries, if there is one."""
    page: str = ""
    """The docname of the page that holds exactly these entries, if there is one."""


class Tally(msgspec.Struct, frozen=True):
    """The counts by one column."""

    key: str
    title: str
    counts: tuple[Count, ...]


class Summary(msgspec.Struct, frozen=True):
    """The result of a view, and the problems of its options."""

    tallies: tuple[Tally, ...]
    problems: list[Problem] = []


def summary_of(view: SummaryView, page: str, graph: Graph) -> Summary:
    """Count the entries of a view on *page*; a column without values is left out."""
    counter = _EntryCounter(view, page, graph)
    tallies = [counter.tally(key) for key in view.by or BY]
    if not view.by:
        tallies += map(counter.tally_meaning, MEANINGS)
    return Summary(tuple(tally for tally in tallies if tally.counts), counter.problems)


class _EntryCounter:
    def __init__(self, view: SummaryView, page: str, graph: Graph) -> None:
        self.view = view
        self.graph = graph
        self.words = graph.words
        self.kinds = [graph.catalogue.kinds[name] for name in view.kinds]
        selection = select(view, page, graph)
        self.entries = selection.table.entries
        self.problems = list(selection.problems)
        self.everywhere = view.scope == "project" and view.filter is None

    def tally(self, key: str) -> Tally:
        title = self.words(key.replace("-", " ").capitalize())
        match key:
            case "kind":
                return Tally(key, title, tuple(self._by_kind()))
            case "page":
                return Tally(key, title, tuple(self._by_page()))
        fields = self._same_type({kind.name: kind.fields[key] for kind in self.kinds if key in kind.fields})
        if not fields:
            self._report(key)
            return Tally(key, title, ())
        return self._tally_fields(fields)

    def tally_meaning(self, meaning: Meaning) -> Tally:
        """Count by the fields with a meaning, whatever each kind calls its own."""
        found = {kind.name: field for kind in self.kinds if (field := kind.field_meaning(meaning))}
        return self._tally_fields(self._same_type(found)) if found else Tally(meaning, "", ())

    def _by_kind(self) -> Iterator[Count]:
        groups = grouped(self.entries, attrgetter("kind"))
        for name in self.view.kinds:
            if own := groups.get(name):
                title = self.words(self.graph.catalogue.kinds[name].plural)
                yield Count(title, tuple(own), kind=name if self.everywhere else "")

    def _by_page(self) -> Iterator[Count]:
        whole = self.view.whole and self.view.filter is None
        groups = grouped(self.entries, attrgetter("page"))
        for name in self.graph.catalogue.pages:
            if own := groups.get(name):
                yield Count(self.graph.catalogue.title_of(name), tuple(own), page=name if whole else "")

    @staticmethod
    def _same_type(found: dict[str, Field]) -> dict[str, Field]:
        """Return the fields, by kind, that are of the same type as the first."""
        first = next(iter(found.values()), None)
        return {kind: field for kind, field in found.items() if first and field.type is first.type}

    def _tally_fields(self, fields: dict[str, Field]) -> Tally:
        first = next(iter(fields.values()))
        return Tally(first.name, self.words(first.title), tuple(self._by_field(fields)))

    def _by_field(self, fields: dict[str, Field]) -> Iterator[Count]:
        def title_of(entry: Entry) -> str:
            return title_of_cell(entry, fields[entry.kind].name, self.graph)

        groups = grouped((entry for entry in self.entries if entry.kind in fields), title_of)
        if not any(groups):
            return
        choices = next(iter(fields.values())).choices
        order = {self.words(choice): number for number, choice in enumerate(choices)}
        for title in sorted(groups, key=lambda title: (not title, order.get(title, 0), sort_key(title))):
            yield Count(title or self.words(NOT_GIVEN), tuple(groups[title]))

    def _report(self, key: str) -> None:
        known = {name for kind in self.view.kinds for name in self.graph.catalogue.kinds[kind].fields}
        message = f"by: no kind that is counted has a field '{shorten(key)}'"
        where = self.view.line_of("by")
        self.problems.append(Problem(where, Code.UNKNOWN_COLUMN, message, did_you_mean(key, known)))


class _SummaryBlocks:
    """Makes the table of a summary, and the tables of entries that its numbers link to."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.words = cells.words
        self.below: list[ContentBlock] = []

    def make(self, tallies: Sequence[Tally], caption: str) -> list[ContentBlock]:
        groups = []
        for tally in tallies:
            rows = [
                self._row(count, f"{tally.title}: {self.words.isolate(count.title)}", f"{tally.key}-{number}")
                for number, count in enumerate(tally.counts, 1)
            ]
            column = self.words.inline(tally.title)
            groups.append(RowGroup(self.words("By {column}", column=column), rows))
        label = caption or self.words("Summary")
        return [TableContent(_COLUMNS, groups, label, caption, ("archdoc-summary",)), *self.below]

    def _row(self, count: Count, label: str, part: str) -> Row:
        return Row([[Text(count.title)], [self._link(count, label, part)]])

    def _link(self, count: Count, label: str, part: str) -> Link | IndexLink | ViewLink:
        """Return a link to a page that lists exactly these entries, or add a table of them and link to it."""
        number = self.words.number(len(count.entries))
        if count.kind and self.cells.resolver.has_index(count.kind):
            return IndexLink(number, count.kind)
        if count.page and count.page != self.cells.page:
            return Link(number, count.page, "")
        kinds = [self.cells.graph.catalogue.kinds[name] for name in {e.kind: None for e in count.entries}]
        table = TableSpec(tuple(naming_columns(kinds)), (EntryGroup("", count.entries),))
        content = table_content(table, self.cells, label, home=False)
        self.below.append(FoldedTable(f"{label} ({number})", part, content))
        return ViewLink(number, part)
