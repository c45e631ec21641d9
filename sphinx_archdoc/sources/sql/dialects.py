"""How the dialects differ, as far as it matters for reading migrations."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class SqlDialect(msgspec.Struct, frozen=True, kw_only=True):
    """Properties of one dialect. :data:`DIALECTS` holds them all."""

    name: str
    """The name that sqlglot knows it by."""
    aliases: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    """Names of products that understand it, and have migrations of their own in a project for both."""
    schemas: tuple[str, ...] = ()
    """Names of the schema that tables are in by default."""
    folds_case: bool = False
    """Whether a name without quotes means the name in lower case."""
    ignores_case: bool = False
    """Whether names that differ only in case are the same."""
    has_backslashes: bool = False
    """Whether a backslash in a string escapes the next character."""
    has_hash_comments: bool = False
    has_brackets: bool = False
    """Whether a name may be quoted as ``[name]``."""
    has_dollar_quotes: bool = False
    has_inline_indexes: bool = False
    """Whether ``CREATE TABLE`` may declare indexes beside its columns."""
    has_delimiter: bool = False
    """Whether its client knows ``DELIMITER`` and runs what is in ``/*! comments */``."""
    has_psql: bool = False
    """Whether its client has commands that begin with a backslash, and ``COPY … FROM stdin``."""
    nests_comments: bool = False
    is_null_by_type: bool = False
    """Whether a column allows NULL only if its type says so: ``Nullable(String)``."""
    keys_are_not_null: bool = True
    """Whether the columns of a primary key are ``NOT NULL`` by themselves."""
    has_affinities: bool = False
    """Whether a column stores values by a few classes that types belong to."""
    informal_types: frozenset[str] = frozenset()
    """Words that documents use for several types, and that are no types of the dialect."""
    text_types: frozenset[str] = frozenset()
    """Names of one type for text of any length, as long as they say no length."""
    keeps_broken_keys: bool = False
    """Whether foreign keys to a table stay if the table is dropped."""


_INFORMAL = frozenset({"STRING", "NUMBER", "OBJECT", "ARRAY", "LIST", "ENUM"})

DIALECTS: Mapping[str, SqlDialect] = {
    dialect.name: dialect
    for dialect in (
        SqlDialect(
            name="postgres",
            aliases=("postgresql", "pg", "pgsql"),
            relatives=("cockroach", "cockroachdb", "crdb", "supabase", "timescale", "timescaledb"),
            schemas=("public",),
            informal_types=_INFORMAL | {"DATETIME", "BINARY"},
            text_types=frozenset({"TEXT", "VARCHAR"}),
            folds_case=True,
            has_dollar_quotes=True,
            has_psql=True,
            nests_comments=True,
        ),
        SqlDialect(
            name="mysql",
            aliases=("mysql8",),
            relatives=("mariadb", "maria", "tidb"),
            ignores_case=True,
            has_backslashes=True,
            has_hash_comments=True,
            has_delimiter=True,
            has_inline_indexes=True,
            keeps_broken_keys=True,
            informal_types=_INFORMAL - {"ENUM"},
        ),
        SqlDialect(
            name="sqlite",
            aliases=("sqlite3",),
            relatives=("libsql", "turso", "d1"),
            schemas=("main",),
            ignores_case=True,
            has_brackets=True,
            keys_are_not_null=False,
            has_affinities=True,
            informal_types=_INFORMAL | {"BINARY", "JSON", "JSONB", "UUID"},
            keeps_broken_keys=True,
        ),
        SqlDialect(
            name="clickhouse",
            aliases=("ch",),
            schemas=("default",),
            has_backslashes=True,
            has_hash_comments=True,
            is_null_by_type=True,
            has_inline_indexes=True,
            informal_types=_INFORMAL - {"STRING", "ARRAY"},
            text_types=frozenset({"STRING", "TEXT", "VARCHAR"}),
            keys_are_not_null=False,
        ),
    )
}

_BY_NAME = {
    name: dialect
    for dialect in DIALECTS.values()
    for name in (dialect.name, *dialect.aliases, *dialect.relatives)
}


def find_dialect(name: str) -> SqlDialect | None:
    """Return the dialect of a name, an alias or a relative, in any case; None if there is none."""
    return _BY_NAME.get(name.strip().casefold())
