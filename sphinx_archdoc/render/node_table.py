"""A table of docutils nodes, for every writer but HTML's."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.render.rows import Row, TableContent
from sphinx_archdoc.render.spans import Links, to_nodes
from sphinx_archdoc.render.trail_nodes import trail_paragraphs


def node_table(table: TableContent, widths: list[int], links: Links) -> nodes.table:
    """The table as nodes, its columns as wide as *widths* says."""
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
        body += [_row(row, table.main, links) for row in rows.rows]
    group += body
    node = nodes.table("", classes=["archdoc-table", "colwidths-given", *table.classes])
    if table.caption:
        node += nodes.title(table.caption, table.caption)
    node += group
    return node


def _row(row: Row, main: int | None, links: Links) -> nodes.row:
    result = nodes.row()
    for number, spans in enumerate(row.cells):
        paragraph = nodes.paragraph()
        if number == 0 and row.anchor:
            # on the row itself, an id leaves LaTeX without a label
            paragraph += nodes.target("", "", ids=[row.anchor])
        for span in spans:
            paragraph += to_nodes(span, links)
        below = trail_paragraphs(row.trail, links) if number == main else []
        result += nodes.entry("", *([paragraph] if len(paragraph) or not below else []), *below)
    return result
