"""Blocks of a document from docutils' nodes: tables and lists of either markup, whatever wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.blocks import CodeBlock as Code
from sphinx_archdoc.markdown.document.blocks import ListBlock as ItemList
from sphinx_archdoc.markdown.document.blocks import ListBlockItem as Item
from sphinx_archdoc.markdown.document.blocks import OpaqueBlock as Raw
from sphinx_archdoc.markdown.document.blocks import ParagraphBlock as Paragraph
from sphinx_archdoc.markdown.document.blocks import TableBlock as Table
from sphinx_archdoc.markdown.document.blocks import TableRow as Row


def blocks_of(parsed: Iterable[nodes.Node], line: int) -> Iterator[Block]:
    """The blocks that *parsed* are.

    :param line: where they stand, for nodes that do not know.
    """
    for node in parsed:
        if not isinstance(node, nodes.Element) or isinstance(node, nodes.Invisible):
            continue
        at = _line(node) or line
        source = _source(node)
        match node:
            case nodes.table():
                yield from _table(node, line)
            case nodes.bullet_list() | nodes.enumerated_list() | nodes.definition_list():
                yield _list(tuple(_item(item, at) for item in items_of(node)), at, source)
            case nodes.field_list():
                yield _list(tuple(_labelled(field, at) for field in items_of(node)), at, source)
            case nodes.literal_block():
                yield Code(
                    start=at,
                    end=at,
                    source=source,
                    info=str(node.get("language", "")),
                    text=node.astext(),
                    first=at,
                )
            case nodes.paragraph():
                yield Paragraph(start=at, end=at, source=source, text=source)
            case _:
                yield Raw(start=at, end=at, source=source)


def items_of(node: nodes.Node) -> list[nodes.Element]:
    """The items of a list."""
    items = (nodes.list_item, nodes.definition_list_item, nodes.field)
    return [child for child in node.children if isinstance(child, items)]


def _list(items: tuple[Item, ...], line: int, source: str) -> ItemList:
    end = max([line, *(item.end for item in items)])
    return ItemList(start=line, end=end, source=source, items=items)


def _item(item: nodes.Element, line: int) -> Item:
    """An item; the term of a definition is the first paragraph."""
    at = _line(item) or line
    end = max([at, *(_line(node) for node in item.findall(nodes.Element))])
    blocks: list[Block] = []
    for child in item.children:
        if isinstance(child, nodes.term):
            text = child.rawsource or child.astext()
            blocks.append(Paragraph(start=at, end=at, source=text, text=text))
        elif isinstance(child, nodes.definition):
            blocks += blocks_of(child.children, at)
        else:
            blocks += blocks_of([child], at)
    source = "\n\n".join(block.source for block in blocks)
    return Item(start=at, end=end, source=source, blocks=tuple(blocks))


def _labelled(field: nodes.Element, line: int) -> Item:
    """A field of a list, as an item with a label."""
    at = _line(field) or line
    words = [_source(part) for part in field.findall(nodes.field_body)]
    text = f"**{field[0].astext()}:** {' '.join(words)}".rstrip()
    paragraph = Paragraph(start=at, end=at, source=text, text=text)
    return Item(start=at, end=at, source=text, blocks=(paragraph,))


def _table(table: nodes.table, line: int) -> Iterator[Table]:
    """A table; without a heading, its first row is one."""
    rows: list[Row] = []
    for row in table.findall(nodes.row):
        rows.append(_row(row, rows[-1].line if rows else line))
    width = len(rows[0].cells) if rows else 0
    if rows and all(len(row.cells) == width for row in rows):
        source = table.rawsource or table.astext()
        yield Table(
            start=rows[0].line, end=rows[-1].line, source=source, header=rows[0], rows=tuple(rows[1:])
        )


def _row(row: nodes.row, line: int) -> Row:
    """A row of a table at *line* or below; cells of a CSV table count their lines from 1, each for itself."""
    cells = [cell for cell in row.children if isinstance(cell, nodes.entry)]
    lines = (_line(node) for cell in cells for node in cell.findall(nodes.Element))
    at = next(filter(None, lines), line)
    return Row(max(at, line), tuple(_source(cell) for cell in cells))


def _line(node: nodes.Element) -> int:
    return node.line or 0


def _source(node: nodes.Element) -> str:
    """The markup of a node, as far as docutils keeps it."""
    if node.rawsource and not isinstance(node, nodes.entry):
        return node.rawsource
    children = [child for child in node.children if isinstance(child, nodes.Element)]
    if isinstance(node, nodes.list_item | nodes.entry | nodes.definition | nodes.field_body):
        return "\n\n".join(map(_source, children))
    if isinstance(node, nodes.bullet_list):
        return "\n".join(f"- {_source(item)}".replace("\n", "\n  ") for item in children)
    return node.astext()
