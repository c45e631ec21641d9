"""Markers: comments that say what the table, the list or the heading directly below them is.

``<!-- archdoc: envvar; "Where used" = used-by; Range = notes -->`` names the kind of the entries, and what
some of the columns or labels mean. ``<!-- archdoc: none -->`` says that nothing in the block is an entry.

The reference is "Markers" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    HeadingBlock,
    ListBlock,
    MarkerBlock,
    MystTarget,
    TableBlock,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.model import RecognitionResult
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean

NONE = "none"
"""Says that a block holds no entries."""

NOTES = "notes"
"""Says that the cells of a column are notes."""

_PART = re.compile(r'(?:"[^"]*"|[^;"]|"(?=[^"]*$))+')
_PAIR = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^="]+?))\s*=\s*(?P<field>[^="]*?)\s*')


class Marker(msgspec.Struct, frozen=True):
    """A marker without its mistakes."""

    block: MarkerBlock
    kind: Kind | None
    """The kind of the entries; None if the block holds none."""
    columns: Mapping[str, str] = {}
    """The meanings of columns and labels by their keys: ``name``, a field, or nothing for notes."""


def markers_by_line(
    blocks: Sequence[Block], vocabulary: Vocabulary, result: RecognitionResult
) -> dict[int, Marker]:
    """Return the markers by the first line of the block that each is about; report their mistakes."""
    found: dict[int, Marker] = {}
    shown = [block for block in blocks if not isinstance(block, MystTarget)]
    for block, below in itertools.zip_longest(shown, shown[1:]):
        if not isinstance(block, MarkerBlock):
            continue
        if not isinstance(below, TableBlock | ListBlock | HeadingBlock):
            hint = "write it on the line above the block that it is about"
            message = "there is no table, list or heading directly below this marker"
            result.report(block.start, ProblemCode.WRONG_MARKER, message, hint)
            continue
        if marker := _read(block, below, vocabulary, result):
            found[below.start] = marker
    return found


def has_marker(blocks: Iterable[Block]) -> bool:
    """Return whether there is a marker among the blocks of a document."""
    return any(isinstance(block, MarkerBlock) for block in blocks)


def _read(
    block: MarkerBlock, below: Block, vocabulary: Vocabulary, result: RecognitionResult
) -> Marker | None:
    """Return a marker; None if it does not name a kind."""

    def report(message: str, hint: str) -> None:
        result.report(block.start, ProblemCode.WRONG_MARKER, message, hint)

    parts = [part.strip() for part in _PART.findall(block.text)]
    name = parts[0] if parts else ""
    if name.casefold() == NONE and len(parts) == 1:
        return Marker(block, None)
    kinds = {kind.name: kind for kind in vocabulary.kinds.values() if kind.takes_name}
    kind = kinds.get(name.casefold())
    if kind is None:
        hint = did_you_mean(name, [*kinds, NONE]) or f"write one of {', '.join(kinds)}, or {NONE}"
        report(
            f"the marker names '{shorten(name)}', which is not a kind"
            if name
            else "the marker names no kind",
            hint,
        )
        return None
    columns: dict[str, str] = {}
    for part in filter(None, parts[1:]):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            report(f"'{shorten(part)}' in the marker lacks a column or a field", "write Column = field")
            continue
        heading, field = (pair["quoted"] or pair["bare"] or "").strip(), pair["field"].casefold()
        if field not in kind.fields and field not in (NAME, NOTES):
            fields = [NAME, *kind.fields, NOTES]
            hint = did_you_mean(field, fields) or f"it has {', '.join(fields)}"
            report(f"{kind.name} has no field '{shorten(field)}'", hint)
        elif hint := _missing(heading, below):
            report(f"there is no column '{shorten(heading)}' below the marker", hint)
        else:
            columns[key_of(heading)] = "" if field == NOTES and NOTES not in kind.fields else field
    return Marker(block, kind, columns)


def _missing(heading: str, below: Block) -> str:
    """Return a hint if a table does not have a column; an empty string if it has, or is not a table."""
    if not isinstance(below, TableBlock):
        return ""
    headings = [plain_text(cell) for cell in below.header.cells]
    if key_of(heading) in map(key_of, headings):
        return ""
    has = f"the table has {', '.join(shorten(words, 40) for words in headings)}"
    return "; ".join(filter(None, (did_you_mean(heading, headings), has)))


def report_unused(markers: Mapping[int, Marker], used: Collection[int], result: RecognitionResult) -> None:
    """Report the markers that were not reached: what is below them is a part of an entry, or of no entry.

    :param used: the first lines of the blocks that were.
    """
    for line, marker in markers.items():
        if line not in used:
            message = "a marker has no effect inside an entry, or below a marker with 'none'"
            hint = "move it before a table, a list or a heading that is not part of an entry"
            result.report(marker.block.start, ProblemCode.WRONG_MARKER, message, hint)


def marked_blocks(blocks: Sequence[Block], markers: Mapping[int, Marker]) -> Iterator[Block]:
    """Yield the markers, and the blocks and whole sections that they are about."""
    level = 0
    for block in blocks:
        if isinstance(block, HeadingBlock) and block.level <= level:
            level = 0
        if block.start in markers and isinstance(block, HeadingBlock):
            level = level or block.level
        if level or block.start in markers or isinstance(block, MarkerBlock):
            yield block
