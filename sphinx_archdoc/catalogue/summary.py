"""How many entries there are, by what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

import msgspec

from sphinx_archdoc.catalogue.cell import title_of_cell
from sphinx_archdoc.catalogue.expression import sort_key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, SummaryView
from sphinx_archdoc.catalogue.selection import select
from sphinx_archdoc.catalogue.table import grouped
from sphinx_archdoc.i18n import english
from sphinx_archdoc.problems import Code, Problem, did_you_mean, shorten
from sphinx_archdoc.schema.model import Field

BY = ("kind", "page", "owner", "status", "focus")
"""What is counted by where an author does not say."""

NOT_GIVEN = english("Not given")


class Count(msgspec.Struct, frozen=True):
    """The entries that have one thing in common."""

    title: str
    entries: tuple[Entry, ...]
    kind: str = ""
    """The kind whose index lists just these entries, if one does."""
    page: str = ""
    """The page that holds just these entries, if one does."""


class Tally(msgspec.Struct, frozen=True):
    """The counts by one column."""

    key: str
    title: str
    counts: tuple[Count, ...]


class Summary(msgspec.Struct, frozen=True):
    """What a view counts, and what is wrong with the view."""

    tallies: tuple[Tally, ...]
    problems: list[Problem] = []


def summary_of(view: SummaryView, page: str, graph: Graph) -> Summary:
    """Compute what a view on *page* counts; a column that no entry fills is left out."""
    counting = _Counting(view, page, graph)
    tallies = [tally for key in view.by or BY if (tally := counting.tally(key)).counts]
    return Summary(tuple(tallies), counting.problems)


class _Counting:
    def __init__(self, view: SummaryView, page: str, graph: Graph) -> None:
        self.view = view
        self.graph = graph
        self.words = graph.words
        selection = select(view.selection, page, graph)
        self.entries = selection.table.entries
        self.problems = list(selection.problems)
        self.everywhere = view.selection.scope == "project" and view.selection.filter is None

    def tally(self, key: str) -> Tally:
        title = self.words(key.replace("-", " ").capitalize())
        match key:
            case "kind":
                return Tally(key, title, tuple(self._by_kind()))
            case "page":
                return Tally(key, title, tuple(self._by_page()))
        fields = self._fields(key)
        if not fields:
            if self.view.by:
                self._report(key)
            return Tally(key, title, ())
        return Tally(key, self.words(next(iter(fields.values())).title), tuple(self._by_field(key, fields)))

    def _by_kind(self) -> Iterator[Count]:
        groups = grouped(self.entries, attrgetter("kind"))
        for name in self.view.selection.kinds:
            if own := groups.get(name):
                title = self.words(self.graph.catalogue.kinds[name].plural)
                yield Count(title, tuple(own), kind=name if self.everywhere else "")

    def _by_page(self) -> Iterator[Count]:
        whole = self.view.whole and self.view.selection.filter is None
        groups = grouped(self.entries, attrgetter("page"))
        for name in self.graph.catalogue.pages:
            if own := groups.get(name):
                yield Count(self.graph.catalogue.title_of(name), tuple(own), page=name if whole else "")

    def _fields(self, key: str) -> dict[str, Field]:
        """The fields of this name, by kind; where there are several sorts, those that are like the first."""
        kinds = (self.graph.catalogue.kinds[name] for name in self.view.selection.kinds)
        found = {kind.name: kind.fields[key] for kind in kinds if key in kind.fields}
        first = next(iter(found.values()), None)
        return {kind: field for kind, field in found.items() if first and field.type is first.type}

    def _by_field(self, key: str, fields: dict[str, Field]) -> Iterator[Count]:
        having = (entry for entry in self.entries if entry.kind in fields)
        groups = grouped(having, partial(title_of_cell, column=key, graph=self.graph))
        if not any(groups):
            return
        choices = next(iter(fields.values())).choices
        order = {self.words(choice): number for number, choice in enumerate(choices)}
        for title in sorted(groups, key=lambda title: (not title, order.get(title, 0), sort_key(title))):
            yield Count(title or self.words(NOT_GIVEN), tuple(groups[title]))

    def _report(self, key: str) -> None:
        known = {
            name for kind in self.view.selection.kinds for name in self.graph.catalogue.kinds[kind].fields
        }
        message = f"by: no kind that is counted has a field '{shorten(key)}'"
        where = self.view.selection.line_of("by")
        self.problems.append(Problem(where, Code.UNKNOWN_COLUMN, message, did_you_mean(key, known)))
