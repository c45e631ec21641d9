"""The markers of a document, and the blocks that they are about."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    HeadingBlock,
    ListBlock,
    MarkerBlock,
    MystTarget,
    TableBlock,
)
from sphinx_archdoc.markdown.recognise.markers.marker import Marker, read_marker
from sphinx_archdoc.markdown.recognise.markers.without_effect import flaws, is_near_marker
from sphinx_archdoc.markdown.recognise.model import MarkedLines, RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code as ProblemCode

_MARKED = TableBlock | ListBlock | HeadingBlock
"""What a marker can be about."""


def markers_by_line(
    blocks: Sequence[Block], vocabulary: Vocabulary, result: RecognitionResult
) -> dict[int, Marker]:
    """Return the markers by the first line of the block that each is about; report their mistakes."""
    found: dict[int, Marker] = {}
    ends = _ends(blocks)
    for block, below in _with_next(blocks):
        marked = (below.start, ends.get(below.start, below.end)) if isinstance(below, _MARKED) else None
        for flaw in flaws(block, vocabulary):
            _report(flaw.block, marked if flaw.block is block else None, result, flaw.message, flaw.hint)
        if not isinstance(block, MarkerBlock):
            continue
        if below is None or marked is None:
            hint = "write it on the line above the block that it is about"
            message = "there is no table, list or heading directly below this marker"
            _report(block, None, result, message, hint)
        elif marker := read_marker(block, below, vocabulary, partial(_report, block, marked, result)):
            found[below.start] = marker
    return found


def _ends(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the last line of each section, by the line of its heading."""
    ends: dict[int, int] = {}
    around: list[HeadingBlock] = []
    for block in blocks:
        if isinstance(block, HeadingBlock):
            while around and around[-1].level >= block.level:
                ends[around.pop().start] = block.start - 1
            around.append(block)
    return ends | {heading.start: blocks[-1].end for heading in around}


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Yield the blocks, each with the one below it, whatever labels are between them."""
    shown = [block for block in blocks if not isinstance(block, MystTarget)]
    return itertools.zip_longest(shown, shown[1:])


def _report(
    block: Block, marked: tuple[int, int] | None, result: RecognitionResult, message: str, hint: str
) -> None:
    """Report a mistake in a marker, and note the lines that it is about.

    :param marked: the first and the last of these; None if there are none.
    """
    result.report(block.start, ProblemCode.WRONG_MARKER, message, hint)
    reason = f"{message}; {hint}"
    lines = SkippedLines(block.start, block.end, reason, is_reported=True, is_marker=True)
    result.unread.append(lines)
    first, last = marked or (block.end + 1, block.end)
    result.wrong_markers.append(MarkedLines(block.start, block.end, first, last))


def lines_below_wrong(result: RecognitionResult) -> Sequence[tuple[int, int]]:
    """Return the lines that are below wrong markers, as ranges that do not overlap, in order."""
    ranges: list[tuple[int, int]] = []
    for marked in sorted(result.wrong_markers, key=lambda marked: marked.below):
        if ranges and marked.below <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], marked.last)
        elif marked.below <= marked.last:
            ranges.append((marked.below, marked.last))
    return ranges


def is_in_ranges(line: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether a line is in one of the ranges, which are in order."""
    at = bisect.bisect_right(ranges, line, key=lambda lines: lines[0]) - 1
    return at >= 0 and line <= ranges[at][1]


def has_marker(blocks: Sequence[Block]) -> bool:
    """Return whether a document has a marker, or a comment that may be meant as one."""
    return any(is_near_marker(block) for block in blocks)


def report_unused(markers: Mapping[int, Marker], used: Collection[int], result: RecognitionResult) -> None:
    """Report the markers that were not reached: what is below them is a part of an entry, or of no entry.

    :param used: the first lines of the blocks that were.
    """
    for line, marker in markers.items():
        if line not in used:
            message = "a marker has no effect inside an entry, or below a marker with 'none'"
            hint = "move it before a table, a list or a heading that is not part of an entry"
            _report(marker.block, None, result, message, hint)


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
