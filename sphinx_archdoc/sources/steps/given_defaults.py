"""Read the defaults that helpers of JavaScript take beside a variable: ``num(process.env.SHOP_LIMIT, 3)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.literals import literal
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_CALL = compile_expression(
    r"(?<![\w$.])(?P<helper>[A-Za-z_$][\w$]{0,60}+)\(\s{0,40}process\.env\.(?P<name>[A-Z][A-Z0-9_]{1,99}+)"
    r"\s{0,40},\s{0,40}%VALUE%\s{0,40},?\s{0,40}\)"
)
_NAME = r"[A-Za-z_$][\w$]{0,60}+"
_TYPE = r"(?:\s?:[^,()={}]{1,80})?"
_DEFINITION = re.compile(
    rf"\b(?:function (?P<function>{_NAME})|(?:const|let) (?P<constant>{_NAME})\s?=\s?(?:function )?)"
    rf"\(\s{{0,40}}(?P<given>{_NAME})\??{_TYPE},\s{{0,40}}(?P<default>{_NAME}){_TYPE},?\s{{0,40}}\)"
)
_LONGEST_BODY = 600


def read_given_defaults(text: CodeText) -> Iterator[Fact]:
    """Yield the reads whose defaults go to a helper of the same file that falls back on them."""
    if "(process.env." not in text.raw:
        return
    calls = [call for call in text.matches(_CALL) if text.masked.is_code(call.start())]
    helpers = _helpers(text.plain) if calls else frozenset()
    for call in calls:
        if call["helper"] in helpers and (default := literal(call, text.plain)) is not None:
            yield EnvRead(call["name"], text.line(call.start("name")), default, required=False)


def _helpers(plain: str) -> frozenset[str]:
    """Return the functions that return their second argument if the first one is of no use."""
    found: dict[str, bool] = {}
    for definition in _DEFINITION.finditer(plain):
        name = definition["function"] or definition["constant"]
        body = _body(plain, definition.end())
        found[name] = name not in found and _falls_back(body, definition["given"], definition["default"])
    return frozenset(name for name, falls_back in found.items() if falls_back)


def _body(plain: str, at: int) -> str:
    """Return what follows the parameters of a function: its line, or all up to the brace that closes it."""
    line = plain[at : at + _LONGEST_BODY].partition("\n")[0]
    if line.rstrip().endswith(("}", ";")):
        return line
    end = plain.find("\n}", at, at + _LONGEST_BODY)
    return plain[at:end] if end >= 0 else line


def _falls_back(body: str, given: str, default: str) -> bool:
    """Return whether a function returns its default in place of what is given, without comparing the two."""
    given, default = re.escape(given), re.escape(default)
    returns = re.search(rf"(?:\?\?|\|\||:|\breturn)\s{{0,8}}{default}(?=\s{{0,8}}[;}}\n)]|\s{{0,8}}\Z)", body)
    is_limit = re.search(
        rf"[<>]=?\s?{default}\b|\b{default}\s?[<>]|\bMath\.\w{{3,5}}\([^()]*{default}\b", body
    )
    return bool(returns and not is_limit and re.search(rf"(?<![\w$]){given}(?![\w$])", body))
