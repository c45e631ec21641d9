"""Map the columns of a table to fields, and decide by them whether its rows are entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_refused, is_valid
from sphinx_archdoc.markdown.recognise.tables.column_tables import lists_parts
from sphinx_archdoc.markdown.recognise.tables.column_words import is_part, names_groups
from sphinx_archdoc.markdown.recognise.tables.name_columns import (
    find_classes,
    find_codes,
    find_first_names,
    find_names,
    find_shaped_names,
    has_names,
)
from sphinx_archdoc.markdown.recognise.tables.number_columns import (
    NUMBER,
    are_dates,
    counts_rows,
    field_of_numbers,
    find_statuses,
    forget_words,
    use_words,
)
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of, keys_of_tables
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import FieldType, Kind, NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_COMMAND = re.compile(
    r"`(?:(?:make|npm|npx|yarn|pnpm|bun|deno|node|docker|docker-compose|podman|git|cargo|go|pip|pipx|poetry|uv|tox|nox"
    r"|python3?|pytest|bash|sh|curl|wget|kubectl|helm|terraform|just|task|rake|bundle|rails|dotnet|mvn|gradle"
    r"|php|artisan|composer|sudo|systemctl|ssh|psql|redis-cli) [^`]+"
    r"|[\w./-]+ (?:[^`]+ )?--?[a-z][^`]*|\.{0,2}/[\w./-]+ [^`]+)`"
)
"""A program in code with its arguments: one that many projects use, or any with an option or a path."""

_COMPARED = keys_of_tables("compared")
"""Headings of the first column of a table that compares things."""

_TWO = 2
"""Columns of a table that says something of each row, and compares nothing."""

_FEW = 3
"""Rows from which names that repeat tell that they are not names."""

_TEXT = 3
"""Words from which a cell is a text."""


class ColumnMeanings(msgspec.Struct, frozen=True):
    """The meaning of each column of a table."""

    meanings: tuple[str, ...]
    """For each column the name of a field, ``name``, ``#``, or an empty string if it is not known."""
    name: int
    """Index of the column with the names."""
    name_field: str = ""
    """A field that has the name as its value as well: the symptom of a gotcha, the status of an error."""
    told: str = ""
    """The field of the column that is taken for it by its texts alone, whatever it is called."""
    noted: frozenset[str] = frozenset()
    """Headings of the columns that a marker makes notes, so that they need no warning."""
    number: int | None = None
    """Index of a column that has the number of each entry instead, and is called as the names are."""

    @property
    def known(self) -> int:
        """The number of columns that are fields."""
        return _known(self.meanings)

    def with_telling(self, kind: Kind) -> ColumnMeanings:
        """Return the columns, in which the names also tell what the telling field would, if it has no column.

        "The disk is full" is both the name of a gotcha and its symptom.
        """
        telling = kind.wording.telling
        if not telling or self.name_field or telling in self.meanings:
            return self
        return msgspec.structs.replace(self, name_field=telling)


def columns_of(
    table: TableBlock, kind: Kind, vocabulary: Vocabulary, *, named: bool
) -> ColumnMeanings | None:
    """Return the meanings of the columns if the rows of *table* are entries of *kind*, else None.

    :param named: whether the heading above the table names the kind, so that the first column may
        be called anything.
    """
    headings = table.header.cells
    meanings, number = find_meanings(table, kind, vocabulary)
    known = _known(meanings)
    name_field = ""
    if NAME in meanings:
        at = meanings.index(NAME)
        telling = vocabulary.field_of(kind, headings[at])
        if telling and telling.name == kind.wording.telling and telling.name not in meanings:
            name_field = telling.name
        name_field = name_field or field_of_numbers(table, at, meanings, kind)
    else:
        at = find_names(meanings, table, kind)
        known = _known(meanings)
        field = kind.fields.get(meanings[at])
        if field and (field.type is FieldType.INTEGER or field.name == kind.wording.telling):
            name_field, known = field.name, known - 1
        elif field and named and are_paths(field.name, kind):
            name_field = field.name
        elif field or not headings[at].strip() or names_groups(headings[at]) or is_part(headings[at]):
            return None
        if not named or known < max(1, (len(meanings) - meanings.count(NUMBER) - 1) / 2):
            return None
        meanings[at] = NAME
    if not known and not (named and len(meanings) == 1):
        return None
    return ColumnMeanings(tuple(meanings), at, name_field, number=number)


