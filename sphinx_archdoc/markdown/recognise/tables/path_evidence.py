"""Evidence in the paths of a table that its rows are where code is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import Evidence
from sphinx_archdoc.markdown.recognise.literals import is_path
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings, are_paths
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.own_forms import paths_field

_PLACE = re.compile(r"[\w.]/[\w.*<{]|\w/(?=[`\s,)]|\Z)|`[\w.*-]+\.[a-z]\w{0,7}`")
"""A path within a text: ``src/oven``, ``docs/``, `` `oven.py` ``."""

_SUFFIX = (
    r"\.(?:c|cc|cpp|cs|css|dart|ex|exs|go|h|hpp|html|java|js|jsx|kt|lua|m?js|php|proto|prisma|py|rb|rs|scala|scss|sh|sql"
    r"|svelte|swift|tf|tsx?|vue|zig)`?[*_]*$"
)
_FOLDERS = (
    r"(?:apps?|backend|client|cmd|config|core|crates|docker|frontend|infra|internal|libs?|modules|packages|pkg|plugins"
    r"|public|scripts|server|services|specs?|src|tests?|tools|web)"
)
_OF_CODE = re.compile(
    rf"(?<![@.\w])[\w.-]+/[^`]*(?:/|\.[a-z]\w{{0,4}})`?[*_]*$|/`?[*_]*$|^[*_`]*(?:\./)?{_FOLDERS}/|{_SUFFIX}",
    re.I,
)
"""A file in a folder, a folder, or a file of a program; ``cash.expiry`` and ``@bakery/oven`` are none."""

_NAMES_OF_OTHERS = re.compile(r"^[*_`]*(?:[\w-]+\.)+[a-z]{2,}/", re.I)
"""The beginning of a package that is named by its host: ``example.org/oven``."""

_FILE = re.compile(rf"[\w./-]*/[\w.-]+{_SUFFIX}|[\w.-]+(?<!\.js){_SUFFIX}")
"""A file of a program. ``Oven.js`` can be the name of a library."""

_BARE = re.compile(r"[*_`]*[\w-]+/[*_`]*")
"""A single folder, which can as well be the beginning of something else."""

_SEVERAL = 3
"""Paths from which they confirm each other."""

_DOCUMENT = r"\.(?:md|rst|txt|pdf)\b"
_NO_CODE = re.compile(rf"^[*_` ]*[~/]|{_DOCUMENT}")
"""A path that is not in the repository, ``~/.bakery``, or that of a document."""

_IS_DOCUMENT = re.compile(rf"^(?![*_` ]*[~/]).*{_DOCUMENT}`?[*_]*$")
"""The path of a document in the repository."""


def are_paths_of_code(names: Sequence[str]) -> bool:
    """Return whether four in five names, as Markdown, are paths of files or folders with code.

    A few documents among them say nothing against it.
    """
    documents = sum(1 for name in names if is_path(name) and _IS_DOCUMENT.search(name))
    paths = sum(1 for name in names if is_path(name) and _OF_CODE.search(name) and not _NO_CODE.search(name))
    paths -= sum(1 for name in names if _NAMES_OF_OTHERS.search(name))
    number = len(names) - documents if documents * 2 <= paths else len(names)
    return paths >= _SEVERAL and paths * 5 >= number * 4


def are_long_paths_of_code(names: Sequence[str]) -> bool:
    """Return whether names are paths of code, and most are more than a word: ``feature/`` is of branches."""
    bare = sum(1 for name in names if _BARE.fullmatch(name))
    return bare * 2 < len(names) and are_paths_of_code(names)


def are_files_of_programs(names: Sequence[str]) -> bool:
    """Return whether four in five names, as Markdown, are files of programs: ``oven_reader.py``."""
    files = sum(1 for name in names if _FILE.fullmatch(name.strip("*_`") or "-"))
    return bool(files) and files * 5 >= len(names) * 4


def add_paths(
    evidence: Evidence, table: TableBlock, columns: ColumnMeanings, context: HeadingContext
) -> None:
    """Add the signs in names and values that are paths of code, and in values that should be and are not.

    Paths below a heading that names another kind, such as secrets, are places of those. Below the heading of
    the kind itself, values can be anything.
    """
    field = paths_field(evidence.kind)
    if field is None:
        return
    if are_paths(columns.name_field, evidence.kind):
        cells = [row.cells[columns.name] for row in table.rows]
        paths = sum(1 for cell in cells if is_path(cell) and not _NO_CODE.search(cell))
        are_free = context.kind in (evidence.kind, None)
        evidence.add_if(are_free and paths * 5 >= len(cells) * 3, 1, "most of its names are paths")
        in_folders = are_free and are_paths_of_code([cell if "/" in cell else "" for cell in cells])
        evidence.add_if(in_folders, 1, "most of its names are paths of code in folders")
    elif field.name in columns.meanings and context.kind is not evidence.kind:
        values = [row.cells[columns.meanings.index(field.name)] for row in table.rows]
        places = sum(1 for value in values if is_none(value) or _PLACE.search(value))
        evidence.add_if(places * 2 < len(values), -2, f"the values of '{field.name}' are not paths")
        are_told = context.kind is None and evidence.points > 0
        evidence.add_if(
            are_told and are_paths_of_code(values), 2, f"the values of '{field.name}' are paths of code"
        )
