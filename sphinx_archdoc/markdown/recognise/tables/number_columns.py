"""Columns of numbers: of the rows, of a status, and of entries that have a name beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.names.shape import is_constant, is_in_capitals
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of, keys_of_tables
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.schema.own_forms import number_field

NUMBER = "#"
"""Meaning of a column that only numbers the rows."""

_COUNTS = keys_of_tables("numbers")

_STATUS = re.compile(r"[45]\d\d")
"""A status of HTTP that tells of a failure."""

_SUCCESS = re.compile(r"[123]\d\d")
"""A status of any other request."""

_COMMON = {"400", "401", "403", "404", "405", "408", "409", "410", "413", "415", "422", "423", "429"}
_COMMON |= {"500", "501", "502", "503", "504"}
"""The statuses that most servers have (RFC 9110); other numbers can be limits, or the weights of a font."""

_DATE = re.compile(r"\W*(?:\d{4}|y{4})-(?:\d\d|mm)\b", re.I)
"""A date, or the form of one: "2026-05-01", "yyyy-mm-dd"."""

_FINDING = re.compile(r"(?:[A-Z]{1,8}[-_ ]?|#)\d+")
"""The number of a finding: ``SEC-3``, ``#12``."""

_WORD_IN_CODE = re.compile(r"`[A-Za-z_]\w*`")


def forget_words(meanings: list[str], table: TableBlock, kind: Kind) -> None:
    """Forget that a column of words is a number if another column has the number: 400, "Bad Request"."""
    fields = [kind.fields.get(meaning) for meaning in meanings]
    numbers = [at for at, field in enumerate(fields) if field and field.type is FieldType.INTEGER]
    if not numbers:
        return
    if not any(are_numbers(table, at) for at in range(len(meanings))):
        return
    for at in numbers:
        if not any(sign.isdigit() for row in table.rows for sign in plain_text(row.cells[at])):
            meanings[at] = ""


def find_statuses(meanings: list[str], table: TableBlock, kind: Kind) -> None:
    """Find the column with the number of each entry if no heading says so: statuses of failed requests."""
    field = number_field(kind)
    if field is None or field.name in meanings or not _is_status(field, kind):
        return
    free = (at for at in range(1, len(meanings)) if not meanings[at])
    at = next((at for at in free if tells_of_failures(table, at)), None)
    if at is not None:
        meanings[at] = field.name


def are_numbers(table: TableBlock, at: int) -> bool:
    """Return whether all cells of a column are whole numbers; the first one that is not ends the search."""
    return bool(table.rows) and all(plain_text(row.cells[at]).isdecimal() for row in table.rows)


def tells_of_failures(table: TableBlock, at: int) -> bool:
    """Return whether all cells of a column are statuses of requests, most of them of failed ones."""
    found = {plain_text(row.cells[at]) for row in table.rows}
    failed = {status for status in found if not _SUCCESS.fullmatch(status)}
    are_most = len(failed) * 2 > len(found) and len(failed & _COMMON) * 2 > len(failed)
    return are_most and all(map(_STATUS.fullmatch, failed))


def _is_status(field: Field, kind: Kind) -> bool:
    """Return whether a number is a status of HTTP, as a word for it says."""
    return any(word.casefold().startswith("http") for word in kind.wording.fields.get(field.name, ()))


def field_of_numbers(table: TableBlock, at: int, meanings: Sequence[str], kind: Kind) -> str:
    """Return the field of a whole number that all names are as well, or an empty string."""
    field = number_field(kind)
    return field.name if field and field.name not in meanings and are_numbers(table, at) else ""


def counts_rows(table: TableBlock) -> bool:
    """Return whether the first column numbers the rows."""
    heading = table.header.cells[0]
    if heading.strip() != "#" and key_of(heading) not in _COUNTS:
        return False
    return all(row.cells[0].strip(" .#").isdigit() for row in table.rows if row.cells[0].strip())


def numbers_findings(table: TableBlock) -> bool:
    """Return whether the first column has the numbers of findings, all different: ``SEC-3``, ``#12``."""
    cells = [plain_text(row.cells[0]).strip("~ ") for row in table.rows]
    return all(map(_FINDING.fullmatch, cells)) and len({*cells}) == len(cells)


def use_words(meanings: list[str], table: TableBlock, kind: Kind) -> int | None:
    """Take the names from a column not known if the one that is called so only has numbers.

    Of 1 and ``DISK_FULL``, the number is a note. The statuses of HTTP are names themselves.

    :returns: the index of the column with the numbers; None if the names are where their heading is.
    """
    at = meanings.index(NAME) if NAME in meanings else None
    if at is None or kind.wording.shape or not are_numbers(table, at):
        return None
    if tells_of_failures(table, at):
        return None
    free = (one for one, meaning in enumerate(meanings) if not meaning)
    words = next((one for one in free if are_identifiers(table, one) or _are_words_in_code(table, one)), None)
    if words is not None:
        meanings[at], meanings[words] = "", NAME
        return at
    return None


def are_identifiers(table: TableBlock, at: int) -> bool:
    """Return whether all cells of a column are in capitals, and one of them is ``DISK_FULL`` or the like."""
    names = [plain_text(row.cells[at]) for row in table.rows]
    return any(map(is_constant, names)) and all(map(is_in_capitals, names))


def _are_words_in_code(table: TableBlock, at: int) -> bool:
    """Return whether all cells of a column are words in code, and different: ``OvenTooHot``."""
    cells = [row.cells[at].strip() for row in table.rows]
    return len({*cells}) == len(cells) and all(map(_WORD_IN_CODE.fullmatch, cells))


def are_dates(table: TableBlock, at: int) -> bool:
    """Return whether all cells of a column begin with a date."""
    return all(_DATE.match(row.cells[at]) for row in table.rows)
