"""Entries in Mermaid: the relationships of an entity-relationship diagram."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.schema.model import Kind

_EMPTY = {"erDiagram", "direction LR", "direction TB", "direction RL", "direction BT"}
"""Lines of a diagram that mean nothing once its relationships are taken out."""


def is_entity_diagram(code: CodeBlock) -> bool:
    """Return whether a code block is an entity-relationship diagram of Mermaid."""
    return re.sub(r"[{}]", "", code.info) == "mermaid" and bool(
        re.match(r"(?:\s|%%[^\n]*\n)*erDiagram\b", code.text)
    )


def read_relationships(code: CodeBlock, kind: Kind) -> tuple[list[RecognisedEntry], str]:
    """Return an entry for each relationship of a diagram, and the rest, if it shows anything."""
    assert kind.edge
    entries: list[RecognisedEntry] = []
    rest: list[str] = []
    for line, written in enumerate(code.text.split("\n"), code.first):
        ends, colon, label = written.partition(" : ")
        name = " ".join(ends.replace('"', "").split())
        if kind.pattern and kind.pattern.fullmatch(name):
            found = RecognisedEntry(
                kind=kind.name, name=name, line=line, place=EntrySource.BLOCK, lines=[(line, line)]
            )
            words = label.strip().strip('"')
            if colon and words and kind.edge.label:
                found.fields[kind.edge.label] = SourceText(words, line)
            entries.append(found)
        else:
            rest.append(written)
    blank = all(not line.strip() or line.strip() in _EMPTY or line.strip().startswith("%%") for line in rest)
    return entries, "" if blank else "\n".join(rest).rstrip()
