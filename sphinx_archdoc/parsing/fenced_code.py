"""Fenced code in the content of a directive, of which one block can be the value of a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.schema.model import FieldType

_PROGRAMS = {"python", "py", "javascript", "js", "typescript", "ts", "json", "prisma", "dbml", "go", "java"}
_PROGRAMS |= {"kotlin", "ruby", "rb", "php", "csharp", "cs", "rust"}
"""Languages in which code shows a table, but is not SQL."""

_FENCE = re.compile(r"^(?P<mark>`{3,}+|~{3,}+)[ \t]*+(?P<language>[^\s`]*+)[^\n]*\n", re.M)
"""The opening fence of a code block (CommonMark, "Fenced code blocks")."""

_CREATES = re.compile(r"^[ \t]*(?:CREATE|ALTER)\b", re.M | re.I)
"""The beginning of a statement that says what a table consists of."""

_BEGINS_JSON = re.compile(r"\s*[\[{\"\d]")
"""The beginning of an object, a list, a string or a number."""


class FencedCode(msgspec.Struct, frozen=True):
    """A fenced code block in a text, with the offsets of its start and end."""

    language: str
    inner: str
    start: int
    end: int


def code_blocks(text: str) -> Iterator[FencedCode]:
    """Yield the fenced code blocks in a text, in linear time; fences that are not closed are ignored."""
    position = 0
    unclosed: dict[str, int] = {}
    """Length of the shortest fence that is not closed, by character."""
    while opening := _FENCE.search(text, position):
        position, mark = opening.end(), opening["mark"]
        if len(mark) >= unclosed.get(mark[0], len(text)):
            continue
        closing = re.compile(rf"^{mark[0]}{{{len(mark)},}}+[ \t]*$", re.M).search(text, position)
        if closing is None:
            unclosed[mark[0]] = len(mark)
            continue
        inner = text[position : closing.start()].removesuffix("\n")
        yield FencedCode(opening["language"].casefold(), inner, opening.start(), closing.end())
        position = closing.end()


def source_block(body: str, language: FieldType) -> FencedCode | None:
    """Return the code block in a body that is the SQL or JSON of its entry; None if there is none.

    The first one that creates something, or is JSON, is meant. A block that is alone in the body is meant
    as well, so that a mistake in it can be reported.
    """
    blocks = [block for block in code_blocks(body) if block.language in ("", language.value)]
    sole = _sole_block(body)
    return next((block for block in blocks if _looks_like(block.inner, language) or block == sole), None)


def is_source(body: str, language: FieldType) -> bool:
    """Return whether a whole body is SQL or JSON, without a fence or in a block of another dialect."""
    if (sole := _sole_block(body)) is not None:
        return language is not FieldType.SQL or sole.language not in _PROGRAMS
    is_statement = language is FieldType.SQL and body.rstrip().endswith(";")
    return is_statement or _looks_like(body, language) or is_placeholder(body)


def _looks_like(text: str, language: FieldType) -> bool:
    """Return whether a text creates a table, or can be JSON."""
    if language is FieldType.SQL:
        return _CREATES.search(text) is not None
    return _BEGINS_JSON.match(text) is not None


def sole_code_block(body: str, index: int) -> tuple[str, int]:
    """Return the code of a body that is a single block, in any language; else the body itself."""
    block = _sole_block(body)
    if block is None:
        return body, index
    return block.inner, index + body.count("\n", 0, body.index(body.strip())) + 1


def _sole_block(body: str) -> FencedCode | None:
    """Return the block that a body consists of; None if there is anything else in it."""
    bare = body.strip()
    block = next(code_blocks(bare), None)
    return block if block and (block.start, block.end) == (0, len(bare)) else None
