"""What the rules about tables compare: the entries of some pages, and the databases of their code."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.documented_tables import DocumentedTable, documented_table
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import Database, DatabaseTable, Former
from sphinx_archdoc.sources.sql.folder import ReadMigrations
from sphinx_archdoc.sources.sql.order import guess_dialect

TOOL_TABLES = frozenset(
    "schema_migrations schema_migration flyway_schema_history schema_version _prisma_migrations alembic_version "
    "goose_db_version ar_internal_metadata __diesel_schema_migrations django_migrations knex_migrations "
    "knex_migrations_lock databasechangelog databasechangeloglock typeorm_migrations migrations _sqlx_migrations "
    "gorp_migrations supabase_migrations.schema_migrations __drizzle_migrations migration_history "
    "sequelizemeta river_migration __efmigrationshistory sqlite_sequence".split()
)
"""Tables in which tools keep what they have done."""
_GONE = re.compile(r"\((?:[\w\s-]+\s)?(?:dropped|removed|deprecated|archived|deleted|legacy|planned)\b[^)]*\)", re.I)
_NOT_CHECKED = frozenset({"archived", "deprecated"})
_UNLIKE_POSTGRES = frozenset({"clickhouse", "mysql"})


class FoundTable(msgspec.Struct, frozen=True):
    """A table of one of the databases."""

    migrations: ReadMigrations
    table: DatabaseTable

    @property
    def database(self) -> Database:
        """The database that it is in."""
        return self.migrations.database


class TableScope(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of some pages, and the databases of their code."""

    kinds: Mapping[str, Kind]
    entries: Mapping[str, tuple[Entry, ...]]
    """The entries of these pages by kind, in the order of the catalogue; pages that are not checked left out."""
    databases: tuple[ReadMigrations, ...]
    documented: frozenset[str] = frozenset()
    """The names of all tables and views that any page documents, folded by :func:`fold_table`."""
    excluded: tuple[str, ...] = ()
    """Patterns of tables that need no documentation."""
    where: Location = Location("archdoc.toml")
    """Where the migrations are named: the place of what no page says."""
    page: str = "archdoc.toml"
    """The page of such findings."""
    prose: Mapping[str, str] = {}
    """What entries say beside their SQL, by ``page#anchor``."""

    def of(self, kinds: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries of some kinds that are to be checked."""
        for kind in kinds:
            yield from (entry for entry in self.entries.get(kind, ()) if not is_gone(entry))

    def find(self, name: str) -> FoundTable | None:
        """Return the table or view of a name; schemas and case may be left out if the name is clear without."""
        for search in (_exact, _in_any_case, _in_any_schema):
            for migrations in self.databases:
                if table := search(migrations.database, name):
                    return FoundTable(migrations, table)
        return None

    def former(self, name: str) -> Former | None:
        """Return what became of a table that was dropped or renamed."""
        folded = fold_table(name)
        for migrations in self.databases:
            for old, former in migrations.database.former.items():
                if fold_table(old) == folded:
                    return former
        return None

    def is_foreign(self, entry: Entry, sql: str) -> bool:
        """Return whether an entry describes a table of a database that the configuration does not name."""
        schema = entry.name.rpartition(".")[0].casefold()
        known = {
            table.rpartition(".")[0].casefold() for m in self.databases for table in m.database.tables
        }
        if schema and schema not in known and not any(schema in _default_schemas(m) for m in self.databases):
            return True
        guessed = guess_dialect("", [sql]) if sql else ""
        return guessed in _UNLIKE_POSTGRES and all(m.database.dialect != guessed for m in self.databases)

    def pairs(self, kinds: Iterable[str]) -> Iterator[tuple[FoundTable, DocumentedTable]]:
        """Yield the tables that entries describe with their columns, and that are there."""
        for entry in self.of(kinds):
            found = self.find(entry.name)
            if found is None or found.table.is_view:
                continue
            prose = self.prose.get(f"{entry.page}#{entry.anchor}", "")
            written = documented_table(entry, self.kinds[entry.kind], found.database.dialect, prose)
            if written:
                yield found, written

    def undocumented(self) -> Iterator[FoundTable]:
        """Yield the tables that no page documents."""
        for migrations in self.databases:
            for table in migrations.database.tables.values():
                if self._counts(table) and fold_table(table.name) not in self.documented:
                    yield FoundTable(migrations, table)

    def _counts(self, table: DatabaseTable) -> bool:
        return (
            not table.is_view
            and table.is_counted
            and table.created.rank is not Rank.CONDITIONAL
            and "." not in table.name
            and table.name.casefold() not in TOOL_TABLES
            and not any(fnmatch.fnmatchcase(table.name, pattern) for pattern in self.excluded)
        )


def is_gone(entry: Entry) -> bool:
    """Return whether an entry says of itself that its table is not in use."""
    return any(_GONE.search(text) for text in (entry.title, entry.name, str(entry.values.get("purpose", ""))[:200]))


def is_checked_status(status: object) -> bool:
    """Return whether a page of this status is compared with the code."""
    return str(status).casefold() not in _NOT_CHECKED


def fold_table(name: str) -> str:
    """Return the name of a table without its schema, quotes and case."""
    return re.sub(r"[\"`\[\]]", "", name).rpartition(".")[2].casefold()


def _default_schemas(migrations: ReadMigrations) -> tuple[str, ...]:
    return ("public", "main", "default", "dbo", migrations.folder.schema.casefold())


def _unquoted(name: str) -> str:
    return re.sub(r"[\"`\[\]]", "", name)


def _exact(database: Database, name: str) -> DatabaseTable | None:
    bare = _unquoted(name)
    return database.tables.get(bare) or database.tables.get(bare.removeprefix("public."))


def _in_any_case(database: Database, name: str) -> DatabaseTable | None:
    folded = _unquoted(name).casefold()
    return next((table for key, table in database.tables.items() if key.casefold() == folded), None)


def _in_any_schema(database: Database, name: str) -> DatabaseTable | None:
    """Return the only table of this name, whatever its schema."""
    folded = fold_table(name)
    found = [table for key, table in database.tables.items() if fold_table(key) == folded]
    return found[0] if len(found) == 1 else None