def find_meanings(table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> tuple[list[str], int | None]:
    """Return the meanings of the columns, by their headings and by what they hold.

    :returns: with them, the index of a column of numbers that is called as the names are, see
        :attr:`ColumnMeanings.number`.
    """
    meanings = vocabulary.columns(kind, table.header.cells)
    if not meanings[0] and counts_rows(table):
        meanings[0] = NUMBER
    forget_words(meanings, table, kind)
    find_statuses(meanings, table, kind)
    _find_parts(meanings, table, kind)
    find_classes(meanings, table, kind)
    find_first_names(meanings, table, kind, vocabulary)
    find_shaped_names(meanings, table, kind, vocabulary)
    find_codes(meanings, table, kind, vocabulary)
    return meanings, use_words(meanings, table, kind)


def are_paths(field: str, kind: Kind) -> bool:
    """Return whether a field is a list that entries must have, so that its values can be their names."""
    found = kind.fields.get(field)
    return found is not None and found.required and found.type is FieldType.LIST


def _find_parts(meanings: list[str], table: TableBlock, kind: Kind) -> None:
    """Find the part of the names that a column not known has: methods below "Protocol", beside paths.

    Most of its cells must make names of the kind's shape together with those of the column with the names.
    """
    missing = [part for part in kind.name_fields if part != kind.shown_name and part not in meanings]
    if NAME not in meanings or not missing or not kind.wording.shape:
        return
    names = [plain_text(row.cells[meanings.index(NAME)]) for row in table.rows]
    if any(has_shape(name, kind) for name in names):
        return
    for at in (at for at, meaning in enumerate(meanings) if not meaning):
        words = (re.match(r"\w*", plain_text(row.cells[at])) for row in table.rows)
        wholes = [f"{word[0] if word else ''} {name}" for word, name in zip(words, names, strict=True)]
        if sum(1 for whole in wholes if has_shape(whole, kind)) * 2 > len(wholes):
            meanings[at] = missing[0]
            return


def find_text(meanings: list[str], table: TableBlock, kind: Kind) -> str:
    """Find the column with the texts of the entries if none is called so: "Why it matters".

    :returns: the field that sums up the kind, if at least three fifths of the cells of an unknown column are
        several words; of several such columns, the one with the longest texts.
    """
    has_headings = any(cell.strip() for cell in table.header.cells)
    if (
        not kind.summary
        or kind.summary in meanings
        or kind.wording.telling
        or (kind.pattern and has_headings)
    ):
        return ""
    fewest = _TEXT if has_headings else 2
    longest, found = 0, None
    for at in (at for at, meaning in enumerate(meanings) if not meaning):
        words = [count_words(plain_text(row.cells[at])) for row in table.rows]
        if (
            sum(1 for number in words if number >= fewest) * 5 >= max(len(words), 1) * 3
            and sum(words) > longest
        ):
            longest, found = sum(words), at
    if found is None:
        return ""
    meanings[found] = kind.summary
    return kind.summary


def kind_by_columns(table: TableBlock, vocabulary: Vocabulary) -> tuple[Kind, ColumnMeanings] | None:
    """Return the one kind whose columns a table has, below any heading.

    The name must have a heading that only this kind uses, or the shape of its names. At least two columns,
    and as many as are not known, must be fields, among them all that are required. If two kinds fit equally
    well, there is none.
    """
    found: list[tuple[Kind, ColumnMeanings]] = []
    for kind in vocabulary.kinds.values():
        columns = columns_of(table, kind, vocabulary, named=False) if kind.takes_name else None
        required = {field.name for field in kind.fields.values() if field.required and field.column}
        if columns is None or columns.known < max(2, columns.meanings.count("")):
            continue
        if not names_fit(table, columns, kind):
            continue
        heading = table.header.cells[columns.name]
        is_own = vocabulary.is_own_name(kind, heading)
        if kind.name_form is NameForm.USUAL:  # parameters of anything have such columns, too
            is_own = is_own and key_of(heading) in (key_of(kind.heading), key_of(kind.title))
        if not (is_own or has_names(table, columns.name, kind)):
            continue
        if not required - {*columns.meanings, columns.name_field, *kind.name_fields}:
            found.append((kind, columns))
    most = max((columns.known for _, columns in found), default=0)
    best = [one for one in found if one[1].known == most]
    return best[0] if len(best) == 1 else None


def names_fit(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether the names in a table can be names of *kind*.

    One name at least must have the form of a kind that prescribes one. Names that usually are identifiers are
    not words, most of them. A table in which most names are refused, such as those of successes, is none.
    """
    if sql_field(kind) and lists_parts(table):
        return False
    if (columns.name > 0 and compares(table)) or _repeat(table, columns, kind):
        return False
    if _are_commands(table, columns, kind) or _is_log(table, columns, kind):
        return False
    if not (kind.pattern or kind.wording.shape or kind.wording.refused):
        return True
    cells = [cell for row in table.rows if not is_none(cell := row.cells[columns.name])]
    names = [plain_text(cell) for cell in cells]
    if not names:
        return True
    if sum(1 for name in names if is_refused(name, kind)) * 2 > len(names):
        return False
    if any(part in columns.meanings for part in kind.name_fields):
        return True
    if kind.pattern:
        return any(is_valid(name, kind) for name in names)
    if kind.wording.shape:
        are_words = not any("_" in name or "`" in cell for name, cell in zip(names, cells, strict=True))
        return not (are_words and any(" " in name for name in names))
    return True


def compares(table: TableBlock) -> bool:
    """Return whether a table compares what its columns are called: "Feature", "Webhook", "Polling"."""
    return len(table.header.cells) > _TWO and key_of(table.header.cells[0]) in _COMPARED


def _are_commands(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether most names are commands in code, `` `make bake` ``; names that are texts can be."""
    if kind.wording.shape or kind.name_style is NameStyle.TEXT:
        return False
    commands = sum(1 for row in table.rows if _COMMAND.fullmatch(row.cells[columns.name].strip()))
    return commands * 2 > len(table.rows)


def _is_log(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether the rows of a table say when something was done to settings: "2026-05-01"."""
    return kind.nature is Nature.SETTING and columns.name > 0 and are_dates(table, 0)


def _repeat(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether the names of most rows are those of others: "When updated", beside what is updated.

    Numbers can be those of several entries. If one in four rows names a table of a database again,
    the rows are its indexes, or what happens to it.
    """
    has_number = any(field.type is FieldType.INTEGER for field in kind.fields.values())
    if kind.wording.shape or has_number or len(table.rows) < _FEW:
        return False
    names = [name for row in table.rows if (name := plain_text(row.cells[columns.name]))]
    most = 3 if sql_field(kind) else 2
    return len({*names}) * 4 <= len(names) * most


def lacks_shape(table: TableBlock, columns: ColumnMeanings, kind: Kind) -> bool:
    """Return whether no name has the shape of the kind's names, or is a word in capitals."""
    if kind.name_form is not NameForm.USUAL:
        return False
    names = (plain_text(row.cells[columns.name]).split() for row in table.rows)
    return not any(has_shape(word, kind) or word.isupper() for words in names for word in words)


def _known(meanings: Sequence[str]) -> int:
    return sum(1 for meaning in meanings if meaning not in (NAME, NUMBER, ""))
