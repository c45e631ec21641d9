"""Tables whose rows are entries.

The reference is "When is a table read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from sphinx_archdoc.markdown.document.blocks import TableBlock, TableRow, ThematicBreak
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_close, strongest, words_above
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.base_path import complete_paths
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState, TableRead
from sphinx_archdoc.markdown.recognise.tables.cells import column_called_as_names, column_of_names, read_cells
from sphinx_archdoc.markdown.recognise.tables.columns import (
    ColumnMeanings,
    columns_of,
    kind_by_columns,
    lacks_shape,
    names_fit,
)
from sphinx_archdoc.markdown.recognise.tables.evidence import table_evidence
from sphinx_archdoc.markdown.recognise.tables.rows import names_of_row
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind


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


def table_like_another(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table that has nearly the same columns as one above it, below the same word for their kind."""
    kind = context.kind
    keys = _keys(node)
    like = state.tables_read.get((kind.name, keys[0])) if kind else None
    if kind is None or like is None or not like.resembles(keys):
        return None
    found = table_evidence(node, kind, context, state.vocabulary)
    if found is None or found.evidence.points < 1 or not names_fit(node, found.columns, kind):
        return None
    reason = f"it has nearly the same columns as the table in line {like.line}"
    return Match(reason, partial(_read, node, kind, found.columns, context, state), kind)


def _keys(table: TableBlock) -> tuple[str, ...]:
    return tuple(map(key_of, table.header.cells))


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
    if entries:
        keys = _keys(table)
        state.tables_read[kind.name, keys[0]] = TableRead(table.start, keys)
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


def settings_in_cells(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table with a column for variables, beside rows that are about something else: "Env vars"."""
    for kind in state.candidates(context):
        if kind.nature is not Nature.SETTING or not kind.wording.shape:
            continue
        at = column_called_as_names(node, kind, state.vocabulary)
        if at is not None:
            reason = f"its column {at + 1} is called as names of {kind.name} are"
            return Match(reason, partial(_read_cells, node, kind, at, state), kind)
    return None


def _read_cells(table: TableBlock, kind: Kind, column: int, state: DocumentState) -> None:
    state.result.entries += read_cells(table, kind, column)
