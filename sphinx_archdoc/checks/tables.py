"""The rules about tables and their columns: documents against migrations."""

from __future__ import annotations

import itertools
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypedDict

from sphinx_archdoc.checks.configuration import Configuration
from sphinx_archdoc.checks.databases import Databases, FoundTable, fold_table
from sphinx_archdoc.checks.documented_tables import DocumentedTable
from sphinx_archdoc.checks.finding import CodePlace, Finding
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.checks.table_keys import key_mismatch
from sphinx_archdoc.checks.table_scope import TableScope, is_in_diagram
from sphinx_archdoc.problems import did_you_mean
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseColumn, Former, Origin
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.folder import ReadMigrations
from sphinx_archdoc.sources.sql.types import is_same_default, is_same_type

_FEWEST_DOCUMENTED = 5
"""One of so many tables must be documented."""
_NAMELESS = frozenset({"migration.sql", "up.sql"})
"""Names of files that say nothing without their folder: Prisma, Diesel."""


def file_words(origin: Origin) -> str:
    """Return the name of a migration, for messages."""
    folder, name = posixpath.split(origin.file)
    return f"{posixpath.basename(folder)}/{name}" if name in _NAMELESS and folder else name


def _evidence(*origins: Origin) -> tuple[CodePlace, ...]:
    return tuple(CodePlace(origin.file, origin.line) for origin in origins)


def _looked_in(*found: ReadMigrations) -> str:
    """Return what was looked at, for hints."""
    places = (
        f"{one.folder.path or 'the root'}: {len(one.files)} {'file' if len(one.files) == 1 else 'files'}"
        for one in found
    )
    return f"looked in {', '.join(places)}"


def table_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented tables and views that no migration leaves."""
    tables = TableScope(scope)
    read = [names.migrations for names in tables.databases]
    known = [name for one in read for name in one.database.tables]
    for entry in tables.of(rule) if known else ():
        if tables.find(entry.name) or tables.is_foreign(entry) or not tables.may_be_table(entry):
            continue
        former = tables.former(entry.name)
        if former and former.by.rank is Rank.CONDITIONAL:
            continue
        meant = "" if former else did_you_mean(entry.name, known)
        hint = "; ".join(filter(None, (_looked_in(*read), meant)))
        yield rule.about(entry, hint=hint, **_what_became(former))


class _Became(TypedDict, total=False):
    """The form, the words and the evidence of a message about something that is not there."""

    form: str
    to: str
    by: str
    evidence: tuple[CodePlace, ...]


def _what_became(former: Former | None) -> _Became:
    if former is None:
        return {}
    became: _Became = {"form": "dropped", "by": file_words(former.by), "evidence": _evidence(former.by)}
    return {**became, "form": "renamed", "to": former.to} if former.to else became


def table_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the tables that no page documents, if the pages of the scope document at least a fifth.

    A page about a part names the few tables of that part, and does not promise to name all. They are reported
    at the first table of the page that documents the most.
    """
    tables = TableScope(scope)
    entries = [entry for entry in tables.of(rule) if tables.find(entry.name)]
    if not entries:
        return
    numbers = Counter(entry.page for entry in entries)
    page = max(sorted(numbers), key=lambda name: numbers[name])
    first = next(entry for entry in entries if entry.page == page)
    if tables.is_excerpt(first):
        return
    left = list(tables.undocumented())
    documented = {fold_table(entry.name) for entry in entries}
    if len(documented) * _FEWEST_DOCUMENTED < len(documented) + len(left):
        return
    for found in left:
        created = found.table.created
        yield rule.at(
            first.where,
            page=page,
            name=found.table.name,
            kind=first.kind,
            evidence=_evidence(created),
            by=file_words(created),
        )


