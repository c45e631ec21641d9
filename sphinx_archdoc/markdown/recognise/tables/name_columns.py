"""Columns that are told by the shape of the names in them."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_class_of
from sphinx_archdoc.markdown.recognise.tables.number_columns import NUMBER
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameForm, NameStyle

_CODE = re.compile(r"[A-Z]{1,8}[-_]?\d+")
"""A code in the form that catalogues of errors have: ``E1001``."""


def find_names(meanings: list[str], table: TableBlock, kind: Kind) -> int:
    """Return the index of the column with the names if no heading says so: the first that numbers no rows.

    A column whose cells have the shape of the kind's names comes before it if its heading means nothing else:
    ``PORT`` beside the option ``--port``. A whole name that the kind prescribes, such as ``GET /orders``
    below "Method", can be called anything; its column then loses its other meaning in *meanings*.
    """
    first = next((at for at, meaning in enumerate(meanings) if meaning != NUMBER), 0)
    if not kind.wording.shape or has_names(table, 0, kind):
        return first
    free = (at for at in range(1, len(meanings)) if kind.pattern or not meanings[at])
    shaped = next((at for at in free if has_names(table, at, kind)), None)
    if shaped is None:
        return first
    meanings[shaped] = ""
    return shaped


def has_column_of_shape(table: TableBlock, kind: Kind) -> bool:
    """Return whether a cell has a word with the shape of the kind's names, or the kind has no such shape."""
    if kind.name_form is not NameForm.USUAL:
        return True
    words = (word for row in table.rows for cell in row.cells for word in plain_text(cell).split())
    return any(has_shape(word, kind) for word in words)


def has_names(table: TableBlock, at: int, kind: Kind) -> bool:
    """Return whether at least three fifths of the cells of a column have the shape of the kind's names."""
    shape = kind.wording.shape
    alike = [row for row in table.rows if re.fullmatch(shape, row.cells[at].strip("`*_ "))]
    return bool(shape) and len(alike) * 5 >= max(len(table.rows), 1) * 3


def is_above_names(section: Section, kind: Kind) -> bool:
    """Return whether a table directly below a heading has names of the kind's shape in its first column."""
    tables = (block for block in section.content if isinstance(block, TableBlock))
    return kind.pattern is None and any(has_names(table, 0, kind) for table in tables)


def has_classes(table: TableBlock, at: int, kind: Kind) -> bool:
    """Return whether at least three fifths of the cells of a column are classes called as the kind is."""
    classes = sum(1 for row in table.rows if is_class_of(plain_text(row.cells[at]), kind))
    return classes * 5 >= max(len(table.rows), 1) * 3


def has_likely_names(table: TableBlock, at: int, kind: Kind) -> bool:
    """Return whether the cells of a column are code, four fifths of them as names of the kind often are.

    ``order.paid`` is an event in any language.
    """
    likely = kind.wording.likely
    if not likely or kind.wording.telling or not all(row.cells[at].startswith("`") for row in table.rows):
        return False
    found = sum(1 for row in table.rows if re.search(likely, plain_text(row.cells[at])))
    return found * 5 >= max(len(table.rows), 1) * 4


def can_have_form(table: TableBlock, kind: Kind) -> bool:
    """Return whether a cell holds a sign that the form of the kind's names has: the slash of a path."""
    signs = {sign for sign in kind.example if not (sign.isalnum() or sign in " -_.")}
    return not signs or any(not signs.isdisjoint(cell) for row in table.rows for cell in row.cells)


def names_by_shape(table: TableBlock, kind: Kind) -> list[str]:
    """Return the names in all columns of which most cells have the shape of the kind's names."""
    if kind.name_form is not NameForm.USUAL:
        return []
    at = [at for at in range(len(table.header.cells)) if has_names(table, at, kind)]
    names = (row.cells[one].strip("`*_ ") for row in table.rows for one in at)
    return [name for name in names if has_shape(name, kind)]


def find_classes(meanings: list[str], table: TableBlock, kind: Kind) -> None:
    """Take classes in a first column that is not known for the names, instead of codes: ``QuotaError``."""
    if meanings[0] or NAME not in meanings:
        return
    if has_classes(table, 0, kind):
        meanings[meanings.index(NAME)] = ""
        meanings[0] = NAME


def find_first_names(meanings: list[str], table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> None:
    """Take a first column that has names in code, and is called as names are, before another one.

    In "Service | Component | Port", the second column says what sort of component each service is.
    """
    if meanings[0] or NAME not in meanings or not vocabulary.is_name(kind, table.header.cells[0]):
        return
    if all(row.cells[0].strip().startswith("`") for row in table.rows):
        meanings[meanings.index(NAME)] = ""
        meanings[0] = NAME


def find_shaped_names(meanings: list[str], table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> None:
    """Take the column of names that have the kind's shape, if another one is called as names are as well.

    In "Option | Env", the variables are below "Env".
    """
    at = meanings.index(NAME) if NAME in meanings else None
    if at is None or kind.pattern or not kind.wording.shape or has_names(table, at, kind):
        return
    for other, heading in enumerate(table.header.cells):
        if other != at and vocabulary.is_name(kind, heading) and has_names(table, other, kind):
            meanings[at], meanings[other] = "", NAME
            return


def find_codes(meanings: list[str], table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> None:
    """Take a column of codes for the names, if words are in the one that was taken for them.

    In "Code | Error", ``E1001`` is the name, and "Unexpected end" is not.
    """
    at = meanings.index(NAME) if NAME in meanings else None
    if at is None or kind.name_style is not NameStyle.CODE or kind.wording.shape:
        return
    if not any(" " in plain_text(row.cells[at]) for row in table.rows):
        return
    for other, heading in enumerate(table.header.cells):
        codes = [plain_text(row.cells[other]).strip() for row in table.rows]
        if other != at and vocabulary.is_name(kind, heading) and all(map(_CODE.fullmatch, codes)):
            meanings[at], meanings[other] = "", NAME
            return
