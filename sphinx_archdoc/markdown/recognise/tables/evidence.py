"""Evidence that the rows of a table are entries of a kind."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import (
    THRESHOLD,
    Evidence,
    add_context,
    add_owner_of_codes,
    add_shape,
    is_close,
)
from sphinx_archdoc.markdown.recognise.literals import names_in_code
from sphinx_archdoc.markdown.recognise.names.shape import are_documents, is_constant, is_identifier
from sphinx_archdoc.markdown.recognise.tables.column_words import names_groups
from sphinx_archdoc.markdown.recognise.tables.columns import (
    ColumnMeanings,
    are_paths,
    find_meanings,
    find_text,
    names_fit,
)
from sphinx_archdoc.markdown.recognise.tables.name_column_evidence import add_heading_of_names
from sphinx_archdoc.markdown.recognise.tables.name_columns import find_names, has_names
from sphinx_archdoc.markdown.recognise.tables.number_columns import (
    are_numbers,
    field_of_numbers,
)
from sphinx_archdoc.markdown.recognise.tables.path_evidence import add_paths, are_paths_of_code
from sphinx_archdoc.markdown.recognise.tables.rows import names_of_row, written_name
from sphinx_archdoc.markdown.recognise.tables.status_evidence import add_statuses
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of, keys_of_tables
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Field, FieldType, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, paths_field

_LINKED = re.compile(r"`?\[[^\]]+\]\([^)]+\)`?")
_CODE = re.compile(r"`[^`]+`|https?://\S+|/\S*")
_VERSION = re.compile(r"[`*^~>=v\s]*\d{1,4}(?:\.(?:\d{1,4}|x)){1,3}\b")
"""The number of a version: ``4.0.2``, ``3.x``."""

_VERSIONS = keys_of_tables("versions")
"""Keys of the headings of columns with them."""

_NAMES = re.compile(r"[^\s,;`()]+")

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
    hints = any(vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles))
    heading = table.header.cells[columns.name]
    is_hint = hints and not evidence.signs and vocabulary.is_name(kind, heading)
    evidence.add_if(is_hint, 1, "a heading above it hints at the kind")
    is_bare = kind.nature is Nature.SETTING and not kind.wording.shape and not evidence.signs
    is_bare = is_bare and not vocabulary.is_own_name(kind, heading)
    if not vocabulary.ends_with_names(kind, heading):
        add_owner_of_codes(evidence, context, vocabulary)
    evidence.add_if(is_bare, -2, f"nothing above it has a word for {kind.plural.lower()}")
    add_heading_of_names(evidence, table, columns, context, vocabulary)
    ports = [cell for cell in table.header.cells if key_of(cell).rpartition("-")[2] in _PORTS]
    has_ports = kind.nature is Nature.RUNS and vocabulary.is_name(kind, heading) and ports
    evidence.add_if(has_ports, 2, "it has a column for ports, as tables of what runs do")
    is_first = context.kind is kind and columns.name == 0 and vocabulary.is_name(kind, heading)
    are_called = (
        is_first and kind.nature is Nature.RUNS and all(row.cells[0].startswith("`") for row in table.rows)
    )
    evidence.add_if(are_called, 2, "its first column contains names in code")
    is_told = context.kind is kind and (bool(has_ports) or vocabulary.is_own_name(kind, heading))
    _add_fields(evidence, columns, is_told=is_told)
    if is_whole or _can_be_enough(evidence):
        is_named = context.kind is kind and is_close(kind, context, vocabulary)
        _add_rows(evidence, table, columns, vocabulary=vocabulary, is_named=is_named, is_hinted=hints)
        add_paths(evidence, table, columns, context)
    return TableEvidence(evidence, columns)


def _can_be_enough(evidence: Evidence) -> bool:
    """Return whether the rows can have enough signs for the kind, whatever they hold."""
    kind = evidence.kind
    of_shape = (THRESHOLD if kind.pattern else 3) if kind.wording.shape else 0
    return evidence.points + of_shape + _MOST_BESIDE_SHAPE >= THRESHOLD


def _add_rows(
    evidence: Evidence,
    table: TableBlock,
    columns: ColumnMeanings,
    *,
    vocabulary: Vocabulary,
    is_named: bool,
    is_hinted: bool,
) -> None:
    """Add the signs in the rows: the names, and the values of some fields."""
    kind = evidence.kind
    cells = [written_name(row, kind, columns) for row in table.rows]
    named = [cell for cell in cells if not is_none(cell)]
    names = [name for cell in named for name in names_in_code(cell) or [plain_text(cell)]]
    if any(part in columns.meanings for part in kind.name_fields):
        names = [name for row in table.rows for name in names_of_row(row, kind, columns)]
    add_shape(evidence, names, is_named=is_named, has_values=is_hinted and _has_values(columns, kind))
    can_be_code = kind.name_style is NameStyle.CODE and not kind.wording.shape and bool(cells)
    in_code = can_be_code and all(cell.startswith("`") for cell in cells)
    evidence.add_if(in_code, 1, "all names are code")
    evidence.add_if(are_documents(names, kind), -THRESHOLD, "its names are documents")
    are_identifiers = can_be_code and not in_code and len(names) > 1 and all(map(is_identifier, names))
    are_identifiers = are_identifiers and not any("/" in name for name in names)
    evidence.add_if(are_identifiers, 1, "all names are written like identifiers")
    heading = table.header.cells[columns.name]
    own_name = not columns.name_field and vocabulary.is_own_name(kind, heading)
    is_called = own_name and kind.nature is Nature.SETTING and all(map(is_constant, names))
    evidence.add_if(
        is_called and names, 3, f"the names are in capitals, in a column for names of {kind.name}"
    )
    evidence.add_if(
        not names_fit(table, columns, kind), -THRESHOLD, f"its names cannot be those of {kind.name}"
    )
    links = sum(1 for cell in cells if _LINKED.fullmatch(cell))
    are_linked = links * 2 > len(cells)
    if address_field(kind):
        evidence.add_if(are_linked, 2, "its names are links")
    elif are_linked and evidence.points > 0:
        are_pages = len({*cells}) == len(cells) and not any("](#" in cell for cell in cells)
        evidence.add_if(are_pages, 1, "each of its names is a link to a page")
    endings = Counter(name.rpartition(" ")[2] for name in names if " " in name).most_common(1)
    are_called = any(times > 2 and times * 2 > len(names) for _, times in endings)
    are_called = are_called and vocabulary.is_name(kind, heading) and vocabulary.is_name(kind, endings[0][0])
    evidence.add_if(
        are_called and not kind.wording.shape, 2, "most names end with a word for names of the kind"
    )
    if kind.nature is Nature.RUNS and _has_versions(table):
        evidence.add(-2, "it has a column of versions: its rows are technologies, not parts")
    _add_rows_that_agree(evidence, table, columns, names)
    _add_values(evidence, table, columns)
    add_statuses(evidence, table, columns)


def _has_versions(table: TableBlock) -> bool:
    """Return whether a column after the first is called so, or half of its cells are numbers of versions."""
    columns = range(1, len(table.header.cells))
    if any(key_of(table.header.cells[at]) in _VERSIONS for at in columns):
        return True
    versions = (sum(1 for row in table.rows if _VERSION.match(row.cells[at])) for at in columns)
    return any(number > 1 and number * 2 >= len(table.rows) for number in versions)


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


def _has_values(columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether a column is a flag or a literal value that is not a part of the name."""
    types = (kind.fields[name].type for name in columns.meanings if name in kind.fields)
    return any(type_ in (FieldType.FLAG, FieldType.CODE) for type_ in types)


