"""Entities of the code that documents describe in the place of their tables: "User Entity" for ``users``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.checks.tables.column_names import split_words
from sphinx_archdoc.sources.sql.database import DatabaseTable

_HEADING = re.compile(r"\s{0,3}#{1,6}\s.{1,80}\b(?:entity|model)\b", re.IGNORECASE)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)\Z")
_CONSONANT_AND_Y = re.compile(r"(?<=[^aeiou])y\Z")


def is_heading_of_entity(line: str) -> bool:
    """Return whether a line of a page is a heading that calls what is below it an entity or a model."""
    return _HEADING.match(line) is not None


def tables_of_entity(name: str) -> Iterator[str]:
    """Yield how the table of an entity may be called: ``order_items`` for ``OrderItem``."""
    bare = re.sub(r"\W+(?:entity|model)\Z", "", name, flags=re.IGNORECASE)
    single = re.sub(r"\W+", "_", split_words(bare)).lower().strip("_")
    yield single
    ending = "es" if _SIBILANT.search(single) else "s"
    yield _CONSONANT_AND_Y.sub("ie", single) + ("s" if _CONSONANT_AND_Y.search(single) else ending)


def describes(written: DatabaseTable, table: DatabaseTable) -> bool:
    """Return whether at least half of the columns that an entity is said to have are those of a table."""
    known = sum(1 for column in written.columns if table.column(column.name))
    return known * 2 >= len(written.columns)
