"""Split SQL into statements, and these into tokens.

sqlglot stops at the first statement that it cannot tokenize, and does not know the commands of the clients
that migrations are written for. Time and memory grow linearly with the text, whatever it holds.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from sphinx_archdoc.sources.sql.dialects import SqlDialect
from sphinx_archdoc.sources.sql.templates import mask_templates

MOST_TOKENS = 50_000
"""Most tokens of one statement that are kept. A longer one holds data, and is not understood."""
_HEAD = 24
"""Tokens that are kept of a statement that changes no tables, to tell what it is."""
_CHANGING = frozenset({"ALTER", "CREATE", "DROP", "RENAME", "EXCHANGE", "DO", "SET", "EXECUTE"})
_ROUTINES = frozenset({"TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"})
_NO_ROUTINES = frozenset({"TABLE", "VIEW", "INDEX", "TYPE"})
_END_OF_OTHER = re.compile(r"\s+(?:IF|LOOP|WHILE|REPEAT|FOR)\b", re.I)
"""Words after ``END`` that close something which is not counted as a block."""
_VERSION = re.compile(r"\d+")
_COMMENT_MARK = re.compile(r"/\*|\*/")


class TokenKind(IntEnum):
    """What a token is."""

    WORD = auto()
    """A keyword or a name without quotes."""
    QUOTED = auto()
    """A name in quotes, with them."""
    STRING = auto()
    """A string in single quotes, or between ``$$``; with its quotes."""
    NUMBER = auto()
    SIGN = auto()
    """Any other character."""


class SqlToken(NamedTuple):
    """A token, and where it is in the text."""

    kind: TokenKind
    text: str
    word: str
    """The text in capitals if it is a word, else empty."""
    start: int
    end: int


class Statement(NamedTuple):
    """The tokens of one statement, without comments and the delimiter."""

    tokens: Sequence[SqlToken]
    line: int
    """1-based line of its first token."""
    is_cut: bool = False
    """True if tokens beyond :data:`MOST_TOKENS` were left out."""


def split_statements(
    sql: str, dialect: SqlDialect, *, line: int = 1, is_body: bool = False
) -> Iterator[Statement]:
    """Yield the statements of *sql*.

    Quotes, dollar quotes, comments, ``DELIMITER``, bodies of triggers, and data after ``COPY`` are
    understood; templates are masked, see :func:`~sphinx_archdoc.sources.sql.templates.mask_templates`.

    :param line: the number of the first line.
    :param is_body: whether *sql* is the body of a block, where a statement may begin within another one. Else
        only a few tokens are kept of statements that change no tables.
    """
    return _Splitter(mask_templates(sql), dialect, line, is_body=is_body).statements()


def source_of(tokens: Sequence[SqlToken]) -> str:
    """Return the SQL of some tokens, with one space where there was any or a comment."""
    parts: list[str] = []
    end = tokens[0].start if tokens else 0
    for token in tokens:
        if token.start != end:
            parts.append(" ")
        parts.append(token.text)
        end = token.end
    return "".join(parts)


class _Splitter:
    def __init__(self, sql: str, dialect: SqlDialect, line: int, *, is_body: bool) -> None:
        self.sql = sql
        self.dialect = dialect
        self.pattern = _pattern(dialect)
        self.line = line
        self.is_body = is_body
        self.counted = 0
        """Where in the text :attr:`line` is."""
        self.delimiter = ""
        """What ends a statement, if it is not the semicolon."""
        self._begin()

    def statements(self) -> Iterator[Statement]:
        """Yield the statements."""
        position = 0
        while found := self.pattern.match(self.sql, position):
            group = self._group(found)
            position = found.end()
            if group == "comment":
                position = self._after_comment(found)
            elif group == "delimiter":
                if self.tokens:
                    yield self._statement()
                self.delimiter = "" if found["mark"] == ";" else found["mark"]
            elif group == "end":
                position = found.start() + len(self.delimiter or ";")
                if self.tokens:
                    position = self._after_data(position)
                    yield self._statement()
            elif group != "space":
                token, position = self._token(found, group)
                self._add(token)
        if self.tokens:
            yield self._statement()

    def _group(self, found: re.Match[str]) -> str:
        """Return what was found: the name of a group, or ``end`` if it ends a statement."""
        if self.delimiter:
            is_end = self.sql.startswith(self.delimiter, found.start())
        else:
            is_end = found.lastgroup == "semicolon" and not self.depth
        return "end" if is_end else found.lastgroup or ""

    def _add(self, token: SqlToken) -> None:
        is_kept = self.is_body or (self.tokens[0] if self.tokens else token).word in _CHANGING
        self.depth = self._depth(token)
        self.count += 1
        if self.count <= (MOST_TOKENS if is_kept else _HEAD) or token.word == "STDIN":
            self.tokens.append(token)
        elif is_kept:
            self.is_cut = True

    def _depth(self, token: SqlToken) -> int:
        """Return how many blocks are open after *token*: semicolons in them end no statement."""
        if token.word == "END":
            is_block = self.depth and not _END_OF_OTHER.match(self.sql, token.end)
            return self.depth - 1 if is_block else self.depth
        if not self.depth:
            return int(_opens_block(token, self.tokens))
        if token.word == "BEGIN" or (token.word == "CASE" and self.tokens[-1].word != "END"):
            return self.depth + 1
        return self.depth

    def _statement(self) -> Statement:
        """Return the statement that ends, and begin the next one."""
        start = self.tokens[0].start
        self.line += self.sql.count("\n", self.counted, start)
        self.counted = start
        statement = Statement(self.tokens, self.line, self.is_cut)
        self._begin()
        return statement

    def _begin(self) -> None:
        self.tokens: list[SqlToken] = []
        self.depth = self.count = 0
        self.is_cut = False

    def _token(self, found: re.Match[str], group: str) -> tuple[SqlToken, int]:
        """Return the token that was found, and where the next one may be."""
        text, start, end = found[0], found.start(), found.end()
        if group == "dollar":
            closing = self.sql.find(text, end)
            end = len(self.sql) if closing < 0 else closing + len(text)
            text = self.sql[start:end]
        elif group == "word" and self.delimiter and (at := text.find(self.delimiter)) > 0:
            text, end = text[:at], start + at  # END$$
        return SqlToken(_KINDS[group], text, text.upper() if group == "word" else "", start, end), end

    def _after_comment(self, found: re.Match[str]) -> int:
        """Return where the block comment ends that begins here."""
        position = found.end()
        if self.dialect.has_delimiter and self.sql.startswith("!", position):
            found_version = _VERSION.match(self.sql, position + 1)  # it is run: /*!50100 PARTITION BY … */
            return found_version.end() if found_version else position + 1
        if not self.dialect.nests_comments:
            end = self.sql.find("*/", position)
            return len(self.sql) if end < 0 else end + 2
        depth = 1
        while depth and (mark := _COMMENT_MARK.search(self.sql, position)):
            depth += 1 if mark[0] == "/*" else -1
            position = mark.end()
        return len(self.sql) if depth else position

    def _after_data(self, position: int) -> int:
        """Return where the data after ``COPY … FROM stdin;`` ends; *position* after other statements."""
        is_copy = self.dialect.has_psql and self.tokens[0].word == "COPY"
        if not is_copy or all(token.word != "STDIN" for token in self.tokens):
            return position
        end = self.sql.find("\n\\.", position)
        return len(self.sql) if end < 0 else end + 3


_KINDS = {
    "word": TokenKind.WORD,
    "quoted": TokenKind.QUOTED,
    "string": TokenKind.STRING,
    "dollar": TokenKind.STRING,
    "number": TokenKind.NUMBER,
    "sign": TokenKind.SIGN,
    "semicolon": TokenKind.SIGN,
}


def _opens_block(token: SqlToken, before: Sequence[SqlToken]) -> bool:
    """Return whether *token* is the first ``BEGIN`` of a trigger or a function."""
    if token.word != "BEGIN" or not before or before[0].word != "CREATE":
        return False
    head = itertools.takewhile(lambda other: other.word not in _NO_ROUTINES and other.text != "(", before)
    return any(other.word in _ROUTINES for other in head)


@functools.cache
def _pattern(dialect: SqlDialect) -> re.Pattern[str]:
    """Return the pattern of one token. What is not closed reaches to the end of the text."""
    space = [r"\s++", r"--[^\n]*+"]
    quoted = [r'"[^"]*+(?:""[^"]*+)*(?:"|\Z)', r"`[^`]*+(?:``[^`]*+)*(?:`|\Z)"]
    escaped = r"'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*(?:'|\\?\Z)"
    strings = [escaped if dialect.has_backslashes else r"'[^']*+(?:''[^']*+)*(?:'|\Z)"]
    more = []
    if dialect.has_hash_comments:
        space.append(r"\#[^\n]*+")
    if dialect.has_psql:
        space.append(r"^\\[^\n]*+")
        strings.insert(0, rf"[eE]{escaped}")
    if dialect.has_brackets:
        quoted.append(r"\[[^\[\]\n]++\]")
    if dialect.has_dollar_quotes:
        more.append(r"(?P<dollar>\$(?:[^\W\d]\w*+)?\$)")
    if dialect.has_delimiter:
        space.append(r"\*/")
        more.append(r"(?P<delimiter>^[ \t]*+DELIMITER[ \t]++(?P<mark>\S++)[^\n]*+)")
    return re.compile(
        "|".join(
            [
                *more,
                rf"(?P<space>{'|'.join(space)})",
                r"(?P<comment>/\*)",
                rf"(?P<string>{'|'.join(strings)})",
                rf"(?P<quoted>{'|'.join(quoted)})",
                r"(?P<word>[^\W\d][\w$]*+)",
                r"(?P<number>\d[\w.]*+)",
                r"(?P<semicolon>;)",
                r"(?P<sign>.)",
            ]
        ),
        re.S | re.M | re.I,
    )
