"""Tables that migrations create again, though they are there."""

from __future__ import annotations

from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseColumn
from tests.checks.test_tables import documents, found
from tests.duration import at_most
from tests.sources.sql.databases import columns, database

FIRST = "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, b int DEFAULT 1, c int REFERENCES o);"
SECOND = "CREATE TABLE t (id int PRIMARY KEY, a text, b int DEFAULT 1, d int REFERENCES p);"


def test_what_both_say_is_certain() -> None:
    table = database(FIRST, SECOND).tables["t"]
    assert {one.name: _doubts(one) for one in table.columns} == {
        "id": [],
        "a": ["nullability_since"],
        "b": [],
        "c": ["added", "type_since", "nullability_since", "default_since"],
        "d": ["added", "type_since", "nullability_since", "default_since"],
    }
    assert [(key.key.target, key.added.rank is Rank.CERTAIN) for key in table.keys] == [
        ("", True),
        ("p", False),
        ("o", False),
    ]


def _doubts(column: DatabaseColumn) -> list[str]:
    names = ("added", "type_since", "nullability_since", "default_since")
    return [name for name in names if getattr(column, name).rank is Rank.CONDITIONAL]


def test_a_table_that_is_dropped_before_is_new() -> None:
    assert columns(FIRST, "DROP TABLE t;", "CREATE TABLE t (x int);") == ["x INT"]
    assert columns(FIRST, "CREATE TABLE IF NOT EXISTS t (x int);") == columns(FIRST)
    assert columns("CREATE TEMP TABLE t (x int);", FIRST) == columns(FIRST)


def test_nothing_is_said_of_what_only_one_of_both_has() -> None:
    again = "CREATE TABLE orders (id bigserial PRIMARY KEY, state int, extra text);"
    assert found(again) == []
    renamed = documents("CREATE TABLE orders (id bigint PRIMARY KEY, state int, gone text);")
    assert [line for line in found(again, page=renamed) if "column-" in line] == [
        "page:2 column-absent: there is no column 'gone' in orders"
    ]


def test_many_tables_that_are_created_again() -> None:
    texts = [f"CREATE TABLE t (a{number} int REFERENCES o, b{number} int);" for number in range(3000)]
    with at_most(5):
        assert database(*texts).tables["t"].has_more_columns
