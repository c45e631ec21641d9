"""The expressions of ``:where:``: read into a tree, held against the columns, and asked of entries.

.. code-block:: text

   expression = all *( "or" all )
   all        = part *( "and" part )
   part       = "not" part | "(" expression ")" | COLUMN [ test ]
   test       = ("=" | "!=" | "<" | "<=" | ">" | ">=") VALUE
              | ["not"] "in" "(" VALUE *( "," VALUE ) ")"
              | ["not"] "like" PATTERN

A column alone asks whether it holds anything; for a flag, whether it is set. Nothing is ever
evaluated as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from typing import Literal

import msgspec

DEEPEST = 50
"""Parentheses and ``not`` within each other that are read."""

LONGEST = 2000
"""Characters of an expression that are read."""

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "like"]


class Test(msgspec.Struct, frozen=True, tag=True):
    """A column, held against values; without an operator, whether it holds anything."""

    column: str
    position: int
    """1-based position of the column in the expression."""
    operator: Operator | None = None
    values: tuple[str, ...] = ()


class Not(msgspec.Struct, frozen=True, tag=True):
    """The opposite."""

    part: Expression


class All(msgspec.Struct, frozen=True, tag=True):
    """Every one of the parts."""

    parts: tuple[Expression, ...]


class Some(msgspec.Struct, frozen=True, tag=True):
    """At least one of the parts."""

    parts: tuple[Expression, ...]


Expression = Test | Not | All | Some

Cell = Sequence[str] | bool
"""What a column holds: the texts of its values, or a flag."""


class WrongExpression(Exception):
    """An expression that cannot be read; ``position`` is 1-based."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position


class _Token(msgspec.Struct, frozen=True):
    form: str
    text: str
    position: int


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>"[^"]*"|'[^']*')
    | (?P<sign><=|>=|!=|==|=|<|>|\(|\)|,)
    | (?P<word>[^\s"'()<>=!,]+)
    )""",
    re.X,
)


def parse_expression(text: str) -> Expression:
    """Read an expression.

    :raises WrongExpression: if it is none, with the position of the mistake.
    """
    if len(text) > LONGEST:
        raise WrongExpression(f"it is longer than {LONGEST} characters", LONGEST)
    parser = _ExpressionParser(list(_tokens(text)), len(text) + 1)
    expression = parser.some(0)
    if rest := parser.next():
        raise WrongExpression(f"'and' or 'or' is missing before '{rest.text}'", rest.position)
    return expression


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            reason = (
                "a quote is not closed" if text[start] in "\"'" else f"'{text[start]}' has no meaning here"
            )
            raise WrongExpression(reason, start + 1)
        form = str(found.lastgroup)
        word = found[form]
        yield _Token(form, word[1:-1] if form == "string" else word, found.start(form) + 1)
        position = found.end()


class _ExpressionParser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.index = 0

    def next(self) -> _Token | None:
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    def accept(self, *texts: str) -> _Token | None:
        """The next token, if it is one of these words or signs."""
        token = self.next()
        if token and token.form != "string" and token.text.casefold() in texts:
            self.index += 1
            return token
        return None

    def expect(self, what: str, *texts: str) -> _Token:
        """The next token, which must be one of these; any word or string if none is given."""
        token = self.accept(*texts) if texts else self.next()
        if token is None or (not texts and token.form == "sign"):
            found = self.next()
            raise WrongExpression(
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
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def all(self, depth: int) -> Expression:
        parts = [self.part(depth)]
        while self.accept("and"):
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def part(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise WrongExpression(
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
        token = self.expect("a column")
        if sign := self.accept("=", "==", "!=", "<", "<=", ">", ">="):
            operator: Operator = "=" if sign.text == "==" else sign.text  # type: ignore[assignment]
            return Test(token.text, token.position, operator, (self.expect("a value").text,))
        negated = self.accept("not")
        test: Expression
        if self.accept("in"):
            test = Test(token.text, token.position, "in", tuple(self._list()))
        elif self.accept("like"):
            test = Test(token.text, token.position, "like", (self.expect("a pattern").text,))
        elif negated:
            raise WrongExpression("'in' or 'like' is missing after 'not'", negated.position)
        else:
            return Test(token.text, token.position)
        return Not(test) if negated else test

    def _list(self) -> Iterator[str]:
        self.expect("'('", "(")
        yield self.expect("a value").text
        while self.accept(","):
            yield self.expect("a value").text
        self.expect("')'", ")")


def columns_of(expression: Expression) -> Iterator[Test]:
    """The tests of an expression, from left to right."""
    match expression:
        case Test():
            yield expression
        case Not():
            yield from columns_of(expression.part)
        case All() | Some():
            for part in expression.parts:
                yield from columns_of(part)


def holds(expression: Expression, cell: Callable[[str], Cell]) -> bool:
    """Whether an expression is true.

    :param cell: what a column holds.
    """
    match expression:
        case Test():
            return _test(expression, cell(expression.column))
        case Not():
            return not holds(expression.part, cell)
        case All():
            return all(holds(part, cell) for part in expression.parts)
        case Some():
            return any(holds(part, cell) for part in expression.parts)


def _test(test: Test, cell: Cell) -> bool:
    """A test of several values is true if it is true of one; "is not" if it is true of none."""
    operator, values, texts = test.operator, test.values, cell
    if operator is None:
        return bool(cell)
    if isinstance(texts, bool):
        texts = ["yes" if cell else "no"]
        values = tuple(_FLAGS.get(value.casefold(), value) for value in values)
    if operator == "!=":
        return not any(_compare(text, "=", values) for text in texts)
    return any(_compare(text, operator, values) for text in texts)


_FLAGS = {"true": "yes", "✓": "yes", "1": "yes", "false": "no", "✗": "no", "0": "no"}


def _compare(text: str, operator: Operator, values: tuple[str, ...]) -> bool:
    if operator == "like":
        return bool(re.fullmatch(translate(values[0].casefold()), text.casefold()))
    ours = sort_key(text)
    if operator in ("=", "in"):
        return any(ours == sort_key(value) for value in values)
    theirs = sort_key(values[0])
    if ours[0] != theirs[0]:
        return False  # a number is neither less nor more than a word
    return {"<": ours < theirs, "<=": ours <= theirs, ">": ours > theirs, ">=": ours >= theirs}[operator]


def sort_key(text: str) -> tuple[int, float, str]:
    """Numbers before words; dates, being ISO 8601, are words that sort as dates do."""
    bare = text.strip()
    if re.fullmatch(r"[+-]?(\d{1,15})(\.\d{1,15})?", bare):
        return 0, float(bare), ""
    return 1, 0.0, bare.casefold()
