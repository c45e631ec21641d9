"""Evidence in statuses of HTTP that the rows of a table are errors."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence
from sphinx_archdoc.markdown.recognise.names.shape import has_likely_word
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings
from sphinx_archdoc.markdown.recognise.tables.number_columns import are_identifiers, tells_of_failures
from sphinx_archdoc.schema.own_forms import number_field

_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]{0,60}_[A-Z0-9]")
"""The beginning of a name of several words in capitals."""

_CODE = re.compile(r"`[^`\s]+`")
"""A name in code."""


def add_statuses(evidence: Evidence, table: TableBlock, columns: ColumnMeanings) -> None:
    """Add the signs in a column of statuses of failed requests, in whatever language the headings are.

    Constants with such a number are errors if there is a text as well, or if their words tell of a failure.
    """
    kind, field = evidence.kind, number_field(evidence.kind)
    are_statuses = field is not None and field.name == columns.name_field
    if are_statuses and tells_of_failures(table, columns.name) and not _has_codes(table):
        evidence.add(2, "its names are statuses of requests that fail")
    if field is None or field.name not in columns.meanings:
        return
    if not tells_of_failures(table, columns.meanings.index(field.name)):
        return
    evidence.add(2, "its statuses are those of requests that fail")
    names = [plain_text(row.cells[columns.name]) for row in table.rows]
    likely = sum(1 for name in names if has_likely_word(name, kind))
    are_likely = bool(likely) and 2 * len(names) <= 3 * likely
    is_told = bool(columns.told) or kind.summary in columns.meanings or are_likely
    are_codes = is_told and are_identifiers(table, columns.name)
    evidence.add_if(are_codes, THRESHOLD + 1, "each status belongs to a word in capitals")
    are_marked = (
        is_told and not are_codes and all(_CODE.fullmatch(row.cells[columns.name]) for row in table.rows)
    )
    evidence.add_if(are_marked, 1, "and its names are code, each with a text")


def _has_codes(table: TableBlock) -> bool:
    """Return whether a cell has a constant, such as the code of an error that the status stands for."""
    return any(_CONSTANT.search(cell) for row in table.rows for cell in row.cells)
