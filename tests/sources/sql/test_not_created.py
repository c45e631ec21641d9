"""Tables that migrations change or use before they create them, or that they never create."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.sql.changes import Rank
from tests.checks.test_tables import POSTGRES, SqlTree, check, found, tables
from tests.checks.trees import Document
from tests.sources.sql.databases import columns, database, unread

CREATE = "CREATE TABLE {}t (id int PRIMARY KEY, a text, o int REFERENCES o);"
ALTER = "ALTER TABLE t ADD COLUMN b int NOT NULL, DROP COLUMN IF EXISTS a;"


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
        "ALTER TABLE ONLY public.t OWNER TO me;",
        "GRANT SELECT (a, b), INSERT ON TABLE u, public.t TO authenticated;",
        "REVOKE ALL ON t FROM anon;",
        "COMMENT ON TABLE t IS 'all of them';",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING btree (lower(a));",
        'CREATE POLICY "All can read" ON t FOR SELECT USING (true);',
        "CREATE OR REPLACE TRIGGER g AFTER INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();",
        "CREATE TABLE x (a int REFERENCES t (a));",
        "CREATE TABLE x (a int, FOREIGN KEY (a) REFERENCES t (a));",
    ],
)
def test_a_table_that_a_statement_uses_is_there(sql: str) -> None:
    table = database(sql).tables["t"]
    assert (table.is_created, table.is_counted, table.has_more_columns) == (False, False, True)
    assert unread(sql) == []
    assert "t" not in database("CREATE TABLE t (a int); DROP TABLE t;", sql).tables
    assert columns("CREATE TABLE t (a int);", sql) == columns(sql, "CREATE TABLE t (a int);") == ["a INT"]


@pytest.mark.parametrize(
    "sql",
    [
        "GRANT USAGE ON SCHEMA t TO me; GRANT ALL ON ALL TABLES IN SCHEMA t TO me; GRANT t TO me;",
        "COMMENT ON COLUMN t.a IS 'x'; COMMENT ON INDEX t IS 'x';",
        "CREATE POLICY p ON storage.objects; CREATE TRIGGER g AFTER INSERT ON auth.users EXECUTE FUNCTION f();",
        "CREATE FUNCTION f() RETURNS trigger AS $$ UPDATE x SET a = 1 ON t $$ LANGUAGE sql;",
        "CREATE EVENT TRIGGER g ON ddl_command_end EXECUTE FUNCTION f();",
        "ALTER TABLE IF EXISTS t ENABLE ROW LEVEL SECURITY;",
        "GRANT ALL ON * TO me;",
    ],
)
def test_what_is_not_certainly_a_table_of_the_project(sql: str) -> None:
    assert database(sql).tables == {}


def test_a_table_that_is_changed_before_it_is_created_keeps_its_changes() -> None:
    table = database(ALTER, CREATE.format("")).tables["t"]
    ranks = {one.name: one.added.rank for one in table.columns}
    assert ranks == {
        "id": Rank.CERTAIN,
        "a": Rank.CONDITIONAL,
        "o": Rank.CERTAIN,
        "b": Rank.CONDITIONAL,
    }
    assert table.is_created
    assert not table.has_more_columns


def test_what_creates_a_table_if_it_is_not_there_may_not_have_created_it() -> None:
    table = database(ALTER, CREATE.format("IF NOT EXISTS ")).tables["t"]
    ranks = {one.name: one.added.rank for one in table.columns}
    assert ranks == {"id": Rank.CONDITIONAL, "o": Rank.CONDITIONAL, "b": Rank.CERTAIN}
    assert [key.key.target for key in table.foreign_keys] == ["o"]
    assert table.has_more_columns
    assert not table.is_created


def test_a_column_that_is_added_if_it_is_not_there_is_there() -> None:
    added = "ALTER TABLE t ADD COLUMN IF NOT EXISTS o int;"
    table = database(ALTER, CREATE.format("IF NOT EXISTS "), added).tables["t"]
    assert {one.name: one.added.rank for one in table.columns}["o"] is Rank.CERTAIN


def test_a_table_that_is_used_before_it_is_created_is_like_any_other() -> None:
    table = database("GRANT ALL ON t TO me;", CREATE.format("IF NOT EXISTS ")).tables["t"]
    assert {one.added.rank for one in table.columns} == {Rank.CERTAIN}
    assert (table.is_created, table.is_counted, table.has_more_columns) == (True, True, False)


def test_pages_may_name_tables_that_are_only_used() -> None:
    page = Document("page").add("dbtable", "accounts").add("dbtable", "orders").add("dbtable", "t")
    assert [line.split(" ")[1] for line in found(page=page)] == ["table-absent:"]
    assert found("ALTER TABLE t ENABLE ROW LEVEL SECURITY;", page=page) == []
    assert check(SqlTree("GRANT ALL ON t TO me;"), page, configuration=POSTGRES) == []


def test_tables_that_are_changed_must_be_documented() -> None:
    page = Document("page").add("dbtable", "accounts").add("dbtable", "orders")
    assert found("GRANT ALL ON t TO me;", page=page) == []
    assert found("GRANT ALL ON t TO me;", "ALTER TABLE t ADD a int;", page=page) == [
        "page:1 table-undocumented: the table 't', named in 2_m.sql, is not documented"
    ]


@pytest.mark.parametrize(
    ("create", "number"),
    [
        ("", 0),
        ("CREATE TABLE IF NOT EXISTS t (account_id uuid);", 0),
        ("CREATE TABLE t (account_id uuid);", 1),
    ],
)
def test_no_key_is_missing_from_a_table_that_something_else_created(create: str, number: int) -> None:
    page = tables(t="CREATE TABLE t (account_id uuid REFERENCES accounts);").add("dbtable", "accounts")
    lines = found("ALTER TABLE t ADD COLUMN account_id uuid;", create, page=page)
    assert sum("key-mismatch" in line for line in lines) == number
