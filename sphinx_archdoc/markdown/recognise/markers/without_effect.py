"""Comments that are meant as markers, but have no effect: in a list, beside other text, without a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    BlockQuote,
    ListBlock,
    MarkerBlock,
    OpaqueBlock,
)
from sphinx_archdoc.markdown.recognise.markers.marker import NONE, kinds_by_name, parts_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.page_settings import IGNORE
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.spelling import did_you_mean

_MARKER = re.compile(r"<!--+\s*+archdoc\s*+:")
"""The start of a marker that is beside other text, or within HTML; alone, it would be a block of its own."""

_NEAR = re.compile(r"(?P<start><!--+|%)\s*+archdoc(?:\s*+(?P<colon>:)|\s)", re.IGNORECASE)
"""The start of a comment that is almost a marker: with capital letters, or without the colon."""


class Flaw(msgspec.Struct, frozen=True):
    """Why a comment has no effect, and what to do."""

    block: Block
    message: str
    hint: str


def is_near_marker(block: Block) -> bool:
    """Return whether a block is a marker, or has a comment in it that may be meant as one."""
    match block:
        case MarkerBlock():
            return True
        case OpaqueBlock():
            return bool(_MARKER.search(block.source) or _NEAR.match(block.source.lstrip()))
        case ListBlock() | BlockQuote():
            return any(map(is_near_marker, _inner(block)))
    return False


def flaws(block: Block, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Yield the comments in a block that have no effect, though they are meant as markers."""
    match block:
        case MarkerBlock():
            return
        case OpaqueBlock():
            if flaw := _flaw(block, vocabulary):
                yield flaw
        case ListBlock() | BlockQuote():
            place = "list" if isinstance(block, ListBlock) else "block quote"
            for inner in _inner(block):
                if isinstance(inner, MarkerBlock):
                    hint = f"write it above the {place}, or move what it is about out of the {place}"
                    yield Flaw(inner, f"a marker has no effect within a {place}", hint)
                else:
                    yield from flaws(inner, vocabulary)


def _inner(block: ListBlock | BlockQuote) -> Iterator[Block]:
    if isinstance(block, BlockQuote):
        yield from block.blocks
    else:
        for item in block.items:
            yield from item.blocks


def _flaw(block: OpaqueBlock, vocabulary: Vocabulary) -> Flaw | None:
    for text in _markers_in(block.source):
        if text.split()[:1] != [IGNORE]:
            hint = f"write {_shown('<!--', text)} on a line of its own, with no other text in it"
            return Flaw(block, "a marker has no effect beside other text", hint)
    source = block.source.strip()
    near = _NEAR.match(source)
    if near is None or (near["colon"] and "archdoc" in near[0]):
        return None
    text = source[near.end() :].partition("-->")[0].strip("- \n")
    if not _names_kind(text, vocabulary, is_exact=not near["colon"]):
        return None
    wrong = "'archdoc' is in capital letters" if near["colon"] else "there is no colon after 'archdoc'"
    return Flaw(block, f"this comment has no effect: {wrong}", f"write {_shown(near['start'], text)}")


def _markers_in(source: str) -> Iterator[str]:
    """Yield the texts of the markers in HTML."""
    for found in _MARKER.finditer(source):
        end = source.find("-->", found.end())
        if end < 0:
            return
        yield source[found.end() : end].strip("- \n")


def _names_kind(text: str, vocabulary: Vocabulary, *, is_exact: bool) -> bool:
    """Return whether the text of a comment begins with a kind, so that it is no prose.

    :param is_exact: whether it has to be the exact name.
    """
    name = next(iter(parts_of(text)), "")
    known = [*kinds_by_name(vocabulary), NONE]
    return name.casefold() in known or (not is_exact and bool(did_you_mean(name, known)))


def _shown(start: str, text: str) -> str:
    """Return a marker as it should be written."""
    words = shorten(" ".join(text.split()), 80)
    return f"% archdoc: {words}" if start == "%" else f"<!-- archdoc: {words} -->"
