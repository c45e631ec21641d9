"""Write a diagram as Mermaid source, which a browser draws.

Mermaid's entity codes (``#60;`` is the character with code point 60) escape all but letters, digits and a few
harmless characters in quoted texts, so author text can neither end a text nor contain markup. A digit at the
beginning is escaped too: Mermaid reads texts as Markdown, where it could start a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.content.diagram import Diagram, Shape
from sphinx_archdoc.drawing.labels import MOST_COLUMNS, key_of, label_rows, name_rows
from sphinx_archdoc.drawing.svg import NodeAddress

_SHAPES = {
    Shape.BOX: ('["', '"]'),
    Shape.ROUND: ('(["', '"])'),
    Shape.OUTSIDE: ('[/"', '"/]'),
    Shape.TABLE: ('[("', '")]'),
    Shape.GROUP: ('[["', '"]]'),
}


def mermaid_source(diagram: Diagram, address: NodeAddress) -> str:
    """Return Mermaid source: an ``erDiagram`` if that can express the diagram, else a ``flowchart``.

    :param address: returns the URI that a node links to.
    """
    lines = _tables(diagram) if _is_of_tables(diagram) else _flowchart(diagram, address)
    return "\n".join(lines) + "\n"


def _is_of_tables(diagram: Diagram) -> bool:
    """Return whether ``erDiagram`` can express a diagram: it has no other shapes, plain edges or clusters."""
    return (
        any(node.columns for node in diagram.nodes)
        and all(node.shape in (Shape.TABLE, Shape.OUTSIDE) for node in diagram.nodes)
        and all(edge.sign for edge in diagram.edges)
        and not any(cluster.title for cluster in diagram.clusters)
    )


def _flowchart(diagram: Diagram, address: NodeAddress) -> Iterator[str]:
    yield f"flowchart {diagram.direction or 'LR'}"
    for number, cluster in enumerate(diagram.clusters, 1):
        if cluster.title:
            yield f'  subgraph c{number}["{_quoted([cluster.title])}"]'
        for node in cluster.nodes:
            opening, closing = _SHAPES[node.shape]
            note = [f"({node.note})"] if node.note else []
            yield f"    {node.id}{opening}{_quoted(name_rows(node) + note)}{closing}"
        if cluster.title:
            yield "  end"
    for edge in diagram.edges:
        label = f'|"{_quoted(label_rows(edge))}"|' if edge.label else ""
        yield f"  {edge.source} -->{label} {edge.target}"
    for node in diagram.nodes:
        if uri := address(node):
            yield f'  click {node.id} href "{_address(uri)}"'


def _tables(diagram: Diagram) -> Iterator[str]:
    yield "erDiagram"
    yield f"  direction {diagram.direction or 'LR'}"
    for node in diagram.nodes:
        yield f'  {node.id}["{_quoted(name_rows(node))}"]'
        if node.columns:
            yield f"  {node.id} {{"
            for column in node.columns[:MOST_COLUMNS]:
                yield f"    {_word(column.type)} {_word(column.name)} {key_of(column)}".rstrip()
            yield "  }"
    for edge in diagram.edges:
        yield f'  {edge.source} {edge.sign} {edge.target} : "{_quoted(label_rows(edge))}"'


def _quoted(rows: list[str]) -> str:
    """Return the content of a quoted text; never empty, because Mermaid does not allow that."""
    quoted = (re.sub(r"[^\w ,/()]|_|^\d", lambda found: f"#{ord(found[0])};", row) for row in rows)
    return "<br/>".join(quoted) or " "


def _word(text: str) -> str:
    """Return a valid name or type of an ``erDiagram`` attribute that Mermaid does not mistake for a key."""
    word = re.sub(r"[^\w()\[\]-]+", "_", text, flags=re.ASCII).strip("_")
    return word if re.match(r"(?!(pk|fk|uk)\b)[a-z_]", word, re.IGNORECASE) else f"_{word}"


def _address(uri: str) -> str:
    return uri.replace("%", "%25").replace('"', "%22") if '"' in uri else uri
