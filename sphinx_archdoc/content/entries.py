"""What an entry shows where it is written: as a row, a card, a header, an item, or beside plain Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import (
    Block,
    Card,
    FieldContent,
    FieldList,
    Header,
    Heading,
    InFull,
    ItemList,
    ListItem,
    MarkupBlocks,
    Paragraph,
    SourceCode,
    Trail,
)
from sphinx_archdoc.content.cells import Cells, link_to
from sphinx_archdoc.content.columns import Column, Table, table_of
from sphinx_archdoc.content.spans import LeftToRight, Link, Span, Text, joined
from sphinx_archdoc.content.table import (
    MOST_ROWS,
    Row,
    RowGroup,
    TableContent,
    TrailContent,
    label_of,
    main_column,
    without_empty,
)
from sphinx_archdoc.content.trail import trail_of
from sphinx_archdoc.parsing.sql import SqlColumn, TableShape
from sphinx_archdoc.schema.model import Field, FieldType, Layout, NameStyle

_LANGUAGES = {FieldType.SQL: "sql", FieldType.JSON: "json"}
"""The languages of the fields that are shown as source code."""

_SQL_COLUMNS = (
    Column("column", "Column", 20),
    Column("type", "Type", 15),
    Column("null", "Null", 6),
    Column("default", "Default", 15),
    Column("key", "Key", 20),
)

_LONGEST_SOURCE = 50_000
"""Characters of source code that a lexer is given; longer code is shown as plain text."""


class BesideMarkdown(msgspec.Struct, frozen=True):
    """What is shown of an entry beside the author's own words."""

    trail: list[TrailContent]
    """Who refers to it, without those that its own fields show."""
    trail_in_cell: list[TrailContent]
    """Who refers to it, below the prose of its row."""
    backlinks: list[Span]
    """The same links, as a sentence goes on."""
    name: Link
    links: dict[str, dict[str, Link]]
    """Links in the place of names, by field and name."""
    destinations: dict[str, str]
    """Where links to pages and labels lead, by field; empty for a broken link, which is shown as words."""


def entries_content(entries: Sequence[Entry], cells: Cells) -> list[Block]:
    """Return what adjacent entries of one kind show where they are written."""
    make = _Entries(cells)
    match cells.graph.catalogue.kind_of(entries[0]).layout:
        case Layout.ROW:
            return make.rows(entries)
        case Layout.LIST:
            return make.items(entries)
        case Layout.CARD:
            return [Card(make.fields(entry)) for entry in entries]
        case Layout.HEADER:
            return [Header(entry.anchor, make.fields(entry)) for entry in entries]


def beside_markdown(entry: Entry, cells: Cells) -> BesideMarkdown:
    """Return what is shown of an entry that was recognised in plain Markdown."""
    return BesideMarkdown(
        trail=cells.backlinks(entry, entry.values),
        trail_in_cell=cells.backlinks(entry),
        backlinks=_backlink_spans(entry, cells),
        name=_name_link(entry, cells),
        links={
            field: {
                reference.text: link_to(target, cells.graph.catalogue.kind_of(target))
                for reference in references
                if (target := reference.resolution.entry)
            }
            for field, references in cells.graph.references_from(entry).items()
            if field not in entry.shapes  # source code stays as it is
        },
        destinations={
            field.name: cells.place(str(entry.values[field.name]), entry.page)
            for field in cells.graph.catalogue.kind_of(entry).fields.values()
            if field.type is FieldType.LINK and field.name in entry.values
        },
    )


def table_content(table: Table, cells: Cells, label: str, *, home: bool) -> TableContent:
    """Fill the cells of a table.

    :param home: whether its entries are written there, so that the rows carry their anchors.
    """
    keys = [column.key for column in table.columns]

    def row_of(entry: Entry) -> Row:
        lines = trail_of(entry, keys, cells.graph, home=home) if table.trail else ()
        return Row(cells.row(entry, keys, home=home), entry.anchor if home else "", cells.trail(entry, lines))

    groups = [RowGroup(group.title, list(map(row_of, group.entries))) for group in table.groups]
    kinds = dict.fromkeys(entry.kind for entry in table.entries)
    prose = {"summary", *(cells.graph.catalogue.kinds[kind].summary for kind in kinds)}
    return TableContent(
        table.columns,
        groups,
        label,
        table.caption,
        tuple(f"archdoc-{kind}" for kind in kinds),
        main=main_column(table.columns, prose),
    )


