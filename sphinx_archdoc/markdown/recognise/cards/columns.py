"""The tables of a card that list the columns of a database table.

The reference is "Database tables" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import links_of, plain_text
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.cards.card import CardState
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.tables.column_tables import (
    columns_in,
    columns_of_list,
    has_columns,
    is_column_list,
    is_column_table,
    named_columns,
    names_its_columns,
)
from sphinx_archdoc.markdown.recognise.tables.column_words import names_columns
from sphinx_archdoc.markdown.recognise.values.values_below import labelled_block
from sphinx_archdoc.schema.own_forms import sql_field

_Label = LabelledText | None


def column_table(node: TableBlock, label: _Label, card: CardState) -> Match | None:
    """Match a table that lists columns, with or without their types, in an entry that has a field for SQL."""
    if sql_field(card.kind) is None or not (is_column_table(node) or names_its_columns(node)):
        return None
    read = (
        partial(_read_table, node, card) if is_column_table(node) else partial(_read_names, node, label, card)
    )
    return Match("its rows are columns", read, card.kind)


def _read_table(table: TableBlock, card: CardState) -> None:
    """Read the columns; links in the cells become notes, since a statement has none."""
    card.columns.extend(columns_in(table))
    links = (link for row in table.rows for cell in row.cells for link in links_of(cell))
    card.entry.notes += [SourceText(link, table.start) for link in dict.fromkeys(links)]


def _read_names(table: TableBlock, label: _Label, card: CardState) -> None:
    """Read the names; the table stays a note as well, for its texts."""
    card.columns.extend(named_columns(table))
    _keep(table, label, card)


def column_list(node: ListBlock, label: _Label, card: CardState) -> Match | None:
    """Match a list that names columns with their types, in an entry that has a field for SQL."""
    if sql_field(card.kind) is None or not is_column_list(node):
        return None
    return Match("its items are columns", partial(_read_list, node, label, card), card.kind)


def _read_list(block: ListBlock, label: _Label, card: CardState) -> None:
    """Read the columns; the list stays a note as well, for what its items say beside them."""
    card.columns.extend(columns_of_list(block))
    _keep(block, label, card)


def _keep(block: Block, label: _Label, card: CardState) -> None:
    span = (LineSpan(block.start, block.end),)
    is_new = label is not None and card.tell(label)
    note = labelled_block(label, block) if label and is_new else SourceText(block.source, block.start, span)
    card.entry.notes.append(note)


def column_heading(node: Section, label: _Label, card: CardState) -> Match | None:
    """Match a subsection that holds a table of columns: "Fields"."""
    if sql_field(card.kind) is None or node.children or not has_columns(node):
        return None
    return Match("it has a table of columns", partial(_read_heading, node, card), card.kind)


def _read_heading(section: Section, card: CardState) -> None:
    """Read a subsection; its heading is a note if it says more than "Fields"."""
    if not names_columns(section.title):
        card.entry.notes.append(SourceText(plain_text(section.title), section.start))
    card.read_content(section, None)
