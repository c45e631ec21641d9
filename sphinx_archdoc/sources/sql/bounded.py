"""Parse SQL with sqlglot, within bounds: it never fails otherwise, and never takes long."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlglot import exp

# sqlglot is imported by the functions that need it: the import takes longer than reading most pages,
# and few pages contain SQL.

_Read = TypeVar("_Read")

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
_TOKENIZING = re.compile(r"Error tokenizing '(.*)'\Z", re.S)
_NEAR = 30
"""Characters before a mistake that a message shows."""


class UnreadableSQL(Exception):
    """SQL that cannot be parsed; the text says why, ``line`` where (1-based, 0 if unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def check_bounds(sql: str) -> None:
    """Refuse what would take long to parse.

    :raises UnreadableSQL: if *sql* is too long or nested too deep.
    """
    if len(sql) > _MAX_CHARACTERS:
        raise UnreadableSQL(f"it has {len(sql):,} characters, and the limit is {_MAX_CHARACTERS:,}")
    if _depth(sql) > _MAX_DEPTH:
        raise UnreadableSQL(f"its brackets are nested more than {_MAX_DEPTH} deep")
    if sum(1 for _ in _SUBSCRIPT.finditer(sql)) > _MAX_SUBSCRIPTS:
        raise UnreadableSQL(f"it has more than {_MAX_SUBSCRIPTS} subscripts")


def _depth(sql: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[()\[\]]", sql):
        depth += 1 if bracket in "([" else -1
        deepest = max(deepest, depth)
    return deepest


def parse_bounded(sql: str, dialect: str, read: Callable[[Sequence[object]], _Read]) -> _Read:
    """Return what *read* makes of the statements in *sql*, as sqlglot expressions.

    :raises UnreadableSQL: if they cannot be parsed, or *read* fails on them.
    """
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # its warnings would end up in the log of the build
    try:
        return read(_parse(sql, dialect))
    except sqlglot.errors.SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        raise UnreadableSQL(_reason(details[0], error), int(details[0].get("line") or 0)) from None
    except ValueError as error:  # unknown dialect
        raise UnreadableSQL(str(error).partition("\n")[0]) from None
    except RecursionError:
        raise UnreadableSQL("it is nested too deep") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError):
        raise UnreadableSQL("sqlglot fails to parse it") from None  # on incomplete statements


def _reason(detail: Mapping[str, Any], error: Exception) -> str:
    """Return why SQL cannot be parsed, without what only sqlglot's authors understand.

    :param detail: what sqlglot says about the first mistake; empty if it is not even in words.
    """
    said = str(detail.get("description", "")).partition("\n")[0].rstrip(".")
    unread = _TOKENIZING.match(str(error))
    near = f"{detail.get('start_context', '')}{detail.get('highlight', '')}" or (unread[1] if unread else "")
    near = " ".join(near.split())
    near = near if len(near) <= _NEAR else f"…{near[-_NEAR:]}"
    is_in_words = said and "<" not in said and "got None" not in said
    reason = " ".join(said.split()) if is_in_words else "it is not valid"
    return f"{reason} near '{near}'" if near else reason


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


def to_sql(expression: exp.Expression, dialect: str) -> str:
    """Return *expression* as SQL, or an ellipsis if it has more than ``_MAX_DEPTH`` levels.

    sqlglot copies an expression to convert it; some dialects do so at each level, in quadratic time.
    """
    level = [expression]
    for _ in range(_MAX_DEPTH):
        level = [child for node in level for child in node.iter_expressions()]
        if not level:
            return str(expression.sql(dialect=dialect))
    return "…"


@functools.lru_cache(maxsize=4096)
def read_definition(definition: str, dialect: str) -> tuple[str, str]:
    """Return the type and the default in the definition of a column, which begins with the type.

    Both are as sqlglot writes them in the dialect; they are empty if there is none.

    :raises UnreadableSQL: if it cannot be parsed.
    """
    sql = f"CREATE TABLE t (c {definition})"
    check_bounds(sql)
    return parse_bounded(sql, dialect, lambda statements: _type_and_default(statements, dialect))


def _type_and_default(statements: Sequence[object], dialect: str) -> tuple[str, str]:
    from sqlglot import exp

    create = statements[0] if len(statements) == 1 else None
    columns = create.this.expressions if isinstance(create, exp.Create) else []
    if len(columns) != 1 or not isinstance(columns[0], exp.ColumnDef):
        raise UnreadableSQL("it is not one column")
    kind = columns[0].args.get("kind")
    constraints = (one.args.get("kind") for one in columns[0].args.get("constraints") or ())
    defaults = [one.this for one in constraints if isinstance(one, exp.DefaultColumnConstraint)]
    type_ = to_sql(kind, dialect) if isinstance(kind, exp.Expression) else ""
    return type_, to_sql(defaults[-1], dialect) if defaults else ""
