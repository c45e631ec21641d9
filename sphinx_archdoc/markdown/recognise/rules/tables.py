"""Tables, and paragraphs that were meant to be one.

The reference is "When is a table read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import partial

import msgspec

from sphinx_archdoc.markdown.document.blocks import ParagraphBlock, TableBlock, TableRow, ThematicBreak
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_close, is_near, strongest, words_above
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.base_path import complete_paths
from sphinx_archdoc.markdown.recognise.names.shape import is_refused
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.cells import column_of_names, read_cells
from sphinx_archdoc.markdown.recognise.tables.column_tables import lists_parts
from sphinx_archdoc.markdown.recognise.tables.column_words import is_part, names_groups
from sphinx_archdoc.markdown.recognise.tables.columns import (
    ColumnMeanings,
    columns_of,
    compares,
    kind_by_columns,
    lacks_shape,
    names_fit,
)
from sphinx_archdoc.markdown.recognise.tables.evidence import table_evidence
from sphinx_archdoc.markdown.recognise.tables.name_columns import (
    can_have_form,
    has_column_of_shape,
    names_by_shape,
)
from sphinx_archdoc.markdown.recognise.tables.rows import names_of_row
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean

_PIPES = re.compile(r"\s*\|.*\|.*\|")

_MOST_BETWEEN = 4
"""Blocks before lines with cells among which the table that they belong to is looked for."""


def table_below_heading(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table that has columns of the kind which the headings above it name."""
    kind = context.kind
    if kind is None or not kind.takes_name:
        return None
    columns = columns_of(node, kind, state.vocabulary, named=context.is_nearest)
    if columns is None or not names_fit(node, columns, kind):
        return None
    if not is_close(kind, context, state.vocabulary) and lacks_shape(node, columns, kind):
        return None
    if NAME not in state.vocabulary.columns(kind, node.header.cells):
        other = kind_by_columns(node, state.vocabulary)
        if other and other[0] is not kind and other[0].wording.shape:
            return None  # methods and paths below "Webhooks" manage them, and variables set them up
    reason = f"a heading above it names {kind.name}, and {columns.known} of its columns are fields"
    return Match(reason, partial(_read, node, kind, columns, context, state), kind)


