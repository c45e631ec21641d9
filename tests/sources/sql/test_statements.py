"""What statements change, by dialect."""

from __future__ import annotations

import pytest

from tests.sources.sql.databases import columns, database, unread

CREATE = "CREATE TABLE t (id int PRIMARY KEY, a text, b text NOT NULL DEFAULT 'x');"
START = ["id INT NOT NULL", "a TEXT", "b TEXT NOT NULL DEFAULT 'x'"]

POSTGRES = {
    "ALTER TABLE t ADD COLUMN c timestamptz": [*START, "c TIMESTAMPTZ"],
    "ALTER TABLE t ADD c boolean NOT NULL DEFAULT false, ADD COLUMN d text[]": [
        *START,
        "c BOOLEAN NOT NULL DEFAULT FALSE",
        "d TEXT[]",
    ],
    "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int": START,
    "ALTER TABLE ONLY public.t DROP a": ["id INT NOT NULL", "b TEXT NOT NULL DEFAULT 'x'"],
    "ALTER TABLE t DROP COLUMN IF EXISTS a CASCADE": ["id INT NOT NULL", "b TEXT NOT NULL DEFAULT 'x'"],
    "ALTER TABLE t RENAME a TO c": ["id INT NOT NULL", "c TEXT", "b TEXT NOT NULL DEFAULT 'x'"],
    "ALTER TABLE t RENAME COLUMN A TO c": ["id INT NOT NULL", "c TEXT", "b TEXT NOT NULL DEFAULT 'x'"],
    "ALTER TABLE t ALTER a TYPE varchar(10) USING a::varchar": [START[0], "a VARCHAR(10)", START[2]],
    "ALTER TABLE t ALTER COLUMN a SET DATA TYPE numeric(3, 1)": [START[0], "a DECIMAL(3, 1)", START[2]],
    "ALTER TABLE t ALTER a SET NOT NULL, ALTER b DROP NOT NULL": [
        START[0],
        "a TEXT NOT NULL",
        "b TEXT DEFAULT 'x'",
    ],
    "ALTER TABLE t ALTER a SET DEFAULT now(), ALTER b DROP DEFAULT": [
        START[0],
        "a TEXT DEFAULT CURRENT_TIMESTAMP",
        "b TEXT NOT NULL",
    ],
    "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a), DROP CONSTRAINT IF EXISTS j, OWNER TO me": START,
    "ALTER TABLE t RENAME CONSTRAINT a TO b": START,
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY": START,
    "ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH =)": START,
    "ALTER TABLE t ADD CHECK (a IN ('x', 'y'))": START,
    "ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (1)": START,
    "ALTER INDEX a RENAME TO b; ALTER SEQUENCE t OWNED BY t.id; ALTER TYPE x ADD VALUE 'y'": START,
    "COMMENT ON TABLE t IS 'ALTER TABLE t DROP a'; TRUNCATE TABLE t; LOCK TABLE t; GRANT ALL ON TABLE t TO x": START,
    "CREATE INDEX t ON t (a); CREATE POLICY p ON t USING (true); CREATE UNIQUE INDEX u ON t (lower(a))": START,
    "CREATE FUNCTION f() RETURNS void AS $$ ALTER TABLE t DROP COLUMN a $$ LANGUAGE sql": START,
    "DROP INDEX t; DROP FUNCTION t; DROP TRIGGER a ON t": START,
    "CREATE TABLE IF NOT EXISTS t (other int)": START,
    "DROP TABLE IF EXISTS u; ALTER TABLE IF EXISTS u ADD a int": START,
}  # fmt: skip


@pytest.mark.parametrize("sql", POSTGRES)
def test_statements_of_postgres(sql: str) -> None:
    assert columns(CREATE, sql) == POSTGRES[sql]
    assert unread(sql) == []


MYSQL = {
    "ALTER TABLE t ADD c INT(11) UNSIGNED NOT NULL AFTER a, ADD COLUMN (d int, e int)": [
        *START,
        "c INT(11) UNSIGNED NOT NULL",
        "d INT",
        "e INT",
    ],
    "ALTER TABLE `t` MODIFY COLUMN a VARCHAR(20) NOT NULL FIRST": [START[0], "a VARCHAR(20) NOT NULL", START[2]],
    "ALTER TABLE t CHANGE a c BIGINT NULL DEFAULT 3": [START[0], "c BIGINT DEFAULT 3", START[2]],
    "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a(10)), DROP INDEX x, DROP KEY y": [
        START[0],
        "a TEXT NOT NULL",
        START[2],
    ],
    "ALTER TABLE t ADD INDEX i (a), ADD KEY k (b), ADD FULLTEXT INDEX f (a), ADD UNIQUE KEY u (a)": START,
    "ALTER TABLE t ENGINE=InnoDB, ALGORITHM=INPLACE, LOCK=NONE, CONVERT TO CHARACTER SET utf8mb4": START,
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 'q'": [START[0], "a TEXT DEFAULT 'q'", START[2]],
    "ALTER TABLE t RENAME INDEX a TO b": START,
    "ALTER TABLE T ADD COLUMN A int": [START[0], "A INT", START[2]],
    "SET @x = 'ALTER TABLE t ADD COLUMN c int'; PREPARE s FROM @x; EXECUTE s": [*START, "c INT"],
}  # fmt: skip


