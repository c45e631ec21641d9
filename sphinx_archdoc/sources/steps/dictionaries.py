"""Read the keys of C#'s dictionaries, which loops may look up: ``names = new() { { "SHOP_PORT", 1 } }``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvConstant, Fact
from sphinx_archdoc.sources.text import CodeText

_OPENING = re.compile(
    r"new(?:\s+(?:Sorted)?Dictionary<string,[^=;{}()]{1,80}>)?\s*(?:\([^(){};]{0,60}\)\s*)?\{(?=\s*\{\s*\")"
)
_NAME = re.compile(r"(?P<name>[A-Za-z_]\w{0,80})\s*=\s*\Z")
_MEMBER_KEY = re.compile(r"\{\s*\"(?P<key>[A-Z][A-Z0-9_]{1,99})\"\s*,")
_IN_FRONT = 100
_LONGEST = 20_000
"""How many characters of a dictionary are looked at."""


def read_dictionaries(text: CodeText) -> Iterator[Fact]:
    """Yield the keys that may be names of variables as members of the dictionary."""
    if "new" not in text.raw or '{ "' not in text.raw:
        return
    for opening in text.matches(_OPENING):
        start = opening.start()
        name = _NAME.search(text.plain, max(0, start - _IN_FRONT), start)
        if name is None or not text.masked.is_code(start):
            continue
        end = text.plain.find("};", opening.end(), opening.end() + _LONGEST)
        for key in _MEMBER_KEY.finditer(text.plain, opening.end(), end if end >= 0 else opening.end()):
            if text.masked.is_code(key.start()):
                yield EnvConstant(name["name"], key["key"], text.line(key.start("key")))
