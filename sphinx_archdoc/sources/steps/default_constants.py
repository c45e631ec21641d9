"""Read defaults by name: ``DEFAULT_PORT = 80``, ``DEFAULTS = {port: 80}``, ``default_port() { 80 }``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, EnvValue, Fact
from sphinx_archdoc.sources.literals import FUNCTION, literal
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_NAME = r"(?:default|DEFAULT|Default)\w{0,60}"
_DEFINITION = compile_expression(
    _NAME + r"(?:\s*+:\s*+[\w&'.\[\]| ]{1,40}|[ ]\w{1,20})?\s*+:?=(?!=)\s*+(?:%DURATION%|%LIT%)%END%"
)
_FUNCTION = compile_expression(_NAME + FUNCTION)
_OBJECT = compile_expression(
    _NAME + r"(?:\s*+:\s*+[\w&'.<>\[\], ]{1,80})?\s*+:?=\s*+"
    r"(?:Object\.freeze\(\s*+|(?:map\[string\]){1,2}string)?\{"
)
_PREFIX = re.compile(
    r"""(?:ENV|[eE]nv|ENVIRONMENT|[eE]nvironment)(?:_VAR|Var)?(?:_PREFIX|Prefix)"""
    r"""(?:\s?:\s?&?[\w' ]{1,20}| string)?\s?:?=\s?["'](?P<prefix>[A-Z][A-Z0-9_]{0,60}_)["']"""
)
"""``ENV_PREFIX = "SHOP_"``: what puts it in front of names may be a library."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]{0,60}_[A-Z0-9_]{1,60}")
_MEMBER = compile_expression(
    r"""\n[ \t]++["']?(?P<name>[A-Za-z_]\w{0,60})["']?\s*+:\s*+%LIT%[ \t]*+(?=[,\n}/#])"""
)
_READS = re.compile(
    r"process\.env|meta\.env|[gG]et_?[eE]nv|[lL]ookupEnv|environ\b|\bENV\b|env::var|GetEnvironmentVariable"
)
_LONGEST = 6_000
"""How many characters of an object are looked at."""


def read_default_constants(text: CodeText) -> Iterator[Fact]:
    """Yield constants and functions with literal values, and the members of objects.

    If the file reads the environment, members whose names are those of variables are what it reads.
    """
    yield from _prefixes(text)
    if "efault" not in text.raw and "DEFAULT" not in text.raw:
        return
    for found in (*text.matches(_DEFINITION), *text.matches(_FUNCTION)):
        name, is_member = _whole_name(text.plain, found.start())
        if is_member or not text.masked.is_code(found.start()):
            continue
        if (value := literal(found)) is not None:
            yield EnvValue(name, value, text.line(found.start()))
    is_reader = _READS.search(text.raw) is not None
    for opening in text.matches(_OBJECT):
        if text.masked.is_code(opening.start()):
            name, _ = _whole_name(text.plain, opening.start())
            yield from _members(text, name, opening.end(), is_reader=is_reader)


def _whole_name(plain: str, at: int) -> tuple[str, bool]:
    """Return the name around offset *at*, ``SHOP_DEFAULT_PORT``, and whether it is the name of a member."""
    start = end = at
    while start and (plain[start - 1].isalnum() or plain[start - 1] == "_"):
        start -= 1
    while end < len(plain) and (plain[end].isalnum() or plain[end] == "_"):
        end += 1
    return plain[start:end], plain[start - 1 : start] == "."


def _prefixes(text: CodeText) -> Iterator[Fact]:
    """Yield the prefixes that constants say all variables have."""
    for found in text.matches(_PREFIX) if "PREFIX" in text.raw or "refix" in text.raw else ():
        if text.masked.is_code(found.start()):
            line = text.line(found.start())
            yield EnvRead(found["prefix"], line, is_prefix=True, is_implied=True, is_held=True)


def _members(text: CodeText, name: str, start: int, *, is_reader: bool) -> Iterator[Fact]:
    """Yield the members of an object.

    :param is_reader: whether the file reads the environment, so that variables among them are read.
    """
    end = text.plain.find("\n}", start, start + _LONGEST)
    for member in _MEMBER.finditer(text.plain, start - 1, end if end >= 0 else start):
        if text.masked.is_code(member.start()) and (value := literal(member)) is not None:
            line, key = text.line(member.start("name")), member["name"]
            yield EnvValue(f"{name}.{key}", value, line)
            if is_reader and _VARIABLE.fullmatch(key) and " " not in value:
                yield EnvRead(key, line, value, required=False, is_implied=True)
