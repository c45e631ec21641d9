"""Read paths that are constants: ``@RequestMapping(Paths.USERS)``, ``[HttpGet(Routes.Base + "/{id}")]``.

A constant may be defined in another file. So it stays a name within the path, which is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sphinx_archdoc.sources.facts import MARKED, Fact, PathConstant
from sphinx_archdoc.sources.text import CodeText

_FILES = (".java", ".kt", ".kts", ".groovy", ".cs")
_ANNOTATION = re.compile(
    r"[@\[](?P<word>[A-Za-z]{3,30})(?P<open>\()(?:\s{0,40}(?:path|value|template)\s?=(?!=))?"
    r"(?P<array>\s{0,40}[{\[])?"
)
_TERM = re.compile(
    r"\s{0,40}(?:(?P<filled>\$?)\"(?P<text>[^\"\s\\]{0,200})\"|(?P<name>[A-Za-z_][\w.]{0,120}))\s{0,40}"
)
"""A text or a constant, and the blanks around it."""
_MOST_TERMS = 8
_MOST_PATHS = 8
_DEFINITION = re.compile(
    r"\b(?:String|const val|const string)\s{1,8}(?P<name>[A-Z]\w{0,80})(?:\s?:\s?String)?\s{0,8}=(?!=)"
)
_MOST_CONSTANTS = 500
"""Constants of a file."""
_OWNER = re.compile(r"\b(?:class|interface|object|record|enum) (?P<name>\w{1,100})")
_IN_TEXT: Mapping[str, re.Pattern[str]] = {
    ".kt": re.compile(r"\$\{(?P<name>[A-Za-z_][\w.]{0,120})\}|\$(?P<bare>[A-Za-z_]\w{0,80})"),
    ".cs": re.compile(r"(?<!\{)\{(?P<name>[A-Za-z_][\w.]{0,120})\}(?!\})"),
}
"""Constants within a text, by the suffixes of files."""


class ConstantCall(NamedTuple):
    """An annotation whose path is not a text."""

    word: str
    start: int
    """Where the word begins."""
    at: int
    """Where its arguments begin."""
    end: int
    """Where its paths end."""
    paths: tuple[str, ...]


def constant_calls(text: CodeText) -> Iterator[ConstantCall]:
    """Yield the annotations with a path that is a constant, or joined of constants and texts."""
    for found in _ANNOTATION.finditer(text.raw) if text.path.endswith(_FILES) else ():
        paths, end = _paths(text, found.end(), _MOST_PATHS if found["array"] else 1)
        is_whole = text.raw.startswith((")", ",", "}", "]"), end)
        if is_whole and any(map(MARKED.search, paths)) and text.is_code(found.start("word")):
            yield ConstantCall(found["word"], found.start("word"), found.start("open"), end, tuple(paths))


def read_path_constants(text: CodeText) -> Iterator[Fact]:
    """Yield the constants of a file that may be paths, or parts of some."""
    if not text.path.endswith(_FILES):
        return
    owners: list[tuple[int, str]] | None = None
    for number, found in enumerate(text.code_matches(_DEFINITION, "name")):
        if number >= _MOST_CONSTANTS:
            return
        value, end = _joined(text, found.end())
        if value and (text.raw.startswith(";", end) or text.path.endswith((".kt", ".kts", ".groovy"))):
            if owners is None:
                owners = [(one.start(), one["name"]) for one in text.code_matches(_OWNER)]
            before = bisect_right(owners, (found.start(), ""))
            owner = owners[before - 1][1] if before else ""
            yield PathConstant(found["name"], owner, value, text.line(found.start("name")))


def _paths(text: CodeText, at: int, most: int) -> tuple[list[str], int]:
    """Return the paths from an offset on, separated by commas, and where the last of them ends."""
    paths: list[str] = []
    while len(paths) < most:
        path, end = _joined(text, at)
        if not path:
            break
        paths.append(path)
        at = end + 1
        if not text.raw.startswith(",", end):
            return paths, end
    return paths, at - 1


def _joined(text: CodeText, at: int) -> tuple[str, int]:
    """Return what is joined with plus signs from an offset on, and where it ends; empty if it is unknown."""
    parts: list[str] = []
    while len(parts) < _MOST_TERMS and (term := _TERM.match(text.raw, at)):
        parts.append(f"\0{term['name']}\0" if term["name"] else _filled(text, term))
        if not text.raw.startswith("+", term.end()):
            return "".join(parts), term.end()
        at = term.end() + 1
    return "", at


def _filled(text: CodeText, term: re.Match[str]) -> str:
    """Return a text whose constants are marked: ``"$BASE/users"`` of Kotlin, ``$"{Base}/users"`` of C#."""
    suffix = next((suffix for suffix in _IN_TEXT if text.path.endswith(suffix)), "")
    written: str = term["text"]
    if not suffix or (suffix == ".cs" and not term["filled"]):
        return written
    marked = _IN_TEXT[suffix].sub(lambda found: f"\0{next(filter(None, found.groups()))}\0", written)
    return marked.replace("{{", "{").replace("}}", "}") if suffix == ".cs" else marked
