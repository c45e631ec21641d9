"""What the rules about tables compare: the entries of a scope, and the databases of its code."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.checks.facts.databases import FoundTable, fold_table
from sphinx_archdoc.checks.in_use import all_pages_in_use, entries_in_use, pages_in_use
from sphinx_archdoc.checks.scope import CheckedProject, CheckedScope
from sphinx_archdoc.checks.tables.documented import DocumentedTable, documented_table, sql_of
from sphinx_archdoc.checks.tables.entities import describes, is_heading_of_entity, tables_of_entity
from sphinx_archdoc.checks.tables.listed_columns import listed_columns
from sphinx_archdoc.parsing.states import PLANNED
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseTable, Former
from sphinx_archdoc.sources.sql.order import guess_dialect
from sphinx_archdoc.sources.sql.prisma import SUFFIX
from sphinx_archdoc.sources.sql.types import unquoted
from sphinx_archdoc.sources.sql.words import keywords

TOOL_TABLES = keywords("tables-of-tools")
"""Tables in which tools keep what they have done."""
_NAME = re.compile(
    r"`(?P<code>[\w.\"]{1,100})`|\A#{1,6} (?:\d[\d.]* )?(?P<title>[\w.]{1,100})(?: table)?\s*\Z", re.I
)
_DRAWN = re.compile(
    r"(?:^|[│┃║|])[ \t*•-]{0,60}(?P<alone>\w{1,100})[ \t]{0,80}(?=$|[│┃║|])"
    r"|(?<![\w./-])(?P<listing>\w{1,100}) ?\([^()]{1,300},"
)
"""A name in a drawing that fills a line or a box, or that has several columns in parentheses."""
_SOME = re.compile(r"\b(?:core|main|important|key|central|primary|notable|some|selected) tables\b", re.I)
_SECTION = re.compile(r"#{2,6} .{0,60}\btables\b", re.I)
_BEFORE = 6
"""Lines in front of a list that may say what it lists."""
_BELOW = 3
"""Lines below the name of an entry that may say that it is a column."""
_ABOVE = 4
"""Lines above an entry that may say that it is not there yet."""
_COLUMN = re.compile(
    r"\s*[-*] \*\*(?:data )?type:?\*\*:? `?(?:uuid|text|jsonb?|(?:big|small)?(?:int|serial)|integer|bool|"
    r"timestamp|date|(?:var)?char|numeric|decimal|real|double|float|bytea|enum)",
    re.IGNORECASE,
)
_LATER = re.compile(rf"\b(?:{PLANNED}|deferred|not (?:yet )?(?:created|built))\b", re.IGNORECASE)
_OF_TOOLS = re.compile(
    r"_{0,2}(?:(?:schema|db|database)_)?migrations?(?:_(?:v?\d+|lock|history|log|versions?))?\Z"
)
"""Names of tables in which tools, or a project's own code, keep which migrations have run."""
_OBJECT = (
    r"(?:(?:database|db|sql|postgres(?:ql)?|custom|helper|utility|rpc|trigger) ){0,3}"
    r"(?:functions|stored procedures|triggers|rpcs|enums|enum(?:erated)? types|indexes|indices|rls policies)"
)
_OTHER_OBJECTS = re.compile(
    rf"[\W\d_]{{0,12}}{_OBJECT}(?:(?:,| and| &|,? and| /) {_OBJECT}){{0,3}}\W{{0,4}}", re.I
)
"""Headings above what is in a database beside its tables."""
_OWN_SQL = frozenset({"clickhouse", "mysql"})
"""Dialects that SQL shows by its words; other SQL may be of any dialect."""
_Section = tuple[str, str, int]
"""A kind, a page, and the line of the heading above."""


def table_scope(scope: CheckedScope) -> TableScope:
    """Return what the rules about tables compare; it is kept with the scope."""
    return scope.derived(TableScope, TableScope)


