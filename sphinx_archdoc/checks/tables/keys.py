"""The rule about foreign keys, and the lines of diagrams that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.databases import FoundTable, fold_table
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.tables.column_names import split_words
from sphinx_archdoc.checks.tables.documented import DocumentedKey, DocumentedTable
from sphinx_archdoc.checks.tables.scope import TableScope, table_scope
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseTable

_MANY_TO_MANY = re.compile(r"\}[o|](?:--|\.\.)[o|]\{")
"""A line of a diagram that no foreign key stands for: other tables, or lists, do."""


def key_mismatch(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the foreign keys and the lines of diagrams without their other."""
    tables = table_scope(scope)
    pairs = tables.pairs(rule)
    states_keys = any(_meant(tables, key.target) for _, written in pairs for key in written.foreign_keys)
    for found, written in pairs:
        yield from _absent(rule, tables, found, written)
        if states_keys and not (written.is_drawn or written.is_named_only):
            yield from _undocumented(rule, tables, found, written)
    yield from _relationships(rule, tables)


def _has_key(table: DatabaseTable, columns: tuple[str, ...], target: str) -> bool:
    """Return whether a foreign key leads from these columns to a table; it may have others, too.

    Databases of several tenants add the column of the tenant to each key, and documents leave it out.
    """
    folded = {column.casefold() for column in columns}
    return any(
        folded <= {column.casefold() for column in key.key.columns}
        and fold_table(key.key.target) == fold_table(target)
        for key in table.foreign_keys
    )


def _absent(
    rule: CheckRule, scope: TableScope, found: FoundTable, written: DocumentedTable
) -> Iterator[Finding]:
    """Yield the documented keys that are not there, if their columns and the other table are.

    What created the table must be known, as it may have declared the key.
    """
    for key in written.foreign_keys if found.table.is_created else ():
        columns, target = key.columns, _meant(scope, key.target)
        if not all(found.table.column(column) for column in columns) or not target:
            continue
        if _has_key(found.table, columns, target):
            continue
        if key.is_noted and not scope.declares_keys(found):
            continue  # words may mean a key that the database does not know
        name = f"{written.entry.name}.{', '.join(columns)}"
        where = written.where(columns[0])
        yield rule.about(
            written.entry,
            "absent",
            field=written.field,
            line=where.line,
            key=f"{name} -> {target}",
            at=name,
            to=target,
        )


def _meant(scope: TableScope, target: str) -> str:
    """Return the name of the table that a document says a key refers to, as ``users`` or ``users.id``."""
    names = (target, target.rpartition(".")[0])
    return next((name for name in names if name and scope.find(name)), "")


def _is_documented(scope: TableScope, key: DocumentedKey, columns: tuple[str, ...], target: str) -> bool:
    """Return whether a documented key may be a key of the schema.

    A comment may name a model of the code, such as ``User``, instead of a table.
    """
    if not {column.casefold() for column in key.columns} <= {column.casefold() for column in columns}:
        return False
    meant = _meant(scope, key.target)
    if key.is_noted and not meant:
        return True
    return fold_table(meant or key.target) == fold_table(target)


def _undocumented(
    rule: CheckRule, scope: TableScope, found: FoundTable, written: DocumentedTable
) -> Iterator[Finding]:
    for key in found.table.foreign_keys:
        columns, target = key.key.columns, key.key.target
        is_known = all(written.table.column(column) for column in columns)
        if not is_known or key.added.rank is Rank.CONDITIONAL or fold_table(target) not in scope.documented:
            continue
        if any(_is_documented(scope, one, columns, target) for one in written.foreign_keys):
            continue
        name = f"{written.entry.name}.{', '.join(columns)}"
        yield rule.about(
            written.entry,
            "undocumented",
            field=written.field,
            line=written.where(columns[0]).line,
            key=f"{name} -> {target}",
            at=name,
            to=target,
            by=key.added.file.rpartition("/")[2],
            evidence=(CodePlace(key.added.file, key.added.line),),
        )


def _relationships(rule: CheckRule, scope: TableScope) -> Iterator[Finding]:
    """Yield the lines of diagrams that no foreign key stands for.

    A diagram of concepts names things that are no tables: a page on which fewer than half of the ends are
    tables is not checked. Neither are databases that declare no foreign keys.
    """
    pages: dict[str, list[tuple[Entry, tuple[FoundTable | None, ...]]]] = {}
    for entry in scope.of(rule):
        if edge := scope.kind_of(entry).edge:
            ends = (entry.refs(edge.source), entry.refs(edge.target))
            names = tuple(refs[0].text if refs else "" for refs in ends)
            pages.setdefault(entry.page, []).append((entry, tuple(_entity(scope, name) for name in names)))
    for lines in pages.values():
        ends_found = [end for _, ends in lines for end in ends]
        if 2 * sum(end is not None for end in ends_found) < len(ends_found):
            continue
        for entry, (left, right) in lines:
            if not left or not right or _MANY_TO_MANY.search(entry.name):
                continue
            if scope.declares_keys(left) and not _are_related(left, right):
                yield rule.about(entry, "relationship", at=left.table.name, to=right.table.name)


def _entity(scope: TableScope, name: str) -> FoundTable | None:
    """Return the table that a diagram means: ``OrderItem`` and ``ORDER_ITEM`` may be ``order_items``."""
    spellings = dict.fromkeys((name, split_words(name)))
    plurals = (
        (f"{one}s" for one in spellings),
        (f"{one}es" for one in spellings),
        (re.sub("y$", "ies", one) for one in spellings),
    )
    for spelling in (*spellings, *(one for group in plurals for one in group)):
        if spelling and (found := scope.find(spelling)):
            return found
    return None


def _are_related(left: FoundTable, right: FoundTable) -> bool:
    """Return whether a key leads from one table to the other, or from a third one to both.

    Not all keys are declared: a column that is named after the other table counts as one.
    """
    if left.database is not right.database or left.table.is_view or right.table.is_view:
        return True
    if not (left.table.is_created and right.table.is_created):
        return True  # what created it may have declared the key
    ends = {fold_table(left.table.name), fold_table(right.table.name)}
    for table in left.database.tables.values():
        targets = {fold_table(key.key.target) for key in table.foreign_keys}
        if table in (left.table, right.table) and targets & ends - {fold_table(table.name)}:
            return True
        if ends <= targets or (len(ends) == 1 and table is left.table and ends & targets):
            return True
    return _has_column_for(left.table, right.table) or _has_column_for(right.table, left.table)


def _has_column_for(table: DatabaseTable, target: DatabaseTable) -> bool:
    """Return whether a column is named after the other table: ``order_id`` for ``orders``."""
    name = fold_table(target.name).replace("_", "")
    singular = re.sub(r"(?:ies|es|s)$", "", name)
    columns = (column.name.casefold().replace("_", "") for column in table.columns)
    return any(
        re.search(rf"(?:^|by|from|to)?{re.escape(singular)}(?:ies|es|s|y)?(?:id|ids|uuid|key)$", one)
        for one in columns
    )
