"""Tables, and paragraphs that were meant to be one.

The reference is "Tables" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import ParagraphBlock, TableBlock, ThematicBreak
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.columns import ColumnMeanings, columns_of, kind_by_columns
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.rule import DocumentState, HeadingContext, Match
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind

_PIPES = re.compile(r"\s*\|.*\|.*\|")


def table_below_heading(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table that has columns of the kind which the headings above it name."""
    kind = context.kind
    if kind is None or not kind.takes_name:
        return None
    columns = columns_of(node, kind, state.vocabulary, named=context.is_nearest)
    if columns is None:
        return None
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


def _read(
    table: TableBlock, kind: Kind, columns: ColumnMeanings, context: HeadingContext, state: DocumentState
) -> None:
    heading, is_group = plain_text(context.heading), not context.is_nearest
    entries = state.tables.read(table, kind, columns, heading, is_group=is_group).entries
    section = context.section
    is_alone = is_group and section.level > 1 and _is_alone(table, section)
    if is_alone and _all_say(entries, kind.group_by, heading):
        state.groups.append((section.start, entries))
    state.result.entries += entries


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


def unknown_table(node: TableBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match any table; it is skipped."""
    return Match("its columns are those of no kind", partial(_skip, node, context, state))


def _skip(table: TableBlock, context: HeadingContext, state: DocumentState) -> None:
    headings = ", ".join(shorten(plain_text(cell), 30) for cell in table.header.cells)
    below = f" below '{shorten(plain_text(context.heading), 60)}'" if context.heading else ""
    reason = f"no section of the template has a table with these columns{below}: {headings}"
    state.result.skip(table.start, table.end, reason)


def table_without_dashes(node: ParagraphBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a paragraph that would be a table of entries if it had a line of dashes."""
    lines = node.text.split("\n")
    if context.kind is None or len(lines) < 2 or not all(_PIPES.match(line) for line in lines[:2]):
        return None
    return Match("its lines have cells", partial(_report, node, context.kind, state), context.kind)


def _report(paragraph: ParagraphBlock, kind: Kind, state: DocumentState) -> None:
    reason = "a table needs a line of dashes below its headings"
    state.result.skip(paragraph.start, paragraph.end, reason)
    message = f"these lines look like a table of {kind.plural.lower()}, but are not one"
    hint = f"{reason}, such as |---|---|"
    state.result.report(paragraph.start, ProblemCode.UNREADABLE_TABLE, message, hint)
