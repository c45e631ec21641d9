"""The types of columns as documents write them, with what else is in their cells."""

from __future__ import annotations

import re
from typing import NamedTuple

TYPE_NAME = (
    r"(?:(?:n|tiny|medium|long)?text|(?:big|medium|small|tiny)?int(?:eger)?\d?|(?:big|small)?serial|uuid|citext"
    r"|uniqueidentifier|(?:n?var)?char(?:acter)?|n?varchar|bit|bool(?:ean)?|date|datetime2?|datetimeoffset|time"
    r"|timestamp(?:tz)?|year|numeric|decimal|number|real|float\d?|double|(?:small)?money|jsonb?|xml|hstore|tsvector"
    r"|(?:medium|long|tiny)?blob|bytea|binary|varbinary|rowversion|string|enum|array|vector|point|geometry|geography"
    r"|inet|interval|objectid|fk"
    r"|[a-z]{3,20}field|foreignkey)\b"
)
SQL_TYPE = re.compile(rf"{TYPE_NAME}[\w ()\[\],]*", re.I)
"""The name of a type of SQL or of Django, and what may follow it."""

_TYPE_OF_MODEL = re.compile(rf"{TYPE_NAME}(?:\[\])?\??(?:\s*@.*|\s*\(.*\))?\s*\??", re.I)
"""A type in a model of a program: ``String?``, ``Boolean @default(false)``."""

_TYPE_WITH_KEY = re.compile(
    rf"(?P<type>{TYPE_NAME}(?:\s?\([\d, ]+\))?(?:\[\])?)[ ,]*(?P<key>FK ?(?:→|->) ?[\w.]+)", re.I
)
"""A type and a foreign key: ``text FK→users``."""

_TYPE_OR_NULL = re.compile(
    rf"(?P<type>{TYPE_NAME}(?:\s?\((?:[\d, ]+|max)\))?(?:\[\])?)(?: ?\| ?null|\?)", re.I
)
"""A type of a program that may be without a value: ``string | null``, ``nvarchar(80)?``."""

_FORMS = (SQL_TYPE, _TYPE_OF_MODEL, _TYPE_WITH_KEY, _TYPE_OR_NULL)
_OF_PROGRAMS = frozenset({"string", "number", "timestamp"})
"""Types of programs, each of which stands for several types of databases."""


class ColumnType(NamedTuple):
    """What the cell of a type says."""

    type: str
    """Empty if a database may have any type."""
    constraint: str = ""
    comment: str = ""


def is_column_type(cell: str) -> bool:
    """Return whether a cell has the type of a column."""
    return any(form.fullmatch(cell) for form in _FORMS)


def read_type(cell: str) -> ColumnType | None:
    """Return the type in a cell, as a statement has it; None for another text."""
    if SQL_TYPE.fullmatch(cell):
        return ColumnType(cell)
    if keyed := _TYPE_WITH_KEY.fullmatch(cell):
        return ColumnType(keyed["type"], comment=keyed["key"])
    if nullable := _TYPE_OR_NULL.fullmatch(cell):
        type_ = nullable["type"]
        return ColumnType("" if type_.casefold() in _OF_PROGRAMS else type_, " NULL")
    return None
