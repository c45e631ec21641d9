"""Whatever a file holds, reading it ends without a traceback, and soon."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.sources.sql.changes import MigrationFacts
from sphinx_archdoc.sources.sql.database import Database
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.migration import read_migration
from sphinx_archdoc.sources.sql.replay import Migration, replay
from tests.duration import at_most
from tests.sources.sql.test_blocks import BLOCKS
from tests.sources.sql.test_statements import CLICKHOUSE, CREATE, MYSQL, POSTGRES

TEXT = ";\n".join([CREATE, *POSTGRES, *MYSQL, *CLICKHOUSE, *(f"DO $${one}$$" for one in BLOCKS)])
WORDS = st.sampled_from(sorted(set(TEXT.replace("(", " ( ").replace(",", " , ").split())))


def survives(sql: str, dialect: str) -> None:
    facts = read_migration(sql, DIALECTS[dialect])
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=MigrationFacts)
    assert again == facts
    found = replay([Migration("a.sql", facts)], dialect)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Database) == found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_reads_all_statements(dialect: str) -> None:
    survives(TEXT, dialect)
    survives(TEXT[::-1], dialect)


@given(st.integers(0, len(TEXT)), st.sampled_from(list(DIALECTS)))
def test_truncated(end: int, dialect: str) -> None:
    survives(TEXT[max(0, end - 400) : end], dialect)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["CREATE TABLE ", "ALTER TABLE t ", "DO $$ BEGIN ", ""]))
def test_words_in_any_order(words: list[str], start: str) -> None:
    survives(start + " ".join(words), "postgres")
    survives(start + " ".join(words), "clickhouse")


@given(st.binary(max_size=300))
def test_random_bytes(content: bytes) -> None:
    survives(content.decode("utf-8", "replace"), "mysql")


LARGE = {
    "brackets": "CREATE TABLE t (a int DEFAULT " + "(" * 20_000,
    "columns": "CREATE TABLE t (" + ", ".join(f"c{n} int" for n in range(2_000)) + ")",
    "one column at a time": ";".join(
        ["CREATE TABLE t (x int)", *(f"ALTER TABLE t ADD c{n} int" for n in range(2_000))]
    ),
    "renames": ";".join(
        ["CREATE TABLE t (c0 int)", *(f"ALTER TABLE t RENAME c{n} TO c{n + 1}" for n in range(2_000))]
    ),
    "tables": ";".join(f"CREATE TABLE t{n} (x int REFERENCES t0)" for n in range(1_000)),
    "copies": ";".join(
        [
            "CREATE TABLE t (" + ", ".join(f"c{n} int" for n in range(1_000)) + ")",
            *(f"CREATE TABLE u{n} (LIKE t)" for n in range(1_000)),
        ]
    ),
    "types": ";".join(
        ["CREATE TABLE t (c x0)", *(f"ALTER TYPE x{n} RENAME TO x{n + 1}" for n in range(2_000))]
    ),
    "blocks": "DO $$ " + "BEGIN IF a THEN " * 1_000 + "$$",
    "names": "DROP TABLE " + ".".join("a" for _ in range(20_000)),
    "a long string": "CREATE TABLE t (a text DEFAULT '" + "x" * 500_000 + "')",
}


@pytest.mark.parametrize("case", LARGE)
def test_large_input_takes_little_time(case: str) -> None:
    with at_most(4):
        survives(LARGE[case], "postgres")


def test_many_tables_that_are_dropped_one_by_one() -> None:
    creates = [f"CREATE TABLE t{n} (x int REFERENCES t0)" for n in range(1_000)]
    with at_most(4):
        survives(";".join([*creates, *(f"DROP TABLE t{n}" for n in range(1_000))]), "postgres")
