"""The rules about the columns of tables: documents against migrations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from sphinx_archdoc.checks.facts.databases import FoundTable, fold_table
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.tables.added_columns import added_columns
from sphinx_archdoc.checks.tables.documented import DocumentedTable
from sphinx_archdoc.checks.tables.scope import table_scope
from sphinx_archdoc.checks.tables.some_columns import lists_some
from sphinx_archdoc.checks.tables.words import file_words, looked_in, place_of, what_became
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseColumn, Former
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.types import is_same_default, is_same_type
from sphinx_archdoc.spelling import did_you_mean

_TITLE = re.compile(r"[^\w$-]")
"""A character that the names of columns rarely have."""
_NAMED = re.compile(r"(?:`|^[ \t]{0,20}(?:\||[-*+])[ \t]{0,20}[*_`]{0,3})(?P<name>\w{1,100})", re.MULTILINE)
"""A name in code, or at the start of a row or an item of a list."""
_ANY_JSON = "object"
"""An informal type that fits all JSON."""
_ANY_TIME, _WITH_ZONE = "timestamp", frozenset({"timestamptz", "timestamp with time zone"})
_ANY_TEXT = "string"
"""An informal type that few databases have: who writes it does not mean the types of the database."""
_INDEX = re.compile(r"(?:idx|ix)_", re.IGNORECASE)


def column_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented columns that the table does not have."""
    for found, written in table_scope(scope).pairs(rule):
        names = [column.name for column in found.table.columns]
        for column in written.table.columns:
            former = _former_column(found, column.name)
            if found.table.column(column.name) or (former is None and found.table.has_more_columns):
                continue
            if (former and former.by.rank is Rank.CONDITIONAL) or _is_no_column(column.name, names):
                continue
            hint = (
                looked_in(found.migrations)
                if former
                else did_you_mean(column.name, names) or looked_in(found.migrations)
            )
            yield _about_column(rule, written, column.name, hint=hint, **what_became(former))


def _is_no_column(name: str, names: Sequence[str]) -> bool:
    """Return whether a documented name is not a column: it is a title in a row, or an index listed below.

    :param names: those of the columns that the table has.
    """
    return any(found(name) and not any(map(found, names)) for found in (_TITLE.search, _INDEX.match))


def _former_column(found: FoundTable, name: str) -> Former | None:
    return next((f for old, f in found.table.former.items() if old.casefold() == name.casefold()), None)


