"""The trail of an entry as docutils nodes, for every format but HTML."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_archdoc.content.table import TrailContent
from sphinx_archdoc.render.spans import Links, to_nodes
from sphinx_archdoc.schema.model import Direction

_ARROWS = {Direction.OUT: "→ ", Direction.IN: "← ", None: ""}


def trail_fields(lines: Iterable[TrailContent], links: Links) -> nodes.field_list:
    """Return a trail as a list of fields."""
    return nodes.field_list(
        "",
        *(
            nodes.field(
                "",
                nodes.field_name("", _label(line)),
                nodes.field_body("", nodes.paragraph("", "", *_value(line, links))),
            )
            for line in lines
        ),
        classes=["archdoc-fields", "archdoc-trail"],
    )


def trail_in_line(lines: Iterable[TrailContent], links: Links) -> list[nodes.Node]:
    """Return a trail as it goes on after a sentence, for formats whose cells know no paragraphs."""
    found: list[nodes.Node] = []
    for line in lines:
        found += [nodes.Text(f" · {_label(line)}: "), *_value(line, links)]
    return found


def trail_paragraphs(lines: Iterable[TrailContent], links: Links) -> list[nodes.Node]:
    """Return a trail as one paragraph a line: a cell of a table may hold no list in some formats."""
    return [
        nodes.paragraph(
            "",
            "",
            nodes.emphasis("", f"{_label(line)}:"),
            nodes.Text(" "),
            *_value(line, links),
            classes=["archdoc-trail"],
        )
        for line in lines
    ]


def trail_items(lines: Iterable[TrailContent], links: Links) -> list[nodes.list_item]:
    """Return a trail as items of a list."""
    return [
        nodes.list_item(
            "",
            nodes.paragraph("", "", nodes.strong("", _label(line)), nodes.Text(": "), *_value(line, links)),
        )
        for line in lines
    ]


def _label(line: TrailContent) -> str:
    return f"{_ARROWS[line.direction]}{line.label}"


def _value(line: TrailContent, links: Links) -> list[nodes.Node]:
    return [node for span in line.spans for node in to_nodes(span, links)]
