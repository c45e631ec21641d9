"""Guess the prefix of a router that no other file mounts, from the name of its file."""

from __future__ import annotations

import posixpath
import re

_GENERAL = frozenset(
    {
        *("api", "app", "controller", "controllers", "endpoint", "endpoints", "handler", "handlers", "main"),
        *("route", "router", "routers", "routes", "server", "view", "views", "init"),
    }
)
"""Words in the names of files that say nothing about a prefix."""


def names_of_router(path: str) -> list[str]:
    """Return what a router may be mounted on: ``reports`` and others for ``admin_reports.py``.

    Nothing is returned if the name of the file, or that of its folder, says nothing.
    """
    folder, file = posixpath.split(posixpath.splitext(path)[0])
    own = (_words(name) for name in (file, posixpath.basename(folder)))
    words = next(filter(None, own), [])
    if not words:
        return []
    parts = ["_".join(words), "-".join(words), "/".join(words), words[0], words[-1]]
    return list(dict.fromkeys(form for part in parts for form in (part, f"{part}s", part.removesuffix("s"))))


def _words(name: str) -> list[str]:
    found = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)
    return [word.casefold() for word in found if word.casefold() not in _GENERAL]
