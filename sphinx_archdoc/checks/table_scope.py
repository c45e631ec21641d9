"""What the rules about tables compare: the entries of a scope, and the databases of its code."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.databases import FoundTable, fold_table
from sphinx_archdoc.checks.documented_tables import DocumentedTable, documented_table, sql_of
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseTable, Former
from sphinx_archdoc.sources.sql.order import guess_dialect
from sphinx_archdoc.sources.sql.words import keywords

TOOL_TABLES = keywords("tables-of-tools")
"""Tables in which tools keep what they have done."""
_GONE = re.compile(
    r"\((?:[\w\s-]+\s)?(?:dropped|removed|deprecated|archived|deleted|legacy|planned)\b[^)]*\)", re.I
)
_GONE_FOLDERS = frozenset({"archive", "archives", "archived", "deprecated", "obsolete"})
"""Names of folders whose pages describe what was."""
_NOT_CHECKED = frozenset({"archived", "deprecated"})
"""Statuses of pages that are not compared."""
_OWN_SQL = frozenset({"clickhouse", "mysql"})
"""Dialects that SQL shows by its words; what is no such SQL may be of any dialect."""


class TableScope:
    """The entries about tables of a scope, and the databases of its code."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self._project = scope.project
        self._databases = scope.project.databases
        self.databases = self._databases.of(scope.scope.code)
        self.documented = self._databases.documented
        self._is_checked = {page: is_page_in_use(self._project.catalogue, page) for page in scope.pages}

    def kind_of(self, entry: Entry) -> Kind:
        """Return the kind of an entry."""
        return self._project.catalogue.kind_of(entry)

    def of(self, rule: CheckRule) -> Iterator[Entry]:
        """Yield the entries that a rule is about, without those that say that they are out of use."""
        for entry in self._scope.of(rule) if self.databases else ():
            if self._is_checked.get(entry.page, True) and not is_gone(entry):
                yield entry

    def find(self, name: str) -> FoundTable | None:
        """Return the table or view of a name, as documents spell it."""
        return next(filter(None, (names.find(name) for names in self.databases)), None)

    def former(self, name: str) -> Former | None:
        """Return what became of a table that was dropped or renamed."""
        return next(filter(None, (names.former(name) for names in self.databases)), None)

    def declares_keys(self, found: FoundTable) -> bool:
        """Return whether any table of the database has a foreign key."""
        return any(names.declares_keys() for names in self.databases if names.migrations is found.migrations)

    def is_foreign(self, entry: Entry) -> bool:
        """Return whether an entry describes a table of a database that the configuration does not name."""
        schema = re.sub(r"[\"`\[\]]", "", entry.name).rpartition(".")[0].casefold()
        if schema and all(schema not in names.schemas for names in self.databases):
            return True
        sql = sql_of(entry, self.kind_of(entry))
        guessed = guess_dialect("", [sql]) if sql else ""
        return guessed in _OWN_SQL and all(n.migrations.database.dialect != guessed for n in self.databases)

    def pairs(self, rule: CheckRule) -> Iterator[tuple[FoundTable, DocumentedTable]]:
        """Yield the tables that entries describe with their columns, and that are there."""
        for entry in self.of(rule):
            found = self.find(entry.name)
            if found is None or found.table.is_view:
                continue
            written = documented_table(entry, self.kind_of(entry), found.database.dialect)
            if written:
                yield found, written

    def undocumented(self) -> Iterator[FoundTable]:
        """Yield the tables that no page documents."""
        for names in self.databases:
            for table in names.migrations.database.tables.values():
                if self._counts(table) and fold_table(table.name) not in self.documented:
                    yield FoundTable(names.migrations, table)

    def _counts(self, table: DatabaseTable) -> bool:
        return (
            not table.is_view
            and table.is_counted
            and table.created.rank is not Rank.CONDITIONAL
            and "." not in table.name
            and table.name.casefold() not in TOOL_TABLES
            and not any(fnmatch.fnmatchcase(table.name, pattern) for pattern in self._databases.excluded)
        )


def is_page_in_use(catalogue: Catalogue, page: str) -> bool:
    """Return whether a page describes what is in use, as far as its folder, its status and its title say."""
    if not _GONE_FOLDERS.isdisjoint(page.casefold().split("/")[:-1]):
        return False
    document = catalogue.document_of(page)
    status = str(document.values.get("status", "")) if document else ""
    return status.casefold() not in _NOT_CHECKED and not _GONE.search(catalogue.title_of(page))


def is_gone(entry: Entry) -> bool:
    """Return whether an entry says of itself that what it describes is not in use."""
    told = (str(entry.values.get(field, ""))[:200] for field in ("purpose", "notes"))
    return any(_GONE.search(text) for text in (entry.title, entry.name, *told))
