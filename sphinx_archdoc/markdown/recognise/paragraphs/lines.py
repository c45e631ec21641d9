"""Paragraphs that are lists without bullets: their lines end with hard line breaks.

The reference is CommonMark 0.31, "Hard line breaks".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, ParagraphBlock
from sphinx_archdoc.markdown.recognise.paragraphs.points import SEVERAL_NAMES, name_before_text

_HARD_BREAK = re.compile(r"(?:\\| {2,}|<br ?/?>[ \t]*)$")


def with_lines_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a document with a paragraph for each line that begins with a name in code.

    All lines of the paragraph but the last one end with a hard line break, and at least two of them are a
    name, a sign and a text. A line before the first name introduces them: ``**Auth routes**:``.
    """
    return [part for block in blocks for part in _parts(block)]


def _parts(block: Block) -> Iterator[Block]:
    lines = block.text.split("\n") if isinstance(block, ParagraphBlock) else []
    if len(lines) < SEVERAL_NAMES or not all(map(_HARD_BREAK.search, lines[:-1])):
        yield block
        return
    parts = [
        ParagraphBlock(start=number, end=number, source=text, text=text)
        for number, line in enumerate(lines, block.start)
        if (text := _HARD_BREAK.sub("", line).strip())
    ]
    named = [part for part in parts if part.text.startswith("`") and name_before_text(part)]
    is_list = len(named) >= SEVERAL_NAMES and len(named) >= len(parts) - 1 and named[-1] is parts[-1]
    yield from parts if is_list else [block]
