"""The names of the columns that a query gives, for ``CREATE TABLE … AS SELECT``."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.sources.sql.cursor import Cursor, split_at_commas
from sphinx_archdoc.sources.sql.split import SqlToken, TokenKind
from sphinx_archdoc.sources.sql.words import keywords

_NAMES = (TokenKind.WORD, TokenKind.QUOTED)
_AFTER_LIST = keywords("clauses-of-queries")
_NO_NAMES = keywords("words-that-are-values")


def selected_names(cursor: Cursor) -> tuple[str, ...] | None:
    """Return the names of the columns of the query that comes next; None if they are not all in the text."""
    while not cursor.is_done and cursor.peek() != "SELECT":
        cursor.skip()
    if not cursor.take("SELECT"):
        return None
    if cursor.take("DISTINCT") and cursor.take("ON"):
        cursor.skip()
    start = cursor.at
    while not cursor.is_done and cursor.peek() not in _AFTER_LIST:
        cursor.skip()
    names = [_name(part, cursor) for part in split_at_commas(cursor.tokens[start : cursor.at])]
    return tuple(name for name in names if name) if names and all(names) else None


def _name(part: Sequence[SqlToken], cursor: Cursor) -> str:
    """Return the name of one column: its alias, or that of the column it is; else an empty string."""
    last = part[-1]
    if last.kind not in _NAMES or last.word in _NO_NAMES:
        return ""
    is_column = all(token.kind in _NAMES or token.text == "." for token in part) and (
        len(part) == 1 or part[-2].text == "."
    )
    before = part[-2] if len(part) > 1 else None
    is_alias = before is not None and (before.kind is not TokenKind.SIGN or before.text in ")]")
    return Cursor([last], cursor.dialect).name() if is_column or is_alias else ""
