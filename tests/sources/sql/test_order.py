"""Which files run, and in which order."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.sql.folder import MigrationFolder, MigrationStore, read_folder
from sphinx_archdoc.sources.sql.halves import up_half
from sphinx_archdoc.sources.sql.order import guess_dialect, order_migrations

ORDERS = {
    "golang-migrate": ["2_b.up.sql", "10_c.up.sql", "1_a.down.sql"],
    "prisma": ["20240101_a/migration.sql", "20240201_b/migration.sql", "migration_lock.toml"],
    "prisma beside other files": [
        "20240101120000_a/migration.sql",
        "20240101180000_b/migration.sql",
        "20240102_c/migration.sql",
        "20240102090000_d/migration.sql",
        "add_tenants.sql",
    ],
    "dates with and without a time": [
        "20231231235959_a.sql",
        "20240101_b.sql",
        "20240101080000_c.sql",
        "20240102_d.sql",
    ],
    "a file that repeats all": ["001_consolidated_migrations.sql", "002_b.sql", "all_migrations.sql"],
    "diesel": ["2020-01-01-1_a/up.sql", "2021-01-01-1_b/up.sql", "2020-01-01-1_a/down.sql"],
    "supabase": [
        *("20240101000000_a.sql", "20240102000000_b.sql", "archive/20230101_x.sql", "_archived/1.sql"),
        *("rollback_b.sql", "undo_a.sql", "revert-b.sql"),
    ],
    "flyway": [
        "V1__a.sql",
        "V1_1__b.sql",
        "V2__c.sql",
        "V10.1__d.sql",
        "R__e.sql",
        "U2__c.sql",
        "beforeMigrate.sql",
    ],
    "callbacks": [
        "V1__a.sql",
        "V2__b.sql",
        "afterMigrate.sql",
        "beforeEachMigrate.sql",
        "callbacks/createSchema.sql",
    ],
    "plain": ["createSchema.sql", "createVersions.sql"],
    "versions of dialects": [
        "b.sql",
        "c.sql",
        "V1__a.postgres.sql",
        "V1__a.mysql.sql",
        "V2__b.mysql.sql",
    ],
    "baseline": ["B3__all.sql", "V4__x.sql", "V1__a.sql", "V3__c.sql"],
    "dialects": [
        "1_a.up.sql",
        "2_b.postgres.up.sql",
        "2_b.up.sql",
        "2_b.mysql.up.sql",
        "3_c.cockroach.up.sql",
    ],
    "folders": ["postgres/1.sql", "postgres/2.sql", "mysql/1.sql", "sqlite3/1.sql"],
}
RUN = {
    "golang-migrate": 2,
    "prisma beside other files": 4,
    "dates with and without a time": 4,
    "a file that repeats all": 2,
    "prisma": 2,
    "diesel": 2,
    "supabase": 2,
    "flyway": 5,
    "callbacks": 2,
    "plain": 2,
    "versions of dialects": 3,
    "baseline": 2,
    "dialects": 2,
    "folders": 2,
}


@pytest.mark.parametrize("tool", ORDERS)
def test_order(tool: str) -> None:
    paths = ORDERS[tool]
    expected = tuple(paths[: RUN[tool]])
    assert order_migrations(paths, "postgres") == expected
    assert order_migrations(reversed(paths), "postgres") == expected


def test_a_file_that_alone_holds_all_migrations() -> None:
    assert order_migrations(["all_migrations.sql", "later.sql"]) == ("all_migrations.sql", "later.sql")


def test_numbers_of_any_length() -> None:
    assert order_migrations([f"{'9' * 5000}.sql", "1.sql", "²_x.sql"]) is not None
    assert order_migrations([f"V{'9' * 5000}__x.sql", "V1__a.sql"])[0] == "V1__a.sql"


HALVES = {
    "-- +goose Up\nA;\n-- +goose Down\nB;": "A;",
    "-- migrate:up\nA;\n\n-- migrate:down transaction:false\nB;": "A;",
    "-- +migrate Down\nB;\n-- +migrate Up\nA;": "A;",
    "# --- !Ups\nA;\n# --- !Downs\nB;": "A;",
    "A; -- migrate down later": "A; -- migrate down later",
    "-- upgrade\nA;": "A;",
}


@pytest.mark.parametrize("text", HALVES)
def test_only_the_way_up_counts(text: str) -> None:
    kept = up_half(text)
    assert kept.count("\n") == text.count("\n")
    assert [line for line in kept.split("\n") if line and not line.startswith(("--", "#"))] == [HALVES[text]]


@pytest.mark.parametrize(
    ("path", "text", "dialect"),
    [
        ("db/mysql", "", "mysql"),
        ("store/migration_sqlite3", "", "sqlite"),
        ("clickhouse/migrations", "", "clickhouse"),
        ("db", "CREATE TABLE a (b Array(LowCardinality(String))) ENGINE = ReplacingMergeTree", "clickhouse"),
        ("db", "CREATE TABLE a (b INT UNSIGNED AUTO_INCREMENT) ENGINE=InnoDB", "mysql"),
        ("db", "CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT)", "sqlite"),
        ("db", "CREATE TABLE a (b uuid, c timestamptz)", "postgres"),
        ("db", "", "postgres"),
    ],
)
def test_the_dialect_is_found(path: str, text: str, dialect: str) -> None:
    assert guess_dialect(path, [text]) == dialect


FILES = {
    "db/migrations/1_a.up.sql": "CREATE TABLE a (x uuid);",
    "db/migrations/2_b.up.sql": "ALTER TABLE a ADD y int;",
    "db/migrations/2_b.down.sql": "DROP TABLE a;",
    "db/migrations2/1.sql": "CREATE TABLE other (x int);",
    "db/structure.sql": "CREATE TABLE s (x int); FROB TABLE s;",
}


def test_a_folder() -> None:
    found = read_folder(MigrationFolder("db/migrations"), FILES, FILES.get)
    assert found.files == ("db/migrations/1_a.up.sql", "db/migrations/2_b.up.sql")
    assert [column.name for column in found.database.tables["a"].columns] == ["x", "y"]
    assert found.folder.dialect == "postgres"
    assert found.unread == ()


def test_one_file() -> None:
    found = read_folder(MigrationFolder("db/structure.sql", "postgresql"), FILES, FILES.get)
    assert list(found.database.tables) == ["s"]
    assert [(file, one.line) for file, one in found.unread] == [("db/structure.sql", 1)]


def test_what_cannot_be_read_is_said() -> None:
    found = read_folder(MigrationFolder("db/migrations"), FILES, lambda path: None)
    assert [one.reason for _, one in found.unread] == ["the file cannot be read"] * 2
    found = read_folder(MigrationFolder("db/migrations", "dbase"), FILES, FILES.get)
    assert "the dialect 'dbase' is not known" in found.unread[0][1].reason
    found = read_folder(MigrationFolder("db/gone"), FILES, FILES.get)
    assert [one.reason for _, one in found.unread] == ["there are no migrations"]


def test_a_new_migration_is_one_step() -> None:
    store = MigrationStore()
    folder = MigrationFolder("db/migrations", "postgres")
    read_folder(folder, FILES, FILES.get, store)
    more = {**FILES, "db/migrations/3_c.up.sql": "ALTER TABLE a DROP y;"}
    asked: list[str] = []
    known = set(store.facts)
    found = read_folder(folder, more, lambda path: asked.append(path) or more[path], store)  # type: ignore[func-returns-value]
    assert found == read_folder(folder, more, more.get)
    assert len(set(store.facts) - known) == 1
    changed = {**more, "db/migrations/1_a.up.sql": "CREATE TABLE a (z uuid);"}
    assert read_folder(folder, changed, changed.get, store) == read_folder(folder, changed, changed.get)
