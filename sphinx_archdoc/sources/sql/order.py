"""Which files of a folder are migrations, and in which order they run, by the conventions of the tools.

Supabase, Prisma, golang-migrate, goose, dbmate, Diesel and sqlx run them in the order of their numbers or
dates; Flyway in the order of versions, and what repeats at the end.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

from sphinx_archdoc.sources.sql.dialects import DIALECTS, find_dialect

_DOWN = re.compile(
    r"(?:^|[._-])(?:down|rollback|undo|revert)(?:\.\w+)?\.sql$|^(?:rollback|undo|revert)[._-]|^U\d[\d._]*__",
    re.I,
)
"""Files that undo a migration: golang-migrate, Diesel, sqlx; Flyway's begin with a U.

One whose name begins so has no number, and is run by hand.
"""
_CALLBACK = re.compile(
    r"^(?:before|after|create)(?:Each|Migrate|Clean|Undo|Repeat|Version|Validate|Baseline|Info|Repair|Schema)",
    re.I,
)
"""Flyway's callbacks, such as ``afterMigrate.sql``; for other tools, such a file is a migration."""
_VERSION = re.compile(r"^(?P<sign>[VB])(?P<version>\d+(?:[._]\d+)*)__")
_REPEATED = re.compile(r"^R__")
_ASIDE = re.compile(r"archive|rollback|^down$|^seeds?$|^fixtures$|^tests?$|^undo$", re.I)
"""Folders whose files do not run."""
_DIGITS = re.compile(r"(\d+)")
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_OF_PRISMA = "migration.sql"
"""The file in each folder of a migration of Prisma, which runs no other."""
_ALL = re.compile(r"(?:all|combined|consolidated|merged)[_-](?:[a-z]+[_-])?migrations?(?:[_.-]|$)", re.I)
"""The name of a file that repeats what the other files of its folder do; one with a number has its turn."""


def order_migrations(paths: Iterable[str], dialect: str = "") -> tuple[str, ...]:
    """Return the paths of migrations in the order in which they run, without those that do not run.

    :param paths: relative to the folder of the migrations; a single file has its name only. Other files than
        ``.sql`` are left out.
    :param dialect: the name of the dialect. If folders are named after dialects, only its own are read.
    """
    found = [path for path in paths if path.lower().endswith(".sql") and not _is_aside(path)]
    found = _of_dialect(found, dialect)
    found = _without_others_of_prisma(found)
    if any(posixpath.basename(path)[0].isdigit() for path in found):
        found = [path for path in found if not _ALL.match(posixpath.basename(path))]
    return _flyway(found) if _are_flyway(found) else tuple(sorted(found, key=_natural))


