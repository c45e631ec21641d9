"""The rules about tables: documents against migrations. Those about columns are in :mod:`.columns`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.databases import Databases, fold_table
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.checks.tables import columns
from sphinx_archdoc.checks.tables.keys import key_mismatch
from sphinx_archdoc.checks.tables.scope import table_scope
from sphinx_archdoc.checks.tables.words import file_words, looked_in, place_of, what_became
from sphinx_archdoc.checks.undocumented import first_of_fullest_page
from sphinx_archdoc.rules.builtin import CheckRule, builtin_rules
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.spelling import did_you_mean

_MANY = 5
"""So many documented tables, none of which is there, are those of another database."""
_FEWEST_DOCUMENTED = 5
"""One of so many tables must be documented."""


def table_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented tables and views that no migration leaves.

    If the database has none of many documented tables, it is another one, which is said once.
    """
    tables = table_scope(scope)
    read = [names.migrations for names in tables.databases]
    known = [name for one in read for name in one.database.tables]
    is_created = any(table.is_created for one in read for table in one.database.tables.values())
    entries = list(tables.of(rule)) if is_created else []
    absent = [entry for entry in entries if not tables.find(entry.name) and not tables.is_foreign(entry)]
    absent = [entry for entry in absent if tables.may_be_table(entry) and not tables.of_entity(entry)]
    if len(absent) >= _MANY and not any(tables.find(e.name) or tables.former(e.name) for e in entries):
        yield _elsewhere(absent, looked_in(*read))
        return
    for entry in absent:
        former = tables.former(entry.name)
        if former and former.by.rank is Rank.CONDITIONAL:
            continue
        meant = "" if former else did_you_mean(entry.name, known)
        hint = "; ".join(filter(None, (looked_in(*read), meant)))
        yield rule.about(entry, hint=hint, **what_became(former))


def _elsewhere(absent: Sequence[Entry], looked: str) -> Finding:
    """Return the note about documented tables that are all in another database."""
    first = absent[0]
    return builtin_rules()["sources-unread"].at(
        *(first.where, "tables"),
        page=first.page,
        name=first.page,
        kind=first.kind,
        hint=looked,
        count=str(len(absent)),
        table=first.name,
    )


def table_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the tables that no page documents, if the pages of the scope document at least a fifth.

    A page about a part names the few tables of that part, and does not promise to name all. They are reported
    at the first table of the page that documents the most.
    """
    tables = table_scope(scope)
    entries = [entry for entry in tables.of(rule) if tables.find(entry.name)]
    first = first_of_fullest_page(entries)
    if first is None or tables.is_excerpt(first):
        return
    of_entities = {found.table.name for entry in tables.of(rule) if (found := tables.of_entity(entry))}
    left = [found for found in tables.undocumented() if found.table.name not in of_entities]
    documented = {fold_table(entry.name) for entry in entries}
    if len(documented) * _FEWEST_DOCUMENTED < len(documented) + len(left):
        return
    for found in left:
        created = found.table.created
        yield rule.at(
            first.where,
            "found" if found.table.is_created else "named",
            page=first.page,
            name=found.table.name,
            kind=first.kind,
            evidence=[place_of(created)],
            by=file_words(created),
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
    "column-absent": columns.column_absent,
    "column-undocumented": columns.column_undocumented,
    "column-type": columns.column_type,
    "column-nullability": columns.column_nullability,
    "column-default": columns.column_default,
    "key-mismatch": key_mismatch,
}
"""The rules of the family, by id."""
