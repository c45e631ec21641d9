"""Locations in source files, and their lines."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from sphinx.environment import BuildEnvironment

from sphinx_archdoc.markdown.document.notebook import NOTEBOOK
from sphinx_archdoc.problems import Location

_MOST_SURPLUS = 4
"""Lines that MyST may count too many, in fences that stand in each other so deep."""


def location(env: BuildEnvironment, source: str | None, line: int | None) -> Location:
    """A place in words that are the same on every machine: the path from the source directory."""
    path = source or str(env.doc2path(env.docname))
    if not os.path.isabs(path):  # noqa: PTH117  (twice as quick, for every line of every entry)
        path = os.path.abspath(path)  # noqa: PTH100  (no links)
    return Location(relative_path(str(env.srcdir), path), line or 0)


@functools.lru_cache(maxsize=1024)
def relative_path(folder: str, path: str) -> str:
    """*path* as it is seen from *folder*, with forward slashes; it may lead up."""
    return Path(os.path.relpath(os.path.join(folder, path), folder)).as_posix()  # noqa: PTH118  (walks up)


def line_of_text(lines: Sequence[str], where: Location, text: str, earlier: int = 0) -> Location:
    """The line of *text* in the paragraph that begins at *where*: all that parsers tell is its first line.

    :param lines: the lines of the file.
    :param earlier: how often the text stands in the paragraph before.
    """
    word = re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")
    for number in range(max(where.line, 1), len(lines) + 1):
        earlier -= len(word.findall(lines[number - 1]))
        if earlier < 0:
            return Location(where.source, number)
        if not lines[number - 1].strip():
            break
    found = (n for n in lines_before(where.line, lines) if word.search(lines[n - 1]))
    return Location(where.source, next(found, where.line))


def lines_before(line: int, lines: Sequence[str]) -> range:
    """Where to look for what a parser tells to be on a line: there, or on one of the few before it."""
    return range(min(line, len(lines)), max(line - _MOST_SURPLUS, 1) - 1, -1)


def lines_once(env: BuildEnvironment, source: str) -> list[str]:
    """The lines of a source file, read once for each document that is read."""
    known = cast("dict[str, list[str]]", env.current_document.setdefault("archdoc:lines", {}))
    if source not in known:
        known[source] = lines_of(env, source)
    return known[source]


def lines_of(env: BuildEnvironment, source: str) -> list[str]:
    """The lines of a source file; none if it cannot be read, or if what counts there are other lines."""
    if source.endswith(NOTEBOOK):
        return []
    try:
        return Path(env.srcdir, source).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
