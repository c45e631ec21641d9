"""Locations in source files, and the lines of these files."""

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

_MAX_SURPLUS = 4
"""How many lines too large the line that MyST reports can be.

MyST 5.2 adds one line for each colon fence whose content begins with another colon fence, so this is how
deep such fences can be nested. :mod:`sphinx_archdoc.ext.directives.directive_text` says more about it, and
``test_the_line_of_a_directive_is_right_or_a_few_too_large`` says when this can go.
"""


def location(env: BuildEnvironment, source: str | None, line: int | None) -> Location:
    """Return a location whose path is relative to the source directory, so that it is the same everywhere.

    :param source: path of the file; None for that of the document that is being read.
    :param line: the line, from 1; None if it is not known.
    """
    path = source or str(env.doc2path(env.docname))
    if not os.path.isabs(path):  # noqa: PTH117  (twice as fast as pathlib, and called for every value)
        path = os.path.abspath(path)  # noqa: PTH100  (keeps symbolic links)
    return Location(relative_path(str(env.srcdir), path), line or 0)


@functools.lru_cache(maxsize=1024)
def relative_path(folder: str, path: str) -> str:
    """Return *path* relative to *folder*, with forward slashes; it can begin with ``..``."""
    return Path(os.path.relpath(os.path.join(folder, path), folder)).as_posix()  # noqa: PTH118


def line_of_text(lines: Sequence[str], where: Location, text: str, earlier: int = 0) -> Location:
    """Return the location of *text* in a paragraph: parsers report only the paragraph's first line.

    :param lines: the lines of the file.
    :param where: the location of the paragraph.
    :param earlier: how many occurrences of *text* in the paragraph to skip.
    """
    word = re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")
    for number in range(max(where.line, 1), len(lines) + 1):
        earlier -= len(word.findall(lines[number - 1]))
        if earlier < 0:
            return where.at(number)
        if not lines[number - 1].strip():
            break
    found = (n for n in lines_before(where.line, lines) if word.search(lines[n - 1]))
    return where.at(next(found, None))


def lines_before(line: int, lines: Sequence[str]) -> range:
    """Return the numbers of the lines to search for what a parser reports on *line*, the likeliest first.

    These are the line itself and the :data:`_MAX_SURPLUS` lines before it.
    """
    return range(min(line, len(lines)), max(line - _MAX_SURPLUS, 1) - 1, -1)


def lines_once(env: BuildEnvironment, source: str) -> list[str]:
    """Return the lines of a source file, from a cache that lasts while the current document is read."""
    known = cast("dict[str, list[str]]", env.current_document.setdefault("archdoc:lines", {}))
    if source not in known:
        known[source] = lines_of(env, source)
    return known[source]


def lines_of(env: BuildEnvironment, source: str) -> list[str]:
    """Return the lines of a source file; none if it cannot be read, or is a notebook.

    The lines of a notebook's source are those of its JSON, and parsers do not report these.
    """
    if source.endswith(NOTEBOOK):
        return []
    try:
        return Path(env.srcdir, source).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
