"""Render a table as docutils nodes, for every format but HTML."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.content.table import Row, TableContent
from sphinx_archdoc.render.field_nodes import trail_inline, trail_paragraphs
from sphinx_archdoc.render.spans import PageResolver, nodes_of_spans


def node_table(
    table: TableContent, widths: list[int], resolver: PageResolver, *, one_paragraph: bool
) -> nodes.table:
    """Return the table node.

    :param widths: width of each column in characters.
    :param one_paragraph: the format allows one paragraph per cell, so a trail continues that of the prose.
    """
    columns = len(table.columns)
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=width) for width in widths]
    heads = (nodes.entry("", nodes.paragraph(c.title, c.title)) for c in table.columns)
    group += nodes.thead("", nodes.row("", *heads))
    body = nodes.tbody()
    for rows in table.groups:
        if rows.title:
            title = nodes.paragraph("", "", nodes.strong(rows.title, rows.title))
            # empty cells, because the manual page writer does not support a cell that spans columns
            rest = (nodes.entry("", nodes.paragraph()) for _ in range(columns - 1))
            body += nodes.row("", nodes.entry("", title), *rest)
        body += [_row(row, table.main, resolver, one_paragraph=one_paragraph) for row in rows.rows]
    group += body
    node = nodes.table("", classes=["archdoc-table", "colwidths-given", *table.classes])
    if table.caption:
        node += nodes.title(table.caption, table.caption)
    node += group
    return node


def _row(row: Row, main: int | None, resolver: PageResolver, *, one_paragraph: bool) -> nodes.row:
    result = nodes.row()
    for number, spans in enumerate(row.cells):
        paragraph = nodes.paragraph()
        if number == 0 and row.anchor:
            # not on the row itself: Sphinx's LaTeX writer creates no label for the ids of rows
            paragraph += nodes.target("", "", ids=[row.anchor])
        paragraph += nodes_of_spans(spans, resolver)
        below: list[nodes.Node] = []
        if number == main and one_paragraph:
            paragraph += trail_inline(row.trail, resolver)
        elif number == main:
            below = trail_paragraphs(row.trail, resolver)
        result += nodes.entry("", *([paragraph] if len(paragraph) or not below else []), *below)
    return result
