"""What is in the code of a field: the columns of a table in its SQL, and whether JSON can be read."""

from __future__ import annotations

import json
import re

import msgspec

from sphinx_archdoc.parsing.sql import TableShape, UnreadableSQL, created_tables, read_table
from sphinx_archdoc.problems import Code, shorten
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Field, FieldType, Kind

_SHOWN = "it is shown as it is until you correct it"
_MOST_NAMED = 5
"""Number of tables that a message names."""


class CodeMistake(msgspec.Struct, frozen=True):
    """What is wrong in the code of a field."""

    code: Code
    message: str
    hint: str
    line: int = 0
    """1-based line within the code; 0 if it is not known."""


class Structure(msgspec.Struct, frozen=True):
    """What is in the code of a field."""

    shape: TableShape | None = None
    mistake: CodeMistake | None = None


def read_structure(kind: Kind, field: Field, name: str, text: str, dialects: tuple[str, ...]) -> Structure:
    """Return what is in the code of a field; nothing if the field holds no code with a structure.

    :param name: the name of the entry.
    :param dialects: SQL dialects, tried in order.
    """
    match field.type:
        case FieldType.SQL:
            return _read_sql(kind, name, text, dialects)
        case FieldType.JSON:
            return Structure(mistake=_mistake_in_json(text))
    return Structure()


def _read_sql(kind: Kind, name: str, sql: str, dialects: tuple[str, ...]) -> Structure:
    try:
        shape, created = read_table(sql, dialects), created_tables(sql, dialects)
    except UnreadableSQL as error:
        return Structure(mistake=_unreadable(Code.UNREADABLE_SQL, str(error), error.line))
    mistake = _mistake_in_tables(name, created) if kind.nature is Nature.DATA and name else None
    return Structure(shape, mistake)


def _mistake_in_tables(name: str, created: tuple[str, ...]) -> CodeMistake | None:
    """Return what is wrong with the tables that the SQL of a table creates; None if it creates this one."""
    if len(created) > 1:
        names = ", ".join(created[:_MOST_NAMED]) + (" …" if len(created) > _MOST_NAMED else "")
        message = f"it creates {len(created)} tables ({shorten(names)}), and only the first one is read"
        return CodeMistake(Code.UNREADABLE_SQL, message, "write an entry for each of them")
    ours, its = _fold(name.rpartition(".")[2]), _fold(created[0])
    if not (ours.startswith(its) or its.startswith(ours)):  # "order" and "orders" are the same to a reader
        message = f"it creates the table '{shorten(created[0])}', and not '{shorten(name)}'"
        return CodeMistake(Code.WRONG_NAME, message, "give both the same name")
    return None


def _fold(name: str) -> str:
    """Return a name without what SQL ignores, or requires: case, quotes, and other signs than letters."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _mistake_in_json(text: str) -> CodeMistake | None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return _unreadable(Code.UNREADABLE_JSON, error.msg, error.lineno)
    except RecursionError:
        return _unreadable(Code.UNREADABLE_JSON, "it is nested too deep", 1)
    except ValueError:
        return _unreadable(Code.UNREADABLE_JSON, "it contains a number that is too long", 1)
    return None


def _unreadable(code: Code, reason: str, line: int) -> CodeMistake:
    return CodeMistake(code, f"cannot be read: {shorten(reason)}", _SHOWN, line)
