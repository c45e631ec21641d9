"""Read the structure of a table from the SQL that creates it, with sqlglot."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from sqlglot import exp

# sqlglot is imported by the functions that need it: the import takes longer than reading most pages,
# and few pages contain SQL.

_MAX_CHARACTERS = 100_000
"""Most characters of SQL that are parsed: longer SQL is a dump, not a description."""
_MAX_DEPTH = 100
"""Most levels of nested brackets that are parsed, and of nested expressions that are converted to SQL."""
_MAX_SUBSCRIPTS = 100
"""Most subscripts, and calls of what a call returns: sqlglot copies all that is before each of them."""
_SUBSCRIPT = re.compile(r"(?:\b(?!ARRAY\b)\w++|[\])])\s*+\[(?!\s*+\])|\)\s*+\.", re.I)
_MAX_STEPS_PER_TOKEN = 50
"""Most steps of sqlglot's parser per token. One or two are usual, but it parses ambiguous brackets twice, so
the cost doubles with each level of nesting."""


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


class UnreadableSQL(Exception):
    """SQL that cannot be parsed; the text says why, ``line`` where (1-based, 0 if unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@functools.lru_cache(maxsize=1024)
def read_table(sql: str, dialects: tuple[str, ...] = ("postgres",)) -> TableShape:
    """Return the shape of the first table that *sql* creates, with the names of all indexes in *sql*.

    :param dialects: names of sqlglot dialects, tried in order.
    :raises UnreadableSQL: if *sql* is too long or nested too deep, not valid in any dialect, or creates no
        table. The error is that of the first dialect.
    """
    if len(sql) > _MAX_CHARACTERS:
        raise UnreadableSQL(f"it has {len(sql):,} characters, and the limit is {_MAX_CHARACTERS:,}")
    if _depth(sql) > _MAX_DEPTH:
        raise UnreadableSQL(f"its brackets are nested more than {_MAX_DEPTH} deep")
    if sum(1 for _ in _SUBSCRIPT.finditer(sql)) > _MAX_SUBSCRIPTS:
        raise UnreadableSQL(f"it has more than {_MAX_SUBSCRIPTS} subscripts")
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
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # its warnings would end up in the log of the build
    try:
        return _first_table(_parse(sql, dialect), dialect)
    except sqlglot.errors.SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        reason = str(details[0].get("description") or error).partition("\n")[0].rstrip(".")
        raise UnreadableSQL(re.sub(r"\s+", " ", reason), int(details[0].get("line") or 0)) from None
    except ValueError as error:  # unknown dialect
        raise UnreadableSQL(str(error).partition("\n")[0]) from None
    except RecursionError:
        raise UnreadableSQL("it is nested too deep") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError):
        raise UnreadableSQL("sqlglot fails to parse it") from None  # on incomplete statements


def _parse(sql: str, dialect: str) -> Sequence[object]:
    """Return the statements, as sqlglot expressions.

    :raises UnreadableSQL: if parsing takes too many steps.
    """
    import sqlglot

    language = sqlglot.Dialect.get_or_raise(dialect)
    tokens = language.tokenize(sql)
    parser = _bounded(language.parser_class)(dialect=language)
    parser.steps_left = _MAX_STEPS_PER_TOKEN * (len(tokens) + 1)
    statements: Sequence[object] = parser.parse(tokens, sql)
    return statements


@functools.cache
def _bounded(parser: type[Any]) -> type[Any]:
    """Return a subclass of *parser* that gives up after ``steps_left`` steps, as backtracking is costly."""

    class BoundedParser(parser):  # type: ignore[misc]
        def _advance(self, times: int = 1) -> None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise UnreadableSQL("it is too ambiguous to parse")
            super()._advance(times)

    return BoundedParser


def _first_table(statements: Sequence[object], dialect: str) -> TableShape:
    """Return the shape of the first table that is created.

    :raises UnreadableSQL: if there is none.
    """
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
                default = _to_sql(constraint.this, dialect)
            case exp.Reference():
                table, targets = _referenced(constraint)
                references = (table, targets[0] if targets else "")
    type_ = _to_sql(kind, dialect) if isinstance(kind, exp.Expression) else ""
    return SqlColumn(definition.name, type_, nullable, default, tuple(keys), references)


def _to_sql(expression: exp.Expression, dialect: str) -> str:
    """Return *expression* as SQL, or an ellipsis if it has more than ``_MAX_DEPTH`` levels.

    sqlglot copies an expression to convert it; some dialects do so at each level, in quadratic time.
    """
    level = [expression]
    for _ in range(_MAX_DEPTH):
        level = [child for node in level for child in node.iter_expressions()]
        if not level:
            return str(expression.sql(dialect=dialect))
    return "…"


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
