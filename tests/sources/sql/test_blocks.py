"""Statements in ``DO`` blocks."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.migration import read_migration
from tests.sources.sql.databases import columns

LOOKUP = "SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a'"

BLOCKS = {
    f"BEGIN IF EXISTS ({LOOKUP}) THEN ALTER TABLE t RENAME COLUMN a TO b; END IF; END": (Rank.GUARDED, ["b TEXT"]),
    "BEGIN ALTER TABLE t ADD b int; EXCEPTION WHEN duplicate_column THEN DROP TABLE t; END": (
        Rank.GUARDED,
        ["a TEXT", "b INT"],
    ),
    "BEGIN IF to_regclass('u') IS NULL THEN ALTER TABLE t ADD b int; ELSE ALTER TABLE t ADD c int; END IF; END": (
        Rank.GUARDED,
        ["a TEXT", "b INT", "c INT"],
    ),
    "BEGIN IF current_setting('x') = 'y' THEN ALTER TABLE t ADD b int; END IF; END": (
        Rank.CONDITIONAL,
        ["a TEXT", "b INT"],
    ),
    "BEGIN FOR r IN SELECT 1 LOOP ALTER TABLE t ADD b int; END LOOP; END": (Rank.CONDITIONAL, ["a TEXT", "b INT"]),
    "BEGIN IF EXISTS (SELECT 1 FROM pg_extension) THEN ALTER TABLE t ADD b int; END IF; END": (
        Rank.CONDITIONAL,
        ["a TEXT", "b INT"],
    ),
    f"DECLARE x int; BEGIN x := ({LOOKUP}); IF x THEN ALTER TABLE t DROP a; END IF; END": (Rank.GUARDED, []),
    "BEGIN EXECUTE 'ALTER TABLE t ADD b int'; END": (Rank.GUARDED, ["a TEXT", "b INT"]),
    "BEGIN EXECUTE format('ALTER TABLE %I ADD %I int', 't', 'b'); END": (Rank.GUARDED, ["a TEXT", "b INT"]),
    "BEGIN UPDATE t SET a = CASE WHEN a THEN 1 END; PERFORM f(); ALTER TABLE IF EXISTS t ADD b int; END": (
        Rank.GUARDED,
        ["a TEXT", "b INT"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_block_changes(block: str) -> None:
    rank, expected = BLOCKS[block]
    sql = f"DO $$\n{block}\n$$ LANGUAGE plpgsql;"
    assert columns("CREATE TABLE t (a text);", sql) == expected
    facts = read_migration(sql, DIALECTS["postgres"])
    assert {change.rank for change in facts.changes} == {rank}
    assert {change.line for change in facts.changes} == {2}
    assert facts.unread == ()


def test_a_guarded_change_that_was_made_already_does_nothing() -> None:
    block = "DO $$ BEGIN ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t ADD c int; END $$"
    assert columns("CREATE TABLE t (b text, c text)", block) == ["b TEXT", "c TEXT"]
