"""Read a folder of migrations, or one file that holds the whole schema."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable

import msgspec

from sphinx_archdoc.sources.facts import Unread
from sphinx_archdoc.sources.sql.changes import MigrationFacts
from sphinx_archdoc.sources.sql.database import Database
from sphinx_archdoc.sources.sql.dialects import DIALECTS, SqlDialect, find_dialect
from sphinx_archdoc.sources.sql.migration import VERSION, read_migration
from sphinx_archdoc.sources.sql.order import guess_dialect, order_migrations
from sphinx_archdoc.sources.sql.prisma import SUFFIX, as_statements, provider_of
from sphinx_archdoc.sources.sql.replay import Migration, replay

MOST_KEPT = 20_000
"""Most migrations whose facts are kept for later runs; the oldest are forgotten first."""


class MigrationFolder(msgspec.Struct, frozen=True):
    """Where migrations are, and what they are written in."""

    path: str
    """A folder, or a file; relative to the root of the code."""
    dialect: str = ""
    """The name of a dialect; empty to find out."""
    schema: str = ""
    """The schema of names without one; empty for the default of the dialect."""


class MigrationStore(msgspec.Struct):
    """What is kept of earlier runs: it can be stored, and only ever saves time."""

    facts: dict[str, MigrationFacts] = {}
    """By dialect and content."""
    databases: dict[str, Database] = {}
    """The last database of each folder."""


class ReadMigrations(msgspec.Struct, frozen=True):
    """A folder of migrations that was read."""

    folder: MigrationFolder
    """With the dialect that was found."""
    database: Database
    files: tuple[str, ...] = ()
    """The migrations in their order; paths relative to the root of the code."""
    unread: tuple[tuple[str, Unread], ...] = ()
    """What is not understood, with the file that it is in."""


def read_folder(
    folder: MigrationFolder,
    files: Collection[str],
    text: Callable[[str], str | None],
    store: MigrationStore | None = None,
) -> ReadMigrations:
    """Return the database that a folder of migrations leaves.

    :param files: paths of files, relative to the root of the code; those outside of the folder are ignored.
    :param text: returns the text of a file, or None if it cannot be read.
    :param store: is read, and filled with what is found.
    """
    store = store if store is not None else MigrationStore()
    base = folder.path.strip("/")
    prefix = f"{base}/" if base not in ("", ".") else ""
    inner = [path.removeprefix(prefix) for path in files if path.startswith(prefix)]
    paths = [base] if base in files else [prefix + path for path in inner]
    dialect = find_dialect(folder.dialect) if folder.dialect else _guessed(folder, paths, text)
    if dialect is None:
        return ReadMigrations(folder, Database(""), unread=((base, Unread(0, _no_dialect(folder))),))
    if base not in files:
        paths = [prefix + path for path in order_migrations(inner, dialect.name)]
    migrations: list[Migration] = []
    unread = [] if paths else [(base, Unread(0, "there are no migrations"))]
    for path in paths:
        sql = text(path)
        if sql is None:
            unread.append((path, Unread(0, "the file cannot be read")))
            continue
        sql = as_statements(sql) if path.endswith(SUFFIX) else sql
        migrations.append(_migration(path, sql, dialect, folder.schema, store))
        unread += ((path, one) for one in migrations[-1].facts.unread)
    key = f"{VERSION} {dialect.name} {folder.schema} {base}"
    database = replay(migrations, dialect.name, store.databases.get(key))
    store.databases[key] = database
    return ReadMigrations(
        MigrationFolder(base, dialect.name, folder.schema),
        database,
        tuple(migration.file for migration in migrations),
        tuple(unread),
    )


def _no_dialect(folder: MigrationFolder) -> str:
    return f"the dialect '{folder.dialect}' is not known; use one of {', '.join(DIALECTS)}"


def _guessed(
    folder: MigrationFolder, paths: Iterable[str], text: Callable[[str], str | None]
) -> SqlDialect | None:
    if folder.path.endswith(SUFFIX) and (dialect := find_dialect(provider_of(text(folder.path) or ""))):
        return dialect
    texts = (text(path) for path, _ in zip(sorted(paths), range(20), strict=False) if path.endswith(".sql"))
    return DIALECTS[guess_dialect(folder.path, [one for one in texts if one])]


def _migration(path: str, sql: str, dialect: SqlDialect, schema: str, store: MigrationStore) -> Migration:
    content = hashlib.sha256(sql.encode("utf-8", "surrogatepass")).hexdigest()
    key = f"{VERSION} {dialect.name} {schema} {content}"
    facts = store.facts.get(key)
    if facts is None:
        facts = store.facts[key] = read_migration(sql, dialect, schema)
        if len(store.facts) > MOST_KEPT:
            del store.facts[next(iter(store.facts))]
    return Migration(
        path, facts, hashlib.sha256(f"{path}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()
    )
