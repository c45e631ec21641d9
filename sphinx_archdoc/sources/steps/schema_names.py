"""Join ``port: process.env.SHOP_PORT`` with ``port: z.number().default(80)``: keys of a schema's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.literals import literal
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_KEY = re.compile(r"\n(?P<indent>[ \t]{1,60})(?P<key>[A-Za-z_$][\w$]{0,60}):[ \t\n]")
_READ = re.compile(r"process\.env\.(?P<name>[A-Z][A-Z0-9_]{1,99})\b")
_SCHEMA = re.compile(r"\b(?:z|Joi|joi|v|yup|t|Type|S)\s*\.")
_DEFAULT = compile_expression(r"\.(?:default|prefault)\(\s*+%LIT%\s*+\)")
_LONGEST = 1_000
"""How many characters of a value are looked at."""


def read_schema_names(text: CodeText) -> Iterator[Fact]:
    """Yield the variables that are given to a schema under other names, with their defaults.

    What belongs together has the same path of keys. A path that occurs twice, in two schemas, is left alone.
    """
    raw = text.raw
    if ".default(" not in raw or "process.env." not in raw or not _SCHEMA.search(raw):
        return
    defaults: dict[tuple[str, ...], str | None] = {}
    reads: list[tuple[tuple[str, ...], str, int]] = []
    for path, at, value in _values(text):
        if found := _READ.search(value):
            reads.append((path, found["name"], at + found.start()))
        elif _SCHEMA.search(value) and (default := _DEFAULT.search(value)):
            defaults[path] = None if path in defaults else literal(default)
    for path, name, at in reads:
        if (given := defaults.get(path)) is not None:
            yield EnvRead(name, text.line(at), given, required=False)


def _values(text: CodeText) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Yield the keys of all objects with the keys that they are within, told by their indentation."""
    keys = [key for key in text.matches(_KEY) if text.masked.is_code(key.start("key"))]
    within: list[tuple[int, str]] = []
    for number, key in enumerate(keys):
        indent = len(key["indent"])
        while within and within[-1][0] >= indent:
            within.pop()
        within.append((indent, key["key"]))
        end = keys[number + 1].start() if number + 1 < len(keys) else len(text.plain)
        yield (
            tuple(name for _, name in within),
            key.end(),
            text.plain[key.end() : min(end, key.end() + _LONGEST)],
        )
