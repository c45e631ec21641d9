"""What comments and words say about columns, and how it is compared."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.tables.column_notes import ColumnNote, notes_of
from tests.checks.test_tables import POSTGRES, SqlTree, check, documents, found, tables
from tests.duration import at_most


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("a text, -- UNIQUE, NOT NULL", ColumnNote(is_nullable=False)),
        ("a text, -- NOT NULL (red|green)", ColumnNote(is_nullable=False)),
        ("a text, -- NOT NULL UNIQUE; The name", ColumnNote(is_nullable=False)),
        ("a text, -- NOT NULL PRIMARY KEY", ColumnNote(is_nullable=False)),
        ("a text, -- NOT NULL DEFAULT 'rye'", ColumnNote(is_nullable=False, default="'rye'")),
        ("a text, -- NO UNIQUE; The name", ColumnNote(is_answer=True)),
        ("a text, -- No, unique", ColumnNote(is_answer=True)),
        ("a text, -- Nullable. The colour of the label.", ColumnNote(is_nullable=True)),
        ("a text -- The colour (nullable)", ColumnNote(is_nullable=True)),
        ('"a" text fk nullable', ColumnNote(is_nullable=True, has_key=True)),
        ("a text NULL DEFAULT 'x'", ColumnNote(is_nullable=True)),
        ("a text, -- default pending, CHECK in (pending, done)", ColumnNote(default="'pending'")),
        ("a text, -- The state. Default `'new'`.", ColumnNote(default="'new'")),
        ("a numeric, -- default 0.50", ColumnNote(default="0.50")),
        ("a boolean, -- Default false — set by an admin", ColumnNote(default="false")),
        ("a jsonb, -- default '{}'::jsonb", ColumnNote(default="'{}'::jsonb")),
        ("a boolean, -- Whether it is on (default: true)", ColumnNote(default="true")),
        (
            "a uuid, -- Foreign key → `users.id` (nullable)",
            ColumnNote(is_nullable=True, has_key=True, target="users.id"),
        ),
        ("a uuid, -- null fk users(id)", ColumnNote(is_nullable=True, has_key=True, target="users")),
        ("a uuid, -- Rule 5: FK → users", ColumnNote(has_key=True, target="users")),
        ("a integer, -- default(7)", ColumnNote(default="7")),
        ("a uuid, -- FK → users.id (host)", ColumnNote(has_key=True, target="users.id")),
        ("a uuid, -- FK -> users(id) ON DELETE CASCADE", ColumnNote(has_key=True, target="users")),
        ("a uuid, -- references auth.users", ColumnNote(has_key=True, target="auth.users")),
        ("a uuid, -- FK → users or groups", ColumnNote(has_key=True)),
        ("a uuid, -- foreign key", ColumnNote(has_key=True)),
        ("a uuid FK,", ColumnNote(has_key=True)),
    ],
)
def test_what_is_said_of_a_column(line: str, note: ColumnNote) -> None:
    assert notes_of(f"CREATE TABLE t (\n    {line}\n);") == {"a": note}


@pytest.mark.parametrize(
    "line",
    [
        "a text, -- null until it is paid",
        "a text, -- not null unless it is baked",
        "a text, -- No",
        "a text DEFAULT NULL",
        "a text, -- default reporting currency",
        "a text, -- Default none",
        "a text, -- defaults are in the settings",
        "a Nullable(String)",
        "a text DEFAULT 'nullable -- NOT NULL'",
        "a text NOT NULL",
        "a text, -- not the null value",
    ],
)
def test_what_says_nothing(line: str) -> None:
    assert notes_of(f"CREATE TABLE t (\n    {line}\n);") == {}


def test_long_comments_cost_little() -> None:
    with at_most(1):
        notes_of(f"CREATE TABLE t (\n a text, -- {'(`' * 100_000}\n b text {'-' * 100_000}\n);" * 3)
        notes_of("'a' " * 100_000)


def _columns(*lines: str) -> list[str]:
    """Return the findings about a table whose columns are described by these lines."""
    page = documents("CREATE TABLE orders (\n " + ",\n ".join(lines) + "\n);")
    return [line.split(" ", 1)[1] for line in found(page=page)]


def test_notes_that_are_so() -> None:
    columns = (
        "account_id uuid, -- NOT NULL, FK → accounts.id\n note text nullable",
        "state varchar -- default new",
    )
    assert _columns("id bigint PK", *columns) == []


def test_notes_that_are_not_so() -> None:
    lines = (
        "id bigint PK",
        "account_id uuid nullable, -- FK to orders\n note text, -- not null\n state varchar -- default old",
    )
    assert sorted(_columns(*lines)) == [
        "column-default: the default of orders.state is documented as 'old', but has been 'new' since 1_m.sql",
        "column-nullability: orders.account_id is documented as allowing NULL, but has been NOT NULL since 1_m.sql",
        "column-nullability: orders.note is documented as NOT NULL, but has allowed NULL since 1_m.sql",
        "key-mismatch: the foreign key from orders.account_id to accounts, added by 1_m.sql, is not documented",
        "key-mismatch: there is no foreign key from orders.account_id to orders",
    ]


def test_constraints_beside_not_null_in_a_cell() -> None:
    columns = ("id bigint PK", "account_id uuid NOT NULL REFERENCES accounts", "note text")
    told = "documented as NOT NULL, but has allowed NULL since 1_m.sql"
    assert _columns(*columns[:2], "note text, -- NULL", "state varchar -- NOT NULL UNIQUE") == []
    assert _columns(*columns[:2], "note text, -- NULL", "state varchar -- NO UNIQUE; The state") == []
    assert _columns(*columns[:2], "note text, -- NOT NULL UNIQUE", "state varchar NOT NULL") == [
        f"column-nullability: orders.note is {told}"
    ]


def test_words_about_keys_that_the_database_does_not_know() -> None:
    code = "CREATE TABLE accounts (id uuid PRIMARY KEY); CREATE TABLE orders (id uuid, account_id uuid);"
    page = documents("CREATE TABLE orders (id uuid,\n account_id uuid -- FK → accounts\n);")
    assert found(code, page=page) == []


@pytest.mark.parametrize(("target", "number"), [("Account", 0), ("accounts", 0), ("orders", 2)])
def test_a_comment_may_name_a_model_of_the_code(target: str, number: int) -> None:
    columns = f"account_id uuid NOT NULL, -- FK → {target}"
    sql = documents().page.entries[1].values["sql"]
    page = documents(str(sql).replace("account_id uuid NOT NULL REFERENCES accounts (id),", columns))
    assert len([line for line in found(page=page) if "key-mismatch" in line]) == number


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("account_id uuid, -- fk accounts(id)", 0),
        ("account_id uuid, -- fk orders(id)", 2),
        ("account_id uuid NOT NULL REFERENCES accounts,", 0),
        ("account_id uuid FK NOT NULL, -- Who ordered", 0),
        ("account_id uuid,", 2),
    ],
)
def test_keys_with_the_column_of_the_tenant(key: str, number: int) -> None:
    code = """CREATE TABLE accounts (tenant int NOT NULL, id uuid, PRIMARY KEY (tenant, id));
    CREATE TABLE orders (tenant int NOT NULL, id int NOT NULL, account_id uuid NOT NULL,
        other uuid REFERENCES orders, FOREIGN KEY (tenant, account_id) REFERENCES accounts);"""
    page = tables(
        accounts="CREATE TABLE accounts (tenant int NOT NULL, id uuid)",
        orders=f"CREATE TABLE orders (\n tenant int NOT NULL,\n id int NOT NULL,\n {key}\n other uuid REFERENCES orders)",
    )
    assert len(check(SqlTree(code), page, configuration=POSTGRES)) == number


def test_keys_to_tables_that_are_not_known_state_no_keys() -> None:
    page = documents(
        "CREATE TABLE orders (\n id bigint, -- references auth.users\n account_id uuid NOT NULL,\n"
        " note text,\n state varchar NOT NULL)"
    )
    assert found(page=page) == []
