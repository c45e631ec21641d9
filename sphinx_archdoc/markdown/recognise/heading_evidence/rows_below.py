"""Tables below a heading whose rows are entries, so that the heading is not one itself."""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.tables.columns import columns_of, kind_by_columns, names_fit
from sphinx_archdoc.markdown.recognise.tables.name_columns import is_above_names
from sphinx_archdoc.markdown.recognise.tables.number_columns import numbers_findings
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, Layout


def holds_rows(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a table directly below a heading has entries of a kind itself."""
    is_all = not section.children and all(isinstance(block, TableBlock) for block in section.content)
    if is_all and is_above_names(section, kind):
        return True
    tables = [block for block in section.content if isinstance(block, TableBlock)]
    is_called = vocabulary.ends_with_name(kind, section.title)  # "Oven service"
    if is_all and not is_called and any(vocabulary.is_name(kind, table.header.cells[0]) for table in tables):
        return True
    if kind.layout is Layout.CARD and any(
        numbers_findings(table) and any(vocabulary.is_own_name(kind, cell) for cell in table.header.cells)
        for table in tables
    ):
        return True
    for table in section.content:
        columns = columns_of(table, kind, vocabulary, named=True) if isinstance(table, TableBlock) else None
        if columns is None or not isinstance(table, TableBlock) or not names_fit(table, columns, kind):
            continue
        heading = table.header.cells[columns.name if columns.number is None else columns.number]
        if kind.layout is not Layout.CARD:  # whose headings can be above tables of anything
            if is_all and vocabulary.is_own_name(kind, heading):
                return True
        else:
            is_telling = bool(columns.name_field) and columns.name_field == kind.wording.telling
            if is_telling or vocabulary.is_name(kind, heading):
                return True
    return False


def holds_only_rows_of_others(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether there is nothing below a heading but tables whose columns are those of other kinds."""
    tables = [block for block in section.content if isinstance(block, TableBlock)]
    if section.children or not tables or len(tables) < len(section.content):
        return False
    found = [kind_by_columns(table, vocabulary) for table in tables]
    return all(one is not None and one[0] is not kind for one in found)
