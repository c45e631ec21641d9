"""A table too wide for its paper, as a list: each row a term, its filled cells below."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.content.spans import Text
from sphinx_archdoc.content.table import Row, TableContent
from sphinx_archdoc.render.spans import Links, to_nodes
from sphinx_archdoc.render.trail_nodes import trail_items


def record_list(table: TableContent, links: Links) -> nodes.container:
    """The rows of a table as definition lists, one for each group."""
    result = nodes.container(classes=["archdoc-records", *table.classes])
    if table.caption:
        result += nodes.rubric(table.caption, table.caption)
    for group in table.groups:
        if group.title:
            result += nodes.paragraph("", "", nodes.strong(group.title, group.title))
        result += nodes.definition_list("", *(_item(row, table, links) for row in group.rows))
    return result


def _item(row: Row, table: TableContent, links: Links) -> nodes.definition_list_item:
    term = nodes.term()
    if row.anchor:
        term["ids"] = [row.anchor]
    term += [node for span in row.cells[0] for node in to_nodes(span, links)]
    fields = nodes.bullet_list(bullet="-")
    for column, spans in zip(table.columns[1:], row.cells[1:], strict=True):
        if any(not isinstance(span, Text) or span.text.strip() for span in spans):
            title = nodes.strong(column.title, column.title)
            value = (node for span in spans for node in to_nodes(span, links))
            fields += nodes.list_item("", nodes.paragraph("", "", title, nodes.Text(": "), *value))
    fields += trail_items(row.trail, links)
    return nodes.definition_list_item("", term, nodes.definition("", *([fields] if len(fields) else [])))
