"""Render labelled values as docutils nodes, for every format but HTML: fields, and the lines of trails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from sphinx_archdoc.content.table import TrailContent
from sphinx_archdoc.render.spans import PageResolver, nodes_of_spans
from sphinx_archdoc.schema.model import Direction

_ARROWS = {Direction.OUT: "→ ", Direction.IN: "← ", None: ""}


def field_list(fields: Iterable[tuple[str, Sequence[nodes.Node]]], *classes: str) -> nodes.field_list:
    """Return a docutils field list.

    :param fields: the label and the body elements of each field.
    :param classes: classes of the list, besides ``archdoc-fields``.
    """
    items = (
        nodes.field("", nodes.field_name("", label), nodes.field_body("", *body)) for label, body in fields
    )
    return nodes.field_list("", *items, classes=["archdoc-fields", *classes])


def labelled_item(label: str, value: Iterable[nodes.Node]) -> nodes.list_item:
    """Return a list item of the form ``label: value``, with the label in bold.

    :param value: inline nodes.
    """
    return nodes.list_item("", nodes.paragraph("", "", nodes.strong(label, label), nodes.Text(": "), *value))


def trail_fields(lines: Iterable[TrailContent], resolver: PageResolver) -> nodes.field_list:
    """Return a trail as a field list."""
    fields = ((label, [nodes.paragraph("", "", *value)]) for label, value in _labelled(lines, resolver))
    return field_list(fields, "archdoc-trail")


def trail_inline(lines: Iterable[TrailContent], resolver: PageResolver) -> list[nodes.Node]:
    """Return a trail as inline nodes that continue a sentence, for formats whose cells hold one paragraph."""
    return [
        node for label, value in _labelled(lines, resolver) for node in (nodes.Text(f" · {label}: "), *value)
    ]


def trail_paragraphs(lines: Iterable[TrailContent], resolver: PageResolver) -> list[nodes.Node]:
    """Return a trail as one paragraph per line, because some formats do not allow lists in table cells."""
    return [
        nodes.paragraph(
            "", "", nodes.emphasis("", f"{label}:"), nodes.Text(" "), *value, classes=["archdoc-trail"]
        )
        for label, value in _labelled(lines, resolver)
    ]


def trail_items(lines: Iterable[TrailContent], resolver: PageResolver) -> list[nodes.list_item]:
    """Return a trail as list items."""
    return [labelled_item(label, value) for label, value in _labelled(lines, resolver)]


def _labelled(
    lines: Iterable[TrailContent], resolver: PageResolver
) -> Iterator[tuple[str, list[nodes.Node]]]:
    """Yield the label, with its arrow, and the inline nodes of each line."""
    for line in lines:
        yield f"{_ARROWS[line.direction]}{line.label}", nodes_of_spans(line.spans, resolver)
