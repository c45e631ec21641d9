"""Render a table that is too wide for its format as definition lists."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.content.spans import Text
from sphinx_archdoc.content.table import Row, TableContent
from sphinx_archdoc.render.field_nodes import labelled_item, trail_items
from sphinx_archdoc.render.spans import PageResolver, nodes_of_spans


def record_list(table: TableContent, resolver: PageResolver) -> nodes.container:
    """Return one definition list per group; a row is a term, and its other filled cells a bullet list."""
    result = nodes.container(classes=["archdoc-records", *table.classes])
    if table.caption:
        result += nodes.rubric(table.caption, table.caption)
    for group in table.groups:
        if group.title:
            result += nodes.paragraph("", "", nodes.strong(group.title, group.title))
        result += nodes.definition_list("", *(_item(row, table, resolver) for row in group.rows))
    return result


def _item(row: Row, table: TableContent, resolver: PageResolver) -> nodes.definition_list_item:
    term = nodes.term()
    if row.anchor:
        term["ids"] = [row.anchor]
    term += nodes_of_spans(row.cells[0], resolver)
    fields = nodes.bullet_list(bullet="-")
    for column, spans in zip(table.columns[1:], row.cells[1:], strict=True):
        if any(not isinstance(span, Text) or span.text.strip() for span in spans):
            fields += labelled_item(column.title, nodes_of_spans(spans, resolver))
    fields += trail_items(row.trail, resolver)
    return nodes.definition_list_item("", term, nodes.definition("", *([fields] if len(fields) else [])))
