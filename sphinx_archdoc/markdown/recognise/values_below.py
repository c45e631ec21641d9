"""Values that are below their label, not behind it: in a code block, a list or a paragraph.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType

_SEVERAL = (FieldType.LIST, FieldType.REFS)
_SEPARATOR = re.compile(r"[,;·\n]")


def value_below(block: Block, field: Field, name: str) -> SourceText | None:
    """Return the value of a field that takes no running text, from the block below its label.

    A code block or a list with one line is that line; with several lines, it is a value of fields that hold
    several. ``NAME=value`` in a code block is the value, if *name* is the name of the entry.

    :returns: None if the block is not a value of this field.
    """
    if field.type in SOURCES:
        return SourceText(block.text.rstrip("\n"), block.first) if isinstance(block, CodeBlock) else None
    values = _values(block, name)
    if not values or (len(values) > 1 and field.type not in _SEVERAL):
        return None
    if len(values) > 1 and any(_SEPARATOR.search(value) for value in values):
        return None
    return SourceText(", ".join(values), block.start, (LineSpan(block.start, block.end),))


def labelled_block(label: LabelledText, block: Block) -> SourceText:
    """Return a note of a label in bold type and the block below it."""
    return SourceText(
        f"**{label.label}:**\n\n{block.source}", label.start, (LineSpan(label.start, block.end),)
    )


def _values(block: Block, name: str) -> list[str]:
    """Return the lines of a block that can be values; an empty list if it holds anything else."""
    match block:
        case CodeBlock() if not block.info.startswith("{"):
            own = re.compile(rf"(?:export\s+)?{re.escape(name)}\s*=\s*(?P<value>.*)") if name else None
            lines = [line.strip() for line in block.text.split("\n") if line.strip()]
            return [found["value"] if own and (found := own.fullmatch(line)) else line for line in lines]
        case ParagraphBlock() if "\n" not in block.text:
            return [block.text.strip()]
        case ListBlock():
            values = []
            for item in block.items:
                first = item.blocks[0] if len(item.blocks) == 1 else None
                if not isinstance(first, ParagraphBlock) or "\n" in first.text:
                    return []
                values.append(first.text.strip())
            return values
    return []
