"""A table of docutils nodes, for every writer but HTML's."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.render.rows import Row, TableContent
from sphinx_archdoc.render.spans import Links, to_nodes

_LONG = 10
"""Rows from which a table may break over pages in LaTeX."""


def node_table(table: TableContent, links: Links) -> nodes.table:
    """The table as nodes, with the widths that the kinds table gives to the columns."""
    columns = len(table.columns)
    group = nodes.tgroup(cols=columns)
    for column in table.columns:
        group += nodes.colspec(colwidth=column.width)
    heads = (nodes.entry("", nodes.paragraph(c.title, c.title)) for c in table.columns)
    group += nodes.thead("", nodes.row("", *heads))
    body = nodes.tbody()
    for rows in table.groups:
        if rows.title:
            title = nodes.paragraph("", "", nodes.strong(rows.title, rows.title))
            # not one cell over all columns, which manual pages know nothing of
            rest = (nodes.entry("", nodes.paragraph()) for _ in range(columns - 1))
            body += nodes.row("", nodes.entry("", title), *rest)
        body += [_row(row, links) for row in rows.rows]
    group += body
    classes = ["archdoc-table", "colwidths-given", *table.classes]
    if sum(len(rows.rows) for rows in table.groups) >= _LONG:
        classes.append("longtable")
    node = nodes.table("", classes=classes)
    if table.caption:
        node += nodes.title(table.caption, table.caption)
    node += group
    return node


def _row(row: Row, links: Links) -> nodes.row:
    result = nodes.row()
    for number, spans in enumerate(row.cells):
        paragraph = nodes.paragraph()
        if number == 0 and row.anchor:
            # on the row itself, an id leaves LaTeX without a label
            paragraph += nodes.target("", "", ids=[row.anchor])
        for span in spans:
            paragraph += to_nodes(span, links)
        result += nodes.entry("", paragraph)
    return result
