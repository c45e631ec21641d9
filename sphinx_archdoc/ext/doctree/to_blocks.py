"""Convert docutils nodes to blocks to recognise entries in: tables and lists of either markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ListBlock,
    ListBlockItem,
    OpaqueBlock,
    ParagraphBlock,
    TableBlock,
    TableRow,
)


def blocks_of(parsed: Iterable[nodes.Node], line: int) -> Iterator[Block]:
    """Convert nodes to blocks, without comments and messages of docutils.

    :param line: the line to assume for nodes that have none.
    """
    for node in parsed:
        if not isinstance(node, nodes.Element) or isinstance(node, nodes.Invisible | nodes.system_message):
            continue
        own_line = _line(node) or next(filter(None, map(_line, items_of(node))), line)
        source = _source(node)
        match node:
            case nodes.table():
                yield from _table(node, line)
            case nodes.bullet_list() | nodes.enumerated_list() | nodes.definition_list():
                yield _list(tuple(_item(item, own_line) for item in items_of(node)), own_line, source)
            case nodes.field_list():
                yield _list(tuple(_field(field, own_line) for field in items_of(node)), own_line, source)
            case nodes.literal_block():
                yield CodeBlock(
                    start=own_line,
                    end=own_line,
                    source=source,
                    info=str(node.get("language", "")),
                    text=node.astext(),
                    first=own_line,
                )
            case nodes.paragraph():
                yield ParagraphBlock(start=own_line, end=own_line, source=source, text=source)
            case _:
                yield OpaqueBlock(start=own_line, end=own_line, source=source)


def items_of(node: nodes.Node) -> list[nodes.Element]:
    """Return the items of a list of any type."""
    items = (nodes.list_item, nodes.definition_list_item, nodes.field)
    return [child for child in node.children if isinstance(child, items)]


def _list(items: tuple[ListBlockItem, ...], line: int, source: str) -> ListBlock:
    end = max([line, *(item.end for item in items)])
    return ListBlock(start=line, end=end, source=source, items=items)


def _item(item: nodes.Element, line: int) -> ListBlockItem:
    """Convert a list item; the term of a definition becomes its first paragraph."""
    own_line = _line(item) or line
    end = max([own_line, *(_line(node) for node in item.findall(nodes.Element))])
    blocks: list[Block] = []
    for child in item.children:
        if isinstance(child, nodes.term):
            text = child.rawsource or child.astext()
            blocks.append(ParagraphBlock(start=own_line, end=own_line, source=text, text=text))
        elif isinstance(child, nodes.definition):
            blocks += blocks_of(child.children, own_line)
        else:
            blocks += blocks_of([child], own_line)
    source = "\n\n".join(block.source for block in blocks)
    return ListBlockItem(start=own_line, end=end, source=source, blocks=tuple(blocks))


def _field(field: nodes.Element, line: int) -> ListBlockItem:
    """Convert an item of a field list to a list item that begins with a label."""
    own_line = _line(field) or line
    words = [_source(part) for part in field.findall(nodes.field_body)]
    text = f"**{field[0].astext()}:** {' '.join(words)}".rstrip()
    paragraph = ParagraphBlock(start=own_line, end=own_line, source=text, text=text)
    return ListBlockItem(start=own_line, end=own_line, source=text, blocks=(paragraph,))


def _table(table: nodes.table, line: int) -> Iterator[TableBlock]:
    """Convert a table whose rows have equally many cells; its first row becomes the header."""
    rows: list[TableRow] = []
    for row in table.findall(nodes.row):
        rows.append(_row(row, rows[-1].line if rows else line))
    width = len(rows[0].cells) if rows else 0
    if rows and all(len(row.cells) == width for row in rows):
        source = table.rawsource or table.astext()
        yield TableBlock(
            start=rows[0].line, end=rows[-1].line, source=source, header=rows[0], rows=tuple(rows[1:])
        )


def _row(row: nodes.row, line: int) -> TableRow:
    """Convert a table row.

    :param line: the least line it can have: docutils counts the lines of each cell of a CSV table from 1.
    """
    cells = [cell for cell in row.children if isinstance(cell, nodes.entry)]
    lines = (_line(node) for cell in cells for node in cell.findall(nodes.Element))
    own_line = next(filter(None, lines), line)
    return TableRow(max(own_line, line), tuple(_source(cell) for cell in cells))


def _line(node: nodes.Element) -> int:
    return node.line or 0


def _source(node: nodes.Element) -> str:
    """Return the markup of a node, as far as docutils keeps it."""
    if node.rawsource and not isinstance(node, nodes.entry):
        return node.rawsource
    not_text = nodes.comment | nodes.system_message
    children = [
        child
        for child in node.children
        if isinstance(child, nodes.Element) and not isinstance(child, not_text)
    ]
    if isinstance(node, nodes.list_item | nodes.entry | nodes.definition | nodes.field_body):
        return "\n\n".join(map(_source, children))
    if isinstance(node, nodes.bullet_list):
        return "\n".join(f"- {_source(item)}".replace("\n", "\n  ") for item in children)
    return node.astext()
