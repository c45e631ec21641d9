"""Labels before a text: ``**Symptom:** what one sees``, one a line."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

_BOLD = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>(?:(?!(?P=mark)).)+?)(?::\s*(?P=mark)|(?P=mark)\s*:)(?P<rest>\s.*|)$"
)
_EMPHASIZED = re.compile(r"(?P<mark>[*_])(?![*_\s])(?P<label>[^*_:]+):(?P<rest>.*?)(?P=mark)\s*$")
_PLAIN = re.compile(r"(?P<label>[^:`*_\[\]]{1,60}):(?P<rest>\s+\S.*)$")
_TITLE = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_]+)(?P=mark):?\s*$")

DASH = re.compile(r"\s+(?:-{1,2}|–|—)(?:\s+|$)")
COLON = re.compile(r":(?:\s+|$)")
"""What parts the name of an item from what is said of it."""

Known = Callable[[str], bool]
"""Whether a label without bold type is meant as one."""


class Labelled(msgspec.Struct, frozen=True):
    """A label, and what stands behind it to the next one."""

    label: str
    text: str
    start: int
    end: int


def nobody(label: str) -> bool:
    """Take no label that is not set in bold type."""
    return False


def read_labels(text: str, start: int, known: Known = nobody) -> list[Labelled]:
    """The labels in a paragraph that begins on line *start*; none if it does not begin with one."""
    found: list[Labelled] = []
    for line, written in enumerate(text.split("\n"), start):
        split = split_label(written, known)
        if split:
            found.append(Labelled(*split, line, line))
        elif found:
            last = found[-1]
            found[-1] = Labelled(last.label, f"{last.text}\n{written}".strip("\n"), last.start, line)
        else:
            return []
    return found


def split_label(line: str, known: Known = nobody) -> tuple[str, str] | None:
    """A label and the text behind it."""
    bare = line.strip()
    for pattern in (_BOLD, _EMPHASIZED, _PLAIN):
        found = pattern.match(bare)
        if found and (pattern is _BOLD or known(found["label"])):
            return found["label"].strip().rstrip(":"), found["rest"].strip()
    return None


def title_of(text: str) -> str:
    """The words of a paragraph that is a heading in all but its marks: ``**API Endpoints:**``."""
    found = _TITLE.fullmatch(text.strip())
    return found["label"].strip().rstrip(":").strip() if found else ""
