"""Read the schemas of django-environ: ``environ.Env(DEBUG=(bool, False))``. The time is linear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.steps.brackets import Brackets
from sphinx_archdoc.sources.text import CodeText

_SCHEMA = re.compile(r"\b(?:Env|FileAwareEnv)\(")
_KEY = re.compile(r"\s*+(?P<name>[A-Z][A-Z0-9_]{1,99})\s*+=(?!=)")
_DEFAULT = re.compile(
    r"""\s*+\(\s*+[\w.\[\]]{1,40}\s*+,\s*+(?:"(?P<double>[^"\n]{0,200})"|'(?P<single>[^'\n]{0,200})'|(?P<bare>[\w.-]{1,40}))\s*+,?\s*+\)"""
)
_COMMA_OR_BRACKET = re.compile(r"[,(\[{]")


def read_environ_schemas(text: CodeText) -> Iterator[Fact]:
    """Yield the keys of the schemas of a file as reads, with their defaults."""
    if "Env(" not in text.raw:
        return
    brackets = Brackets(text)
    done = 0
    for schema in text.matches(_SCHEMA):
        end = brackets.end_of(schema.end() - 1)
        if schema.start() >= done and end > schema.start():  # else it is in another one, or is not closed
            done = end
            for at in _arguments(text, brackets, schema.end(), end):
                yield from _read(text, at, end)


def _arguments(text: CodeText, brackets: Brackets, at: int, end: int) -> Iterator[int]:
    """Yield where each argument of a call begins."""
    yield at
    while found := _COMMA_OR_BRACKET.search(text.plain, at, end):
        at = found.end()
        if not text.masked.is_code(found.start()):
            continue
        if found[0] == ",":
            yield at
        else:
            at = max(at, brackets.end_of(found.start()))


def _read(text: CodeText, at: int, end: int) -> Iterator[EnvRead]:
    if key := _KEY.match(text.plain, at, end):
        default = _DEFAULT.match(text.plain, key.end(), end)
        value = default and (default["double"] or default["single"] or default["bare"] or "")
        value = None if value == "None" else value
        yield EnvRead(key["name"], text.line(key.start("name")), value, False if default else None)
