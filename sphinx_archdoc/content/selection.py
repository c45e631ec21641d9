"""The selection of entries for a view: filter, columns, order and groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from sphinx_archdoc.catalogue.expression import Expression, Test, columns_of, holds, sort_key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.possible import Mistake, mistake_in_name, mistake_in_values
from sphinx_archdoc.content.column_values import cell_of, title_of_cell
from sphinx_archdoc.content.columns import (
    BACKLINK_WIDTH,
    KIND,
    NAME,
    PAGE,
    SUMMARY,
    Column,
    EntryGroup,
    TableSpec,
    default_columns,
    grouped,
)
from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.problems import Code, Problem, shorten
from sphinx_archdoc.schema.model import Field, heading_key
from sphinx_archdoc.spelling import did_you_mean


class EntriesView(ComputedView, frozen=True, kw_only=True):
    """The base class of views of a selection of entries."""

    kinds: tuple[str, ...]
    filter: Expression | None = None
    scope: str = "project"
    columns: tuple[str, ...] = ()
    """Column keys; empty for the default columns of the kinds."""
    sort: tuple[str, ...] = ()
    """Column keys, the most significant first; a hyphen before a key reverses the order."""
    group_by: str = ""
    fold: tuple[str, ...] = ()
    """Column keys by which a diagram folds, the outermost first."""

    def covers(self, page: str, own: str) -> bool:
        """Return whether *page* is in the scope of a view on the page *own*."""
        if self.scope == "project" or page == own:
            return True
        folder = own.rpartition("/")[0] if own.rpartition("/")[2] == "index" else own
        return self.scope == "tree" and (not folder or page.startswith(f"{folder}/"))

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return a problem for each unknown column in an option, and for what can never be true."""
        return select(self, page, graph).problems


class Selection(msgspec.Struct, frozen=True):
    """The table of a view, and the problems of its options."""

    table: TableSpec
    problems: list[Problem] = []
    group_by: str = ""
    """The column that the view groups by; empty for none, or if that column is unknown."""
    fold: tuple[str, ...] = ()
    """The known columns that a diagram folds by."""


def select(view: EntriesView, page: str, graph: Graph) -> Selection:
    """Select the entries of a view on *page*.

    An unknown column is a problem, and only the option that names it is ignored.
    """
    return _Selector(view, page, graph).select()


def default_order(entry: Entry) -> tuple[str, str, str]:
    """Return the sort key of an entry in the order that tables have without one."""
    return entry.title.casefold(), entry.name, entry.page


def cell_sort_key(entry: Entry, column: str, graph: Graph) -> list[tuple[int, float, str]]:
    """Return the sort key of an entry in the order of a column."""
    cell = cell_of(entry, column, graph, shown=True)
    return [(0, float(not cell), "")] if isinstance(cell, bool) else [sort_key(text) for text in cell]


