"""Mask comments and strings, so that patterns match code only.

This is no parser: it knows where comments and strings begin and end, and code that is interpolated into strings
(``"${process.env.PORT}"``). An unclosed string ends with its line, so that what is misread costs one line.
The time is linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Generator, Iterator

import msgspec

_DEEPEST = 8
"""How deep strings within interpolations within strings are followed."""

_Span = tuple[int, int, bool]


class StringForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One sort of string."""

    open: str
    """A regular expression without groups."""
    close: str
    """The text that ends it; empty if *open* matches the whole string, as for a character."""
    escape: str = "\\"
    """The character that takes the next one's meaning away."""
    multiline: bool = False
    """Whether it may go on in the next line."""
    interpolation: str = ""
    """The text that begins code within the string; a closing brace ends it."""
    is_code: bool = False
    """Whether what is in the string counts as code, as in a shell's double quotes."""


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How a language writes comments and strings."""

    line: tuple[str, ...] = ()
    """Regular expressions without groups that begin a comment up to the end of the line."""
    block: tuple[tuple[str, str], ...] = ()
    """What begins and what ends a comment."""
    strings: tuple[StringForm, ...] = ()


class Masked:
    """A text whose comments are blank, and which knows where its strings are. All offsets stay as they are."""

    def __init__(self, plain: str, strings: list[tuple[int, int]]) -> None:
        self.plain = plain
        """The text with comments replaced by spaces."""
        self._starts = [start for start, _ in strings]
        self._ends = [end for _, end in strings]

    def is_code(self, at: int) -> bool:
        """Return whether the character at offset *at* is outside strings."""
        before = bisect_right(self._starts, at) - 1
        return before < 0 or self._ends[before] <= at


class _Tokens:
    """The compiled form of a style."""

    def __init__(self, style: Style) -> None:
        rows: list[tuple[str, StringForm | str | None]] = [
            (f"(?:{line})[^\n]*", None) for line in style.line if line
        ]
        rows += [(re.escape(opening), closing) for opening, closing in style.block]
        rows += [(form.open, form) for form in style.strings]
        self.forms = [form for _, form in rows]
        alternatives = "|".join(f"({expression})" for expression, _ in rows)
        self.open = re.compile(alternatives or r"(?!)", re.MULTILINE)
        self.open_within = re.compile(f"{alternatives}|([{{}}])", re.MULTILINE)
        self.inside = {form.open: _inside(form) for form in style.strings}


def _inside(form: StringForm) -> re.Pattern[str]:
    """Return the expression for what ends a string, or begins code within it."""
    escape = [re.escape(form.escape) + r"[\s\S]"] if form.escape else []
    code = [f"({re.escape(form.interpolation)})" if form.interpolation else "((?!))"]
    line = [] if form.multiline else ["\n"]
    return re.compile("|".join([*escape, *code, "(" + "|".join([re.escape(form.close), *line]) + ")"]))


_tokens = functools.lru_cache(maxsize=64)(_Tokens)


def mask(text: str, style: Style) -> Masked:
    """Return the text with its comments blank and its strings known."""
    parts: list[str] = []
    strings: list[tuple[int, int]] = []
    done = 0
    for start, end, is_comment in _spans(text, _tokens(style)):
        if is_comment:
            parts += [text[done:start], _blank(text[start:end])]
            done = end
        else:
            strings.append((start, end))
    return Masked("".join([*parts, text[done:]]), strings)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _spans(text: str, tokens: _Tokens) -> Iterator[_Span]:
    """Yield start, end and whether it is a comment, in order; strings without their quotes."""
    at = 0
    outer: list[tuple[StringForm, int]] = []  # strings whose interpolated code this is, with open braces
    while True:
        found = (tokens.open_within if outer else tokens.open).search(text, at)
        if not found:
            return
        at = found.end()
        row = (found.lastindex or 1) - 1
        form = tokens.forms[row] if row < len(tokens.forms) else ""
        if isinstance(form, StringForm):
            at = yield from _string(text, at, form, tokens, outer)
        elif form is None:
            yield found.start(), at, True
        elif form:
            closing = text.find(form, at)
            at = closing + len(form) if closing >= 0 else len(text)
            yield found.start(), at, True
        else:
            at = yield from _brace(text, found, tokens, outer)


def _brace(
    text: str, found: re.Match[str], tokens: _Tokens, outer: list[tuple[StringForm, int]]
) -> Generator[_Span, None, int]:
    """Count a brace in interpolated code; the last one leads back into the string."""
    form, depth = outer[-1]
    depth += 1 if found[0] == "{" else -1
    if depth:
        outer[-1] = form, depth
        return found.end()
    outer.pop()
    return (yield from _string(text, found.end(), form, tokens, outer))


def _string(
    text: str, at: int, form: StringForm, tokens: _Tokens, outer: list[tuple[StringForm, int]]
) -> Generator[_Span, None, int]:
    """Yield a string from its first character on, and return where code begins again."""
    if not form.close:
        return at
    start = at
    inside = tokens.inside[form.open]
    while found := inside.search(text, at):
        at = found.end()
        if found.lastindex == 1 and len(outer) < _DEEPEST:
            outer.append((form, 1))
        elif found.lastindex is None or found.lastindex == 1:
            continue
        if not form.is_code:
            yield start, found.start(), False
        return at
    if not form.is_code:
        yield start, len(text), False
    return len(text)
