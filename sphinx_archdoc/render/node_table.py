"""A table of docutils nodes, for every writer but HTML's."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.content.table import Row, TableContent
from sphinx_archdoc.render.spans import Links, to_nodes
from sphinx_archdoc.render.trail_nodes import trail_in_line, trail_paragraphs


def node_table(table: TableContent, widths: list[int], links: Links, *, in_line: bool) -> nodes.table:
    """Return the table as nodes, its columns as wide as *widths* says.

    :param in_line: whether a cell is one paragraph, so that trails go on after the prose.
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
            # not one cell over all columns, which manual pages know nothing of
            rest = (nodes.entry("", nodes.paragraph()) for _ in range(columns - 1))
            body += nodes.row("", nodes.entry("", title), *rest)
        body += [_row(row, table.main, links, in_line=in_line) for row in rows.rows]
    group += body
    node = nodes.table("", classes=["archdoc-table", "colwidths-given", *table.classes])
    if table.caption:
        node += nodes.title(table.caption, table.caption)
    node += group
    return node


def _row(row: Row, main: int | None, links: Links, *, in_line: bool) -> nodes.row:
    result = nodes.row()
    for number, spans in enumerate(row.cells):
        paragraph = nodes.paragraph()
        if number == 0 and row.anchor:
            # on the row itself, an id leaves LaTeX without a label
            paragraph += nodes.target("", "", ids=[row.anchor])
        for span in spans:
            paragraph += to_nodes(span, links)
        below: list[nodes.Node] = []
        if number == main and in_line:
            paragraph += trail_in_line(row.trail, links)
        elif number == main:
            below = trail_paragraphs(row.trail, links)
        result += nodes.entry("", *([paragraph] if len(paragraph) or not below else []), *below)
    return result
