"""Types and defaults that are the same."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.types import is_same_default, is_same_type
from tests.sources.sql.databases import database

SAME = [
    ("postgres", "serial", "integer"),
    ("postgres", "bigserial", "int8"),
    ("postgres", "timestamptz", "timestamp with time zone"),
    ("postgres", "timestamp", "timestamp without time zone"),
    ("postgres", "varchar", "varchar(255)"),
    ("postgres", "varchar", "text"),
    ("postgres", "text[]", "character varying[]"),
    ("postgres", "character varying(20)", "varchar(20)"),
    ("postgres", "numeric(10, 2)", "decimal(10,2)"),
    ("postgres", "bool", "boolean"),
    ("postgres", "text[]", "text[]"),
    ("postgres", "double precision", "float8"),
    ("postgres", "string", "varchar(20)"),
    ("postgres", "number", "bigint"),
    ("postgres", "datetime", "timestamptz"),
    ("postgres", "array", "text[]"),
    ("postgres", "enum", "mood"),
    ("postgres", '"Mood"', "mood"),
    ("postgres", "text", "email"),
    ("postgres", "varchar_50_", "varchar(50)"),
    ("postgres", "numeric_10_2_", "decimal(10, 2)"),
    ("postgres", "timestamp_with_time_zone", "timestamptz"),
    ("postgres", "text__", "text[]"),
    ("mysql", "int", "int(11) unsigned"),
    ("mysql", "tinyint(1)", "boolean"),
    ("mysql", "enum('a')", "enum('a', 'b')"),
    ("sqlite", "varchar(20)", "text"),
    ("sqlite", "boolean", "integer"),
    ("sqlite", "json", "text"),
    ("sqlite", "uuid", "varchar(36)"),
    ("clickhouse", "varchar", "String"),
    ("clickhouse", "String", "LowCardinality(Nullable(String))"),
    ("clickhouse", "DateTime64(3)", "DateTime64(3, 'UTC')"),
    ("clickhouse", "Map(String, String)", "Map(LowCardinality(String), String)"),
]
OTHER = [
    ("postgres", "int", "bigint"),
    ("postgres", "text", "uuid"),
    ("postgres", "text", "text[]"),
    ("postgres", "json", "jsonb"),
    ("postgres", "timestamp", "timestamptz"),
    ("postgres", "varchar(20)", "varchar(30)"),
    ("postgres", "varchar_20_", "varchar(30)"),
    ("postgres", "text", "varchar(50)"),
    ("postgres", "varchar(255)", "text"),
    ("postgres", "text", "char"),
    ("mysql", "varchar(255)", "text"),
    ("postgres", "user_role", "text"),
    ("postgres", "text", "mood"),
    ("postgres", "number", "text"),
    ("mysql", "text", "longtext"),
    ("sqlite", "text", "integer"),
    ("clickhouse", "UInt8", "UInt64"),
    ("clickhouse", "Array(String)", "Array(UInt8)"),
    ("clickhouse", "Map(String, String)", "Map(String, UInt8)"),
]


def compare(dialect: str, written: str, read: str) -> bool:
    found = database(
        f"CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN email AS text; CREATE TABLE t (w {written}, r {read})",
        dialect=dialect,
    )
    left, right = found.tables["t"].columns
    return is_same_type(left.definition.type, right.definition.type, DIALECTS[dialect], found.types)


@pytest.mark.parametrize(("dialect", "written", "read"), SAME)
def test_same_types(dialect: str, written: str, read: str) -> None:
    assert compare(dialect, written, read)


@pytest.mark.parametrize(("dialect", "written", "read"), OTHER)
def test_other_types(dialect: str, written: str, read: str) -> None:
    assert not compare(dialect, written, read)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("now()", "CURRENT_TIMESTAMP"),
        ("'a'", "'a'::text"),
        ("'{}'", "CAST('{}' AS JSONB)"),
        ("true", "'t'"),
        ("0", "0.0"),
        ("(1)", "1"),
        ("gen_random_uuid()", "GEN_RANDOM_UUID()"),
        ("NULL", ""),
        ("timezone('utc'::text, now())", "TIMEZONE('utc', CURRENT_TIMESTAMP)"),
        ("nextval('orders_id_seq'::regclass)", """NEXTVAL(CAST('"public"."orders_id_seq"' AS REGCLASS))"""),
        ("(now() + '7 days'::interval)", "(CURRENT_TIMESTAMP + INTERVAL '7 days')"),
        ("""'{"b": [1], "a": true}'::jsonb""", """CAST('{ "a": true, "b": [1] }' AS JSONB)"""),
        ("'a::text'", "'a::text'::character varying(20)"),
    ],
)
def test_same_defaults(written: str, read: str) -> None:
    assert is_same_default(written, read)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'a'", "'A'"),
        ("1", "2"),
        ("now()", "''"),
        ("'{}'", "'[]'"),
        ("'1 day'", "'1day'"),
        ("'{x}'", "'{y}'"),
        ("'a::b'", "'a'"),
        ("nextval('a_seq')", "nextval('b_seq')"),
    ],
)
def test_other_defaults(written: str, read: str) -> None:
    assert not is_same_default(written, read)
