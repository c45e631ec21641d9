"""Leave out the types of columns that SQL does not have, so that the rest of their table can be compared."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

_COLUMN = re.compile(
    r"(?m)^(?P<name>[ \t(]*(?:\"[^\"\n]{1,100}\"|"
    r"(?!(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|KEY|INDEX|CHECK|EXCLUDE|LIKE)\b)\w{1,100}))"
    r"[ \t]+(?P<type>\w[\w \t]{0,80}?)(?P<end>,?[ \t]*(?:--[^\n]*)?)$",
    re.IGNORECASE,
)
"""A column with nothing but words for its type, on a line of its own."""


def without_odd_types(sql: str, is_understood: Callable[[str], bool]) -> str:
    """Return a statement that creates a table without the types that are not understood.

    :param is_understood: whether a statement can be read.
    """
    return _COLUMN.sub(functools.partial(_kept, is_understood), sql)


def _kept(is_understood: Callable[[str], bool], column: re.Match[str]) -> str:
    name = column["name"].strip(" \t(")
    if is_understood(f"CREATE TABLE t (\n{name} {column['type']}\n)"):
        return column[0]
    return f"{column['name']}{column['end']}"