@pytest.mark.parametrize("sql", MYSQL)
def test_statements_of_mysql(sql: str) -> None:
    assert columns(CREATE, sql, dialect="mysql") == MYSQL[sql]
    assert unread(sql, "mysql") == []


CLICKHOUSE = {
    "ALTER TABLE t ON CLUSTER default ADD COLUMN IF NOT EXISTS c Nullable(String) AFTER a": ["c Nullable(String)"],
    "ALTER TABLE t MODIFY COLUMN a LowCardinality(String) DEFAULT 'y' SETTINGS mutations_sync = 2": [],
    "ALTER TABLE t DROP COLUMN a": [],
    "ALTER TABLE t ADD INDEX i a TYPE minmax GRANULARITY 1, MATERIALIZE INDEX i": [],
    "ALTER TABLE t UPDATE a = 1, b = 2 WHERE 1": [],
    "ALTER TABLE t MODIFY QUERY SELECT a, b FROM c": [],
    "ALTER TABLE t MODIFY TTL a + INTERVAL 1 DAY, MODIFY SETTING x = 1, y = 2": [],
    "ALTER TABLE t COMMENT COLUMN a 'x', DELETE WHERE a = 1, DROP PARTITION 3": [],
}  # fmt: skip


@pytest.mark.parametrize("sql", CLICKHOUSE)
def test_statements_of_clickhouse(sql: str) -> None:
    create = (
        "CREATE TABLE default.t (id UInt64, a String, INDEX j a TYPE minmax) ENGINE = MergeTree ORDER BY (id)"
    )
    found = columns(create, sql, dialect="clickhouse")
    start = ["id UInt64 NOT NULL", "a String NOT NULL"]
    if "DROP COLUMN" in sql:
        start = start[:1]
    if "LowCardinality" in sql:
        start = [start[0], "a LowCardinality(String) NOT NULL DEFAULT 'y'"]
    assert found == start + CLICKHOUSE[sql]
    assert unread(sql, "clickhouse") == []


def test_exchanged_and_renamed_tables() -> None:
    sql = "CREATE TABLE a (x String) ENGINE=Log; CREATE TABLE b AS a ENGINE=Log;"
    sql += "ALTER TABLE b ADD COLUMN y String; EXCHANGE TABLES a AND b; RENAME TABLE a TO c, b TO d"
    found = database(sql, dialect="clickhouse").tables
    assert {name: len(table.columns) for name, table in found.items()} == {"d": 1, "c": 2}


NOT_UNDERSTOOD = {
    "ALTER TABLE t FROBNICATE a": "1: an action of ALTER TABLE that is not understood",
    "\n\nFROB TABLE t": "3: a statement that is not understood",
    "CREATE TABLE": "1: a name is missing",
    "ALTER TABLE {{ .Name }} ADD a int": "1: the name of a table is a template",
    "CREATE TABLE t (a int, FOREIGN KEY REFERENCES b)": "1: a foreign key without columns",
    "CREATE TABLE t (a ((( int, b text)": "1: a definition of a column that is not understood",
    "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || x || ' ADD a int'; END $$": "1: SQL that is built at run time",
}


