"""The words, signs and strings of an expression, and the error of one that cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec


class ExpressionError(Exception):
    """A syntax error in an expression; ``position`` counts characters from 1."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position


class ExpressionToken(msgspec.Struct, frozen=True):
    """One word, sign or string, and its 1-based position."""

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


def tokens_of(text: str) -> Iterator[ExpressionToken]:
    """Yield the tokens of a text.

    :raises ExpressionError: if a character has no meaning, or a quote is not closed.
    """
    position = 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            reason = (
                "a quote is not closed" if text[start] in "\"'" else f"'{text[start]}' is not expected here"
            )
            raise ExpressionError(reason, start + 1)
        form = str(found.lastgroup)
        word = found[form]
        yield ExpressionToken(form, word[1:-1] if form == "string" else word, found.start(form) + 1)
        position = found.end()
