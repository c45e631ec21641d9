"""A cursor over the tokens of a statement, and names as the dialect understands them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_archdoc.sources.sql.dialects import SqlDialect
from sphinx_archdoc.sources.sql.split import SqlToken, TokenKind
from sphinx_archdoc.sources.sql.templates import without_mask

_CLOSING = {"(": ")", "[": "]"}
_NAMES = (TokenKind.WORD, TokenKind.QUOTED)


class NotUnderstood(Exception):
    """A statement, or a part of it, that is not understood; the text says what."""


class Cursor:
    """Reads tokens from left to right.

    :param schema: what ``search_path`` is set to; empty for the default schema.
    """

    def __init__(self, tokens: Sequence[SqlToken], dialect: SqlDialect, schema: str = "") -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.schema = schema
        self.at = 0

    @property
    def is_done(self) -> bool:
        """Whether all tokens have been read."""
        return self.at >= len(self.tokens)

    @property
    def is_call(self) -> bool:
        """Whether a function call comes next; ``name(10)`` is the beginning of a column in MySQL."""
        return self.peek(1) == "(" and not self.peek(2).isdigit()

    def peek(self, ahead: int = 0) -> str:
        """Return the next token: a word in capitals, else as it is written; empty at the end."""
        at = self.at + ahead
        if at >= len(self.tokens):
            return ""
        token = self.tokens[at]
        return token.word or token.text

    def take(self, *words: str) -> bool:
        """Read these words if they come next; return whether they do."""
        if any(self.peek(ahead) != word for ahead, word in enumerate(words)):
            return False
        self.at += len(words)
        return True

    def take_any(self, *words: str) -> str:
        """Read the next token if it is one of these words, and return it; else return an empty string."""
        word = self.peek()
        return word if word in words and self.take(word) else ""

    def rest(self) -> Sequence[SqlToken]:
        """Read all that is left."""
        tokens = self.tokens[self.at :]
        self.at = len(self.tokens)
        return tokens

    def name(self) -> str:
        """Read a name, and return it as the database stores it.

        :raises NotUnderstood: if there is none, or only a template.
        """
        token = self.tokens[self.at] if not self.is_done else None
        if token is None or token.kind not in (TokenKind.WORD, TokenKind.QUOTED):
            raise NotUnderstood(f"a name is missing before '{self.peek()}'" if token else "a name is missing")
        self.at += 1
        return self._stored(token)

    def _stored(self, token: SqlToken) -> str:
        if token.kind is TokenKind.WORD:
            return without_mask(token.text.lower() if self.dialect.folds_case else token.text)
        quote = token.text[0]
        closing = "]" if quote == "[" else quote
        text = token.text[1:].removesuffix(closing)
        return without_mask(text.replace(quote * 2, quote) if quote != "[" else text)

    def table(self) -> str:
        """Read the name of a table, a view or a type: ``schema.name``, without the default schema.

        :raises NotUnderstood: if there is none, or only a template.
        """
        parts = [self.name()]
        while self.peek() == "." and self.at + 1 < len(self.tokens):
            self.at += 1
            parts.append(self.name())
        name = parts[-1]
        if not name:
            raise NotUnderstood("the name of a table is a template")
        schema = parts[-2] if len(parts) > 1 else self.schema
        return name if not schema or schema in self.dialect.schemas else f"{schema}.{name}"

    def brackets(self) -> Sequence[SqlToken]:
        """Read a pair of brackets, and return the tokens between them; nothing if none comes next."""
        if self.peek() != "(":
            return ()
        start = self.at + 1
        self._skip_group()
        end = self.at - 1 if self.at <= len(self.tokens) and self.tokens[self.at - 1].text == ")" else self.at
        return self.tokens[start : max(end, start)]

    def names(self) -> tuple[str, ...]:
        """Read a list of names in brackets. Expressions in it, lengths and orders are left out."""
        parts = (Cursor(part, self.dialect) for part in split_at_commas(self.brackets()))
        return tuple(part.name() for part in parts if part.tokens[0].kind in _NAMES and not part.is_call)

    def skip(self) -> None:
        """Read one token, or a whole pair of brackets."""
        if self.peek() in _CLOSING:
            self._skip_group()
        else:
            self.at += 1

    def _skip_group(self) -> None:
        depth = 0
        while self.at < len(self.tokens):
            text = self.tokens[self.at].text
            self.at += 1
            depth += (text in _CLOSING) - (text in (")", "]"))
            if depth <= 0:
                return


def split_at_commas(tokens: Sequence[SqlToken]) -> Iterator[Sequence[SqlToken]]:
    """Yield the parts between commas that are not in brackets; empty parts are left out."""
    depth = start = 0
    for at, token in enumerate(tokens):
        text = token.text
        if text in _CLOSING:
            depth += 1
        elif text in (")", "]"):
            depth -= 1
        elif text == "," and depth <= 0:
            if at > start:
                yield tokens[start:at]
            start = at + 1
    if start < len(tokens):
        yield tokens[start:]
