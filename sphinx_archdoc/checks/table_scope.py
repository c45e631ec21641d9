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
_GONE_FOLDERS = frozenset(
    {
        *("archive", "archives", "archived", "deprecated", "obsolete", "legacy", "old"),
        *("proposals", "rfcs", "drafts", "plans", "ideas"),
    }
)
"""Names of folders whose pages describe what was, or what may come."""
_GONE_TITLE = re.compile(r"(?:legacy|old|former|deprecated|obsolete|archived|historical)\b", re.I)
_NOT_CHECKED = frozenset({"archived", "deprecated"})
"""Statuses of pages that are not compared."""
_NAME = re.compile(
    r"`(?P<code>[\w.\"]{1,100})`|\A#{1,6} (?:\d[\d.]* )?(?P<title>[\w.]{1,100})(?: table)?\s*\Z", re.I
)
_SOME = re.compile(r"\b(?:core|main|important|key|central|primary|notable|some|selected) tables\b", re.I)
_BEFORE = 6
"""Lines in front of a list that may say what it lists."""
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

    def may_be_table(self, entry: Entry) -> bool:
        """Return whether a name that is no table is one that a table could have.

        Tools make tables of their own. Entities in words (``Move-Out``), and classes and objects of the code
        beside a database that spells its names in small letters, are no tables. If none of the names below a
        heading is found, one such name is enough for all of them.
        """
        if fold_table(entry.name) in TOOL_TABLES or not self._is_spelled_like_tables(entry.name):
            return False
        outline = self._project.outlines.of(entry.page)
        section = outline.section(entry.where.line or 0)
        others = [
            other.name
            for other in self._scope.entries.get(entry.kind, ())
            if other.page == entry.page and outline.section(other.where.line or 0) == section
        ]
        return all(map(self._is_spelled_like_tables, others)) or any(map(self.find, others))

    def _is_spelled_like_tables(self, name: str) -> bool:
        if not re.fullmatch(r"[\w.\"`\[\]$]+", name):
            return False
        bare = name.rpartition(".")[2].strip('"`[]')
        if bare.isupper() or bare.islower() or "_" in bare:
            return True
        tables = (table for names in self.databases for table in names.migrations.database.tables.values())
        return any(table.name != table.name.lower() for table in tables)

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
        """Yield the tables that no page documents, in an entry, a heading, or as code in its text."""
        told = self.documented | self._named()
        for names in self.databases:
            for table in names.migrations.database.tables.values():
                if self._counts(table) and fold_table(table.name) not in told:
                    yield FoundTable(names.migrations, table)

    def _named(self) -> set[str]:
        """Return the names that the text of the pages in use marks as code, and those of headings."""
        lines = (
            line
            for page, is_checked in self._is_checked.items()
            for line in (self._project.outlines.of(page).lines if is_checked else ())
        )
        return {fold_table(name["code"] or name["title"]) for line in lines for name in _NAME.finditer(line)}

    def is_excerpt(self, first: Entry) -> bool:
        """Return whether the text in front of an entry says that only some tables follow."""
        end = (first.where.line or 1) - 1
        lines = self._project.outlines.of(first.page).lines[max(0, end - _BEFORE) : end]
        return _SOME.search(" ".join(lines)) is not None

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
    title = catalogue.title_of(page)
    return status.casefold() not in _NOT_CHECKED and not (_GONE.search(title) or _GONE_TITLE.match(title))


def is_in_diagram(scope: CheckedScope, entry: Entry) -> bool:
    """Return whether an entry is an entity of a diagram."""
    return scope.project.outlines.of(entry.page).is_in_diagram(entry.where.line or 0)


def is_gone(entry: Entry) -> bool:
    """Return whether an entry says of itself that what it describes is not in use."""
    told = (str(entry.values.get(field, ""))[:200] for field in ("purpose", "notes"))
    return any(_GONE.search(text) for text in (entry.title, entry.name, *told))
