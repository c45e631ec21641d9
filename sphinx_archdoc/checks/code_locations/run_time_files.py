"""Files that exist only where the program runs, which no repository has."""

from __future__ import annotations

import re

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.scope import CheckedScope

_SOCKET = re.compile(r"[\w.-]+\.(?:sock|pid)\Z")
_LISTED = re.compile(r"[ \t]*(?:\||[-*+][ \t]|\Z)")
"""A row, an item of a list, or an empty line."""
_OUTSIDE = re.compile(
    r"\b(?:in|under|below|within|inside|at)[ \t]{1,4}[`*_\"]{0,3}"
    r"(?:~|\$HOME|\$\{HOME\}|%[A-Za-z]{1,30}%|/(?:etc|home|opt|run|srv|tmp|usr|var))[/\\][^\s`]{0,200}[`*_\"]{0,3}"
    r"[ \t]{0,4}:[*_]{0,3}[ \t]*\Z",
    re.IGNORECASE,
)
"""The end of a sentence that says where what follows is: ``All state lives in `~/.shop/`:``."""


def exists_at_run_time(scope: CheckedScope, entry: Entry, path: str) -> bool:
    """Return whether a path is that of a socket, or one in a folder of the machine that the page names.

    The folder is named above the list or the table of the entry, with a colon behind it.
    """
    if _SOCKET.fullmatch(path):
        return True
    outline, line = scope.project.outlines.of(entry.page), entry.where.line or 0
    above = reversed(outline.lines[outline.section(line) : max(0, line - 1)])
    introduction = next((text for text in above if not _LISTED.match(text)), "")
    return _OUTSIDE.search(introduction.rstrip()) is not None
