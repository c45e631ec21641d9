"""Evidence in the rows of a table that they are entries: their names, and the values of some fields."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence, add_shape
from sphinx_archdoc.markdown.recognise.literals import names_in_code
from sphinx_archdoc.markdown.recognise.names.shape import (
    are_documents,
    have_documents,
    is_constant,
    is_identifier,
)
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings, names_fit
from sphinx_archdoc.markdown.recognise.tables.rows import names_of_row, written_name
from sphinx_archdoc.markdown.recognise.tables.status_evidence import add_statuses
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of, keys_of_tables
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import FieldType, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, paths_field

_LINKED = re.compile(r"`?\[[^\]]+\]\([^)]+\)`?")
_CODE = re.compile(r"`[^`]+`|https?://\S+|/\S*")
_VERSION = re.compile(r"[`*^~>=v\s]*\d{1,4}(?:\.(?:\d{1,4}|x)){1,3}\b")
"""The number of a version: ``4.0.2``, ``3.x``."""

_VERSIONS = keys_of_tables("versions")
"""Keys of the headings of columns with them."""

_NAMES = re.compile(r"[^\s,;`()]+")

_SEVERAL = 3
"""Names from which a common ending tells."""


class TableRows:
    """The rows of a table, of which it is asked whether they are entries of a kind."""

    def __init__(
        self, table: TableBlock, columns: ColumnMeanings, vocabulary: Vocabulary, evidence: Evidence
    ) -> None:
        self.table = table
        self.columns = columns
        self.vocabulary = vocabulary
        self.evidence = evidence

    @property
    def kind(self) -> Kind:
        """The kind that is asked for."""
        return self.evidence.kind

    @property
    def heading(self) -> str:
        """The heading of the column with the names."""
        return self.table.header.cells[self.columns.name]

    @cached_property
    def cells(self) -> list[str]:
        """The names as Markdown."""
        return [written_name(row, self.kind, self.columns) for row in self.table.rows]

    @cached_property
    def names(self) -> list[str]:
        """The names; a cell with several in code has as many."""
        if any(part in self.columns.meanings for part in self.kind.name_fields):
            rows = self.table.rows
            return [name for row in rows for name in names_of_row(row, self.kind, self.columns)]
        named = [cell for cell in self.cells if not is_none(cell)]
        return [name for cell in named for name in names_in_code(cell) or [plain_text(cell)]]

    @property
    def have_values(self) -> bool:
        """Whether a column is a flag or a literal value that is not a part of the name."""
        fields = self.kind.fields
        types = (fields[name].type for name in self.columns.meanings if name in fields)
        return any(type_ in (FieldType.FLAG, FieldType.CODE) for type_ in types)


def add_rows(rows: TableRows, *, is_named: bool, is_hinted: bool) -> None:
    """Add the signs in the rows.

    :param is_named: whether a heading nearby names the kind, so that names can have any shape.
    :param is_hinted: whether a heading hints at the kind.
    """
    add_shape(rows.evidence, rows.names, is_named=is_named, has_values=is_hinted and rows.have_values)
    _add_form(rows)
    _add_links(rows)
    _add_common_ending(rows)
    if rows.kind.nature is Nature.RUNS and _has_versions(rows.table):
        rows.evidence.add(-2, "it has a column of versions: its rows are technologies, not parts")
    _add_names_of_others(rows)
    _add_literal_values(rows)
    add_statuses(rows.evidence, rows.table, rows.columns)


def _add_form(rows: TableRows) -> None:
    """Add the signs in the form of the names: code, identifiers, words in capitals, documents."""
    evidence, kind, names = rows.evidence, rows.kind, rows.names
    in_code = _can_be_any_code(rows) and all(cell.startswith("`") for cell in rows.cells)
    evidence.add_if(in_code, 1, "all names are code")
    evidence.add_if(are_documents(names, kind), -THRESHOLD, "its names are documents")
    evidence.add_if(not in_code and _are_identifiers(rows), 1, "all names are written like identifiers")
    if names and _are_settings(rows):
        evidence.add(3, f"the names are in capitals, in a column for names of {kind.name}")
    if not names_fit(rows.table, rows.columns, kind):
        evidence.add(-THRESHOLD, f"its names cannot be those of {kind.name}")


def _can_be_any_code(rows: TableRows) -> bool:
    """Return whether names of the kind are code, of no shape of their own."""
    return rows.kind.name_style is NameStyle.CODE and not rows.kind.wording.shape and bool(rows.cells)


def _are_identifiers(rows: TableRows) -> bool:
    if not _can_be_any_code(rows) or len(rows.names) < 2:
        return False
    return all(is_identifier(name) and "/" not in name for name in rows.names)


def _are_settings(rows: TableRows) -> bool:
    """Return whether words in capitals are in a column that only settings of this kind have: "Variable"."""
    if rows.kind.nature is not Nature.SETTING or rows.columns.name_field:
        return False
    return rows.vocabulary.is_own_name(rows.kind, rows.heading) and all(map(is_constant, rows.names))


def _add_links(rows: TableRows) -> None:
    """Add the signs in names that are links, most of them."""
    cells = rows.cells
    if sum(1 for cell in cells if _LINKED.fullmatch(cell)) * 2 <= len(cells):
        return
    if address_field(rows.kind):
        rows.evidence.add(2, "its names are links")
    elif paths_field(rows.kind) and have_documents(rows.names):
        rows.evidence.add(-THRESHOLD, "its names are links to documents")
    elif rows.evidence.points > 0:
        are_pages = len({*cells}) == len(cells) and not any("](#" in cell for cell in cells)
        rows.evidence.add_if(are_pages, 1, "each of its names is a link to a page")


def _add_common_ending(rows: TableRows) -> None:
    """Add the sign that most names end with the same word, which names of the kind have: "Order service"."""
    kind, names = rows.kind, rows.names
    if kind.wording.shape or not rows.vocabulary.is_name(kind, rows.heading):
        return
    endings = Counter(name.rpartition(" ")[2] for name in names if " " in name)
    for ending, times in endings.most_common(1):
        is_common = times >= _SEVERAL and times * 2 > len(names) and rows.vocabulary.is_name(kind, ending)
        rows.evidence.add_if(is_common, 2, "most names end with a word for names of the kind")


def _has_versions(table: TableBlock) -> bool:
    """Return whether a column after the first is called so, or half of its cells are numbers of versions."""
    columns = range(1, len(table.header.cells))
    if any(key_of(table.header.cells[at]) in _VERSIONS for at in columns):
        return True
    versions = (sum(1 for row in table.rows if _VERSION.match(row.cells[at])) for at in columns)
    return any(number > 1 and number * 2 >= len(table.rows) for number in versions)


def _add_names_of_others(rows: TableRows) -> None:
    """Add a sign if the cells of a field that names others of the kind name other rows."""
    for at, meaning in enumerate(rows.columns.meanings):
        field = rows.kind.fields.get(meaning)
        if field is None or field.type is not FieldType.REFS or rows.kind.name not in field.targets:
            continue
        filled = [row.cells[at] for row in rows.table.rows if not is_none(row.cells[at])]
        own = {*rows.names}
        agree = sum(1 for cell in filled if own & {*_NAMES.findall(cell)})
        do_agree = agree > 1 and agree * 2 > len(filled)
        rows.evidence.add_if(do_agree, 2, f"'{field.name}' names other rows")


def _add_literal_values(rows: TableRows) -> None:
    """Add a sign if the cells of a literal field are literal in all rows."""
    for at, meaning in enumerate(rows.columns.meanings):
        field = rows.kind.fields.get(meaning)
        if field is None or not field.required or field.type is not FieldType.CODE:
            continue
        cells = [row.cells[at].strip() for row in rows.table.rows if not is_none(row.cells[at])]
        are_literal = bool(cells) and all(map(_CODE.fullmatch, cells))
        rows.evidence.add_if(are_literal, 1, f"the values of '{field.name}' are code")
