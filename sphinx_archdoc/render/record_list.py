"""A table too wide for its paper, as a list: each row a term, its filled cells below."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.render.rows import Row, TableContent
from sphinx_archdoc.render.spans import Links, Text, to_nodes


def record_list(table: TableContent, links: Links) -> list[nodes.Node]:
    """The rows of a table as definition lists, one for each group."""
    result: list[nodes.Node] = []
    if table.caption:
        result.append(nodes.rubric(table.caption, table.caption))
    for group in table.groups:
        if group.title:
            result.append(nodes.paragraph("", "", nodes.strong(group.title, group.title)))
        result.append(nodes.definition_list("", *(_item(row, table, links) for row in group.rows)))
    return result


def _item(row: Row, table: TableContent, links: Links) -> nodes.definition_list_item:
    term = nodes.term()
    if row.anchor:
        term["ids"] = [row.anchor]
    term += [node for span in row.cells[0] for node in to_nodes(span, links)]
    fields = nodes.field_list()
    for column, spans in zip(table.columns[1:], row.cells[1:], strict=True):
        if any(not isinstance(span, Text) or span.text.strip() for span in spans):
            value = nodes.paragraph("", "", *(node for span in spans for node in to_nodes(span, links)))
            name = nodes.field_name(column.title, column.title)
            fields += nodes.field("", name, nodes.field_body("", value))
    return nodes.definition_list_item("", term, nodes.definition("", fields))
