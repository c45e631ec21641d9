"""Values that are below their label, not behind it: in a code block, a list or a paragraph.

The reference is "Values below a label" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.names.item_words import MARKED
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType

_SEVERAL = (FieldType.LIST, FieldType.REFS)
_SEPARATOR = re.compile(r"[,;·\n]")


class ValueBelow(NamedTuple):
    """The value of a field from the block below its label."""

    value: SourceText
    whole: tuple[SourceText, ...] = ()
    """The texts of the block, to keep as a note, if the value leaves out remarks on its names."""


def value_below(block: Block, field: Field, name: str) -> ValueBelow | None:
    """Return the value of a field that takes no running text, from the block below its label.

    A code block or a list with one line is that line; with several lines, it is a value of fields that hold
    several. A remark after the markup of a name in a list, as in "`wheel` (turns it)", is not part of the
    value. ``NAME=value`` in a code block is the value, if *name* is the name of the entry.

    :returns: None if the block is not a value of this field.
    """
    if field.type in SOURCES:
        if not isinstance(block, CodeBlock):
            return None
        return ValueBelow(SourceText(block.text.rstrip("\n"), block.first))
    texts = _texts(block, name)
    if not texts or (len(texts) > 1 and field.type not in _SEVERAL):
        return None
    values = texts
    if isinstance(block, ListBlock) and field.type in _SEVERAL:
        values = [found[0] if (found := MARKED.match(text)) else text for text in texts]
    if len(values) > 1 and any(_SEPARATOR.search(value) for value in values):
        return None
    span = LineSpan(block.start, block.end)
    value = SourceText(", ".join(values), block.start, (span,))
    whole = SourceText("; ".join(texts), block.start, (span,))
    return ValueBelow(value, () if values == texts else (whole,))


def labelled_block(label: LabelledText, block: Block) -> SourceText:
    """Return a note of a label in bold type and the block below it."""
    return SourceText(
        f"**{label.label}:**\n\n{block.source}", label.start, (LineSpan(label.start, block.end),)
    )


def _texts(block: Block, name: str) -> list[str]:
    """Return the lines of a block that can be values; an empty list if it holds anything else."""
    match block:
        case CodeBlock() if not block.info.startswith("{"):
            own = re.compile(rf"(?:export\s+)?{re.escape(name)}\s*=\s*(?P<value>.*)") if name else None
            lines = [line.strip() for line in block.text.split("\n") if line.strip()]
            return [found["value"] if own and (found := own.fullmatch(line)) else line for line in lines]
        case ParagraphBlock() if "\n" not in block.text:
            return [block.text.strip()]
        case ListBlock():
            texts = [" ".join(item.source.split()) for item in block.items if len(item.blocks) == 1]
            return texts if len(texts) == len(block.items) else []
    return []