def _is_aside(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return bool(_DOWN.search(name)) or any(_ASIDE.search(part) for part in folder.split("/") if part)


def _without_others_of_prisma(paths: Sequence[str]) -> list[str]:
    """Leave out files that lie beside the folders of Prisma's migrations."""
    folders = {
        posixpath.dirname(folder)
        for folder, name in map(posixpath.split, paths)
        if name == _OF_PRISMA and folder
    }
    return [
        path
        for path in paths
        if posixpath.basename(path) == _OF_PRISMA or posixpath.dirname(path) not in folders
    ]


def _of_dialect(paths: Sequence[str], dialect: str) -> list[str]:
    """Leave out what is for other dialects: folders say so, or the names of files: ``1_users.mysql.up.sql``.

    A file for all dialects is left out if there is one for this dialect.
    """
    chosen: dict[str, str] = {}
    for path in paths:
        own, others = _dialects(path, dialect)
        stem = path
        for name in own:
            stem = re.sub(rf"([./]){re.escape(name)}([./])", r"\1", stem)
        if not others and (own or stem not in chosen):
            chosen[stem] = path
    return list(chosen.values())


def _dialects(path: str, dialect: str) -> tuple[list[str], list[str]]:
    """Return the names of dialects in a path: those that mean *dialect*, and others."""
    *folders, file = path.split("/")
    names = [part for part in (*folders, *file.split(".")[1:-1]) if find_dialect(part)]
    mine = DIALECTS.get(dialect)
    own = [name for name in names if mine and name.casefold() in (mine.name, *mine.aliases)]
    return own, [name for name in names if mine and name not in own]


def _natural(path: str) -> tuple[tuple[int, str, str], ...]:
    """Return a key by which 2 comes before 10; a folder is a migration as well as a file.

    A date without a time comes before the times of its day.
    """
    return tuple(
        (_number(part) if part.isdigit() and len(part) < 40 else -1, part.casefold(), part)
        for segment in path.split("/")
        for part in (*_DIGITS.split(segment), "")
    )


def _number(digits: str) -> int:
    is_date = _DATE.match(digits) and len(digits) <= len("YYYYMMDDhhmmss")
    return int(digits.ljust(len("YYYYMMDDhhmmss"), "0") if is_date else digits)


def _version(path: str) -> re.Match[str] | None:
    return _VERSION.match(posixpath.basename(path))


def _are_flyway(paths: Sequence[str]) -> bool:
    """Return whether most files that can be migrations are named as Flyway wants it."""
    migrations = [path for path in paths if not _CALLBACK.match(posixpath.basename(path))]
    return 2 * sum(_version(path) is not None for path in migrations) > len(migrations)


def _flyway(paths: Sequence[str]) -> tuple[str, ...]:
    """Return Flyway's order: the last baseline, later versions, and what repeats, by name."""
    versioned = [
        (_numbers(found["version"]), found["sign"], path) for path in paths if (found := _version(path))
    ]
    baseline = max((number for number, sign, _ in versioned if sign == "B"), default=())
    kept = [
        (number, path)
        for number, sign, path in versioned
        if number > baseline or (sign == "B" and number == baseline)
    ]
    repeated = sorted(path for path in paths if _REPEATED.match(posixpath.basename(path)))
    return (*(path for _, path in sorted(kept)), *repeated)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part[:18]) for part in re.split(r"[._]", version)]
    while numbers and not numbers[-1]:
        numbers.pop()  # 1.0 is 1
    return tuple(numbers)


_SIGNS = {
    "clickhouse": re.compile(
        r"\bENGINE\s*=\s*\w*MergeTree|\bLowCardinality\s*\(|\bDateTime64\b|\bON\s+CLUSTER\b"
    ),
    "mysql": re.compile(
        r"\bENGINE\s*=\s*InnoDB|\bAUTO_INCREMENT\b|\bUNSIGNED\b|^\s*DELIMITER\s|CHARSET\s*=", re.I | re.M
    ),
    "sqlite": re.compile(r"\bAUTOINCREMENT\b|\bPRAGMA\s|\bsqlite_|\bWITHOUT\s+ROWID\b|\bunixepoch\b", re.I),
    "postgres": re.compile(
        r"\$\$|::\w|\bSERIAL\b|\bBIGSERIAL\b|\bJSONB\b|\bTIMESTAMPTZ\b|\bUUID\b|\bpublic\.|\bOWNER\s+TO\b|\bplpgsql\b"
        r"|\bCREATE\s+(?:TYPE|EXTENSION)\b|\bTIMESTAMP\s*\(3\)",
        re.I,
    ),
}


def guess_dialect(path: str, texts: Iterable[str]) -> str:
    """Return the name of the dialect that migrations are most likely written in.

    :param path: of their folder: its names may say which dialect it is.
    :param texts: some of the migrations.
    """
    for part in reversed(path.split("/")):
        for word in reversed(re.split(r"[^A-Za-z0-9]+", part)):
            if len(word) > 2 and (dialect := find_dialect(word)):
                return dialect.name
    counts = dict.fromkeys(DIALECTS, 0)
    for text in texts:
        for name, signs in _SIGNS.items():
            counts[name] += len(signs.findall(text[:100_000]))
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "postgres"
