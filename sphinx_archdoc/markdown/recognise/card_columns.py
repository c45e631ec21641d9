"""The tables of a card that list the columns of a database table.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.card import CardState
from sphinx_archdoc.markdown.recognise.column_tables import columns_in, has_columns, is_column_table
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.vocabulary import sql_field

_Label = LabelledText | None


def column_table(node: TableBlock, label: _Label, card: CardState) -> Match | None:
    """Match a table that lists columns, in an entry that has a field for SQL."""
    if sql_field(card.kind) is None or not is_column_table(node):
        return None
    return Match("its rows are columns", lambda: card.columns.extend(columns_in(node)), card.kind)


def column_heading(node: Section, label: _Label, card: CardState) -> Match | None:
    """Match a subsection that holds a table of columns: "Fields"."""
    if sql_field(card.kind) is None or node.children or not has_columns(node):
        return None
    return Match("it has a table of columns", partial(card.read_content, node, None), card.kind)
