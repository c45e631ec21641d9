"""Read the structure of a table from the SQL that creates it, with sqlglot."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.sources.sql.bounded import UnreadableSQL as UnreadableSQL  # what read_table raises
from sphinx_archdoc.sources.sql.bounded import check_bounds, parse_bounded, to_sql
from sphinx_archdoc.sources.sql.dialects import DIALECTS, find_dialect
from sphinx_archdoc.spelling import did_you_mean

if TYPE_CHECKING:
    from sqlglot import exp

# sqlglot is imported by the functions that need it: the import takes longer than reading most pages,
# and few pages contain SQL.


class SqlColumn(msgspec.Struct, frozen=True):
    """One column of a table."""

    name: str
    type: str
    nullable: bool = True
    default: str = ""
    keys: tuple[str, ...] = ()
    """``primary``, ``unique``, or ``unique (a, b)`` for several columns together."""
    references: tuple[str, str] | None = None
    """Table and column that a foreign key refers to; the column is empty if the SQL omits it."""


class TableShape(msgspec.Struct, frozen=True):
    """Columns, foreign keys and indexes of a table."""

    columns: tuple[SqlColumn, ...] = ()
    references: tuple[str, ...] = ()
    """Tables that its foreign keys refer to, each once, in the order of the columns."""
    indexes: tuple[str, ...] = ()


def read_table(sql: str, dialects: tuple[str, ...] = ("postgres",)) -> TableShape:
    """Return the shape of the first table that *sql* creates, with the names of all indexes in *sql*.

    :param dialects: names of sqlglot dialects, tried in order.
    :raises UnreadableSQL: if *sql* is too long or nested too deep, not valid in any dialect, or creates no
        table. The error is that of the first dialect.
    """
    return _read_tables(sql, dialects)[0]


def created_tables(sql: str, dialects: tuple[str, ...] = ("postgres",)) -> tuple[str, ...]:
    """Return the names of the tables that *sql* creates, without their schemas, each once.

    :param dialects: names of sqlglot dialects, tried in order.
    :raises UnreadableSQL: as :func:`read_table` does.
    """
    return _read_tables(sql, dialects)[1]


@functools.lru_cache(maxsize=1024)
def _read_tables(sql: str, dialects: tuple[str, ...]) -> tuple[TableShape, tuple[str, ...]]:
    """Return the shape of the first table, and the names of all."""
    check_bounds(sql)
    first: UnreadableSQL | None = None
    for dialect in dialects:
        try:
            return _read(sql, dialect)
        except UnreadableSQL as error:
            first = first or error
    raise first or UnreadableSQL("no dialect is configured")


def is_dialect(name: str) -> bool:
    """Return whether sqlglot knows a dialect of this name, which settings of the dialect may follow."""
    if name in DIALECTS:
        return True
    import sqlglot

    try:
        sqlglot.Dialect.get_or_raise(name)
    except ValueError:
        return False
    return True


def nearest_dialect(name: str) -> str:
    """Return a hint with the dialect that a name probably means; empty if none is like it."""
    from sqlglot.dialects.dialect import Dialects

    if product := find_dialect(name):
        return f"did you mean '{product.name}'?"
    return did_you_mean(name, [dialect.value for dialect in Dialects if dialect.value])


def _read(sql: str, dialect: str) -> tuple[TableShape, tuple[str, ...]]:
    return parse_bounded(sql, dialect, lambda statements: _tables(statements, dialect))


def _tables(statements: Sequence[object], dialect: str) -> tuple[TableShape, tuple[str, ...]]:
    """Return the shape of the first table that is created, and the names of all.

    :raises UnreadableSQL: if there is none.
    """
    from sqlglot import exp

    creates = [s for s in statements if isinstance(s, exp.Create)]
    schemas = [s.this for s in creates if s.kind == "TABLE" and isinstance(s.this, exp.Schema)]
    if not schemas:
        raise UnreadableSQL("it has no CREATE TABLE with columns")
    indexes = tuple(s.this.name for s in creates if s.kind == "INDEX" and s.this is not None and s.this.name)
    names = dict.fromkeys(schema.this.name for schema in schemas)
    return _shape(schemas[0], dialect, indexes), tuple(names)


def _shape(schema: exp.Schema, dialect: str, indexes: tuple[str, ...]) -> TableShape:
    from sqlglot import exp

    columns = {d.name: _column(d, dialect) for d in schema.expressions if isinstance(d, exp.ColumnDef)}
    for constraint in _constraints(schema):
        names = [part.name for part in constraint.expressions or getattr(constraint.this, "expressions", [])]
        if isinstance(constraint, exp.PrimaryKey):
            _add_key(columns, names, "primary")
        elif isinstance(constraint, exp.UniqueColumnConstraint):
            _add_key(columns, names, "unique" if len(names) == 1 else f"unique ({', '.join(names)})")
        elif isinstance(constraint, exp.ForeignKey) and constraint.args.get("reference"):
            table, targets = _referenced(constraint.args["reference"])
            for name, target in zip(names, [*targets, *[""] * len(names)], strict=False):
                if name in columns:
                    columns[name] = msgspec.structs.replace(columns[name], references=(table, target))
    references = dict.fromkeys(c.references[0] for c in columns.values() if c.references)
    return TableShape(tuple(columns.values()), tuple(references), indexes)


def _constraints(schema: exp.Schema) -> Iterator[exp.Expression]:
    """Yield the table constraints, without the ``CONSTRAINT name`` around them."""
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
                default = to_sql(constraint.this, dialect)
            case exp.Reference():
                table, targets = _referenced(constraint)
                references = (table, targets[0] if targets else "")
    type_ = to_sql(kind, dialect) if isinstance(kind, exp.Expression) else ""
    return SqlColumn(definition.name, type_, nullable, default, tuple(keys), references)


def _referenced(reference: exp.Expression) -> tuple[str, list[str]]:
    """Return the table and the columns that a foreign key refers to."""
    from sqlglot import exp

    target = reference.this
    columns = [column.name for column in target.expressions] if isinstance(target, exp.Schema) else []
    table = target.this if isinstance(target, exp.Schema) else target
    return ".".join(part.name for part in table.parts).removeprefix("public."), columns


def _add_key(columns: dict[str, SqlColumn], names: Sequence[str], key: str) -> None:
    """Add *key* to the keys of the columns *names*."""
    for name in names:
        if (column := columns.get(name)) and key not in column.keys:
            columns[name] = msgspec.structs.replace(
                column, keys=(*column.keys, key), nullable=column.nullable and key != "primary"
            )
