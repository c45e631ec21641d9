"""Words and evidence of messages about tables and columns."""

from __future__ import annotations

import posixpath
from typing import TypedDict

from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.finding import CodePlace
from sphinx_archdoc.sources.sql.database import Former, Origin
from sphinx_archdoc.sources.sql.folder import ReadMigrations

_NAMELESS = frozenset({"migration.sql", "up.sql"})
"""Names of files that say nothing without their folder: Prisma, Diesel."""


def file_words(origin: Origin) -> str:
    """Return the name of a migration, for messages."""
    folder, name = posixpath.split(origin.file)
    return f"{posixpath.basename(folder)}/{name}" if name in _NAMELESS and folder else name


def place_of(origin: Origin) -> CodePlace:
    """Return the place of a statement."""
    return CodePlace(origin.file, origin.line)


def looked_in(*found: ReadMigrations) -> str:
    """Return what was looked at, for hints."""
    places = (f"{one.folder.path or 'the root'}: {counted(len(one.files), 'file')}" for one in found)
    return f"looked in {', '.join(places)}"


class Became(TypedDict, total=False):
    """The form, the words and the evidence of a message about something that is not there."""

    form: str
    to: str
    by: str
    evidence: list[CodePlace]


def what_became(former: Former | None) -> Became:
    """Return what a message says of a table or a column that is not there; nothing if it never was."""
    if former is None:
        return {}
    became: Became = {"form": "dropped", "by": file_words(former.by), "evidence": [place_of(former.by)]}
    return {**became, "form": "renamed", "to": former.to} if former.to else became