@pytest.mark.parametrize("sql", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_counted(sql: str) -> None:
    assert unread(sql) == [NOT_UNDERSTOOD[sql]]


def test_a_table_that_is_changed_in_an_unknown_way_may_have_any_column() -> None:
    found = database(CREATE, "ALTER TABLE t FROBNICATE a").tables["t"]
    assert found.has_more_columns
    assert not database(CREATE, "ALTER TABLE t OWNER TO x").tables["t"].has_more_columns


def test_a_column_that_is_not_understood_costs_itself_only() -> None:
    assert columns("CREATE TABLE t (a int, b int DEFAULT ((1, c text)") == ["a INT", "b INT"]


def test_tables_from_others() -> None:
    create = "CREATE TABLE t (a int NOT NULL, b text DEFAULT 'x');"
    assert columns(create + "CREATE TABLE u (LIKE t INCLUDING ALL, c int)", table="u")[2] == "c INT"
    assert len(columns(create + "CREATE TABLE u () INHERITS (t)", table="u")) == 2
    assert columns("CREATE TABLE u AS SELECT x.a, count(*) AS n, b::text c FROM t", table="u") == [
        "a ",
        "n ",
        "c ",
    ]
    found = database("CREATE TABLE u AS SELECT * FROM t", "CREATE TABLE v (a) AS (SELECT 1)").tables
    assert found["u"].has_more_columns
    assert found["v"].has_more_columns


def test_what_needs_no_documentation() -> None:
    found = database(
        "CREATE TEMPORARY TABLE a (x int); CREATE TABLE b (x int) PARTITION BY RANGE (x);"
        "CREATE TABLE c PARTITION OF b FOR VALUES FROM (1) TO (2);"
        "CREATE VIEW d AS SELECT 1; CREATE OR REPLACE MATERIALIZED VIEW e AS SELECT 2"
    ).tables
    assert [name for name, table in found.items() if table.is_counted and not table.is_view] == ["b"]
    assert [name for name, table in found.items() if table.is_view] == ["d", "e"]


def test_names() -> None:
    found = database(
        'CREATE TABLE Public.Users (ID int); CREATE TABLE "Users" ("ID" int); CREATE TABLE auth.x (a int)'
    )
    assert {name: [c.name for c in table.columns] for name, table in found.tables.items()} == {
        "users": ["id"],
        "Users": ["ID"],
        "auth.x": ["a"],
    }
    assert list(database("CREATE TABLE app.a (x int)", schema="app").tables) == ["a"]
    assert list(database("SET search_path TO auth; CREATE TABLE a (x int)").tables) == ["auth.a"]
    assert list(database("SET search_path = public; CREATE TABLE a (x int)").tables) == ["a"]


def test_columns_that_are_named_like_keywords() -> None:
    sql = 'CREATE TABLE t (key text, "index" int, period text, check_in date, comment text, "primary" int)'
    assert [line.split()[0] for line in columns(sql)] == [
        "key",
        "index",
        "period",
        "check_in",
        "comment",
        "primary",
    ]


def test_keys() -> None:
    found = database(
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE t (x int REFERENCES a, y int, z int,"
        "CONSTRAINT k FOREIGN KEY (y, z) REFERENCES public.b (p, q) ON DELETE CASCADE, UNIQUE (x, y))"
    ).tables["t"]
    assert [(key.key.columns, key.key.name, key.key.target) for key in found.keys] == [
        (("x",), "t_x_fkey", "a"),
        (("y", "z"), "k", "b"),
        (("x", "y"), "t_x_y_key", ""),
    ]


def test_keys_follow_their_tables_and_columns() -> None:
    create = "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE t (x int REFERENCES a (id));"

    def keys(sql: str) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
        found = database(create, sql).tables
        return [(k.key.columns, k.key.target, k.key.target_columns) for k in found["t"].foreign_keys]

    assert keys("ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME id TO i") == [(("x",), "b", ("i",))]
    assert keys("ALTER TABLE t RENAME x TO y") == [(("y",), "a", ("id",))]
    assert keys("ALTER TABLE t DROP CONSTRAINT t_x_fkey") == []
    assert keys("DROP TABLE a CASCADE") == []
    assert keys("ALTER TABLE t DROP COLUMN x, ADD COLUMN x int") == []


def test_types_that_are_renamed_as_prisma_does() -> None:
    found = columns(
        'CREATE TYPE "Role" AS ENUM (\'A\'); CREATE TABLE t (r "Role" NOT NULL, s "Role"[]);'
        "CREATE TYPE \"Role_new\" AS ENUM ('A', 'B');"
        'ALTER TABLE t ALTER COLUMN r TYPE "Role_new" USING (r::text::"Role_new");'
        'ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role"; DROP TYPE "Role_old"'
    )
    assert found == ['r "Role" NOT NULL', 's "Role_old"[]']


def test_where_facts_come_from() -> None:
    found = database(
        CREATE, "\nALTER TABLE t ALTER a SET NOT NULL, RENAME COLUMN b TO c;\nALTER TABLE t DROP id"
    )
    table = found.tables["t"]
    a = table.column("a")
    assert a is not None
    assert (a.added.file, a.nullability_since.file, a.nullability_since.line) == ("1.sql", "2.sql", 2)
    assert {name: (f.to, f.by.line) for name, f in table.former.items()} == {"b": ("c", 2), "id": ("", 3)}
    found = database(
        "CREATE TABLE a (x int); CREATE TABLE b (x int); ALTER TABLE a RENAME TO c; DROP TABLE b"
    )
    assert {name: f.to for name, f in found.former.items()} == {"a": "c", "b": ""}


def test_a_column_that_is_dropped_where_it_never_was() -> None:
    table = database(CREATE, "ALTER TABLE t DROP COLUMN IF EXISTS icon").tables["t"]
    assert table.former["icon"].by.file == "2.sql"
