"""Tables that are not read, and paragraphs that were meant to be one: they are reported.

The reference is "When is a table read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import ParagraphBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_close, is_near
from sphinx_archdoc.markdown.recognise.names.shape import is_refused
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.column_tables import lists_parts
from sphinx_archdoc.markdown.recognise.tables.column_words import is_part, names_groups
from sphinx_archdoc.markdown.recognise.tables.columns import compares
from sphinx_archdoc.markdown.recognise.tables.name_columns import (
    can_have_form,
    has_column_of_shape,
    names_by_shape,
)
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean

_PIPES = re.compile(r"\s*\|.*\|.*\|")

_MOST_BETWEEN = 4
"""Blocks before lines with cells among which the table that they belong to is looked for."""


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
