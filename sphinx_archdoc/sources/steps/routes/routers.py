"""Find on which router a route is registered: its receiver, a variable, or the function that it is in."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Mapping

from sphinx_archdoc.sources.text import CodeText, start_of_word

_ASSIGNED = re.compile(
    r"(?:^|\n)[ \t]{0,40}(?:export )?(?:let(?: mut)?|const|var|val)?[ \t]{0,8}(?P<name>[A-Za-z_$][\w$]{0,60})"
    r"(?:: ?[\w.<>\[\]* ]{1,60})?[ \t]{0,8}:?=(?![=>])"
)
_CHAINED = re.compile(r"[)}\]]\Z")
_FARTHEST = 200
"""Signs from a call to the next one of a chain."""
_LONGEST_CHAIN = 20_000
"""How far before a route the variable may be that its statement assigns to."""
_FUNCTIONS: Mapping[str, re.Pattern[str]] = {
    ".go": re.compile(r"\nfunc (?:\([^()\n]{0,80}\) ?)?(?P<name>\w{1,100})\("),
    ".rs": re.compile(
        r"\n[ \t]{0,16}(?:pub(?:\([^()\n]{0,20}\))? )?(?:async )?fn (?P<name>\w{1,100})(?:<[^<>\n]{0,60}>)?\("
    ),
}
"""Languages whose functions are given their routers, or return them, by the suffixes of files."""


class Routers:
    """The routers of a file.

    In languages in which functions are given their routers, the name of a variable begins with that of its
    function: ``Register.group``. The function itself, as others call it, is ``Register()``.
    """

    def __init__(self, text: CodeText) -> None:
        self._text = text
        suffix = next((one for one in _FUNCTIONS if text.path.endswith(one)), "")
        self._functions = (
            [(found.start(), found["name"]) for found in text.code_matches(_FUNCTIONS[suffix], "name")]
            if suffix
            else []
        )
        self._function_starts = [start for start, _ in self._functions]

    @functools.cached_property
    def _assigned(self) -> list[tuple[int, int, str]]:
        """Where variables begin that are assigned to, where what they are given begins, and their names."""
        return [
            (found.start("name"), found.end(), found["name"])
            for found in self._text.code_matches(_ASSIGNED, "name")
        ]

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._assigned]

    def of(self, word: int) -> str:
        """Return what the word at an offset is called on; empty if that is nothing with a name."""
        raw, dot = self._text.raw, word - 1
        if raw[dot : dot + 1] != ".":
            return ""
        before = self._before(dot)
        receiver = before[start_of_word(before, len(before)) :]
        name = receiver or self._chained(dot)
        if name:
            return self.local(name, word)
        return self.function(word)

    def assigned(self, word: int) -> str:
        """Return the variable that is given what the word at an offset returns: ``v1 := r.Group("/v1")``."""
        number = bisect_right(self._starts, word) - 1
        if number < 0:
            return ""
        _, end, name = self._assigned[number]
        between = self._text.raw[end : min(word, end + 200)]
        is_direct = word - end < 200 and "\n" not in between and "(" not in between.replace("()", "")
        return self.local(name, word) if is_direct else ""

    def local(self, name: str, at: int) -> str:
        """Return the name of a variable, with its function if that matters."""
        function = self.function(at).removesuffix("()")
        return f"{function}.{name}" if function else name

    def function(self, at: int) -> str:
        """Return the function that an offset is in, with parentheses; empty if that does not matter."""
        number = bisect_right(self._function_starts, at) - 1
        return f"{self._functions[number][1]}()" if number >= 0 else ""

    def _before(self, dot: int) -> str:
        """Return what is in front of a dot, without a comment between a chain of calls and its next one."""
        start = max(0, dot - _FARTHEST)
        raw = self._text.raw[start:dot]
        return (self._text.plain[start:dot] if "//" in raw or "*/" in raw else raw).rstrip()

    def _chained(self, dot: int) -> str:
        """Return the variable that a chain of calls is assigned to."""
        number = bisect_right(self._starts, dot) - 1
        if number < 0 or not _CHAINED.search(self._before(dot)):
            return ""
        _, end, name = self._assigned[number]
        between = self._text.plain[end:dot] if dot - end < _LONGEST_CHAIN else ";"
        return "" if ";" in between or "\n\n" in between else name
