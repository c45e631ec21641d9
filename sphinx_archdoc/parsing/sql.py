"""Read the structure of a table from the SQL that creates it."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from sqlglot import exp

# sqlglot is loaded by the functions that need it: that takes longer than reading most pages,
# and few pages hold SQL.

LONGEST = 100_000
"""Characters of SQL that are read; more is a dump, not a description."""
DEEPEST = 100
"""Parentheses within each other that are read, and levels of an expression that are written."""
MOST_STEPS = 50
"""Steps that sqlglot may take for each word. It takes one or two, but reads some brackets twice if they
may be more than one thing: then those within them four times, and so on."""


class SqlColumn(msgspec.Struct, frozen=True):
    """One column of a table."""

    name: str
    type: str
    nullable: bool = True
    default: str = ""
    keys: tuple[str, ...] = ()
    """``primary``, ``unique``, or ``unique (a, b)`` for several columns together."""
    references: tuple[str, str] | None = None
    """Table and column that a foreign key leads to; the column is empty where SQL leaves it out."""


class TableShape(msgspec.Struct, frozen=True):
    """What the SQL of a table says of it."""

    columns: tuple[SqlColumn, ...] = ()
    references: tuple[str, ...] = ()
    """Tables that its foreign keys lead to, in order, each once."""
    indexes: tuple[str, ...] = ()


class UnreadableSQL(Exception):
    """SQL that could not be read; the text says why, ``line`` where (1-based, 0 if unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@functools.lru_cache(maxsize=1024)
def read_table(sql: str, dialects: tuple[str, ...] = ("postgres",)) -> TableShape:
    """The shape of the first table that *sql* creates, with all of its indexes.

    :param dialects: names that sqlglot knows, tried in turn.
    :raises UnreadableSQL: if it is too long or too deep, no SQL in any of the dialects, or creates no table.
    """
    if len(sql) > LONGEST:
        raise UnreadableSQL(f"it has {len(sql):,} characters, and no more than {LONGEST:,} are read")
    if _depth(sql) > DEEPEST:
        raise UnreadableSQL(f"its parentheses are more than {DEEPEST} deep")
    first: UnreadableSQL | None = None
    for dialect in dialects:
        try:
            return _read(sql, dialect)
        except UnreadableSQL as error:
            first = first or error
    raise first or UnreadableSQL("no dialect is configured")


def _depth(sql: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[()\[\]]", sql):
        depth += 1 if bracket in "([" else -1
        deepest = max(deepest, depth)
    return deepest


def _read(sql: str, dialect: str) -> TableShape:
    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what it only warns of is not ours to print
    try:
        return _first_table(_parse(sql, dialect), dialect)
    except sqlglot.errors.SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        reason = str(details[0].get("description") or error).partition("\n")[0].rstrip(".")
        raise UnreadableSQL(re.sub(r"\s+", " ", reason), int(details[0].get("line") or 0)) from None
    except ValueError as error:  # sqlglot's word for a dialect that it does not know
        raise UnreadableSQL(str(error).partition("\n")[0]) from None
    except RecursionError:
        raise UnreadableSQL("it is nested too deep") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError):
        raise UnreadableSQL("sqlglot stumbles over it") from None  # half a statement can do that


def _parse(sql: str, dialect: str) -> Sequence[object]:
    """The statements.

    :raises UnreadableSQL: if there is no end to it.
    """
    import sqlglot

    language = sqlglot.Dialect.get_or_raise(dialect)
    tokens = language.tokenize(sql)
    parser = _metered(language.parser_class)(dialect=language)
    parser.steps_left = MOST_STEPS * (len(tokens) + 1)
    statements: Sequence[object] = parser.parse(tokens, sql)
    return statements


@functools.cache
def _metered(parser: type[Any]) -> type[Any]:
    """A parser that gives up if it goes to and fro for too long."""

    class Metered(parser):  # type: ignore[misc]
        def _advance(self, times: int = 1) -> None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise UnreadableSQL("it can be read in too many ways")
            super()._advance(times)

    return Metered


def _first_table(statements: Sequence[object], dialect: str) -> TableShape:
    """The shape of the first table that is created."""
    from sqlglot import exp

    creates = [s for s in statements if isinstance(s, exp.Create)]
    schemas = [s.this for s in creates if s.kind == "TABLE" and isinstance(s.this, exp.Schema)]
    if not schemas:
        raise UnreadableSQL("it has no CREATE TABLE with columns")
    indexes = tuple(s.this.name for s in creates if s.kind == "INDEX" and s.this is not None and s.this.name)
    return _shape(schemas[0], dialect, indexes)


def _shape(schema: exp.Schema, dialect: str, indexes: tuple[str, ...]) -> TableShape:
    from sqlglot import exp

    columns = {d.name: _column(d, dialect) for d in schema.expressions if isinstance(d, exp.ColumnDef)}
    for constraint in _constraints(schema):
        names = [part.name for part in constraint.expressions or getattr(constraint.this, "expressions", [])]
        if isinstance(constraint, exp.PrimaryKey):
            _mark(columns, names, "primary")
        elif isinstance(constraint, exp.UniqueColumnConstraint):
            _mark(columns, names, "unique" if len(names) == 1 else f"unique ({', '.join(names)})")
        elif isinstance(constraint, exp.ForeignKey) and constraint.args.get("reference"):
            table, targets = _target(constraint.args["reference"])
            for name, target in zip(names, [*targets, *[""] * len(names)], strict=False):
                if name in columns:
                    columns[name] = msgspec.structs.replace(columns[name], references=(table, target))
    references = dict.fromkeys(c.references[0] for c in columns.values() if c.references)
    return TableShape(tuple(columns.values()), tuple(references), indexes)


def _constraints(schema: exp.Schema) -> Iterator[exp.Expression]:
    """The constraints of the table, out of the names that they may be wrapped in."""
    from sqlglot import exp

    for expression in schema.expressions:
        if isinstance(expression, exp.Constraint):
            yield from expression.expressions
        elif not isinstance(expression, exp.ColumnDef):
            yield expression


def _column(definition: exp.ColumnDef, dialect: str) -> SqlColumn:
    from sqlglot import exp

    kind = definition.args.get("kind")
    keys, nullable, default, references = [], True, "", None
    for constraint in (c.args.get("kind") for c in definition.args.get("constraints") or ()):
        match constraint:
            case exp.PrimaryKeyColumnConstraint():
                keys.append("primary")
                nullable = False
            case exp.UniqueColumnConstraint():
                keys.append("unique")
            case exp.NotNullColumnConstraint():
                nullable = bool(constraint.args.get("allow_null"))
            case exp.DefaultColumnConstraint():
                default = _written(constraint.this, dialect)
            case exp.Reference():
                table, targets = _target(constraint)
                references = (table, targets[0] if targets else "")
    type_ = _written(kind, dialect) if isinstance(kind, exp.Expression) else ""
    return SqlColumn(definition.name, type_, nullable, default, tuple(keys), references)


def _written(expression: exp.Expression, dialect: str) -> str:
    """An expression as SQL; one of very many levels is left to the SQL itself.

    sqlglot copies all of what is within it, in some dialects at every level anew.
    """
    level = [expression]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_expressions()]
        if not level:
            return str(expression.sql(dialect=dialect))
    return "…"


def _target(reference: exp.Expression) -> tuple[str, list[str]]:
    """The table and the columns that a reference leads to."""
    from sqlglot import exp

    target = reference.this
    columns = [column.name for column in target.expressions] if isinstance(target, exp.Schema) else []
    table = target.this if isinstance(target, exp.Schema) else target
    return ".".join(part.name for part in table.parts).removeprefix("public."), columns


def _mark(columns: dict[str, SqlColumn], names: Sequence[str], key: str) -> None:
    """Note that the columns *names* are a key."""
    for name in names:
        if (column := columns.get(name)) and key not in column.keys:
            columns[name] = msgspec.structs.replace(
                column, keys=(*column.keys, key), nullable=column.nullable and key != "primary"
            )
