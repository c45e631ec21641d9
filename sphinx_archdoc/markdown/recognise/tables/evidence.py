"""Evidence that the rows of a table are entries of a kind."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import (
    THRESHOLD,
    Evidence,
    add_context,
    add_owner_of_codes,
    is_close,
)
from sphinx_archdoc.markdown.recognise.tables.column_words import names_groups
from sphinx_archdoc.markdown.recognise.tables.columns import (
    ColumnMeanings,
    are_paths,
    find_meanings,
    find_text,
)
from sphinx_archdoc.markdown.recognise.tables.name_column_evidence import add_heading_of_names
from sphinx_archdoc.markdown.recognise.tables.name_columns import find_names, has_names
from sphinx_archdoc.markdown.recognise.tables.number_columns import (
    are_numbers,
    field_of_numbers,
)
from sphinx_archdoc.markdown.recognise.tables.path_evidence import add_paths, are_paths_of_code
from sphinx_archdoc.markdown.recognise.tables.row_evidence import TableRows, add_rows
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of, keys_of_tables
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import FieldType, Kind
from sphinx_archdoc.schema.own_forms import paths_field

_PORTS = keys_of_tables("ports")
"""Last words of the heading of a column that only what runs can have."""

_MOST_BESIDE_SHAPE = 8
"""Points of all signs in the rows of a table together, besides that of the shape of the names."""


class TableEvidence(msgspec.Struct, frozen=True):
    """The evidence that a table gives, and its columns if it is read as entries of the kind."""

    evidence: Evidence
    columns: ColumnMeanings


def table_evidence(
    table: TableBlock,
    kind: Kind,
    context: HeadingContext,
    vocabulary: Vocabulary,
    *,
    is_whole: bool = False,
) -> TableEvidence | None:
    """Return the signs in a table for and against a kind; None if no column can have the names.

    :param is_whole: whether to look at the rows as well if nothing in them can make the signs enough.
    """
    columns = _columns(table, kind, vocabulary)
    if columns is None:
        return None
    evidence = Evidence(kind, [])
    add_context(evidence, context, vocabulary)
    heading = table.header.cells[columns.name]
    is_hinted = any(vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles))
    _add_words_above(evidence, heading, context, vocabulary, is_hinted=is_hinted)
    add_heading_of_names(evidence, table, columns, context, vocabulary)
    is_named, is_name = context.kind is kind, vocabulary.is_name(kind, heading)
    has_ports = is_name and _has_ports(table, kind)
    evidence.add_if(has_ports, 2, "it has a column for ports, as tables of what runs do")
    if is_named and is_name and _begin_with_code(table, columns, kind):
        evidence.add(2, "its first column contains names in code")
    is_told = is_named and (has_ports or vocabulary.is_own_name(kind, heading))
    _add_fields(evidence, columns, is_told=is_told)
    if is_whole or _can_be_enough(evidence):
        rows = TableRows(table, columns, vocabulary, evidence)
        add_rows(rows, is_named=is_named and is_close(kind, context, vocabulary), is_hinted=is_hinted)
        add_paths(evidence, table, columns, context)
    return TableEvidence(evidence, columns)


def _add_words_above(
    evidence: Evidence, heading: str, context: HeadingContext, vocabulary: Vocabulary, *, is_hinted: bool
) -> None:
    """Add the signs in the words above a table, or that there are none.

    :param heading: that of the column with the names.
    :param is_hinted: whether a heading above the table hints at the kind.
    """
    kind = evidence.kind
    is_hint = is_hinted and not evidence.signs and vocabulary.is_name(kind, heading)
    evidence.add_if(is_hint, 1, "a heading above it hints at the kind")
    is_bare = not evidence.signs and not vocabulary.is_own_name(kind, heading)
    if not vocabulary.ends_with_names(kind, heading):
        add_owner_of_codes(evidence, context, vocabulary)
    if is_bare and kind.nature is Nature.SETTING and not kind.wording.shape:
        evidence.add(-2, f"nothing above it has a word for {kind.plural.lower()}")


def _has_ports(table: TableBlock, kind: Kind) -> bool:
    """Return whether a table of what runs has a column called after ports."""
    last_words = (key_of(cell).rpartition("-")[2] for cell in table.header.cells)
    return kind.nature is Nature.RUNS and any(word in _PORTS for word in last_words)


def _begin_with_code(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether all rows of a table of what runs begin with a name in code."""
    is_first = kind.nature is Nature.RUNS and columns.name == 0
    return is_first and all(row.cells[0].startswith("`") for row in table.rows)


def _can_be_enough(evidence: Evidence) -> bool:
    """Return whether the rows can have enough signs for the kind, whatever they hold."""
    kind = evidence.kind
    of_shape = (THRESHOLD if kind.pattern else 3) if kind.wording.shape else 0
    return evidence.points + of_shape + _MOST_BESIDE_SHAPE >= THRESHOLD


def _columns(table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> ColumnMeanings | None:
    """Return the meanings of the columns; the first one has the names if no heading says so."""
    meanings, number = find_meanings(table, kind, vocabulary)
    name_field = ""
    if NAME not in meanings:
        at = find_names(meanings, table, kind)
        field = kind.fields.get(meanings[at])
        is_number = field is not None and field.type is FieldType.INTEGER and are_numbers(table, at)
        if field and (field.name == kind.wording.telling or is_number or are_paths(field.name, kind)):
            name_field = field.name
        elif (
            meanings[at]
            or names_groups(table.header.cells[at])
            or (not table.header.cells[at].strip() and not has_names(table, at, kind))
        ):
            return None
        meanings[at] = NAME
    at = meanings.index(NAME)
    name_field = name_field or field_of_numbers(table, at, meanings, kind)
    paths = None if name_field else paths_field(kind)
    if paths and paths.name not in meanings and are_paths_of_code([row.cells[at] for row in table.rows]):
        name_field = paths.name
    told = find_text(meanings, table, kind)
    return ColumnMeanings(tuple(meanings), at, name_field, told, number=number)


def _add_fields(evidence: Evidence, columns: ColumnMeanings, *, is_told: bool) -> None:
    """Add the signs in the columns that are fields, and in those that are not.

    :param is_told: whether both a heading above and that of the names tell of the kind.
    """
    kind = evidence.kind
    known = [kind.fields[name] for name in columns.meanings if name in kind.fields and name != columns.told]
    for field in known:
        evidence.add(2 if field.required else 1, f"it has a column of '{field.name}'")
    given = {*columns.meanings, columns.name_field, *kind.name_fields}
    missing = [field for field in kind.missing(given) if field.column]
    for field in missing[:2]:
        evidence.add(-1, f"it has no column of '{field.name}', which is required")
    is_bare = not (known or columns.told) and missing and len(columns.meanings) > 1
    evidence.add_if(is_bare, -1 if is_told else -2, f"it has no column of any field of {kind.name}")
    unknown = columns.meanings.count("")
    allowed = 3 if columns.told else 1
    is_unknown = unknown > len(known) + allowed and not is_bare  # which has told of them
    evidence.add_if(is_unknown, -1, f"{unknown} of its columns are not fields of {kind.name}")
