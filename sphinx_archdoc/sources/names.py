"""Find names that have the form of a variable's in a text of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Both begin with literal text, because that is ten times as fast as a set of characters.
_JOINT = re.compile(r"_[A-Z0-9](?<=[A-Z0-9]_[A-Z0-9])")
_QUOTED_WORD = tuple(
    re.compile(expression) for expression in (r'"[A-Z][A-Z0-9]{2,40}"', r"'[A-Z][A-Z0-9]{2,40}'")
)
_REST = re.compile(r"[A-Z0-9_]*")
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")

_LONGEST = 100
_ESCAPES = ("\\n", "\\r", "\\t")
"""White space in a string, after which a name may begin: ``"A_B=1\\nC_D=2"``."""


@dataclass(frozen=True)
class NamedAt:
    """A name in a text."""

    name: str
    start: int
    end: int

    def is_quoted(self, text: str) -> bool:
        """Return whether the name is all that a string holds."""
        quote = text[self.start - 1] if self.start else ""
        return quote in ("'", '"', "`") and text[self.end : self.end + 1] == quote


def find_words(text: str) -> list[NamedAt]:
    """Return names with an underscore, and quoted ones without, in order of offsets."""
    found = list(_joined(text))
    for expression in _QUOTED_WORD:
        found += [NamedAt(m[0][1:-1], m.start() + 1, m.end() - 1) for m in expression.finditer(text)]
    return sorted(found, key=lambda word: word.start)


def _joined(text: str) -> Iterator[NamedAt]:
    done = 0
    for joint in _JOINT.finditer(text):
        if joint.start() < done:
            continue
        start = joint.start()
        while start > done and text[start - 1] in _WORD:
            start -= 1
        rest = _REST.match(text, joint.end())
        done = rest.end() if rest else joint.end()
        if done - start > _LONGEST or text[start].isdigit():
            continue
        is_after_word = text[start - 1 : start].isalnum() and not text.endswith(_ESCAPES, 0, start)
        if not (is_after_word or text[done : done + 1].isalnum()):
            yield NamedAt(text[start:done].rstrip("_"), start, done)
