"""Paragraphs that are lists without bullets: their lines end with hard line breaks, or all begin with names.

The reference is CommonMark 0.31, "Hard line breaks".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, ParagraphBlock
from sphinx_archdoc.markdown.recognise.names.item_words import ASIDE, split_sentence
from sphinx_archdoc.markdown.recognise.names.requests import with_request_first
from sphinx_archdoc.markdown.recognise.paragraphs.points import SEVERAL_NAMES, name_before_text

_IN_CAPITALS = re.compile(r"(?P<mark>\*\*|)[A-Z][A-Z0-9_]+:?(?P=mark):?")
"""A name in capitals, perhaps in bold type."""

_STATUS = re.compile(r"(?P<mark>\*\*|)[45]\d\d(?: [A-Z][A-Za-z ]+)?:?(?P=mark):?")
"""The status of a request that fails: "404 Not Found"."""

_OF_PROGRAM = re.compile(r"[^\w`]*(?:`|[A-Z0-9]+_[A-Z]|[A-Z]+\**:? /|[45]\d\d\b)")
"""The beginning of a name that is not only a word in capitals: code, several words, a request or a status."""

_HARD_BREAK = re.compile(r"(?:\\| {2,}|<br ?/?>[ \t]*)$")


def with_lines_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a document with a paragraph for each line that begins with a name in code.

    All lines of the paragraph but the last one end with a hard line break, and at least two of them are a
    name, a sign and a text. A line before the first name introduces them: ``**Auth routes**:``. Without such
    breaks, each line must be a name, a sign and a text; requests and names in capitals need no markup then.
    """
    return [part for block in blocks for part in _parts(block)]


def _parts(block: Block) -> Iterator[Block]:
    lines = block.text.split("\n") if isinstance(block, ParagraphBlock) else []
    is_broken = all(map(_HARD_BREAK.search, lines[:-1]))
    are_names = all(map(_begins_with_name, lines)) and any(map(_OF_PROGRAM.match, lines))
    if len(lines) < SEVERAL_NAMES or not (is_broken or are_names):
        yield block
        return
    parts = [
        ParagraphBlock(start=number, end=number, source=text, text=text)
        for number, line in enumerate(lines, block.start)
        if (text := _HARD_BREAK.sub("", line).strip())
    ]
    named = [part for part in parts if _begins_with_name(part.text)]
    is_list = len(named) >= SEVERAL_NAMES and len(named) >= len(parts) - 1 and named[-1] is parts[-1]
    yield from parts if is_list else [block]


def _begins_with_name(line: str) -> bool:
    """Return whether a line is a name in code, a request or a name in capitals, then a sign and a text."""
    text = with_request_first(line)
    if text.startswith("`"):
        return bool(name_before_text(ParagraphBlock(start=1, end=1, source=text, text=text)))
    written, rest, _ = split_sentence(text)
    name = ASIDE.sub("", written).strip()
    return bool(rest) and (_IN_CAPITALS.fullmatch(name) or _STATUS.fullmatch(name)) is not None
