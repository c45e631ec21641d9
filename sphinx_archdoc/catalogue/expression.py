"""The expressions of the option ``:where:``: a parser, the syntax tree, and its evaluation.

.. code-block:: text

   expression = all *( "or" all )
   all        = part *( "and" part )
   part       = "not" part | "(" expression ")" | subject [ test ]
   subject    = COLUMN | FUNCTION "(" COLUMN ")"
   test       = ("=" | "!=" | "<" | "<=" | ">" | ">=") VALUE
              | ["not"] "in" "(" VALUE *( "," VALUE ) ")"
              | ["not"] "like" PATTERN

A column without a test is true if it holds a value, or if it is a flag that is set. Python code is
never evaluated.

Views have no functions; the rules of a project have two: ``count(COLUMN)`` is the number of values, and
``age(COLUMN)`` the number of days since a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from fnmatch import translate
from typing import Literal

import msgspec

from sphinx_archdoc.catalogue.tokens import ExpressionError, ExpressionToken, tokens_of
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.parsing.values import WrongValue, parse_value
from sphinx_archdoc.schema.model import Field, FieldType
from sphinx_archdoc.spelling import did_you_mean

DEEPEST = 50
"""Maximum nesting depth of parentheses and ``not``."""

LONGEST = 2000
"""Maximum length of an expression, in characters."""

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "like"]

Function = Literal["count", "age"]

FUNCTIONS: tuple[Function, ...] = ("count", "age")
"""The functions of rules."""


class Test(msgspec.Struct, frozen=True, tag=True):
    """A comparison of a column with values; without an operator, a test for any value at all."""

    column: str
    position: int
    """1-based position of the column in the expression."""
    operator: Operator | None = None
    values: tuple[str, ...] = ()
    function: Function | None = None
    """The function of the column that is compared; None to compare the column itself."""


class Not(msgspec.Struct, frozen=True, tag=True):
    """The negation of an expression."""

    part: Expression


class AllOf(msgspec.Struct, frozen=True, tag=True):
    """A conjunction: true if every part is."""

    parts: tuple[Expression, ...]


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """A disjunction: true if at least one part is."""

    parts: tuple[Expression, ...]


Expression = Test | Not | AllOf | AnyOf

ColumnContent = Sequence[str] | bool
"""The content of a column: the texts of its values, or a flag."""


def parse_expression(text: str, functions: Collection[Function] = ()) -> Expression:
    """Parse an expression.

    :param functions: the functions that it may use.
    :raises ExpressionError: if *text* is not a valid expression, is longer than :data:`LONGEST` or is nested
        deeper than :data:`DEEPEST`.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"it is longer than {LONGEST} characters", LONGEST)
    parser = _ExpressionParser(list(tokens_of(text)), len(text) + 1, functions)
    expression = parser.some(0)
    if rest := parser.next():
        raise ExpressionError(f"'and' or 'or' is missing before '{rest.text}'", rest.position)
    return expression


