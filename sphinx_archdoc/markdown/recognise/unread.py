"""What a heading or a marker announces, and what is not read: one problem for each section.

The reference is "What is reported?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, HeadingBlock, ListBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.markers.placed import is_in_ranges, lines_below_wrong
from sphinx_archdoc.markdown.recognise.model import RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.names.item_words import MARKED, first_text, split_sentence
from sphinx_archdoc.markdown.recognise.names.repeated import written_entries
from sphinx_archdoc.markdown.recognise.state import Announced, DocumentState
from sphinx_archdoc.markdown.recognise.tables.name_columns import names_by_shape
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import Location, Problem, shorten
from sphinx_archdoc.schema.model import SOURCES, Kind
from sphinx_archdoc.spelling import close_words

_MOST_PLACES = 4
"""Ranges of lines that a problem names."""

_MOST_WORDS = 6
"""Columns or labels that a problem names."""


def with_unread(result: RecognitionResult, state: DocumentState) -> RecognitionResult:
    """Return a result that says which of the skipped lines were announced, and reports them by section."""
    reported = sorted({p.where.line for p in result.problems if p.code is not ProblemCode.UNMAPPED_COLUMN})
    found = [(entry.kind, entry.name, entry.aliases) for entry in result.entries]
    found += [
        (kind.name, name, others) for kind, name, others in written_entries(state.blocks, state.vocabulary)
    ]
    kinds = {kind for kind, _, _ in found}
    names = {name for _, own, others in found for name in (own, *others)}
    by_section: dict[int, tuple[Announced, list[SkippedLines]]] = {}
    unread: list[SkippedLines] = []
    below_wrong = lines_below_wrong(result)
    for skipped, place in _with_places(result.unread, state.announced):
        if place and place.kind and skipped.is_example and place.kind.name in kinds:
            continue
        again = place.kind if place else None
        if names and _names_again(_block_at(skipped.start, state.blocks), skipped, names, again):
            continue
        if _heads_directives(skipped, state.blocks):
            continue
        is_reported = skipped.is_reported or _any_within(reported, skipped.start, skipped.end)
        is_reported = is_reported or is_in_ranges(skipped.start, below_wrong)
        is_due = not (skipped.is_empty or skipped.is_aside)
        kind = place.kind.name if place and place.kind and is_due else ""
        unread.append(msgspec.structs.replace(skipped, kind=kind, is_reported=is_reported))
        if place and kind and not is_reported:
            by_section.setdefault(place.start, (place, []))[1].append(skipped)
    result.unread = unread
    result.problems += [_problem(place, lines, state) for place, lines in by_section.values()]
    return result


def _with_places(
    unread: Iterable[SkippedLines], announced: Iterable[Announced]
) -> Iterator[tuple[SkippedLines, Announced | None]]:
    """Yield the skipped lines in order, each with the innermost part that announces entries."""
    coming = sorted(announced, key=lambda place: (-place.start, place.end))
    around: list[Announced] = []
    for skipped in sorted(unread, key=lambda lines: lines.start):
        while coming and coming[-1].start <= skipped.start:
            around.append(coming.pop())
        while around and around[-1].end < skipped.start:
            around.pop()
        yield skipped, around[-1] if around else None


def _any_within(lines: Sequence[int], start: int, end: int) -> bool:
    """Return whether any of the sorted *lines* is from *start* to *end*."""
    at = bisect.bisect_left(lines, start)
    return at < len(lines) and lines[at] <= end


def _names_again(
    block: Block | None, skipped: SkippedLines, names: Collection[str], kind: Kind | None
) -> bool:
    """Return whether most of a list, or of rows of a table, names entries of the page: nothing is lost."""
    if isinstance(block, TableBlock) and kind:
        rows = tuple(row for row in block.rows if skipped.start <= row.line <= skipped.end)
        part = msgspec.structs.replace(block, rows=rows)
        found = names_by_shape(part, kind) or [plain_text(row.cells[0]) for row in rows]
        return sum(1 for name in found if name in names) * 2 > max(len(found), 1)
    if not isinstance(block, ListBlock) or block.start != skipped.start or block.end != skipped.end:
        return False
    marked = (MARKED.match(first_text(item)) for item in block.items)
    return sum(1 for mark in marked if mark and plain_text(mark[0]) in names) * 2 > len(block.items)


def _heads_directives(skipped: SkippedLines, blocks: Sequence[Block]) -> bool:
    """Return whether lines are the words above the entries of a group, which are directives now."""
    at = bisect.bisect_right(blocks, skipped.start, key=lambda block: block.start) - 1
    block, *after = blocks[max(at, 0) : at + 2] or (None,)
    if not (isinstance(block, ListBlock) and len(block.items) == 1 and any(map(is_directive, after))):
        return False
    return not split_sentence(first_text(block.items[0]).rstrip(":： \n"))[1]


def _problem(place: Announced, found: Sequence[SkippedLines], state: DocumentState) -> Problem:
    kind = place.kind
    assert kind is not None
    block = _block_at(found[0].start, state.blocks)
    below = f", below '{shorten(place.title, 60)}'" if place.title else ""
    message = f"no {kind.name} entries are recognised in {_places(found)}{below}"
    hint = f"{_remedy(found[0], kind, block, state.vocabulary)}write {_marker(kind, block)}"
    where = Location(state.result.source, max(place.start, _heading_above(found[0].start, state.blocks)))
    return Problem(where, ProblemCode.UNREAD, message, hint)


def _heading_above(line: int, blocks: Sequence[Block]) -> int:
    """Return the line of the nearest heading above a line; 0 if there is none."""
    at = bisect.bisect_left(blocks, line, key=lambda block: block.start)
    above = (blocks[index] for index in range(at - 1, -1, -1))
    return next((one.start for one in above if isinstance(one, HeadingBlock)), 0)


def _places(found: Sequence[SkippedLines]) -> str:
    """Return the lines as words: "lines 3-9, 12 and 20-22"."""
    ranges: list[list[int]] = []
    for skipped in found:
        if ranges and skipped.start <= ranges[-1][1] + 1:
            ranges[-1][1] = max(ranges[-1][1], skipped.end)
        else:
            ranges.append([skipped.start, skipped.end])
    words = [f"{start}-{end}" if end > start else str(start) for start, end in ranges]
    if len(words) > _MOST_PLACES:
        words = [*words[: _MOST_PLACES - 1], f"{len(words) - _MOST_PLACES + 1} other places"]
    is_one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"{'line' if is_one else 'lines'} {_listed(words)}"


def _block_at(line: int, blocks: Sequence[Block]) -> Block | None:
    """Return the block that a line is in."""
    at = bisect.bisect_right(blocks, line, key=lambda block: block.start) - 1
    return blocks[at] if at >= 0 else None


def _remedy(skipped: SkippedLines, kind: Kind, block: Block | None, vocabulary: Vocabulary) -> str:
    """Return what to do, as the beginning of a hint that goes on with a marker."""
    if skipped.hint or not isinstance(block, CodeBlock) or _is_code(kind):
        return f"{skipped.hint or _understood(kind, block, vocabulary)}; or "
    return f"{skipped.reason}; write a table with a column '{kind.heading}' for the names, or "


def _is_code(kind: Kind) -> bool:
    """Return whether each entry of a kind needs code."""
    body = kind.fields.get(kind.body)
    return body is not None and body.required and body.type in SOURCES


def _understood(kind: Kind, block: Block | None, vocabulary: Vocabulary) -> str:
    """Return which words would be understood in a block like this, with the nearest of them."""
    fields = [field for field in kind.fields.values() if field.name not in kind.name_fields]
    fields.sort(key=lambda field: (not field.required, not field.column))
    titles = [field.title for field in fields if key_of(field.title) != key_of(kind.heading)]
    labels = _listed(titles[:_MOST_WORDS])
    if _is_code(kind):
        return f"write the {kind.fields[kind.body].title} of each in a code block of its own"
    if isinstance(block, HeadingBlock):
        return f"below it, write labels such as {labels}"
    if isinstance(block, ListBlock):
        name = f"the name, {kind.form}," if kind.form else "the name"
        return f"begin each item with {name} in bold type or as code; add a text, or labels such as {labels}"
    others = f"other columns are {labels}"
    if not isinstance(block, TableBlock):
        return f"a table needs a column '{kind.heading}' for the names; {others}"
    headings = [plain_text(cell) for cell in block.header.cells]
    named = next((at for at, heading in enumerate(headings) if vocabulary.is_name(kind, heading)), None)
    if named is None:
        near = close_words(kind.heading, headings, most=1)
        named = headings.index(near[0]) if near else None
    if named is not None and (wrong := _wrong_name(block, named, kind)):
        where = f"in the column '{shorten(headings[named], 40)}' is not a valid {kind.name} name"
        return f"'{shorten(wrong, 40)}' {where}; write one in each cell, as {kind.form}"
    if named is None:
        return f"use '{kind.heading}' as the heading of the column with the names; {others}"
    if vocabulary.is_name(kind, headings[named]):
        return f"a table needs a column '{kind.heading}' for the names; {others}"
    return f"did you mean '{kind.heading}' instead of '{shorten(headings[named], 40)}'? The {others}"


def _can_have_names(table: TableBlock, kind: Kind) -> bool:
    """Return whether a marker helps: the names in a column are valid, or of any form."""
    columns = range(len(table.header.cells))
    return any(not _wrong_name(table, at, kind) for at in columns)


def _wrong_name(table: TableBlock, at: int, kind: Kind) -> str:
    """Return the first cell of a column without the form of the kind's names; empty if all have it."""
    if kind.pattern is None or not kind.form:
        return ""
    names = (plain_text(row.cells[at]) for row in table.rows)
    return next((name for name in names if name and not kind.pattern.fullmatch(name)), "")


def _marker(kind: Kind, block: Block | None) -> str:
    """Return what markers to write, and where."""
    none = "<!-- archdoc: none -->"
    if isinstance(block, TableBlock) and not _can_have_names(block, kind):
        return f"{none} directly above it if it contains no entries"
    if isinstance(block, TableBlock | ListBlock | HeadingBlock):
        return f"<!-- archdoc: {kind.name} --> directly above it, or {none} if it contains no entries"
    return f"{none} directly above the heading if there are no entries"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
