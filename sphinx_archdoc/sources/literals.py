"""Literal values in code, and what a text says of the constants and functions that stand for them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from sphinx_archdoc.sources.table import compile_expression

GENERIC = re.compile(r"_*(?:defaults?|fallback)(?:_?val(?:ue)?s?)?", re.I)
"""A name that a parameter of any function has: ``defaultValue``."""


def last_part(identifier: str) -> str:
    """Return an identifier without its module, class or receiver: ``Keys`` of ``self::Keys``."""
    return re.split(r"[.:>]", identifier.rstrip(".:->").lstrip("@&"))[-1]


_SUFFIX = re.compile(r"(?<=\d)_?(?:[ui](?:8|16|32|64|128|size)|f(?:32|64)|L)\Z")
"""The type at the end of a number: ``80u16`` of Rust, ``30L`` of Java."""
_UNITS = {"Millisecond": "ms", "Second": "s", "Minute": "m", "Hour": "h"}
_OF_FIELD = re.compile(r"[a-z]\w*\.[A-Z]\w*\Z")
"""A field of Go: ``cfg.Timeout``."""


def literal(match: re.Match[str], plain: str = "") -> str | None:
    """Return the value of the literal in a match, without quotes; None if there is none.

    :param plain: the text in which a constant is looked for that is given instead of a literal.
    """
    groups = match.groupdict()
    keys = ("double", "single", "bare", "default_plain")
    found = next((groups[key] for key in keys if groups.get(key) is not None), None)
    if groups.get("product"):
        return _product(groups["product"])
    if groups.get("bare"):
        return _SUFFIX.sub("", groups["bare"])
    if found is None and groups.get("unit"):
        return f"{groups['amount'] or groups['times'] or 1}{_UNITS[groups['unit']]}"
    if found is None and groups.get("named"):
        name = last_part(groups["named"])
        return _constant(plain, name) or (_field(plain, name) if _OF_FIELD.match(groups["named"]) else None)
    return found


def _product(text: str) -> str:
    """Return the value of ``16 * 1024`` or ``1 << 20``."""
    first, *others = re.split(r"(\*|<<)", re.sub(r"[\s_]", "", text))
    value = int(first)
    for sign, factor in zip(others[::2], others[1::2], strict=True):
        value = value * int(factor) if sign == "*" else value << int(factor)
    return str(value)


def _constant(plain: str, name: str) -> str | None:
    """Return the literal that a text gives a constant; None unless there is exactly one."""
    is_parameter = not name.isupper() and GENERIC.fullmatch(name) is not None
    return None if is_parameter else _constants(plain).get(name)


def _field(plain: str, name: str) -> str | None:
    """Return the literal that a field has been given as a default; None unless there is exactly one.

    That is ``Timeout: defaultTimeout`` above ``cfg.Timeout, err = readEnv("SHOP_TIMEOUT", cfg.Timeout)``.
    """
    given = re.findall(
        rf"\n[ \t]{{1,40}}{re.escape(name)}:[ \t]{{1,40}}(\w*[dD]efault\w*),?[ \t]{{0,40}}(?=\n)", plain
    )
    return _constant(plain, given[0]) if len(given) == 1 else None


_GO_TYPE = r"(?:string|bool|u?int(?:8|16|32|64)?|float(?:32|64)|time\.Duration)"
"""The type of a constant in Go, which is after its name: ``const port int = 80``."""
_TYPE = r"(?:\s*+->\s*+[\w&'<>.\[\], ]{1,40}?|\s*+:\s*+\??[\w<>.\[\]| ]{1,40}?|[ ][\w.*\[\]]{1,30}?)??"
FUNCTION = (
    rf"\s?=?\s?\(\s*+(?:&?self)?\s*+\){_TYPE}\s*+(?:=>|=|:(?=[ \t]*+\n))?\s*+(?P<brace>\{{)?\s*+"
    r"(?:\"\"\"[^\"]{0,300}\"\"\"\s*+|//[^\n]{0,200}\n\s*+)?(?:return\s++)?(?:String::from\(\s*+)?(?:%DURATION%|%LIT%)"
    r"(?:\.(?:into|to_string|to_owned)\(\)|\))?(?(brace)\s*+;?\s*+\}|%END%)"
)
"""What follows the name of a function that takes nothing and returns a literal."""


@functools.lru_cache(maxsize=2)  # a text is asked for many constants, one after the other
def _constants(plain: str) -> Mapping[str, str | None]:
    """Return the constants and the functions that a text defines with a literal.

    The value is None for those that it defines twice.
    """
    constant = (
        rf"(?<![\w.$])(?P<defined>[A-Za-z_$][\w$]*+)(?:[ ]{_GO_TYPE}\b|\s*+:\s*+[\w&'.\[\]| ]{{1,40}})?"
        r"\s*+:?=(?!=)\s*+(?:%DURATION%|%LIT%)%END%"
    )
    found: dict[str, str | None] = {}
    for expression in (constant, rf"(?<![\w.$])(?P<defined>[A-Za-z_$][\w$]*+){FUNCTION}"):
        for match in compile_expression(expression).finditer(plain):
            name = match["defined"]
            found[name] = None if name in found else literal(match)
    return found