class _ExpressionParser:
    """A recursive-descent parser; each method parses the rule of the grammar above that it is named after."""

    def __init__(self, tokens: list[ExpressionToken], end: int, functions: Collection[Function]) -> None:
        self.tokens = tokens
        self.end = end
        self.functions = functions
        self.index = 0

    def next(self) -> ExpressionToken | None:
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    def accept(self, *texts: str) -> ExpressionToken | None:
        """Consume and return the next token if it is one of these words or signs, else return None."""
        token = self.next()
        if token and token.form != "string" and token.text.casefold() in texts:
            self.index += 1
            return token
        return None

    def expect(self, what: str, *texts: str) -> ExpressionToken:
        """Consume and return the next token, which must be one of *texts*; without any, a word or string.

        :raises ExpressionError: if it is another token, or if there is none.
        """
        token = self.accept(*texts) if texts else self.next()
        if token is None or (not texts and token.form == "sign"):
            found = self.next()
            raise ExpressionError(
                f"{what} is missing" + (f" before '{found.text}'" if found else ""),
                found.position if found else self.end,
            )
        if not texts:
            self.index += 1
        return token

    def some(self, depth: int) -> Expression:
        parts = [self.all(depth)]
        while self.accept("or"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all(self, depth: int) -> Expression:
        parts = [self.part(depth)]
        while self.accept("and"):
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def part(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise ExpressionError(
                f"it is nested more than {DEEPEST} deep", self.tokens[self.index - 1].position
            )
        if self.accept("not"):
            return Not(self.part(depth + 1))
        if self.accept("("):
            inner = self.some(depth + 1)
            self.expect("')'", ")")
            return inner
        return self.test()

    def test(self) -> Expression:
        token, function = self.subject()
        if sign := self.accept("=", "==", "!=", "<", "<=", ">", ">="):
            operator: Operator = "=" if sign.text == "==" else sign.text  # type: ignore[assignment]
            return Test(token.text, token.position, operator, (self.expect("a value").text,), function)
        negated = self.accept("not")
        test: Expression
        if self.accept("in"):
            test = Test(token.text, token.position, "in", tuple(self._list()), function)
        elif self.accept("like"):
            test = Test(token.text, token.position, "like", (self.expect("a pattern").text,), function)
        elif negated:
            raise ExpressionError("'in' or 'like' is missing after 'not'", negated.position)
        else:
            return Test(token.text, token.position, function=function)
        return Not(test) if negated else test

    def subject(self) -> tuple[ExpressionToken, Function | None]:
        token = self.expect("a column")
        if not self.functions or token.form == "string" or not self.accept("("):
            return token, None
        function = next((one for one in self.functions if one == token.text.casefold()), None)
        if function is None:
            hint = did_you_mean(token.text, self.functions) or f"there are {', '.join(self.functions)}"
            raise ExpressionError(f"there is no function '{token.text}'; {hint}", token.position)
        column = self.expect("a column")
        self.expect("')'", ")")
        return column, function

    def _list(self) -> Iterator[str]:
        self.expect("'('", "(")
        yield self.expect("a value").text
        while self.accept(","):
            yield self.expect("a value").text
        self.expect("')'", ")")


def columns_of(expression: Expression) -> Iterator[Test]:
    """Yield the tests of an expression, from left to right."""
    match expression:
        case Test():
            yield expression
        case Not():
            yield from columns_of(expression.part)
        case AllOf() | AnyOf():
            for part in expression.parts:
                yield from columns_of(part)


def holds(
    expression: Expression, cell: Callable[[str], ColumnContent], today: datetime.date = datetime.date.min
) -> bool:
    """Return whether an expression is true.

    :param cell: returns the content of a column.
    :param today: the day up to which the function ``age`` counts.
    """
    match expression:
        case Test():
            return _test(expression, _value(expression, cell(expression.column), today))
        case Not():
            return not holds(expression.part, cell, today)
        case AllOf():
            return all(holds(part, cell, today) for part in expression.parts)
        case AnyOf():
            return any(holds(part, cell, today) for part in expression.parts)


def _value(test: Test, cell: ColumnContent, today: datetime.date) -> ColumnContent:
    """Return what is compared: the content of the column, or what the function makes of it."""
    if test.function == "age":
        dates = () if isinstance(cell, bool) else map(_date, cell)
        return [str((today - date).days) for date in dates if date]
    if test.function == "count" and test.operator:
        return [str(int(cell) if isinstance(cell, bool) else len(cell))]
    return cell


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


_FLAG_WORDS: dict[bool | None, str] = {True: "yes", False: "no"}


def _test(test: Test, cell: ColumnContent) -> bool:
    """Return whether one of the values passes the test; for ``!=``, whether none is equal."""
    operator, values, texts = test.operator, test.values, cell
    if operator is None:
        return bool(cell)
    if isinstance(texts, bool):
        texts = ["yes" if cell else "no"]
        values = tuple(_FLAG_WORDS.get(flag_of(value), value) for value in values)
    if operator == "!=":
        return not any(_compare(text, "=", values) for text in texts)
    return any(_compare(text, operator, values) for text in texts)


_FLAG = Field(type=FieldType.FLAG)


def flag_of(text: str) -> bool | None:
    """Return the flag that a value of an expression stands for; None if it stands for none."""
    bare = text.strip()
    if bare in ("0", "1"):
        return bare == "1"
    try:
        return bool(parse_value(_FLAG, bare)) if bare else None
    except WrongValue:
        return None


def _compare(text: str, operator: Operator, values: tuple[str, ...]) -> bool:
    if operator == "like":
        return bool(re.fullmatch(translate(composed(values[0]).casefold()), composed(text).casefold()))
    ours = sort_key(text)
    if operator in ("=", "in"):
        return any(ours == sort_key(value) for value in values)
    theirs = sort_key(values[0])
    if ours[0] != theirs[0]:
        return False  # numbers and words have no order
    return {"<": ours < theirs, "<=": ours <= theirs, ">": ours > theirs, ">=": ours >= theirs}[operator]


def sort_key(text: str) -> tuple[int, float, str]:
    """Return a sort key: numbers by value, then words without regard to case.

    Dates are ISO 8601, so they sort correctly as words.
    """
    bare = composed(text.strip())
    if re.fullmatch(r"[+-]?(\d{1,15})(\.\d{1,15})?", bare):
        return 0, float(bare), ""
    return 1, 0.0, bare.casefold()
