"""Find which brackets of the code belong together. The time is linear in the length of the text."""

from __future__ import annotations

import re

from sphinx_archdoc.sources.text import CodeText

_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSES = {")": "(", "]": "[", "}": "{"}


class Brackets:
    """Which brackets of the code belong together; those in comments and strings are left out."""

    def __init__(self, text: CodeText) -> None:
        self._length = len(text.raw)
        self._ends: dict[int, int] = {}
        self._around: dict[int, int] = {}
        stack: list[tuple[str, int]] = []
        for bracket in _BRACKET.finditer(text.plain):
            at, sign = bracket.start(), bracket[0]
            if not text.masked.is_code(at):
                continue
            if sign not in _CLOSES:
                self._around[at] = stack[-1][1] if stack else -1
                stack.append((sign, at))
            elif stack and stack[-1][0] == _CLOSES[sign]:
                self._ends[stack.pop()[1]] = at

    def end_of(self, at: int) -> int:
        """Return where the bracket that opens at offset *at* is closed; that offset itself if it is not."""
        return self._ends.get(at, at)

    def end_around(self, at: int) -> int:
        """Return where the bracket that encloses offset *at* is closed."""
        around = self._around.get(at, -1)
        return self._ends.get(around, self._length) if around >= 0 else self._length
