"""The content of entries where they are written: rows, cards, headers, items, and additions to Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import (
    Card,
    ContentBlock,
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
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.columns import Column, table_of
from sphinx_archdoc.content.entry_table import table_content
from sphinx_archdoc.content.spans import LeftToRight, Link, Span, Text, joined
from sphinx_archdoc.content.table import (
    MOST_ROWS,
    Row,
    RowGroup,
    TableContent,
    TrailContent,
    label_of,
    without_empty,
)
from sphinx_archdoc.parsing.sql import SqlColumn, TableShape
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Layout, NameStyle

"""The lexers of the fields that are shown as source code."""

_SQL_COLUMNS = (
    Column("column", "Column", 20),
    Column("type", "Type", 15),
    Column("null", "Null", 6),
    Column("default", "Default", 15),
    Column("key", "Key", 20),
)

_LONGEST_SOURCE = 50_000
"""Maximum number of characters to highlight, because lexers are slow; longer code is shown as plain text."""


class BesideMarkdown(msgspec.Struct, frozen=True):
    """The additions to an entry in plain Markdown, which itself stays as the author wrote it."""

    trail: list[TrailContent]
    """The backlinks, without those under the name of a field that the entry sets."""
    trail_in_cell: list[TrailContent]
    """All backlinks, for the cell of an entry that is the row of a table."""
    backlinks: list[Span]
    """All backlinks, inline for an entry that is an item of a list."""
    name: Link
    links: dict[str, dict[str, Link]]
    """The links that replace names, by field and name."""
    destinations: dict[str, str]
    """The resolved targets of links to pages and labels, by field; empty for a broken link."""


def entries_content(entries: Sequence[Entry], cells: Cells) -> list[ContentBlock]:
    """Return the content of adjacent entries of one kind where they are written.

    :param entries: at least one entry; their kind declares the layout.
    """
    make = EntryBlocks(cells)
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
    """Return the additions to an entry that was recognised in plain Markdown."""
    return BesideMarkdown(
        trail=cells.backlink_lines(entry, entry.values),
        trail_in_cell=cells.backlink_lines(entry),
        backlinks=_backlink_spans(entry, cells),
        name=_name_link(entry, cells),
        links={
            field: {
                reference.text: cells.entry_link(target)
                for reference in references
                if (target := reference.resolution.entry)
            }
            for field, references in cells.graph.references_from(entry).items()
            if field not in entry.shapes  # source code stays as it is
        },
        destinations={
            field.name: cells.resolve(str(entry.values[field.name]), entry.page)
            for field in cells.graph.catalogue.kind_of(entry).fields.values()
            if field.type is FieldType.LINK and field.name in entry.values
        },
    )


class EntryBlocks:
    """Makes the blocks of entries that one page shows, by layout."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.graph = cells.graph
        self.words = cells.words

    def rows(self, entries: Sequence[Entry]) -> list[ContentBlock]:
        """Return one table of all entries, and below it the content that does not fit into their rows."""
        label = label_of(self.graph.catalogue.kinds, (entries[0].kind,), self.words)
        table = table_content(table_of(entries, self.graph), self.cells, label, home=True)
        table = msgspec.structs.replace(table, has_filter=len(entries) > MOST_ROWS)
        return [table, *(block for entry in entries for block in self._in_full(entry))]

    def items(self, entries: Sequence[Entry]) -> list[ContentBlock]:
        """Return a list with an item for each entry."""
        return [ItemList(entries[0].kind, list(map(self._item, entries)))]

    def fields(self, entry: Entry) -> list[ContentBlock]:
        """Return all fields of an entry by group, then its body, source code and backlinks."""
        return list(self._fields(entry))

    def _fields(self, entry: Entry) -> Iterator[ContentBlock]:
        kind = self.graph.catalogue.kind_of(entry)
        groups: dict[str, list[Field]] = {}
        for field in kind.fields.values():
            is_body = field.name == kind.body and not field.column
            if field.name in entry.values and field.type not in SOURCES and not is_body:
                groups.setdefault(field.group, []).append(field)
        for title, fields in groups.items():
            if title:
                yield Heading(self.words(title))
            yield FieldList([self._field(entry, field) for field in fields])
        yield from self._body(entry)
        if trail := self.cells.backlink_lines(entry, entry.values):
            yield Trail(trail)

    def _field(self, entry: Entry, field: Field) -> FieldContent:
        title = self.words(field.title)
        text = self.cells.text(entry, field.name) if field.type is FieldType.TEXT else None
        if isinstance(text, MarkupBlocks) and not text.is_paragraph:
            return FieldContent(title, text)
        return FieldContent(title, self.cells.cell(entry, field.name, home=True))

    def _body(self, entry: Entry) -> Iterator[ContentBlock]:
        """Yield the body, unless it is shown as a field, the content of the directive, and source code."""
        kind = self.graph.catalogue.kind_of(entry)
        field = kind.fields.get(kind.body)
        if field is not None and not field.column and (text := self.cells.text(entry, kind.body)) is not None:
            yield text
        yield from self._after_fields(entry)

    def _after_fields(self, entry: Entry) -> Iterator[ContentBlock]:
        """Yield the content of the directive that belongs to no field, and source code."""
        if (text := self.cells.text(entry, "")) is not None:
            yield text
        yield from self.sources(entry)

    def sources(self, entry: Entry) -> Iterator[ContentBlock]:
        """Yield the source code of an entry, and what was read from it."""
        for field in self.graph.catalogue.kind_of(entry).fields.values():
            if field.type in SOURCES and field.name in entry.values:
                yield from self._source(entry, field)

    def _in_full(self, entry: Entry) -> Iterator[ContentBlock]:
        """Yield the content of an entry that does not fit into its row, if there is any."""
        if blocks := [*self._long_fields(entry), *self._after_fields(entry)]:
            yield InFull(_name_link(entry, self.cells), blocks)

    def _long_fields(self, entry: Entry) -> Iterator[ContentBlock]:
        """Yield the texts of more than one paragraph: the body as blocks, others as fields with titles."""
        kind = self.graph.catalogue.kind_of(entry)
        for field in kind.fields.values():
            text = self.cells.parsed_text(entry, field.name) if field.type is FieldType.TEXT else None
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
            name = [self.cells.target_link(entry, str(entry.values[target.name]), entry.title)]
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

    def _source(self, entry: Entry, field: Field) -> Iterator[ContentBlock]:
        if shape := entry.shapes.get(field.name):
            yield self._sql_table(entry, field, shape)
            if shape.indexes:
                names = joined(([Text(name, NameStyle.CODE)] for name in shape.indexes), Text(", "))
                yield Paragraph([Text(self.words("Indexes") + ": "), *names])
        text = str(entry.values[field.name])
        language = field.type.value if len(text) < _LONGEST_SOURCE else "text"
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
            link = entry and msgspec.structs.replace(self.cells.entry_link(entry), text=shown, style=code)
            end = link or Text(shown, code)
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
    """Return the backlinks of an entry inline, to follow a sentence."""
    spans: list[Span] = []
    for heading, links in cells.graph.backlinks_of(entry).items():
        spans += [Text(f" · {cells.words(heading)}: "), *cells.links_to(links)]
    for line in cells.profile_lines(entry):
        spans += [Text(f" · {line.label}: "), *line.spans]
    return spans
