"""Mask comments and strings, so that patterns match code only.

This is no parser: it knows where comments and strings begin and end, and code that is interpolated into
strings (``"${process.env.PORT}"``). An unclosed string ends with its line, so that what is misread
costs one line.
The time is linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

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
    """A text whose comments are blank, and which knows where its strings are. Offsets stay as they are."""

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
            (f"(?:{line})[^\n]*+", None) for line in style.line if line
        ]
        rows += [(re.escape(opening), closing) for opening, closing in style.block]
        rows += [(form.open + _rest(form), form) for form in style.strings]
        self.forms = [form for _, form in rows]
        alternatives = "|".join(f"({expression})" for expression, _ in rows)
        self.open = re.compile(alternatives or r"(?!)", re.MULTILINE)
        self.open_within = re.compile(f"{alternatives}|([{{}}])", re.MULTILINE)
        openings = (
            *style.line,
            *(opening for opening, _ in style.block),
            *(form.open for form in style.strings),
        )
        characters = "".join(re.escape(opening.lstrip("\\")[:1] or "\\") for opening in openings)
        # A set of characters is searched for ten times as fast as alternatives in groups.
        self.first = re.compile(f"[{characters}]" if characters else r"(?!)")
        self.first_within = re.compile(f"[{characters}{{}}]")
        self.rest = {form.open: re.compile(_rest(form)) for form in style.strings}


def _rest(form: StringForm) -> str:
    """Return the expression for the rest of a string, up to its end or to code within it."""
    if not form.close:
        return ""
    stops = [form.close, *filter(None, [form.interpolation])]
    special = "".join(re.escape(stop[0]) for stop in stops)
    special += re.escape(form.escape) + ("" if form.multiline else r"\n")
    others = [f"{re.escape(stop[0])}(?!{re.escape(stop[1:])})" for stop in stops if len(stop) > 1]
    if form.interpolation == "{":
        others.append(r"\{\{")  # a brace in an f-string
    if form.escape:
        others.append(re.escape(form.escape) + r"[\s\S]")
    plain = f"[^{special}]*+"
    more = f"(?:(?:{'|'.join(others)}){plain})*" if others else ""
    return f"{plain}{more}(?:{re.escape(form.close)})?"


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
    """Yield start, end and whether it is a comment, in order; strings with their quotes."""
    at = 0
    outer: list[tuple[StringForm, int]] = []  # strings whose interpolated code this is, with open braces
    while first := (tokens.first_within if outer else tokens.first).search(text, at):
        at = first.start()
        found = (tokens.open_within if outer else tokens.open).match(text, at)
        if not found:
            at += 1
            continue
        start, at = found.span()
        row = (found.lastindex or 1) - 1
        form = tokens.forms[row] if row < len(tokens.forms) else ""
        if form == "":
            if not (resumed := _brace(found[0], outer)):
                continue
            form, start = resumed, at
            rest = tokens.rest[form.open].match(text, at)
            at = rest.end() if rest else at
        if form is None:
            yield start, at, True
        elif isinstance(form, str):
            closing = text.find(form, at)
            at = closing + len(form) if closing >= 0 else len(text)
            yield start, at, True
        else:
            if not form.is_code:
                yield start, at, False
            if form.interpolation and text.startswith(form.interpolation, at):
                at += len(form.interpolation)
                outer.append((form, 1))


def _brace(brace: str, outer: list[tuple[StringForm, int]]) -> StringForm | None:
    """Count a brace in interpolated code; return the string that the last one leads back into."""
    form, depth = outer[-1]
    depth += 1 if brace == "{" else -1
    if depth:
        outer[-1] = form, depth
        return None
    outer.pop()
    return form
