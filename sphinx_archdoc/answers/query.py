"""Select entries of catalogues, as a table on a page does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.answers.answer import EntryPlace, Question, place_of
from sphinx_archdoc.catalogue.expression import Expression, parse_expression, sort_key
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.tokens import ExpressionError
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.content.column_values import cell_of, title_of_cell
from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.selection import EntriesView, Selection, cell_sort_key, default_order, select
from sphinx_archdoc.problems import Code, Location, shorten
from sphinx_archdoc.schema.model import FieldType, heading_key
from sphinx_archdoc.spelling import did_you_mean

if TYPE_CHECKING:
    from sphinx_archdoc.content.blocks import ContentBlock
    from sphinx_archdoc.content.cells import Cells
    from sphinx_archdoc.content.view_options import ViewOptions

CATALOGUE = Column("catalogue", "Catalogue", 10)

_LISTS = (FieldType.LIST, FieldType.REFS, FieldType.SQL)

CellValue = str | int | bool | list[str]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to select, in the words of the options of ``archdoc:table``."""

    kinds: tuple[str, ...] = ()
    """Names of kinds; empty for all."""
    where: str = ""
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    group_by: str = ""
    text: str = ""
    """Words that must all occur in an entry, in upper or lower case."""
    limit: int | None = None


class QueryRow(msgspec.Struct, frozen=True):
    """An entry that is selected."""

    loaded: LoadedCatalogue
    entry: Entry
    group: str = ""

    def text(self, column: Column) -> str:
        """Return what a table shows in a column; on one line."""
        if column == CATALOGUE:
            return self.loaded.name
        return " ".join(title_of_cell(self.entry, column.key, self.loaded.graph).split())


class QueryResult(msgspec.Struct, frozen=True):
    """The entries that are selected, in order."""

    columns: tuple[Column, ...]
    rows: tuple[QueryRow, ...]
    total: int
    """Number of entries that are selected, before the limit."""
    considered: int
    """Number of entries of the kinds."""


class QueryItem(EntryPlace, frozen=True, kw_only=True):
    """An entry that is selected, for programs."""

    group: str
    """The value that it is grouped by; empty without ``--group-by``."""
    values: Mapping[str, CellValue]
    """The columns that were asked for, or all fields and backlinks that are not empty."""


