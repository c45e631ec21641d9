"""The structure of a table is read from its SQL; SQL that cannot be read is `UnreadableSQL`, in a moment."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.parsing.sql import SqlColumn, TableShape, UnreadableSQL, read_table
from tests.duration import at_most
from tests.schema.hostile import QUICK, texts

ORDERS = """\
CREATE TABLE IF NOT EXISTS shop.orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    buyer_id INT NOT NULL REFERENCES buyers (id) ON DELETE CASCADE,
    number VARCHAR(20) UNIQUE,
    total NUMERIC(10, 2) DEFAULT 0 CHECK (total >= 0),
    -- a comment; with a semicolon
    state TEXT NULL,
    shop INT,
    branch INT,
    CONSTRAINT to_branch FOREIGN KEY (shop, branch) REFERENCES public.branches (shop_id, branch_id),
    UNIQUE (buyer_id, number)
);
CREATE INDEX orders_buyer ON orders (buyer_id);
CREATE UNIQUE INDEX orders_state ON orders USING btree (state) WHERE state IS NOT NULL;
COMMENT ON TABLE orders IS 'Orders';
"""


def column(sql: str, *dialects: str) -> SqlColumn:
    (found,) = read_table(f"CREATE TABLE t ({sql});", dialects or ("postgres",)).columns
    return found


def test_columns_keys_references_and_indexes_are_read() -> None:
    together = "unique (buyer_id, number)"
    assert read_table(ORDERS) == TableShape(
        columns=(
            SqlColumn("id", "UUID", nullable=False, default="GEN_RANDOM_UUID()", keys=("primary",)),
            SqlColumn("buyer_id", "INT", nullable=False, keys=(together,), references=("buyers", "id")),
            SqlColumn("number", "VARCHAR(20)", keys=("unique", together)),
            SqlColumn("total", "DECIMAL(10, 2)", default="0"),
            SqlColumn("state", "TEXT"),
            SqlColumn("shop", "INT", references=("branches", "shop_id")),
            SqlColumn("branch", "INT", references=("branches", "branch_id")),
        ),
        references=("buyers", "branches"),
        indexes=("orders_buyer", "orders_state"),
    )


def test_a_primary_key_of_the_table_marks_its_columns() -> None:
    shape = read_table("CREATE TABLE t (a INT, b INT, c INT, CONSTRAINT pk PRIMARY KEY (a, b))")
    assert [(c.keys, c.nullable) for c in shape.columns] == [(("primary",), False)] * 2 + [((), True)]


@pytest.mark.parametrize("sql", ["a INT UNIQUE", "a INT, UNIQUE (a)", "a INT, CONSTRAINT u UNIQUE (a)"])
def test_one_column_may_be_unique_in_each_way(sql: str) -> None:
    assert column(sql).keys == ("unique",)


@pytest.mark.parametrize(
    ("sql", "references"),
    [
        ("a INT REFERENCES b", ("b", "")),
        ("a INT REFERENCES b (id)", ("b", "id")),
        ("a INT CONSTRAINT fk REFERENCES b (id)", ("b", "id")),
        ("a INT, FOREIGN KEY (a) REFERENCES b", ("b", "")),
        ("a INT, FOREIGN KEY (a) REFERENCES s.b (id)", ("s.b", "id")),
        ("a INT REFERENCES public.b (id)", ("b", "id")),
        ('a INT REFERENCES "B c" ("d e")', ("B c", "d e")),
    ],
)
def test_a_foreign_key_is_read_in_each_way(sql: str, references: tuple[str, str]) -> None:
    assert column(sql).references == references


def test_a_table_that_refers_to_itself_and_twice_to_another_names_each_once() -> None:
    shape = read_table("CREATE TABLE t (a INT REFERENCES t, b INT REFERENCES u (x), c INT REFERENCES u (y))")
    assert shape.references == ("t", "u")


def test_a_foreign_key_of_a_column_that_is_not_there_is_left_out() -> None:
    assert read_table("CREATE TABLE t (a INT, FOREIGN KEY (b) REFERENCES u (x))").references == ()


@pytest.mark.parametrize(
    ("sql", "default"),
    [
        ("DEFAULT 'a,b'", "'a,b'"),
        ("DEFAULT (1 + 2)", "(1 + 2)"),
        ("DEFAULT NULL", "NULL"),
        ("DEFAULT now()", "CURRENT_TIMESTAMP"),
    ],
)
def test_a_default_is_shown_as_sql(sql: str, default: str) -> None:
    assert column(f"a TEXT {sql}").default == default


def test_the_first_table_counts_and_other_statements_do_not_disturb() -> None:
    sql = "SET x = 1; CREATE VIEW v AS SELECT 1; CREATE TABLE a (x INT); CREATE TABLE b (y INT);"
    assert [c.name for c in read_table(sql).columns] == ["x"]


@pytest.mark.parametrize(
    ("dialect", "sql", "type_"),
    [
        ("mysql", "`a b` INT UNSIGNED AUTO_INCREMENT", "INT UNSIGNED"),
        ("tsql", "[a b] NVARCHAR(MAX)", "NVARCHAR(MAX)"),
        ("sqlite", '"a b" INTEGER', "INTEGER"),
        ("bigquery", "`a b` ARRAY<STRUCT<x INT64, y STRING>>", "ARRAY<STRUCT<x INT64, y STRING>>"),
        ("snowflake", '"a b" VARIANT', "VARIANT"),
        ("clickhouse", '"a b" Nullable(String)', "Nullable(String)"),
        ("oracle", '"a b" VARCHAR2(10)', "VARCHAR2(10)"),
    ],
)
def test_other_dialects_are_read_in_their_own_words(dialect: str, sql: str, type_: str) -> None:
    found = column(sql, dialect)
    assert found.name == "a b"
    assert found.type.upper() == type_.upper()


def test_dialects_are_tried_in_turn_and_the_first_one_has_the_word() -> None:
    sql = "CREATE TABLE t (`a` INT)"
    with pytest.raises(UnreadableSQL):
        read_table(sql, ("postgres",))
    assert read_table(sql, ("postgres", "mysql")).columns[0].name == "a"
    with pytest.raises(UnreadableSQL, match="nope"):
        read_table(sql, ("nope", "postgres, x=y"))


UNREADABLE = {
    "nothing": "",
    "a comment": "-- nothing",
    "prose": "It is a table of orders, isn't it?",
    "half a quote": "CREATE TABLE t (a TEXT DEFAULT 'x",
    "no columns": "CREATE TABLE t",
    "a view": "CREATE VIEW v AS SELECT 1",
    "from a query": "CREATE TABLE t AS SELECT 1 AS a",
    "control characters": "\x00\x01CREATE TABLE t (a INT)\x00",
    "too long": "CREATE TABLE t (a INT);" + "-- dump\n" * 200_000,
    "a megabyte of columns": "CREATE TABLE t (" + ", ".join(f"c{i} INT" for i in range(90_000)) + ")",
    "a thousand parentheses": "CREATE TABLE t (a INT DEFAULT " + "(" * 1000 + "1" + ")" * 1000 + ")",
    "a thousand that never close": "CREATE TABLE t (" * 1000,
    "a thousand that were never open": ")" * 1000,
    "a thousand brackets": "CREATE TABLE t (a INT" + "[" * 1000 + "]" * 1000 + ")",
    "a thousand times not": "CREATE TABLE t (a INT DEFAULT " + "NOT " * 1000 + "1)",
    "a thousand signs": "CREATE TABLE t (a INT DEFAULT " + "- " * 1000 + "1)",
    "a thousand cases": "CREATE TABLE t (a INT DEFAULT "
    + "CASE WHEN 1 THEN " * 1000
    + "1"
    + " END" * 1000
    + ")",
    "a thousand casts": "CREATE TABLE t (a INT DEFAULT b" + "::int" * 1000 + ")",
    "a thousand casts, and more": "CREATE TABLE t (a INT DEFAULT b" + "::int" * 19_000 + ")",
    "a thousand dots": "CREATE TABLE t (a INT DEFAULT b" + ".b" * 1000 + ")",
    "a thousand maps": "CREATE TABLE t (a " + "MAP<INT, " * 1000 + "INT" + ">" * 1000 + ")",
    "a thousand braces": "CREATE TABLE t (a INT DEFAULT " + "{" * 1000 + ")",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("dialect", ["postgres", "mysql", "bigquery"])
def test_what_cannot_be_read_is_said_in_one_line_and_a_moment(name: str, dialect: str) -> None:
    with at_most(2):
        try:
            read_table(UNREADABLE[name], (dialect,))
        except UnreadableSQL as error:
            assert str(error)
            assert "\n" not in str(error)
            assert error.line >= 0
        else:
            assert name.startswith("a thousand")  # some dialect takes this to be harmless


@pytest.mark.slow
@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE t (a INT DEFAULT 1" + " + 1" * 20_000 + ")",
        "CREATE TABLE t (" + "a INT, " * 14_000 + "b INT)",
    ],
)
def test_as_much_as_is_read_is_read_in_a_moment(sql: str) -> None:
    with at_most(5), contextlib.suppress(UnreadableSQL):
        read_table(sql)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT 1 FROM (((;", "it is not valid near 'SELECT 1 FROM ((('"),
        ("CREATE TABLE t (a INT", "Expecting ) near 'CREATE TABLE t (a INT'"),
        ("CREATE TABLE 'x", "it is not valid near 'CREATE TABLE ''"),
        ("CREATE TABLE t (a INT DEFAULT CAST(1 AS))", "near '"),
    ],
)
def test_the_reason_has_words_for_readers_and_the_place(sql: str, reason: str) -> None:
    with pytest.raises(UnreadableSQL) as raised:
        read_table(sql)
    assert reason in str(raised.value)
    assert not re.search("<|Token|sqlglot|token", str(raised.value))


def test_a_mistake_has_its_line() -> None:
    with pytest.raises(UnreadableSQL) as raised:
        read_table("CREATE TABLE t (\n    a INT,\n    b INT REFERENCES (,\n);")
    assert raised.value.line == 3


@pytest.mark.parametrize("end", range(0, len(ORDERS), 7))
def test_a_statement_cut_anywhere_is_read_or_unreadable(end: int) -> None:
    for dialect in ("postgres", "mysql", "tsql", "clickhouse"):
        try:
            read_table(ORDERS[:end], (dialect,))
        except UnreadableSQL:
            continue


WORDS = re.findall(
    r"\S+",
    "CREATE TABLE INDEX VIEW t a b ( ) , ; . INT TEXT DEFAULT NULL NOT PRIMARY KEY FOREIGN REFERENCES UNIQUE CHECK "
    "CONSTRAINT ON USING 1 'x' \"y\" `z` [ ] = + - * :: < > ARRAY STRUCT AS SELECT FROM GENERATED ALWAYS IDENTITY LIKE "
    "PARTITION BY COMMENT COLLATE IF EXISTS TEMPORARY -- /* */ {{ }} $1 $$ @v #c ? | & % ~",
)


@QUICK
@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.sampled_from(
        ["postgres", "mysql", "tsql", "bigquery", "sqlite", "oracle", "clickhouse", "snowflake", ""]
    ),
)
def test_any_words_of_sql_are_read_or_unreadable(words: list[str], dialect: str) -> None:
    for sql in (" ".join(words), "CREATE TABLE t (a " + " ".join(words)):
        try:
            read_table(sql, (dialect,))
        except UnreadableSQL as error:
            assert "\n" not in str(error)


@QUICK
@given(texts)
def test_any_text_is_read_or_unreadable(text: str) -> None:
    for sql in (text, f"CREATE TABLE t (a INT DEFAULT {text});", f"CREATE TABLE {text} (a INT);"):
        try:
            read_table(sql)
        except UnreadableSQL as error:
            assert "\n" not in str(error)


def test_an_expression_of_very_many_levels_costs_itself_alone() -> None:
    shape = read_table("CREATE TABLE t (a INT DEFAULT 1" + " + 1" * 200 + " UNIQUE, b INT)")
    assert [(column.name, column.default, column.keys) for column in shape.columns] == [
        ("a", "…", ("unique",)),
        ("b", "", ()),
    ]


@pytest.mark.parametrize("more", ["[1]", "[1:2]", ".f()", " [ 1 ]"])
def test_very_many_subscripts_are_refused_before_they_are_parsed(more: str) -> None:
    """sqlglot copies what is before a subscript, so a thousand of them take minutes."""
    sql = "CREATE TABLE t (a INT DEFAULT f(x){})"
    assert read_table(sql.format(more * 20)).columns
    with pytest.raises(UnreadableSQL, match="it has more than 100 subscripts"):
        read_table(sql.format(more * 200))


def test_types_and_literals_of_arrays_are_no_subscripts() -> None:
    columns = ", ".join(f"a{i} text[][] CHECK (b = ANY (ARRAY['x', 'y']))" for i in range(150))
    assert len(read_table(f"CREATE TABLE t ({columns})").columns) == 150