class _Selector:
    def __init__(self, view: EntriesView, page: str, graph: Graph) -> None:
        self.view = view
        self.page = page
        self.graph = graph
        self.kinds = [graph.catalogue.kinds[name] for name in view.kinds]
        self.known = {column.key: column for column in self._known_columns()}
        self.problems: list[Problem] = []

    def select(self) -> Selection:
        view = self.view
        entries = [
            entry
            for kind in view.kinds
            for entry in self.graph.catalogue.of_kind(kind)
            if view.covers(entry.page, self.page)
        ]
        if view.filter and self._can_compare(view.filter):
            condition = view.filter
            entries = [
                entry for entry in entries if holds(condition, partial(cell_of, entry, graph=self.graph))
            ]
        keys = [key for key in view.columns if self._knows(key, "columns")]
        columns = tuple(self.known[key] for key in keys) or self._default_columns(entries)
        self._sort(entries)
        group_by = view.group_by if view.group_by and self._knows(view.group_by, "group-by") else ""
        table = TableSpec(
            columns,
            tuple(self._grouped(entries, group_by)),
            view.caption,
            trail=not keys,
        )
        fold = tuple(key for key in view.fold if self._knows(key, "fold"))
        return Selection(table, self.problems, group_by, fold)

    def _default_columns(self, entries: Iterable[Entry]) -> tuple[Column, ...]:
        """Return the default columns, without that of the page if all rows of a group have the same."""
        columns = default_columns(self.kinds, entries)
        hidden = PAGE if "page" in (self.view.scope, self.view.group_by) else None
        return tuple(column for column in columns if column != hidden)

    def _knows(self, key: str, option: str, position: int = 0) -> bool:
        if key in self.known:
            return True
        kinds = f"{' and '.join(self.view.kinds)} {'has' if len(self.kinds) == 1 else 'have'} no column"
        if len(self.kinds) > 3:
            kinds = f"none of the {len(self.kinds)} kinds has a column"
        place = f" (character {position} of '{option}')" if position else ""
        self.problems.append(
            Problem(
                self.view.line_of(option),
                Code.UNKNOWN_COLUMN,
                f"{kinds} '{shorten(key)}'{place}",
                did_you_mean(key, self.known) or shorten(f"there are {', '.join(sorted(self.known))}", 400),
            )
        )
        return False

    def _can_compare(self, condition: Expression) -> bool:
        """Return whether all columns of an expression are known, and report the mistakes in it.

        An expression with a value that its column cannot have is used as it is.
        """
        tests = list(columns_of(condition))
        known = [test for test in tests if self._knows(test.column, "where", test.position)]
        for test in known:
            if mistake := self._mistake_in_values(test):
                message = f"where: {mistake.message} (character {test.position})"
                code = Code.DANGLING_REFERENCE if test.column == PAGE.key else Code.WRONG_VALUE
                self.problems.append(Problem(self.view.line_of("where"), code, message, mistake.hint))
        return len(known) == len(tests)

    def _mistake_in_values(self, test: Test) -> Mistake | None:
        match test.column:
            case PAGE.key:
                return mistake_in_name(test, "there is no page", self.graph.catalogue.pages)
            case KIND.key:
                return mistake_in_name(test, "the selected kinds do not include", self.view.kinds)
        return mistake_in_values(test, self._meanings(test.column))

    def _meanings(self, column: str) -> list[Field | None]:
        """Return the fields that a column can be; None stands for names, prose and backlinks."""
        headings = self.graph.headings(self.view.kinds)
        others = (NAME.key, SUMMARY.key, *map(heading_key, headings))
        fields = [kind.fields[column] for kind in self.kinds if column in kind.fields]
        return [*fields, *([None] if column in others else [])]

    def _known_columns(self) -> Iterator[Column]:
        for heading in self.graph.headings(kind.name for kind in self.kinds):
            yield Column(heading_key(heading), heading, BACKLINK_WIDTH)
        for kind in self.kinds:
            yield from (Column(field.name, field.title, field.width) for field in kind.fields.values())
        yield from (PAGE, KIND, SUMMARY, *default_columns(self.kinds))

    def _sort(self, entries: list[Entry]) -> None:
        entries.sort(key=default_order)
        for key in reversed(self.view.sort):
            column = key.removeprefix("-")
            if self._knows(column, "sort"):
                keys = {entry.key: cell_sort_key(entry, column, self.graph) for entry in entries}
                entries.sort(key=lambda entry, keys=keys: keys[entry.key], reverse=key != column)  # type: ignore[misc]

    def _grouped(self, entries: list[Entry], column: str) -> Iterator[EntryGroup]:
        """Yield groups of entries in the order of their titles; entries without a value come last."""
        if not column:
            yield EntryGroup("", tuple(entries))
            return
        groups = grouped(entries, partial(title_of_cell, column=column, graph=self.graph))
        for title in sorted(groups, key=lambda title: (not title, sort_key(title))):
            yield EntryGroup(title or "—", tuple(groups[title]))
