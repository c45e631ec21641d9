"""How an entry is shown where it is written: as header, card, list item, or in full under its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.table import Column
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.html_fragment import FieldBody
from sphinx_archdoc.render.output import Output
from sphinx_archdoc.render.rows import Row, RowGroup, TableContent, without_empty
from sphinx_archdoc.render.spans import Link, Markup, Span, Text, Way, joined
from sphinx_archdoc.render.texts import block_nodes, is_inline
from sphinx_archdoc.schema.model import Field, FieldType, NameStyle
from sphinx_archdoc.schema.sql import Column as SqlColumn
from sphinx_archdoc.schema.sql import TableShape

_SOURCES = {FieldType.SQL: "sql", FieldType.JSON: "json"}
"""Types that are shown as source code, and the language of each."""

_SQL_COLUMNS = (
    Column("column", "Column", 20),
    Column("type", "Type", 15),
    Column("null", "Null", 6),
    Column("default", "Default", 15),
    Column("key", "Key", 20),
)


class Layouts:
    """The layouts of entries, for one page that is being written."""

    def __init__(self, cells: Cells, output: Output) -> None:
        self.cells = cells
        self.output = output
        self.graph = cells.graph
        self.words = cells.words

    def card(self, entry: Entry) -> list[nodes.Node]:
        """The content of a card or a header: fields by group, the body, source code, backlinks."""
        kind = self.graph.catalogue.kind_of(entry)
        content: list[nodes.Node] = []
        groups: dict[str, list[Field]] = {}
        for field in kind.fields.values():
            bare = field.name == kind.body and not field.column
            if field.name in entry.values and field.type not in _SOURCES and not bare:
                groups.setdefault(field.group, []).append(field)
        for title, fields in groups.items():
            if title:
                words = self.words(title)
                content.append(nodes.rubric(words, words, classes=["archdoc-group"]))
            content += self._fields((field.title, self._body_of(entry, field)) for field in fields)
        return [*content, *self.body(entry), *self.backlinks(entry)]

    def body(self, entry: Entry) -> list[nodes.Node]:
        """The directive's content, unless it is shown as a field, and source code."""
        kind = self.graph.catalogue.kind_of(entry)
        field = kind.fields.get(kind.body)
        is_bare = field is not None and not field.column
        text = self.cells.texts.text(entry, kind.body) if is_bare else None
        return [*(block_nodes(text) if text is not None else []), *self._beside_fields(entry)]

    def _beside_fields(self, entry: Entry) -> Iterator[nodes.Node]:
        """What the directive's content adds to the fields, and source code."""
        if (text := self.cells.texts.text(entry, "")) is not None:
            yield from block_nodes(text)
        for field in self.graph.catalogue.kind_of(entry).fields.values():
            if field.type in _SOURCES and field.name in entry.values:
                yield from self._source(entry, field)

    def in_full(self, entry: Entry) -> list[nodes.Node]:
        """What of a row does not fit into its table, under the entry's name; nothing if all of it fits."""
        content = [*self._long_fields(entry), *self._beside_fields(entry)]
        return [self.under_name(entry, content)] if content else []

    def under_name(self, entry: Entry, content: Iterable[nodes.Node]) -> nodes.container:
        """What is said of an entry, under its name."""
        style = self.graph.catalogue.kind_of(entry).name_style
        name = self.output.paragraph([Link(entry.title, entry.page, entry.anchor, style)])
        return nodes.container("", name, *content, classes=["archdoc-full"])

    def _long_fields(self, entry: Entry) -> Iterator[nodes.Node]:
        """The texts that are more than a paragraph: the body's as it is, others under their titles."""
        kind = self.graph.catalogue.kind_of(entry)
        for field in kind.fields.values():
            text = self.cells.texts.text(entry, field.name) if field.type is FieldType.TEXT else None
            if text is None or is_inline(text):
                continue
            if field.name != kind.body:
                yield from self._fields([(field.title, block_nodes(text))])
            else:
                yield from block_nodes(text)

    def list_item(self, entry: Entry) -> nodes.list_item:
        """An item of a list: the name, what is short in parentheses, and the prose."""
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
        spans: list[Span] = [*name]
        spans += [Text(" ("), *joined(short, Text(", ")), Text(")")] if short else []
        prose = self.cells.texts.text(entry, kind.body) if kind.body else None
        more = block_nodes(prose or [])
        if more and isinstance(more[0], nodes.paragraph):  # goes on behind the name
            spans += [Text(" – "), Markup(list(more.pop(0).children))]
        spans += self.backlink_spans(entry)
        paragraph = self.output.paragraph(spans)
        item = nodes.list_item("", paragraph, *more, *block_nodes(self.cells.texts.text(entry, "") or []))
        if self.output.html:
            item["ids"] = [entry.anchor]
            for link in paragraph.findall(nodes.reference):
                link[:] = [nodes.Text(link.astext())] if _is_bare(link[0]) else link.children
        else:  # other formats have no anchors on items
            paragraph.insert(0, nodes.target("", "", ids=[entry.anchor]))
        return item

    def backlink_spans(self, entry: Entry) -> list[Span]:
        """What leads to an entry, as a sentence goes on."""
        spans: list[Span] = []
        for heading, links in self.graph.backlinks_of(entry).items():
            spans += [Text(f" · {self.words(heading)}: "), *self.cells.links(links)]
        return spans

    def _body_of(self, entry: Entry, field: Field) -> FieldBody:
        text = self.cells.texts.text(entry, field.name) if field.type is FieldType.TEXT else None
        if text is not None and not is_inline(text):
            return block_nodes(text)
        return tuple(self.cells.cell(entry, field.name, home=True))

    def backlinks(self, entry: Entry) -> list[nodes.Node]:
        """Return what leads to an entry, as a trail; nothing if there is nothing."""
        return self.output.trail(self.cells.backlinks(entry, entry.values))

    def _fields(self, fields: Iterable[tuple[str, FieldBody]]) -> list[nodes.Node]:
        return self.output.fields((self.words(title), body) for title, body in fields)

    def _source(self, entry: Entry, field: Field) -> Iterator[nodes.Node]:
        shape = entry.shapes.get(field.name)
        if shape:
            yield from self.output.table(self._sql_table(entry, field, shape))
            if shape.indexes:
                names = joined(([Text(name, NameStyle.CODE)] for name in shape.indexes), Text(", "))
                yield self.output.paragraph([Text(self.words("Indexes") + ": "), *names])
        text = str(entry.values[field.name])
        # "force": what is wrong with it was reported; a lexer is not to warn of it again, nor to read a dump
        language = _SOURCES[field.type] if len(text) < 50_000 else "text"
        block = nodes.literal_block(text, text, language=language, force=True)
        yield from self.output.folded(self.words(field.title), [block])

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

    def _sql_cells(self, column: SqlColumn, targets: dict[str, Entry | None]) -> list[list[Span]]:
        keys: list[list[Span]] = [[Text(key)] for key in column.keys]
        if column.references:
            table, name = column.references
            entry, shown = targets.get(table), f"{table}.{name}" if name else table
            code = NameStyle.CODE
            end = Link(shown, entry.page, entry.anchor, code) if entry else Text(shown, code)
            keys.append([Way((Text("→ "), end))])
        nullable = "yes" if column.nullable else "no"
        default: list[Span] = [Text(column.default, NameStyle.CODE)] if column.default else []
        return [
            [Text(column.name, NameStyle.CODE)],
            [Text(column.type.lower(), NameStyle.CODE)],
            [Text(self.words(nullable))],
            default,
            joined(keys, Text(", ")),
        ]


def _is_bare(node: nodes.Node) -> bool:
    """Whether a node is a tag around words that says nothing of them."""
    return (
        isinstance(node, nodes.inline)
        and not any(node.attributes.values())
        and all(isinstance(child, nodes.Text) for child in node.children)
    )
