"""Apply migrations in order, and return the database that they leave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from sphinx_archdoc.sources.sql.apply import apply
from sphinx_archdoc.sources.sql.changes import MigrationFacts
from sphinx_archdoc.sources.sql.database import Database, Origin
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.state import DatabaseState


class Migration(msgspec.Struct, frozen=True):
    """One migration, as it is replayed."""

    file: str
    facts: MigrationFacts
    digest: str = ""
    """A digest of the file's name and content; empty if the database that results is not to be continued."""


def replay(migrations: Sequence[Migration], dialect: str, start: Database | None = None) -> Database:
    """Return the database that the migrations leave.

    :param start: an earlier result. If it is that of the first migrations, only the others are applied.
    """
    begin = 0
    if start and start.dialect == dialect and 0 < start.migrations <= len(migrations):
        known = migrations[: start.migrations]
        begin = start.migrations if start.digest == _digest("", known) else 0
    state = DatabaseState(DIALECTS[dialect], start if begin else None)
    for migration in migrations[begin:]:
        for change in migration.facts.changes:
            state.origin = Origin(migration.file, change.line, change.rank)
            apply(change, state)
    digest = _digest(start.digest if start and begin else "", migrations[begin:])
    return state.database(digest, len(migrations))


def _digest(before: str, migrations: Iterable[Migration]) -> str:
    """Return the digest of a sequence of migrations, which follows from that of any beginning of it."""
    for migration in migrations:
        before = hashlib.sha256(f"{before}\0{migration.digest}".encode()).hexdigest()
    return before