class TableScope:
    """The entries about tables of a scope, and the databases of its code."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self._project = scope.project
        self._databases = scope.project.databases
        self.databases = self._databases.of(scope.scope.code)
        self.documented = self._databases.documented
        self._pairs: dict[EntryKey, tuple[FoundTable, DocumentedTable] | None] = {}
        """Tables with what entries say about them, by entry; None if that is nothing that can be compared."""
        self._are_tables: dict[_Section, bool] = {}
        self._are_entities: dict[_Section, bool] = {}

    def kind_of(self, entry: Entry) -> Kind:
        """Return the kind of an entry."""
        return self._project.catalogue.kind_of(entry)

    def of(self, rule: CheckRule) -> Iterator[Entry]:
        """Yield the entries that a rule is about, without those that say that they are out of use."""
        if self.databases:
            yield from entries_in_use(rule, self._scope)

    def find(self, name: str) -> FoundTable | None:
        """Return the table or view of a name, as documents spell it; None if no database has it."""
        return next(filter(None, (names.find(name) for names in self.databases)), None)

    def of_entity(self, entry: Entry) -> FoundTable | None:
        """Return the table of an entity that a heading calls so, if no page documents the table itself.

        A schema of Prisma has a model for each table, so that any name may be that of an entity. So may those
        of a diagram, if few of its names are those of tables.
        """
        tables = {name: found for name in tables_of_entity(entry.name) if (found := self.find(name))}
        first = next(iter(tables.values()), None)
        if first and first.migrations.folder.path.endswith(SUFFIX):
            return first
        outline, line = self._project.outlines.of(entry.page), entry.where.line or 0
        if first and outline.is_in_diagram(line):
            return first if self._draws_entities(entry) else None
        if not (0 < line <= len(outline.lines) and is_heading_of_entity(outline.lines[line - 1])):
            return None
        return next((found for name, found in tables.items() if name not in self.documented), None)

    def _draws_entities(self, entry: Entry) -> bool:
        """Return whether more names of the section of a diagram are in the singular than those of tables."""
        section = self._section(entry)
        if section not in self._are_entities:
            others = [name for name in self._by_section[section] if not self.find(name)]
            number = sum(1 for name in others if any(map(self.find, tables_of_entity(name))))
            self._are_entities[section] = number > len(self._by_section[section]) - len(others)
        return self._are_entities[section]

    def former(self, name: str) -> Former | None:
        """Return what became of a table that was dropped or renamed; None if no database had it."""
        return next(filter(None, (names.former(name) for names in self.databases)), None)

    def declares_keys(self, found: FoundTable) -> bool:
        """Return whether any table of the database has a foreign key."""
        return any(names.declares_keys() for names in self.databases if names.migrations is found.migrations)

    def is_foreign(self, entry: Entry) -> bool:
        """Return whether an entry describes a table of a database that the configuration does not name.

        Nor does the configuration name the tables of other schemas, for whose dots a diagram has underscores.
        """
        is_drawn = self._project.outlines.of(entry.page).is_in_diagram(entry.where.line or 0)
        if is_drawn and any(entry.name.casefold() in names.with_schemas for names in self.databases):
            return True
        schema = unquoted(entry.name).rpartition(".")[0].casefold()
        if schema and all(schema not in names.schemas for names in self.databases):
            return True
        sql = sql_of(entry, self.kind_of(entry))
        guessed = guess_dialect("", [sql]) if sql else ""
        return guessed in _OWN_SQL and all(n.migrations.database.dialect != guessed for n in self.databases)

    def may_be_table(self, entry: Entry) -> bool:
        """Return whether a table could have a name that the database does not have.

        Tools make tables of their own. Entities in words (``Move-Out``) are not tables, nor are schemas.
        Neither are classes and objects of the code, if the database spells its names in lower case. If the
        database has none of the names below a heading, one name that cannot be that of a table rules out all
        of them.
        """
        folded = fold_table(entry.name)
        if folded in TOOL_TABLES or _OF_TOOLS.match(folded):
            return False
        if not self._is_spelled_like_tables(entry.name):
            return False
        if self._is_told_apart(entry) or any(entry.name.casefold() in n.own_schemas for n in self.databases):
            return False
        section = self._section(entry)
        if section not in self._are_tables:
            others = self._by_section[section]
            spelled_alike = all(map(self._is_spelled_like_tables, others))
            self._are_tables[section] = spelled_alike or any(map(self.find, others))
        return self._are_tables[section]

    def _is_told_apart(self, entry: Entry) -> bool:
        """Return whether the lines around an entry say that it is not a table, or that it is planned.

        A column has a line such as ``- **Type**: `jsonb` `` below its name. A planned table has its name and
        a word such as "deferred" on a line above its SQL. A function is below a heading such as "Functions".
        """
        outline = self._project.outlines.of(entry.page)
        lines, line = outline.lines, entry.where.line or 0
        if any(map(_OTHER_OBJECTS.fullmatch, outline.headings(line))):
            return True
        if any(map(_COLUMN.match, lines[line : line + _BELOW])):
            return True
        above = lines[max(0, line - 1 - _ABOVE) : max(0, line - 1)]
        return any(entry.name in one and _LATER.search(one) for one in above)

    @functools.cached_property
    def _by_section(self) -> Mapping[_Section, Sequence[str]]:
        """The names of the entries below each heading."""
        found: dict[_Section, list[str]] = defaultdict(list)
        for entries in self._scope.entries.values():
            for entry in entries:
                found[self._section(entry)].append(entry.name)
        return found

    def _section(self, entry: Entry) -> _Section:
        line = entry.where.line or 0
        return entry.kind, entry.page, self._project.outlines.of(entry.page).section(line)

    @functools.cached_property
    def _has_capitals(self) -> bool:
        """Whether the name of any table has capitals."""
        tables = (table for names in self.databases for table in names.migrations.database.tables.values())
        return any(table.name != table.name.lower() for table in tables)

    def _is_spelled_like_tables(self, name: str) -> bool:
        if not re.fullmatch(r"[\w.\"`\[\]$]+", name):
            return False
        bare = name.rpartition(".")[2].strip('"`[]')
        return bare.isupper() or bare.islower() or "_" in bare or self._has_capitals

    def pairs(self, rule: CheckRule) -> Sequence[tuple[FoundTable, DocumentedTable]]:
        """Return the tables that entries describe with their columns, and that are there."""
        entries = list(self.of(rule))
        for entry in entries:
            if entry.key not in self._pairs:
                self._pairs[entry.key] = self._pair(entry)
        return [pair for entry in entries if (pair := self._pairs[entry.key])]

    def _pair(self, entry: Entry) -> tuple[FoundTable, DocumentedTable] | None:
        bare = entry.name.partition(" (")[0]  # its columns may be behind it
        entry = entry if bare == entry.name else msgspec.structs.replace(entry, name=bare)
        named = self.find(bare)
        found = named or self.of_entity(entry)
        if found is None or found.table.is_view:
            return None
        kind, dialect = self.kind_of(entry), found.database.dialect
        written = documented_table(entry, kind, dialect) or self._named_columns(entry, found)
        if written is None:
            return None
        written = written.named_as_in(found.table)
        if not named and not describes(written.table, found.table):
            return None
        return found, written.within(self._project.outlines.of(entry.page))

    def _named_columns(self, entry: Entry, found: FoundTable) -> DocumentedTable | None:
        """Return what the text around an entry without SQL says about columns."""
        kind, outline = self.kind_of(entry), self._project.outlines.of(entry.page)
        if sql_of(entry, kind) or found.table.has_more_columns:
            return None
        sql = listed_columns(outline, entry.where.line or 0, found.table)
        return documented_table(entry, kind, found.database.dialect, named=sql) if sql else None

    def undocumented(self) -> Iterator[FoundTable]:
        """Yield the tables that no page documents, in an entry, a heading, or as code in its text."""
        named = self.documented | self._named()
        for names in self.databases:
            for table in names.migrations.database.tables.values():
                if self._counts(table) and fold_table(table.name) not in named:
                    yield FoundTable(names.migrations, table)

    def _named(self) -> frozenset[str]:
        """Return the names in the text of the pages of the scope.

        If the migrations are outside the code of the scope, any page may describe their tables.
        """
        folders = (names.migrations.folder.path for names in self.databases)
        if all(map(self._scope.scope.covers, folders)):
            return _names_on(self._project, pages_in_use(self._scope))
        return self._project.derived(_names_on_all_pages)

    def is_excerpt(self, first: Entry) -> bool:
        """Return whether the text in front of an entry says that only some tables follow.

        A section "Core Tables" beside another one, such as "Supporting Tables", does not.
        """
        end = (first.where.line or 1) - 1
        lines = self._project.outlines.of(first.page).lines
        before = [line for line in lines[max(0, end - _BEFORE) : end] if _SOME.search(line)]
        are_sections = all(map(_SECTION.match, before))
        return bool(before) and not (are_sections and sum(map(bool, map(_SECTION.match, lines))) > 1)

    def _counts(self, table: DatabaseTable) -> bool:
        is_real = table.is_counted and not table.is_view and table.created.rank is not Rank.CONDITIONAL
        is_own = "." not in table.name and table.name.casefold() not in TOOL_TABLES
        return is_real and is_own and not self._is_excluded(table.name)

    def _is_excluded(self, name: str) -> bool:
        return any(fnmatch.fnmatchcase(name, pattern) for pattern in self._databases.excluded)


def _names_on_all_pages(project: CheckedProject) -> frozenset[str]:
    return _names_on(project, all_pages_in_use(project))


def _names_on(project: CheckedProject, pages: Iterable[str]) -> frozenset[str]:
    """Return the names that the text of pages marks as code or draws, and of headings."""
    named: set[str] = set()
    for outline in map(project.outlines.of, pages):
        marked = (name for line in outline.lines for name in _NAME.finditer(line))
        named.update(fold_table(name["code"] or name["title"]) for name in marked)
        drawn = (name for line in outline.drawn() for name in _DRAWN.finditer(line))
        named.update(fold_table(name["alone"] or name["listing"]) for name in drawn)
    return frozenset(named)
