"""The part of a migration that applies it, if the file also contains the part that reverts it."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"^[ \t]*+(?:--|\#)[ \t]*+"
    r"(?:\+(?:goose|migrate|micrate)[ \t]++|migrate:|(?:---[ \t]*+)?!)(?P<way>up|down)",
    re.I | re.M,
)
"""The marks of goose, sql-migrate, micrate, dbmate and Play."""


def up_half(sql: str) -> str:
    """Return *sql* with empty lines in place of those that undo it."""
    parts: list[str] = []
    start = 0
    is_up = True
    for mark in _MARK.finditer(sql):
        parts.append(_kept(sql[start : mark.start()], is_up=is_up))
        start = mark.start()
        is_up = mark["way"].lower() == "up"
    parts.append(_kept(sql[start:], is_up=is_up))
    return "".join(parts)


def _kept(text: str, *, is_up: bool) -> str:
    return text if is_up else "\n" * text.count("\n")