class _QueryView(EntriesView, frozen=True, kw_only=True):
    """A selection that no page shows."""

    @classmethod
    def read(cls, options: ViewOptions) -> None:
        """Return None, as no directive makes it."""

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return nothing."""
        return ()


def run_query(query: Query, catalogues: Sequence[LoadedCatalogue]) -> QueryResult:
    """Select entries.

    :raises Question: if a kind or column is unknown in all catalogues, or the expression is not valid.
    """
    condition = _condition(query.where)
    known = _with_kinds(query, catalogues)
    found: list[tuple[LoadedCatalogue, Selection]] = []
    problems: list[str] = []
    considered = 0
    for loaded, kinds in known:
        view = _QueryView(
            where=Location(""),
            kinds=kinds,
            filter=condition,
            columns=query.columns,
            sort=query.sort,
            group_by=query.group_by,
        )
        selection = select(view, "", loaded.graph)
        considered += sum(1 for kind in kinds for _ in loaded.graph.catalogue.of_kind(kind))
        mistakes = sorted(one for one in selection.problems if one.code is not Code.DANGLING_REFERENCE)
        problems += map(str, mistakes[:1])
        if all(one.code is Code.WRONG_VALUE for one in mistakes):  # another catalogue may know the value
            found.append((loaded, selection))
    if len(problems) == len(known) > 0:
        raise Question(problems[0])
    rows = _merged(query, found)
    if query.text:
        words = query.text.casefold().split()
        rows = [row for row in rows if _holds_words(row, words)]
    columns = dict.fromkeys(column for _, selection in found for column in selection.table.columns)
    own = (CATALOGUE,) if len(catalogues) > 1 and CATALOGUE not in columns else ()
    shown = rows if query.limit is None else rows[: query.limit]
    return QueryResult((*own, *columns), tuple(shown), len(rows), considered)


def query_items(query: Query, result: QueryResult) -> list[QueryItem]:
    """Return the rows of a result for programs."""
    return [
        QueryItem(
            **msgspec.structs.asdict(place_of(row.entry, row.loaded)),
            group=row.group,
            values=dict(_values(row, [column.key for column in result.columns] if query.columns else None)),
        )
        for row in result.rows
    ]


def _condition(where: str) -> Expression | None:
    try:
        return parse_expression(where) if where.strip() else None
    except ExpressionError as error:
        raise Question(f"where: {error} (character {error.position})") from None


def check_kinds(names: Iterable[str], catalogues: Iterable[LoadedCatalogue]) -> None:
    """Check that each kind is known in one of some catalogues.

    :raises Question: if one is not.
    """
    known = dict.fromkeys(kind for loaded in catalogues for kind in loaded.graph.catalogue.kinds)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"the kinds are {', '.join(known)}"
            raise Question(f"unknown kind '{shorten(name)}'; {hint}")


def _with_kinds(
    query: Query, catalogues: Sequence[LoadedCatalogue]
) -> list[tuple[LoadedCatalogue, tuple[str, ...]]]:
    """Return the catalogues with the kinds to select there; a kind must be known in one of them."""
    check_kinds(query.kinds, catalogues)
    found = []
    for loaded in catalogues:
        kinds = loaded.graph.catalogue.kinds
        own = tuple(dict.fromkeys(name for name in query.kinds or kinds if name in kinds))
        if own:
            found.append((loaded, own))
    return found


def _merged(query: Query, found: Iterable[tuple[LoadedCatalogue, Selection]]) -> list[QueryRow]:
    """Return the rows of all catalogues in one order: that of the groups, then that of the columns."""
    rows = [
        [QueryRow(loaded, entry, group.title) for group in selection.table.groups for entry in group.entries]
        for loaded, selection in found
    ]
    if len(rows) == 1:
        return rows[0]
    merged = [row for part in rows for row in part]
    merged.sort(key=lambda row: default_order(row.entry))
    for key in reversed(query.sort):
        column = key.removeprefix("-")
        keys = [cell_sort_key(row.entry, column, row.loaded.graph) for row in merged]
        numbers = sorted(range(len(merged)), key=keys.__getitem__, reverse=key != column)
        merged = [merged[number] for number in numbers]
    merged.sort(key=lambda row: (row.group == "—", sort_key(row.group)))
    return merged


def _holds_words(row: QueryRow, words: Iterable[str]) -> bool:
    entry, graph = row.entry, row.loaded.graph
    texts = [entry.name, entry.title, entry.page]
    for name, value in entry.values.items():
        cell = cell_of(entry, name, graph) if isinstance(value, tuple) else ()
        texts += cell if not isinstance(cell, bool) and cell else [graph.catalogue.text_of(entry, name)]
    text = "\n".join(texts).casefold()
    return all(word in text for word in words)


def _values(row: QueryRow, columns: Sequence[str] | None) -> Iterable[tuple[str, CellValue]]:
    """Yield the values of a row by column; those that are not empty if there are no columns."""
    entry, graph = row.entry, row.loaded.graph
    kind = graph.catalogue.kind_of(entry)
    if columns is None:
        headings = (heading_key(heading) for heading in graph.backlinks_of(entry))
        columns = list(dict.fromkeys([*(name for name in kind.fields if name in entry.values), *headings]))
    for column in columns:
        if column == CATALOGUE.key and column not in kind.fields:
            yield column, row.loaded.name
            continue
        cell = cell_of(entry, column, graph, shown=True)
        field = kind.fields.get(kind.summary if column == "summary" else column)
        if isinstance(cell, bool):
            yield column, cell
        elif column in ("name", "page", "kind") or (field and field.type not in _LISTS and len(cell) < 2):
            value = entry.values.get(field.name) if field else None
            yield column, value if type(value) is int else "".join(cell)
        else:
            yield column, list(cell)