def _add_values(evidence: Evidence, table: TableBlock, columns: ColumnMeanings) -> None:
    """Add a sign if the cells of a literal field are literal in all rows."""
    for at, meaning in enumerate(columns.meanings):
        field = evidence.kind.fields.get(meaning)
        if field is None or not field.required or field.type is not FieldType.CODE:
            continue
        cells = [row.cells[at].strip() for row in table.rows if not is_none(row.cells[at])]
        if cells:
            evidence.add_if(all(map(_CODE.fullmatch, cells)), 1, f"the values of '{field.name}' are code")


def _add_rows_that_agree(
    evidence: Evidence, table: TableBlock, columns: ColumnMeanings, names: list[str]
) -> None:
    """Add a sign if the cells of a field that names others of the kind name other rows."""
    for at, meaning in enumerate(columns.meanings):
        field: Field | None = evidence.kind.fields.get(meaning)
        if field is None or field.type is not FieldType.REFS or evidence.kind.name not in field.targets:
            continue
        filled = [row.cells[at] for row in table.rows if not is_none(row.cells[at])]
        own = set(names)
        agree = sum(1 for cell in filled if own & {*_NAMES.findall(cell)})
        evidence.add_if(agree > 1 and agree * 2 > len(filled), 2, f"'{field.name}' names other rows")
