"""Read constants whose names say that they are defaults: ``DEFAULT_PORT = 80``, ``DEFAULTS = {port: 80}``."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvValue, Fact
from sphinx_archdoc.sources.patterns import literal
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_NAME = r"(?:default|DEFAULT|Default)\w{0,60}"
_CONSTANT = compile_expression(
    _NAME + r"(?:\s*+:\s*+[\w&'. ]{1,40}|[ ]\w{1,20})?\s*+:?=(?!=)\s*+(?:%DURATION%|%LIT%)%END%"
)
_OBJECT = compile_expression(
    _NAME + r"(?:\s*+:\s*+[\w&'.<>\[\], ]{1,80})?\s*+=\s*+(?:Object\.freeze\(\s*+)?\{"
)
_MEMBER = compile_expression(
    r"""\n[ \t]++["']?(?P<name>[A-Za-z_]\w{0,60})["']?\s*+:\s*+%LIT%[ \t]*+(?=[,\n}/#])"""
)
_LONGEST = 6_000
"""How many characters of an object are looked at."""


def read_default_constants(text: CodeText) -> Iterator[Fact]:
    """Yield constants with literal values, and the members of objects."""
    if "efault" not in text.raw and "DEFAULT" not in text.raw:
        return
    for found in text.matches(_CONSTANT):
        if text.masked.is_code(found.start()) and (value := literal(found)) is not None:
            yield EnvValue(_whole_name(text.plain, found.start()), value, text.line(found.start()))
    for opening in text.matches(_OBJECT):
        if text.masked.is_code(opening.start()):
            yield from _members(text, _whole_name(text.plain, opening.start()), opening.end())


def _whole_name(plain: str, at: int) -> str:
    """Return the name that the word at offset *at* is in: ``SHOP_DEFAULT_PORT``."""
    start = end = at
    while start and (plain[start - 1].isalnum() or plain[start - 1] == "_"):
        start -= 1
    while end < len(plain) and (plain[end].isalnum() or plain[end] == "_"):
        end += 1
    return plain[start:end]


def _members(text: CodeText, name: str, start: int) -> Iterator[Fact]:
    end = text.plain.find("\n}", start, start + _LONGEST)
    for member in _MEMBER.finditer(text.plain, start - 1, end if end >= 0 else start):
        if text.masked.is_code(member.start()) and (value := literal(member)) is not None:
            yield EnvValue(f"{name}.{member['name']}", value, text.line(member.start("name")))
