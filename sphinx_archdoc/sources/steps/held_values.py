"""Read what code does later with a variable that it holds: it falls back on a default, or fails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvConstantRead, EnvRead, Fact
from sphinx_archdoc.sources.literals import literal
from sphinx_archdoc.sources.patterns import default_name
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_REACH = 1_500
"""How many characters behind a read its value is looked for."""
_HELD_BY_NAME = re.compile(
    r"\b(?:const|let|var) (?P<holder>[A-Za-z_$][\w$]{0,60})(?: ?: ?[\w<>| ]{1,60})? ?= ?"
    r"process\.env(?:\.|\[[\"'])(?P<name>[A-Z][A-Z0-9_]{1,99})(?:[\"']\])?(?:\?\.trim\(\))? ?;?\n"
)
"""``const days = process.env.SHOP_DAYS;``"""
_READ = re.compile(
    r"(?:os\.G|(?<!\w)g)etenv\((?:\"(?P<name>[A-Z][A-Z0-9_]{1,99})\"|(?:\w{1,40}\.)?(?P<constant>[A-Za-z_]\w{2,60}))\){1,2}[,\n}]"
)
_FIELD = re.compile(r"(?<!\w)(?P<name>[A-Za-z_]\w{0,60})(?:: {0,40}| ?= ?)(?:strings\.TrimSpace\()?\Z")
"""What is in front of a read: ``Config{Host: os.Getenv("SHOP_HOST")}``, ``config.Host = os.Getenv(name)``."""
_LONGEST_FIELD = 130
_CONDITION = re.compile(
    r"\bif ?\((?P<parts>[^{};&\n]{2,200})\) ?\{?\s{0,40}"
    r"(?:(?:console|log|logger)\.\w{1,20}\([^\n]{0,200}\n\s{0,40})?(?:throw|process\.exit)\b"
)


def read_held_values(text: CodeText) -> Iterator[Fact]:
    """Yield what happens without the variables that constants hold, in JavaScript."""
    if "process.env" not in text.raw:
        return
    for held in text.matches(_HELD_BY_NAME):
        name, line, rest = held["name"], text.line(held.start("name")), _rest(text.plain, held.end())
        holder = re.escape(held["holder"])
        chosen = compile_expression(
            rf"(?<![\w$.!]){holder}\s*+\?(?![.?])[^:?;\n]{{0,80}}\b{holder}\b[^:?;\n]{{0,40}}:\s*+%VALUE%%END%"
        )
        if not text.masked.is_code(held.start()):
            continue
        if found := chosen.search(rest):
            default = literal(found, text.plain)
            other = default_name(found["named"]) if default is None and found["named"] else ""
            yield EnvRead(name, line, default, required=False, default_name=other)
        elif any(_requires(condition["parts"], held["holder"]) for condition in _CONDITION.finditer(rest)):
            yield EnvRead(name, line, None, required=True)


def _requires(parts: str, holder: str) -> bool:
    """Return whether a condition is met without a value: ``!key || key.length < 32``."""
    return f"!{holder}" in {part.strip() for part in parts.split("||")}


def read_held_fields(text: CodeText) -> Iterator[Fact]:
    """Yield the defaults that fields get if the variables that they hold are empty, in Go."""
    if "os.Getenv" not in text.raw and "getenv func(" not in text.raw:
        return
    for read in text.matches(_READ):
        field = _FIELD.search(text.plain, max(0, read.start() - _LONGEST_FIELD), read.start())
        if field is None or not text.masked.is_code(read.start()):
            continue
        name = re.escape(field["name"])
        filled = compile_expression(
            rf'\bif (?P<owner>\w{{1,30}}\.){name} == ""\s*+\{{\s*+'
            rf"(?P=owner){name}\s*+=\s*+(?:%DURATION%|%VALUE%)\s*+\}}"
        )
        if found := filled.search(_rest(text.plain, read.end())):
            default, line = literal(found, text.plain), text.line(read.start())
            other = default_name(found["named"]) if default is None and found["named"] else ""
            if read["name"]:
                yield EnvRead(read["name"], line, default, required=False, default_name=other)
            else:
                yield EnvConstantRead(read["constant"], line, default, required=False, default_name=other)


def _rest(plain: str, at: int) -> str:
    """Return what is left of the function around an offset, or of the lines behind it."""
    end = plain.find("\n}\n", at - 1, at + _REACH)
    return plain[at : end if end >= 0 else at + _REACH]
