"""One change, as a record for programs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sphinx_archdoc.answers.answer import AnswerRecord
from sphinx_archdoc.changes.classes import ChangeId, Risk

NO_VALUE = "nothing"
"""Shown for a value that there is not."""


class AffectedBy(AnswerRecord, frozen=True, kw_only=True):
    """An entry or page that a change may affect."""

    catalogue: str = ""
    """The catalogue that has it; empty for the one that changes."""
    key: str
    owner: str
    focus: str
    distance: int

    @property
    def name(self) -> str:
        """The key, with the catalogue before it if that is another one."""
        return f"{self.catalogue}:{self.key}" if self.catalogue else self.key


class CatalogueChange(AnswerRecord, frozen=True, kw_only=True):
    """One change between two states of a catalogue."""

    risk: Risk
    id: ChangeId
    fingerprint: str
    """Twelve hexadecimal digits that stay the same if lines move, by which a change is accepted."""
    key: str
    """The reference to the entry: in the new state, or in the old one if it is gone."""
    kind: str
    title: str
    field: str
    """The field, or the column of a table; empty for a change of the whole entry."""
    old: str
    new: str
    source: str
    line: int
    address: str
    owner: str
    """The owner of the entry, or of its page."""
    affected: tuple[AffectedBy, ...] = ()
    """Who is affected by a breaking or risky change, nearest first."""
    more_affected: bool = False
    """True if more are affected than are listed."""
    accepted: str = ""
    """The reason for which the change is accepted; empty if it is not."""

    def values(self, width: int) -> tuple[str, ...]:
        """Return what to show of the values: both, if one replaces the other; else the one that there is.

        :param width: the greatest number of characters of each.
        """
        old, new = excerpts(self.old, self.new, width)
        if self.field and self.id.opposite == self.id:
            return old or NO_VALUE, new or NO_VALUE
        return tuple(filter(None, (old, new)))

    def affected_names(self, most: int, quote: Callable[[str], str] = str) -> str:
        """Return the nearest affected with their owners, and the number of the others.

        :param most: how many to name.
        :param quote: returns a name as the text shows it.
        """
        names = [
            f"{quote(one.name)} ({quote(one.owner)})" if one.owner else quote(one.name)
            for one in self.affected[:most]
        ]
        left = len(self.affected) - len(names)
        more = f" and {'at least ' if self.more_affected else ''}{left} more" if left else ""
        return f"{', '.join(names)}{more}"


def excerpts(old: str, new: str, width: int) -> tuple[str, str]:
    """Return two values on one line each, from a few words before they differ.

    :param width: the greatest number of characters of each.
    """
    lines = [" ".join(text.split()) for text in (old, new)]
    pairs = enumerate(zip(*lines, strict=False))
    start = next((number for number, (a, b) in pairs if a != b), min(map(len, lines)))
    if max(map(len, lines)) <= width or not all(lines) or start < width // 2:
        start = 0
    else:
        start = max(lines[0].rfind(" ", 0, max(start - width // 3, 0)), 0)
    shown = [f"…{line[start:]}" if start else line for line in lines]
    first, second = (line if len(line) <= width else f"{line[: width - 1]}…" for line in shown)
    return first, second


def fingerprint(id_: ChangeId, key: str, field: str, old: str, new: str) -> str:
    """Return the fingerprint of a change."""
    text = "\0".join((id_, key, field, old, new))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
