"""Find the statements that are run within others: in ``DO`` blocks, and in strings that are executed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.dialects import SqlDialect
from sphinx_archdoc.sources.sql.split import SqlToken, Statement, TokenKind, split_statements

_DEFINING = frozenset({"ALTER", "CREATE", "DROP"})
_CATALOGUE = re.compile(
    r"information_schema|to_reg\w+|\bpg_(?!roles\b|extension\b|available_|database\b|settings\b|user\b|publication)\w+",
    re.I,
)
"""What a condition looks up to see whether a change is still to be made."""
_PLAIN_SQL = re.compile(r"\s*(?:ALTER|CREATE|DROP|RENAME)\s", re.I)
_LITERAL = re.compile(r"\$\w*\$|[eE]?'")


class InnerStatement(NamedTuple):
    """A statement within another one."""

    statement: Statement
    rank: Rank
    is_dynamic: bool = False
    """True if it is put together while it runs, and cannot be read."""


def literal_of(token: SqlToken) -> tuple[str, int]:
    """Return the text of a string without its quotes, and how many characters the opening quote has."""
    opening = _LITERAL.match(token.text)
    if opening is None:
        return token.text, 0
    mark = opening[0]
    if mark[0] == "$":
        return token.text[len(mark) :].removesuffix(mark), len(mark)
    return token.text[len(mark) :].removesuffix("'").replace("''", "'"), len(mark)


def read_block(statement: Statement, dialect: SqlDialect) -> Iterator[InnerStatement]:
    """Yield the statements in a ``DO`` block that change tables."""
    body = next((token for token in statement.tokens if token.kind is TokenKind.STRING), None)
    if body is None:
        return
    line = statement.line + sum(
        token.text.count("\n") for token in statement.tokens if token.start < body.start
    )
    text, _ = literal_of(body)
    yield from _Block(text, dialect, line).statements()


def read_string(token: SqlToken, dialect: SqlDialect, line: int) -> Iterator[InnerStatement]:
    """Yield the statements in a string that is kept to be executed, if it changes tables."""
    text, _ = literal_of(token)
    if _PLAIN_SQL.match(text):
        for inner in split_statements(text, dialect, line=line):
            yield InnerStatement(inner, Rank.GUARDED)


class _Block:
    """Walks through the statements of a PL/pgSQL block, and keeps what they are subject to."""

    def __init__(self, text: str, dialect: SqlDialect, line: int) -> None:
        self.text = text
        self.dialect = dialect
        self.line = line
        self.looks_up = bool(_CATALOGUE.search(text))
        self.ranks: list[Rank] = []
        """What each open ``IF``, ``LOOP`` and ``BEGIN`` makes of the statements in it."""
        self.is_handler = False

    def statements(self) -> Iterator[InnerStatement]:
        """Yield the statements that change tables."""
        for statement in split_statements(self.text, self.dialect, line=self.line, is_body=True):
            yield from self._within(statement)

    def _within(self, statement: Statement) -> Iterator[InnerStatement]:
        tokens, at = statement.tokens, 0
        while at < len(tokens):
            step = self._step(tokens, at)
            if step > at:
                at = step
                continue
            rest = tokens[at:]
            if not self.is_handler:
                inner = statement._replace(tokens=rest, line=self._line(statement, rest[0]))
                yield from self._defining(inner)
            return

    def _line(self, statement: Statement, token: SqlToken) -> int:
        first = statement.tokens[0]
        return statement.line + self.text.count("\n", first.start, token.start)

    def _step(self, tokens: Sequence[SqlToken], at: int) -> int:
        """Return where the next statement begins, after the words of control; *at* if there are none."""
        word = tokens[at].word
        if word == "BEGIN":
            self.ranks.append(Rank.CERTAIN)
            self.is_handler = False
            return at + 1
        if word == "ELSE":
            return at + 1
        if word in ("IF", "ELSIF", "ELSEIF"):
            end = _find(tokens, at, "THEN")
            if word != "IF" and self.ranks:
                self.ranks.pop()
            self.ranks.append(self._rank(tokens[at + 1 : end]))
            return end + 1
        if word in ("FOR", "FOREACH", "WHILE", "LOOP"):
            self.ranks.append(Rank.CONDITIONAL)
            return _find(tokens, at, "LOOP") + 1
        if word == "EXCEPTION" and at + 1 < len(tokens) and tokens[at + 1].word == "WHEN":
            self.is_handler = True
            return _find(tokens, at, "THEN") + 1
        if word == "WHEN" and self.is_handler:
            return _find(tokens, at, "THEN") + 1
        if word == "END":
            if self.ranks:
                self.ranks.pop()
            closes_block = at + 1 >= len(tokens) or tokens[at + 1].word not in ("IF", "LOOP", "CASE")
            self.is_handler = self.is_handler and not closes_block
            return len(tokens)
        return at

    def _rank(self, condition: Sequence[SqlToken]) -> Rank:
        if any(_CATALOGUE.match(token.text) for token in condition):
            return Rank.GUARDED
        is_variable = all(token.kind is TokenKind.WORD for token in condition)
        return Rank.GUARDED if is_variable and self.looks_up else Rank.CONDITIONAL

    def _defining(self, inner: Statement) -> Iterator[InnerStatement]:
        rank = max((Rank.GUARDED, *self.ranks), key=list(Rank).index)
        first = inner.tokens[0].word
        if first in _DEFINING:
            yield InnerStatement(inner, rank)
        elif first == "EXECUTE":
            yield from self._executed(inner, rank)

    def _executed(self, inner: Statement, rank: Rank) -> Iterator[InnerStatement]:
        """Yield what ``EXECUTE`` runs: a string, or ``format`` of a string and other strings."""
        tokens = inner.tokens[1:]
        strings = [token for token in tokens if token.kind is TokenKind.STRING]
        if not strings or not _PLAIN_SQL.match(literal_of(strings[0])[0]):
            return
        texts = [literal_of(token)[0] for token in strings]
        is_plain = all(
            token.kind is TokenKind.STRING or token.text in "()," or token.word == "FORMAT"
            for token in tokens
        )
        is_format = any(token.word == "FORMAT" for token in tokens)
        text = _formatted(texts[0], texts[1:]) if is_format else texts[0]
        if not is_plain or text is None:
            yield InnerStatement(inner, rank, is_dynamic="table" in texts[0].lower())
            return
        for statement in split_statements(text, self.dialect, line=inner.line):
            yield InnerStatement(statement, rank)


def _formatted(text: str, values: Sequence[str]) -> str | None:
    """Return what ``format`` makes of *text*; None if that needs more than the values."""
    parts = re.split(r"%[ILs]", text)
    if len(parts) != len(values) + 1 or "%" in "".join(parts).replace("%%", ""):
        return None
    return parts[0] + "".join(value + part for value, part in zip(values, parts[1:], strict=True))


def _find(tokens: Sequence[SqlToken], at: int, word: str) -> int:
    """Return where *word* is, outside of brackets; the end if it is not there."""
    depth = 0
    for place in range(at, len(tokens)):
        token = tokens[place]
        depth += (token.text == "(") - (token.text == ")")
        if depth <= 0 and token.word == word:
            return place
    return len(tokens)