def table_by_columns(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table whose columns are those of one kind alone, below any heading."""
    found = kind_by_columns(node, state.vocabulary)
    if found is None:
        return None
    kind, columns = found
    reason = f"its columns are those of {kind.name}: the name, and {columns.known} fields"
    return Match(reason, partial(_read, node, kind, columns, context, state), kind)


def table_by_evidence(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table for which the signs add up: words around it, columns, the shape of the names."""
    found = [
        one
        for kind in state.candidates(context)
        if (one := table_evidence(node, kind, context, state.vocabulary))
    ]
    best = strongest((one.evidence for one in found), context.kind)
    if best is None:
        return None
    columns = next(one.columns for one in found if one.evidence is best)
    if columns.told and _names_again(node, columns, best.kind, state):
        return None
    return Match(best.reason, partial(_read, node, best.kind, columns, context, state), best.kind)


def _names_again(table: TableBlock, columns: ColumnMeanings, kind: Kind, state: DocumentState) -> bool:
    """Return whether most names are those of entries above: then the table says more about them."""
    known = {entry.name for entry in state.listed.entries_of(kind)}
    names = [names_of_row(row, kind, columns) for row in table.rows] if known else []
    return sum(1 for some in names if known & {*some}) * 2 > len(names) > 0


def _read(
    table: TableBlock, kind: Kind, columns: ColumnMeanings, context: HeadingContext, state: DocumentState
) -> None:
    group = plain_text(context.heading) if not context.is_nearest else ""
    found = state.tables.read(table, kind, columns, group=group, is_told=not state.is_page)
    entries = found.entries
    add_flags(entries, kind, *words_above(context))
    complete_paths(entries, kind, context)
    section = context.section
    is_alone = group and section.level > 1 and _is_alone(table, section)
    if is_alone and _all_say(entries, kind.group_by, group):
        state.groups.append((section.start, entries))
    state.result.entries += entries
    if entries and found.skipped:
        _read_rest(table, found.skipped, context, state)


def _read_rest(
    table: TableBlock, skipped: Sequence[TableRow], context: HeadingContext, state: DocumentState
) -> None:
    """Read the rows that are not entries of one kind as those of another.

    Conversion leaves them as a table of their own, which must mean the same when it is converted again.
    """
    result = state.result
    before, unread, problems = len(result.entries), result.unread[:], len(result.problems)
    state.visit(msgspec.structs.replace(table, rows=tuple(skipped)), context)
    if len(result.entries) == before:
        result.unread, result.problems = unread, result.problems[:problems]
        return
    read = {line for entry in result.entries[before:] for line in entry.all_lines()}
    result.unread = [lines for lines in result.unread if lines.start not in read]


def _is_alone(table: TableBlock, section: Section) -> bool:
    """Return whether a section holds nothing but a table."""
    others = (
        block for block in section.blocks if block is not table and not isinstance(block, ThematicBreak)
    )
    return not section.children and next(others, None) is None


def _all_say(entries: Sequence[RecognisedEntry], field: str, heading: str) -> bool:
    """Return whether a field of all entries repeats the heading above them."""
    texts = [entry.fields[field].text for entry in entries if field in entry.fields]
    return bool(texts) and texts == [heading] * len(entries)


def names_in_cells(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table with a column whose cells hold several names each: all endpoints of a resource."""
    for kind in state.candidates(context):
        at = column_of_names(node, kind) if kind.pattern and kind.wording.shape else None
        if at is not None:
            reason = f"the cells of its column {at + 1} are names of {kind.name}"
            return Match(reason, partial(_read_cells, node, kind, at, state), kind)
    return None


def _read_cells(table: TableBlock, kind: Kind, column: int, state: DocumentState) -> None:
    state.result.entries += read_cells(table, kind, column)


def unknown_table(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match any table; it is skipped."""
    return Match("its columns are those of no kind", partial(_skip, node, context, state))


def _skip(table: TableBlock, context: HeadingContext, state: DocumentState) -> None:
    headings = ", ".join(shorten(plain_text(cell), 30) for cell in table.header.cells)
    below = f" below '{shorten(plain_text(context.heading), 60)}'" if context.heading else ""
    reason = f"no section of the template has a table with these columns{below}: {headings}"
    if context.kind and not state.is_page:
        reason = f"{context.kind.plural.lower()} have no table with these columns: {headings}"
    is_due = _can_be_entries(table, context, state)
    is_example = is_due and not _is_called(table, context, state)
    suggestion = "" if state.is_page else _suggestion(table, context.kind)
    state.result.skip(
        table.start, table.end, reason, is_example=is_example, is_aside=not is_due, suggestion=suggestion
    )


def _suggestion(table: TableBlock, kind: Kind | None) -> str:
    """Return which column of a kind a heading that is none may be meant to be; empty if none is near."""
    if kind is None:
        return ""
    titles = [kind.heading, *(field.title for field in kind.fields.values())]
    known = set(map(str.casefold, titles))
    headings = [plain_text(cell) for cell in table.header.cells]
    hints = (did_you_mean(heading, titles) for heading in headings if heading.casefold() not in known)
    return next(filter(None, hints), "")


def _can_be_entries(table: TableBlock, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a table can hold entries of the kind that the headings above it announce.

    Not one that lists the fields of something with their types. If only the title of the page has a word for
    the kind, among others, one of the columns must be called as names of the kind are, or nearly so.
    """
    kind = context.kind
    first = table.header.cells[0]
    names = [plain_text(row.cells[0]) for row in table.rows]
    if kind and names and sum(1 for name in names if is_refused(name, kind)) * 2 > len(names):
        return False
    if kind is not None and compares(table):
        return False
    if kind is None or lists_parts(table) or is_part(first) or names_groups(first):
        return kind is None
    if not is_close(kind, context, state.vocabulary) and not has_column_of_shape(table, kind):
        return False
    headings = [plain_text(cell) for cell in table.header.cells]
    is_named = any(state.vocabulary.is_name(kind, cell) for cell in headings)
    if kind.pattern and not (is_named or can_have_form(table, kind)):
        return False
    if not is_named and state.forms.is_form(table):
        return False
    if is_named or context.is_exact or is_near(kind, context, state.vocabulary):
        return True
    known = [kind, *state.candidates(context)]
    own = any(state.vocabulary.is_own_name(one, cell) for cell in headings[:2] for one in known)
    return own or _is_nearly(headings, kind)


def _is_called(table: TableBlock, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether the nearest heading has a word for the kind, or a column has one for its names.

    Otherwise, a page that has entries of the kind loses nothing if the table is left as it is.
    """
    kind = context.kind
    if kind is None or is_close(kind, context, state.vocabulary):
        return kind is not None
    headings = [plain_text(cell) for cell in table.header.cells]
    is_called = any(state.vocabulary.is_name(kind, cell) for cell in headings) or _is_nearly(headings, kind)
    return is_called or bool(names_by_shape(table, kind))


def _is_nearly(headings: Sequence[str], kind: Kind) -> bool:
    """Return whether the heading of a column is that of the names, but for a letter or two."""
    return any(did_you_mean(cell, [kind.heading]) for cell in headings)


def table_without_dashes(node: ParagraphBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a paragraph that would be a table of entries if it had a line of dashes, or if it went on one."""
    lines = node.text.split("\n")
    if len(lines) < 2 or not all(_PIPES.match(line) for line in lines[:2]):
        return None
    if above := _table_above(lines, node, context, state):
        return Match("its lines have the cells of a table above it", partial(_report, node, *above, state))
    if context.kind is None:
        return None
    return Match("its lines have cells", partial(_report, node, context.kind, 0, state), context.kind)


def _table_above(
    lines: Sequence[str], paragraph: ParagraphBlock, context: HeadingContext, state: DocumentState
) -> tuple[Kind, int] | None:
    """Return the kind and the line of the table that lines go on with: a little above, with entries."""
    blocks = context.section.blocks
    at = bisect.bisect_left(blocks, paragraph.start, key=lambda block: block.start)
    near = (block for block in reversed(blocks[max(at - _MOST_BETWEEN, 0) : at]))
    table = next((block for block in near if isinstance(block, TableBlock)), None)
    last = next(iter(state.result.entries[-1:]), None)
    if table is None or last is None or not table.start < last.line <= table.end:
        return None
    count = len(table.header.cells)
    is_more = all(line.strip().strip("|").count("|") + 1 == count for line in lines if _PIPES.match(line))
    return (state.vocabulary.kinds[last.kind], table.start) if is_more else None


def _report(paragraph: ParagraphBlock, kind: Kind, above: int, state: DocumentState) -> None:
    reason = "a table needs a line of dashes below its headings"
    hint = f"{reason}, such as |---|---|"
    if above:
        reason = "the text before these lines ends the table above"
        hint = f"{reason}; move them to the end of the table in line {above}"
    state.result.skip(paragraph.start, paragraph.end, reason)
    message = f"these lines look like a table of {kind.plural.lower()}, but are not one"
    state.result.report(paragraph.start, ProblemCode.UNREADABLE_TABLE, message, hint)