def _about_column(
    rule: CheckRule,
    table: DocumentedTable,
    name: str,
    form: str = "found",
    *,
    hint: str = "",
    evidence: Sequence[CodePlace] = (),
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

    Entries that say that they list only some are left out. So are the diagrams of a page, which show what
    matters, unless they show nearly all. Another entry of the table, an ``ALTER TABLE`` on any page, and a
    line below that names a column, document it, too, even if that line is not understood.
    """
    pairs = table_scope(scope).pairs(rule)
    partial, starts = _partial_diagrams(scope, pairs), _starts(scope)
    added = added_columns(scope) if pairs else {}
    listed: dict[str, set[str]] = defaultdict(set)
    for found, written in pairs:
        listed[found.table.name].update(added.get(fold_table(found.table.name), ()))
        listed[found.table.name].update(column.name.casefold() for column in written.table.columns)
    for found, written in pairs:
        shows_some = written.entry.page in partial and written.is_drawn
        unlisted = [] if shows_some or written.is_excerpt else list(_unlisted(found, written))
        if unlisted and lists_some(scope.project.outlines.of(written.entry.page), _line(written)):
            continue
        named = _named_below(scope, written, starts[written.entry.page]) if unlisted else frozenset()
        known = named | listed[found.table.name]
        for column in (column for column in unlisted if column.name.casefold() not in known):
            yield rule.about(
                written.entry,
                field=written.field,
                key=f"{written.entry.name}.{column.name}",
                column=column.name,
                by=file_words(column.added),
                evidence=[place_of(column.added)],
            )


def _partial_diagrams(scope: CheckedScope, pairs: Sequence[tuple[FoundTable, DocumentedTable]]) -> Set[str]:
    """Return the pages whose diagrams do not show nearly all columns."""
    drawn: dict[str, list[tuple[FoundTable, DocumentedTable]]] = defaultdict(list)
    for found, written in pairs:
        if written.is_drawn:
            drawn[written.entry.page].append((found, written))
    return {page for page, tables in drawn.items() if not _shows_nearly_all(tables)}


def _starts(scope: CheckedScope) -> Mapping[str, Sequence[int]]:
    """Return the lines of the entries of each page, sorted."""
    found: dict[str, list[int]] = defaultdict(list)
    for entry in (entry for entries in scope.entries.values() for entry in entries):
        found[entry.page].append(entry.where.line or 0)
    return {page: sorted(lines) for page, lines in found.items()}


def _line(table: DocumentedTable) -> int:
    """Return the line at which the columns of an entry begin; 0 if it is not known."""
    return table.entry.line_of(table.field).line or 0


def _named_below(scope: CheckedScope, table: DocumentedTable, starts: Sequence[int]) -> Set[str]:
    """Return the names at the start of lines, and in code, from the columns of a table to the next entry.

    :param starts: the lines of all entries of the page, sorted.
    """
    outline = scope.project.outlines.of(table.entry.page)
    start = _line(table)
    if outline.is_in_diagram(start):
        return frozenset()
    following = bisect_right(starts, start)
    end = min((outline.end_of_section(start), *(line - 1 for line in starts[following : following + 1])))
    text = "\n".join(outline.lines[max(0, start - 1) : end])
    return {found["name"].casefold() for found in _NAMED.finditer(text)}


def _unlisted(found: FoundTable, written: DocumentedTable) -> Iterator[DatabaseColumn]:
    """Yield the columns of a table that its entry does not list."""
    for column in found.table.columns:
        if not written.table.column(column.name) and column.added.rank is not Rank.CONDITIONAL:
            yield column


def _shows_nearly_all(drawn: Sequence[tuple[FoundTable, DocumentedTable]]) -> bool:
    """Return whether diagrams show three quarters of all columns, and a third of their tables in full.

    Those that leave out the times of changes show few tables in full.
    """
    unlisted = [sum(1 for _ in _unlisted(found, written)) for found, written in drawn]
    columns = sum(len(found.table.columns) for found, _ in drawn)
    return 4 * sum(unlisted) <= columns and 3 * unlisted.count(0) >= len(unlisted)


def _columns(
    rule: CheckRule, scope: CheckedScope
) -> Iterator[tuple[FoundTable, DocumentedTable, DatabaseColumn, DatabaseColumn]]:
    """Yield the columns that are both documented and there: as they are written, and as they are."""
    for found, written in table_scope(scope).pairs(rule):
        for column in written.table.columns:
            if read := found.table.column(column.name):
                yield found, written, column, read


def column_type(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented with another type."""
    drawn = _types_of_diagrams(rule, scope)
    for found, written, column, read in _columns(rule, scope):
        dialect, types = DIALECTS[found.database.dialect], found.database.types
        since = read.type_since
        given = column.definition.type
        if since.rank is Rank.CONDITIONAL or is_same_type(given, read.definition.type, dialect, types):
            continue
        if _is_any_json(written, given) and is_same_type(_ANY_JSON, read.definition.type, dialect):
            continue
        if _is_any_time(written, given, drawn) and read.definition.type.casefold() in _WITH_ZONE:
            continue
        yield _about_column(
            rule,
            written,
            column.name,
            written=given,
            read=read.definition.type,
            by=file_words(since),
            evidence=[place_of(since)],
        )


def _is_any_json(table: DocumentedTable, type_: str) -> bool:
    """Return whether ``json`` stands for either of the types of Postgres, as ``string`` does for text.

    It does in a diagram, but not beside a column of the same table that is ``jsonb``.
    """
    types = {column.definition.type.casefold() for column in table.table.columns}
    return type_.casefold() == "json" and "jsonb" not in types and table.is_drawn


def _is_any_time(table: DocumentedTable, type_: str, drawn: Mapping[str, Set[str]]) -> bool:
    """Return whether ``timestamp`` stands for a time with a time zone, as ``datetime`` does.

    It does in a diagram, if the diagrams of the page have ``string`` and no type with a time zone.
    """
    types = drawn[table.entry.page] if table.is_drawn else frozenset()
    return type_.casefold() == _ANY_TIME and _ANY_TEXT in types and not types & _WITH_ZONE


def _types_of_diagrams(rule: CheckRule, scope: CheckedScope) -> Mapping[str, Set[str]]:
    """Return the types of all columns in diagrams, in small letters, by page."""
    types: dict[str, set[str]] = defaultdict(set)
    for _, written in table_scope(scope).pairs(rule):
        if written.is_drawn:
            types[written.entry.page] |= {one.definition.type.casefold() for one in written.table.columns}
    return types


def column_nullability(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented as ``NOT NULL`` and are not, or the other way round.

    An entry that says of no column that it must not be NULL leaves the question open.
    """
    for found, written, column, read in _columns(rule, scope):
        is_key = written.table.is_in_primary_key(column.name) or found.table.is_in_primary_key(read.name)
        since = read.nullability_since
        documented = written.is_nullable(column)
        if documented in (None, read.definition.is_nullable) or since.rank is Rank.CONDITIONAL:
            continue
        if is_key or (found.table.has_more_columns and not read.definition.type):
            continue
        form = "not-null" if documented else "null"
        yield _about_column(
            rule,
            written,
            column.name,
            form,
            by=file_words(since),
            evidence=[place_of(since)],
        )


def column_default(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the columns that are documented with another default."""
    for _, written, column, read in _columns(rule, scope):
        given, since = written.default(column), read.default_since
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
            evidence=[place_of(since)],
        )