def column_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented columns that the table does not have."""
    for found, written in TableScope(scope).pairs(rule):
        names = [column.name for column in found.table.columns]
        for column in written.table.columns:
            former = _former_column(found, column.name)
            if found.table.column(column.name) or (former is None and found.table.has_more_columns):
                continue
            if former and former.by.rank is Rank.CONDITIONAL:
                continue
            hint = (
                _looked_in(found.migrations)
                if former
                else did_you_mean(column.name, names) or _looked_in(found.migrations)
            )
            yield _about_column(rule, written, column.name, hint=hint, **_what_became(former))


def _former_column(found: FoundTable, name: str) -> Former | None:
    return next((f for old, f in found.table.former.items() if old.casefold() == name.casefold()), None)


def _about_column(
    rule: CheckRule,
    table: DocumentedTable,
    name: str,
    form: str = "found",
    *,
    hint: str = "",
    evidence: tuple[CodePlace, ...] = (),
    **words: str,
) -> Finding:
    """Return a finding about a column, at the line that defines it."""
    return rule.about(
        table.entry,
        form,
        field=table.field,
        line=table.where(name).line,
        key=f"{table.entry.name}.{name}",
        hint=hint,
        evidence=evidence,
        column=name,
        **words,
    )


def column_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns of documented tables that their entries do not list.

    Entries that say that they list only some are left out.
    """
    for found, written in TableScope(scope).pairs(rule):
        if written.is_excerpt or is_in_diagram(scope, written.entry):
            continue  # a diagram shows what matters
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


def _columns(
    rule: CheckRule, scope: CheckedScope
) -> Iterator[tuple[FoundTable, DocumentedTable, DatabaseColumn, DatabaseColumn]]:
    """Yield the columns that are both documented and there: as they are written, and as they are."""
    for found, written in TableScope(scope).pairs(rule):
        for column in written.table.columns:
            if read := found.table.column(column.name):
                yield found, written, column, read


def column_type(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented with another type."""
    for found, written, column, read in _columns(rule, scope):
        dialect, types = DIALECTS[found.database.dialect], found.database.types
        since = read.type_since
        if since.rank is Rank.CONDITIONAL or is_same_type(
            column.definition.type, read.definition.type, dialect, types
        ):
            continue
        yield _about_column(
            rule,
            written,
            column.name,
            written=column.definition.type,
            read=read.definition.type,
            by=file_words(since),
            evidence=_evidence(since),
        )


def column_nullability(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented as ``NOT NULL`` and are not, or the other way round.

    An entry that says of no column that it must not be NULL leaves the question open.
    """
    for found, written, column, read in _columns(rule, scope):
        is_key = written.table.is_in_primary_key(column.name) or found.table.is_in_primary_key(read.name)
        since = read.nullability_since
        if column.definition.is_nullable == read.definition.is_nullable or since.rank is Rank.CONDITIONAL:
            continue
        is_open = found.table.has_more_columns and not read.definition.type
        is_told = written.has_nullability and column.definition.type
        if is_key or is_open or (column.definition.is_nullable and not is_told):
            continue
        form = "not-null" if column.definition.is_nullable else "null"
        yield _about_column(
            rule,
            written,
            column.name,
            form,
            by=file_words(since),
            evidence=_evidence(since),
        )


def column_default(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented with another default."""
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
            written=given,
            read=read.definition.default or "none",
            by=file_words(since),
            evidence=_evidence(since),
        )


def unread_statements(
    rule: CheckRule, databases: Databases, configuration: Configuration
) -> Iterator[Finding]:
    """Yield a finding for each file of migrations with statements that are not understood."""
    where = configuration.line_of("sources.migrations")
    for names in databases.all():
        for file, group in itertools.groupby(names.migrations.unread, key=lambda pair: pair[0]):
            unread = [one for _, one in group]
            yield rule.at(
                where,
                "statements" if unread[0].line else "file",
                page=where.source,
                name=file,
                evidence=[CodePlace(file, one.line) for one in unread[:10] if one.line],
                file=file,
                count=str(len(unread)),
                reason=unread[0].reason,
            )


RULES: Mapping[str, RuleFunction] = {
    "table-absent": table_absent,
    "table-undocumented": table_undocumented,
    "column-absent": column_absent,
    "column-undocumented": column_undocumented,
    "column-type": column_type,
    "column-nullability": column_nullability,
    "column-default": column_default,
    "key-mismatch": key_mismatch,
}
"""The rules of the family, by id."""
