"""A diagram in Mermaid's language, for a browser to draw.

Mermaid reads ``#60;`` as the character with that number, in quoted texts. Everything but letters,
digits and a few signs is written so: nothing that an author writes can end a text, or be markup. (A
text is Markdown, too, and one that begins with a number is a list.)
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
    """The source of a diagram: of tables and their keys, if that is all there is; a flowchart otherwise."""
    lines = _tables(diagram) if _is_of_tables(diagram) else _flowchart(diagram, address)
    return "\n".join(lines) + "\n"


def _is_of_tables(diagram: Diagram) -> bool:
    """Whether Mermaid's diagram of tables can say it all: it knows no other nodes or lines, and no groups."""
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
    """Rows of words as a text, which may not be empty."""
    quoted = (re.sub(r"[^\w ,/()]|_|^\d", lambda found: f"#{ord(found[0])};", row) for row in rows)
    return "<br/>".join(quoted) or " "


def _word(text: str) -> str:
    """Something that Mermaid takes for the name of a column, or for its type, and not for a key."""
    word = re.sub(r"[^\w()\[\]-]+", "_", text, flags=re.ASCII).strip("_")
    return word if re.match(r"(?!(pk|fk|uk)\b)[a-z_]", word, re.IGNORECASE) else f"_{word}"


def _address(uri: str) -> str:
    return uri.replace("%", "%25").replace('"', "%22") if '"' in uri else uri
