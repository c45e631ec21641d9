"""What a view selects: which entries, in which columns, order and groups. Computed whenever it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec

from sphinx_archdoc.catalogue.expression import Cell, columns_of, holds, sort_key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, TableView
from sphinx_archdoc.catalogue.table import BACKLINK_WIDTH, Column, Group, Table, name_column
from sphinx_archdoc.problems import Code, Problem, did_you_mean
from sphinx_archdoc.schema.model import FieldType, Kind, heading_key
from sphinx_archdoc.schema.values import Ref

_PAGE = Column("page", "Page", 15)
_KIND = Column("kind", "Kind", 15)
_SUMMARY = Column("summary", "Summary", 40)


class Selection(msgspec.Struct, frozen=True):
    """The table that a view shows, and what is wrong with the view."""

    table: Table
    problems: list[Problem] = []


def select(view: TableView, page: str, graph: Graph) -> Selection:
    """Compute what a view on *page* shows; what is wrong with it costs only the option that it is in."""
    return _Selecting(view, page, graph).select()


class _Selecting:
    def __init__(self, view: TableView, page: str, graph: Graph) -> None:
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
            if self._in_scope(entry)
        ]
        unknown = [
            test
            for test in (columns_of(view.filter) if view.filter else ())
            if not self._knows(test.column, "where", test.position)
        ]
        if view.filter and not unknown:
            condition = view.filter
            entries = [entry for entry in entries if holds(condition, partial(self._cell, entry))]
        keys = [key for key in view.columns if self._knows(key, "columns")]
        columns = tuple(self.known[key] for key in keys) or tuple(default_columns(self.kinds))
        self._sort(entries)
        table = Table(columns, tuple(self._grouped(entries)), view.caption)
        return Selection(table, self.problems)

    def _knows(self, key: str, option: str, position: int = 0) -> bool:
        if key in self.known:
            return True
        kinds = f"{' and '.join(self.view.kinds)} {'has' if len(self.kinds) == 1 else 'have'}"
        place = f" (character {position} of '{option}')" if position else ""
        self.problems.append(
            Problem(
                self.view.line_of(option),
                Code.UNKNOWN_COLUMN,
                f"{kinds} no column '{key}'{place}",
                did_you_mean(key, self.known) or f"it has {', '.join(sorted(self.known))}",
            )
        )
        return False

    def _known_columns(self) -> Iterator[Column]:
        for heading in self.graph.headings(kind.name for kind in self.kinds):
            yield Column(heading_key(heading), heading, BACKLINK_WIDTH)
        for kind in self.kinds:
            yield from (Column(field.name, field.title, field.width) for field in kind.fields.values())
        yield from (_PAGE, _KIND, _SUMMARY, *default_columns(self.kinds))

    def _in_scope(self, entry: Entry) -> bool:
        page = self.page
        if self.view.scope == "page":
            return entry.page == page
        folder = page.rpartition("/")[0] if page.rpartition("/")[2] == "index" else page
        return (
            self.view.scope != "tree"
            or entry.page == page
            or not folder
            or entry.page.startswith(f"{folder}/")
        )

    def _sort(self, entries: list[Entry]) -> None:
        entries.sort(key=lambda entry: (entry.title.casefold(), entry.name, entry.page))
        for key in reversed(self.view.sort):
            column = key.removeprefix("-")
            if self._knows(column, "sort"):
                keys = {entry.key: self._sort_key(entry, column) for entry in entries}
                entries.sort(key=lambda entry, keys=keys: keys[entry.key], reverse=key != column)  # type: ignore[misc]

    def _sort_key(self, entry: Entry, column: str) -> list[tuple[int, float, str]]:
        cell = self._cell(entry, column)
        return [(0, float(not cell), "")] if isinstance(cell, bool) else [sort_key(text) for text in cell]

    def _grouped(self, entries: list[Entry]) -> Iterator[Group]:
        """The entries by the column of ``group-by``; those that have nothing in it come last."""
        column = self.view.group_by
        if not column or not self._knows(column, "group-by"):
            yield Group("", tuple(entries))
            return
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            cell = self._cell(entry, column)
            title = ("✓" if cell else "✗") if isinstance(cell, bool) else ", ".join(cell)
            title = self._titles(column).get(title, title)
            groups.setdefault(title, []).append(entry)
        for title in sorted(groups, key=lambda title: (not title, sort_key(title))):
            yield Group(title or "—", tuple(groups[title]))

    def _titles(self, column: str) -> Mapping[str, str]:
        """What readers call the values of a column, where that is not what an expression calls them."""
        catalogue = self.graph.catalogue
        match column:
            case "page":
                return {name: catalogue.title_of(name) for name in catalogue.pages}
            case "kind":
                return {kind.name: kind.plural for kind in self.kinds}
        return {}

    def _cell(self, entry: Entry, column: str) -> Cell:
        """What an expression sees in a column: the texts of the values, or a flag."""
        catalogue = self.graph.catalogue
        kind = catalogue.kind_of(entry)
        match column:
            case "name":
                return [entry.title]
            case "page":
                return [entry.page]
            case "kind":
                return [entry.kind]
            case "summary":
                return self._cell(entry, kind.summary) if kind.summary else []
        texts: list[str] = []
        if field := kind.fields.get(column):
            if field.type is FieldType.FLAG:
                return bool(entry.values.get(column))
            texts = self._texts(entry, column)
        for heading, links in self.graph.backlinks_of(entry).items():
            if heading_key(heading) == column:
                texts += [link.entry.title if link.entry else link.page for link in links]
        return list(dict.fromkeys(texts))

    def _texts(self, entry: Entry, field: str) -> list[str]:
        value = entry.values.get(field, ())
        if not isinstance(value, tuple):
            return [str(value)]
        found = {
            reference.text: reference.resolution.entry for reference in self.graph.references_of(entry, field)
        }
        return [
            (target.title if (target := found.get(part.text)) else part.text)
            if isinstance(part, Ref)
            else part
            for part in value
        ]


def default_columns(kinds: Sequence[Kind]) -> Iterator[Column]:
    """The columns of a view that asks for none: the kind's own, or what several kinds have in common."""
    if len(kinds) > 1:
        yield from (Column("name", "Name", 20), _KIND, _PAGE, _SUMMARY)
        return
    yield name_column(kinds[0])
    yield _PAGE
    yield from (Column(f.name, f.title, f.width) for f in kinds[0].fields.values() if f.column)
