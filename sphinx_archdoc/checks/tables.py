"""The rules about tables and their columns: documents against migrations."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from sphinx_archdoc.checks.documented_tables import DocumentedTable
from sphinx_archdoc.checks.finding import Evidence, Finding
from sphinx_archdoc.checks.rules import Rule
from sphinx_archdoc.checks.table_keys import mismatched_keys
from sphinx_archdoc.checks.table_scope import FoundTable, TableScope
from sphinx_archdoc.problems import did_you_mean
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseColumn, Former, Origin
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.types import is_same_default, is_same_type

TableRule = Callable[[Rule, TableScope], Iterable[Finding]]

_NAMELESS = frozenset({"migration.sql", "up.sql"})
"""Names of files that say nothing without their folder: Prisma, Diesel."""


def file_words(origin: Origin) -> str:
    """Return the name of a migration, for messages."""
    folder, name = posixpath.split(origin.file)
    return f"{posixpath.basename(folder)}/{name}" if name in _NAMELESS and folder else name


def _evidence(*origins: Origin) -> tuple[Evidence, ...]:
    return tuple(Evidence(origin.file, origin.line) for origin in origins)


def _looked_in(found: FoundTable | None, scope: TableScope) -> str:
    read = [found.migrations] if found else scope.databases
    places = (f"{one.folder.path or 'the root'}: {len(one.files)} {'file' if len(one.files) == 1 else 'files'}" for one in read)
    return f"looked in {', '.join(places)}"


def _absent_tables(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    names = [table.name for one in scope.databases for table in one.database.tables.values()]
    for entry in scope.of(rule.kinds):
        sql = next((str(v) for f, v in entry.values.items() if f in entry.shapes), "")
        if not names or scope.find(entry.name) or scope.is_foreign(entry, sql):
            continue
        former = scope.former(entry.name)
        if former and former.by.rank is Rank.CONDITIONAL:
            continue
        meant = did_you_mean(entry.name, names)
        hint = "; ".join(filter(None, (_looked_in(None, scope), "" if former else meant)))
        yield rule.about(entry, hint=hint, **_what_became(former))


def _what_became(former: Former | None) -> dict[str, object]:
    """Return the form and the words of a message about something that is not there."""
    if former is None:
        return {}
    words = {"by": file_words(former.by), "evidence": _evidence(former.by)}
    return {"form": "renamed", "to": former.to, **words} if former.to else {"form": "dropped", **words}


def _undocumented_tables(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for found in scope.undocumented():
        created = found.table.created
        yield rule.at(
            scope.where,
            page=scope.page,
            name=found.table.name,
            by=file_words(created),
            evidence=_evidence(created),
        )


def _absent_columns(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for found, written in scope.pairs(rule.kinds):
        names = [column.name for column in found.table.columns]
        for column in written.table.columns:
            former = _former_column(found, column.name)
            if found.table.column(column.name) or (former is None and found.table.has_more_columns):
                continue
            if former and former.by.rank is Rank.CONDITIONAL:
                continue
            hint = _looked_in(found, scope) if former else did_you_mean(column.name, names) or _looked_in(found, scope)
            yield _about_column(
                rule, written, column.name, column=column.name, hint=hint, **_what_became(former)
            )


def _former_column(found: FoundTable, name: str) -> Former | None:
    return next((f for old, f in found.table.former.items() if old.casefold() == name.casefold()), None)


def _about_column(rule: Rule, written: DocumentedTable, name: str, **words: object) -> Finding:
    where = written.where(name)
    return rule.about(
        written.entry, field=written.field, line=where.line, key=f"{written.entry.name}.{name}", **words
    )


def _undocumented_columns(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for found, written in scope.pairs(rule.kinds):
        if written.is_excerpt:
            continue
        for column in found.table.columns:
            if written.table.column(column.name) or column.added.rank is Rank.CONDITIONAL:
                continue
            yield rule.about(
                written.entry,
                field=written.field,
                key=f"{written.entry.name}.{column.name}",
                column=column.name,
                by=file_words(column.added),
                evidence=_evidence(column.added),
            )


def _columns(rule: Rule, scope: TableScope) -> Iterator[tuple[FoundTable, DocumentedTable, DatabaseColumn, DatabaseColumn]]:
    """Yield the columns that are both documented and there: as they are written, and as they are."""
    for found, written in scope.pairs(rule.kinds):
        for column in written.table.columns:
            if read := found.table.column(column.name):
                yield found, written, column, read


def _types(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for found, written, column, read in _columns(rule, scope):
        dialect, types = DIALECTS[found.database.dialect], found.database.types
        since = read.type_since
        if since.rank is Rank.CONDITIONAL or is_same_type(column.definition.type, read.definition.type, dialect, types):
            continue
        yield _about_column(
            rule,
            written,
            column.name,
            column=column.name,
            written=column.definition.type,
            read=read.definition.type,
            by=file_words(since),
            evidence=_evidence(since),
        )


def _nullability(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for found, written, column, read in _columns(rule, scope):
        is_key = any(column.name in key.key.columns for key in written.table.keys if key.key.is_primary)
        since = read.nullability_since
        if column.definition.is_nullable == read.definition.is_nullable or since.rank is Rank.CONDITIONAL:
            continue
        is_open = found.table.has_more_columns and not read.definition.type
        if is_key or is_open or (column.definition.is_nullable and not written.has_nullability):
            continue
        form = "not-null" if column.definition.is_nullable else "null"
        yield _about_column(
            rule,
            written,
            column.name,
            form=form,
            column=column.name,
            by=file_words(since),
            evidence=_evidence(since),
        )


def _defaults(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    for _, written, column, read in _columns(rule, scope):
        given, since = column.definition.default, read.default_since
        if not given or read.definition.has_generated_value or since.rank is Rank.CONDITIONAL:
            continue
        if is_same_default(given, read.definition.default):
            continue
        yield _about_column(
            rule,
            written,
            column.name,
            column=column.name,
            written=given,
            read=read.definition.default or "none",
            by=file_words(since),
            evidence=_evidence(since),
        )


def unread_statements(rule: Rule, scope: TableScope) -> Iterator[Finding]:
    """Yield a finding for each file of migrations with statements that are not understood."""
    for migrations in scope.databases:
        for file, group in itertools.groupby(migrations.unread, key=lambda pair: pair[0]):
            unread = [one for _, one in group]
            yield rule.at(
                scope.where,
                "statements" if unread[0].line else "file",
                page=scope.page,
                name=file,
                file=file,
                count=str(len(unread)),
                reason=unread[0].reason,
                evidence=[Evidence(file, one.line) for one in unread[:10] if one.line],
            )


RULES: Mapping[str, TableRule] = {
    "table-absent": _absent_tables,
    "table-undocumented": _undocumented_tables,
    "column-absent": _absent_columns,
    "column-undocumented": _undocumented_columns,
    "column-type": _types,
    "column-nullability": _nullability,
    "column-default": _defaults,
    "key-mismatch": mismatched_keys,
}
"""The rules of the family, by id."""
