"""The databases that migrations leave, for the code of each scope."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import msgspec

from sphinx_archdoc.checks.facts.declared_sources import all_sources_of, sources_of
from sphinx_archdoc.checks.facts.paths import clean_path
from sphinx_archdoc.rules.configuration import Configuration, Migrations, SourcesSettings
from sphinx_archdoc.sources.sql.database import Database, DatabaseTable, Former
from sphinx_archdoc.sources.sql.folder import MigrationFolder, ReadMigrations, read_folder
from sphinx_archdoc.sources.sql.types import unquoted
from sphinx_archdoc.sources.tree import CodeTree

_OF_PLATFORMS = frozenset(
    {
        "auth",
        "storage",
        "vault",
        "realtime",
        "extensions",
        "cron",
        "net",
        "graphql",
        "information_schema",
        "pg_catalog",
    }
)
"""Schemas whose tables Postgres and Supabase create themselves: ``auth.users`` is not ``users``."""

_MIGRATIONS = attrgetter("migrations")


class FoundTable(msgspec.Struct, frozen=True):
    """A table of one of the databases."""

    migrations: ReadMigrations
    table: DatabaseTable

    @property
    def database(self) -> Database:
        """The database that it is in."""
        return self.migrations.database


class TableNames:
    """The tables of a database by their names, as documents spell them."""

    def __init__(self, migrations: ReadMigrations) -> None:
        self.migrations = migrations
        self._by_name: Mapping[str, DatabaseTable] = migrations.database.tables
        self._by_spelling: dict[str, list[DatabaseTable]] = defaultdict(list)
        self.schemas = {"public", "main", "default", "dbo", migrations.folder.schema.casefold()}
        """Names of schemas that tables may be in; that of the default is known by several."""
        self.own_schemas = {n.rpartition(".")[0].casefold() for n in self._by_name if "." in n}
        """Names of the schemas that the migrations put in front of tables."""
        self.schemas |= self.own_schemas | {""}
        for name, table in self._by_name.items():
            for spelling in {name.casefold(), fold_table(name)}:
                self._by_spelling[spelling].append(table)
        self._former = {fold_table(name): former for name, former in migrations.database.former.items()}

    @functools.cached_property
    def with_schemas(self) -> frozenset[str]:
        """Names of tables with their schemas, as diagrams have them: ``auth_users`` for ``auth.users``.

        They are those of the tables that there are, and of those that foreign keys refer to.
        """
        keys = (key.key.target for table in self._by_name.values() for key in table.foreign_keys)
        names = map(unquoted, (*self._by_name, *keys))
        return frozenset(name.replace(".", "_").casefold() for name in names if "." in name)

    def find(self, name: str) -> FoundTable | None:
        """Return a table or a view; schema, quotes and case may be left out if the name is clear without."""
        bare = unquoted(name)
        schema = bare.rpartition(".")[0].casefold()
        if schema in _OF_PLATFORMS and schema not in self.schemas:
            return None
        table = self._by_name.get(bare) or self._by_name.get(bare.removeprefix("public."))
        for spelling in () if table else (bare.casefold(), fold_table(bare)):
            found = self._by_spelling.get(spelling, ())
            if len(found) == 1:
                table = found[0]
                break
        return FoundTable(self.migrations, table) if table else None

    def former(self, name: str) -> Former | None:
        """Return what became of a table that is not there any more; None if there never was one."""
        return self._former.get(fold_table(name))

    def declares_keys(self) -> bool:
        """Return whether any table has a foreign key."""
        return any(table.foreign_keys for table in self._by_name.values())


def fold_table(name: str) -> str:
    """Return the name of a table without its schema, quotes and case."""
    return unquoted(name).rpartition(".")[2].casefold()


class Databases:
    """The databases of a project. Each folder of migrations is read when it is first asked for.

    :param documented: names of all tables that any page documents.
    """

    def __init__(
        self,
        tree: CodeTree,
        configuration: Configuration,
        documented: Iterable[str] = (),
    ) -> None:
        self._tree = tree
        self._sources = configuration.sources or SourcesSettings()
        self._read: dict[Migrations, TableNames] = {}
        self.documented = frozenset(map(fold_table, documented))
        """The names of the documented tables, folded by :func:`fold_table`."""
        self.excluded = self._sources.exclude_tables
        """Patterns of tables that need no documentation."""

    def of(self, code: Sequence[str]) -> tuple[TableNames, ...]:
        """Return the databases of some code: those of its scope, those below it, or else those of the root.

        :param code: folders, relative to the root.
        """
        found = sources_of(self._sources, code, _MIGRATIONS, attrgetter("path"))
        return tuple(map(self._names, dict.fromkeys(found)))

    def all(self) -> Iterator[TableNames]:
        """Yield all databases that the configuration names."""
        yield from map(self._names, dict.fromkeys(all_sources_of(self._sources, _MIGRATIONS)))

    def _names(self, settings: Migrations) -> TableNames:
        if settings not in self._read:
            folder = MigrationFolder(clean_path(settings.path), settings.dialect, settings.schema)
            self._read[settings] = TableNames(
                read_folder(folder, self._tree.files, self._tree.text, self._tree.migrations)
            )
        return self._read[settings]