class _Entries:
    """Makes the content of entries, for one page."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.graph = cells.graph
        self.words = cells.words

    def rows(self, entries: Sequence[Entry]) -> list[Block]:
        """Return one table of all, and below it in full what does not fit into it."""
        label = label_of(self.graph.catalogue.kinds, (entries[0].kind,), self.words)
        table = table_content(table_of(entries, self.graph), self.cells, label, home=True)
        table = msgspec.structs.replace(table, has_filter=len(entries) > MOST_ROWS)
        return [table, *(block for entry in entries for block in self._in_full(entry))]

    def items(self, entries: Sequence[Entry]) -> list[Block]:
        """Return a list with an item for each entry."""
        return [ItemList(entries[0].kind, list(map(self._item, entries)))]

    def fields(self, entry: Entry) -> list[Block]:
        """Return everything that is known of an entry, below each other."""
        return list(self._fields(entry))

    def _fields(self, entry: Entry) -> Iterator[Block]:
        """Yield the fields by group, the body, source code and backlinks."""
        kind = self.graph.catalogue.kind_of(entry)
        groups: dict[str, list[Field]] = {}
        for field in kind.fields.values():
            bare = field.name == kind.body and not field.column
            if field.name in entry.values and field.type not in _LANGUAGES and not bare:
                groups.setdefault(field.group, []).append(field)
        for title, fields in groups.items():
            if title:
                yield Heading(self.words(title))
            yield FieldList([self._field(entry, field) for field in fields])
        yield from self._body(entry)
        if trail := self.cells.backlinks(entry, entry.values):
            yield Trail(trail)

    def _field(self, entry: Entry, field: Field) -> FieldContent:
        title = self.words(field.title)
        text = self.cells.text(entry, field.name) if field.type is FieldType.TEXT else None
        if isinstance(text, MarkupBlocks) and not text.is_paragraph:
            return FieldContent(title, text)
        return FieldContent(title, self.cells.cell(entry, field.name, home=True))

    def _body(self, entry: Entry) -> Iterator[Block]:
        """Yield the directive's content, unless it is shown as a field, and source code."""
        kind = self.graph.catalogue.kind_of(entry)
        field = kind.fields.get(kind.body)
        if field is not None and not field.column and (text := self.cells.text(entry, kind.body)) is not None:
            yield text
        yield from self._beside_fields(entry)

    def _beside_fields(self, entry: Entry) -> Iterator[Block]:
        """Yield what the directive's content adds to the fields, and source code."""
        if (text := self.cells.text(entry, "")) is not None:
            yield text
        for field in self.graph.catalogue.kind_of(entry).fields.values():
            if field.type in _LANGUAGES and field.name in entry.values:
                yield from self._source(entry, field)

    def _in_full(self, entry: Entry) -> Iterator[Block]:
        """Yield what of a row does not fit into its table, under the entry's name."""
        if blocks := [*self._long_fields(entry), *self._beside_fields(entry)]:
            yield InFull(_name_link(entry, self.cells), blocks)

    def _long_fields(self, entry: Entry) -> Iterator[Block]:
        """Yield the texts that are more than a paragraph: the body as it is, others under their titles."""
        kind = self.graph.catalogue.kind_of(entry)
        for field in kind.fields.values():
            text = self.cells.text(entry, field.name) if field.type is FieldType.TEXT else None
            if not isinstance(text, MarkupBlocks) or text.is_paragraph:
                continue
            if field.name == kind.body:
                yield text
            else:
                yield FieldList([FieldContent(self.words(field.title), text)])

    def _item(self, entry: Entry) -> ListItem:
        kind = self.graph.catalogue.kind_of(entry)
        target = kind.item_link(entry.values)
        name = self.cells.name(entry, home=True)
        if target:
            name = [self.cells.link(entry, str(entry.values[target.name]), entry.title)]
        skipped = {kind.body, kind.shown_name, target.name if target else ""}
        short = [
            self.cells.field(entry, field)
            for field in kind.fields.values()
            if field.name in entry.values and field.name not in skipped
        ]
        aside: list[Span] = [Text(" ("), *joined(short, Text(", ")), Text(")")] if short else []
        return ListItem(
            entry.anchor,
            [*name, *aside],
            self.cells.text(entry, kind.body) if kind.body else None,
            _backlink_spans(entry, self.cells),
            self.cells.text(entry, ""),
        )

    def _source(self, entry: Entry, field: Field) -> Iterator[Block]:
        if shape := entry.shapes.get(field.name):
            yield self._sql_table(entry, field, shape)
            if shape.indexes:
                names = joined(([Text(name, NameStyle.CODE)] for name in shape.indexes), Text(", "))
                yield Paragraph([Text(self.words("Indexes") + ": "), *names])
        text = str(entry.values[field.name])
        language = _LANGUAGES[field.type] if len(text) < _LONGEST_SOURCE else "text"
        yield SourceCode(self.words(field.title), text, language)

    def _sql_table(self, entry: Entry, field: Field, shape: TableShape) -> TableContent:
        targets = {
            reference.text: reference.resolution.entry
            for reference in self.graph.references_of(entry, field.name)
        }
        rows = [Row(self._sql_cells(column, targets)) for column in shape.columns]
        content = TableContent(
            _SQL_COLUMNS,
            [RowGroup("", rows)],
            self.words("Columns of {table}", table=entry.title),
            classes=("archdoc-columns",),
        )
        return without_empty(content, ("column", "type"))

    def _sql_cells(self, column: SqlColumn, targets: Mapping[str, Entry | None]) -> list[list[Span]]:
        keys: list[list[Span]] = [[Text(key)] for key in column.keys]
        if column.references:
            table, name = column.references
            entry, shown = targets.get(table), f"{table}.{name}" if name else table
            code = NameStyle.CODE
            end = Link(shown, entry.page, entry.anchor, code) if entry else Text(shown, code)
            keys.append([LeftToRight((Text("→ "), end))])
        nullable = "yes" if column.nullable else "no"
        default: list[Span] = [Text(column.default, NameStyle.CODE)] if column.default else []
        return [
            [Text(column.name, NameStyle.CODE)],
            [Text(column.type.lower(), NameStyle.CODE)],
            [Text(self.words(nullable))],
            default,
            joined(keys, Text(", ")),
        ]


def _name_link(entry: Entry, cells: Cells) -> Link:
    return Link(entry.title, entry.page, entry.anchor, cells.graph.catalogue.kind_of(entry).name_style)


def _backlink_spans(entry: Entry, cells: Cells) -> list[Span]:
    """Return who refers to an entry, as a sentence goes on."""
    spans: list[Span] = []
    for heading, links in cells.graph.backlinks_of(entry).items():
        spans += [Text(f" · {cells.words(heading)}: "), *cells.links(links)]
    return spans
