"""Whether the text around a read says anything about the variable: a test of what was read, a default."""

from __future__ import annotations

import re

_TEST = re.compile(r"\b(?:if|assert)\b[ \t]*")
_BLOCK = re.compile(r"[{:\n]|\Z")
"""What ends a condition that is not in parentheses."""
_ASSIGNMENT = re.compile(r"(?<![=!<>])=(?![=>])")
_HOLDERS = re.compile(r"(?P<names>[\w$][\w$, ]*)(?::[\w<>\[\]|?., ]*)?\Z")
"""What is left of an assignment: one name or several, and perhaps a type."""
_ASSIGNED = re.compile(r"(?<![\w$])(?P<name>[\w$]++)\s{0,20}:?=(?!=)")
_RETURNED = re.compile(r"\breturn\b[^\n;]*")
_BEFORE_STATEMENT = " \t\r\n{:)"
_NAME = re.compile(r"[\w$]+")

_PASSED_ON = re.compile(
    r"""\bname["']?\s*+[:=]\s*+["'`](?P<name>\w{1,100})["'`]\s*+,\s*+["']?value["']?\s*+[:=]\s*+[\w.$(\[?!]{0,60}"""
    r"""["'`]?\Z""",
    re.IGNORECASE,
)
"""What is in front of a name that a container is given: ``{"name": "SHOP_PORT", "value": os.environ["``."""

_FURTHEST = 300
"""How far in front of the end of a read its assignment is, in characters."""
_FURTHEST_RETURN = 600
"""How far behind a read its value is returned, in characters."""


def is_about_another(plain: str, at: int, match: re.Match[str]) -> bool:
    """Return whether what follows a read at offset *at* is about another variable than the one that holds it.

    ``if not token: mode = "demo"`` gives the mode a value, and not the token. ``if not port: return 80`` is a
    default of the port only if the port is returned otherwise. A value between "?" and ":", and one that
    stands again after a default, must be the variable itself.
    """
    groups = match.groupdict()
    own = groups.get("middle") or groups.get("again")
    if own is not None and _last_name(plain, at) not in _NAME.findall(own):
        return True
    test = _TEST.search(match[0])
    if test is None:
        return False
    end = _end_of_condition(match[0], test.end())
    tested, holders = set(_NAME.findall(match[0][test.end() : end])), _holders(plain, at)
    if holders.isdisjoint(tested):
        return True
    own_names = holders | tested
    statement = match[0][end:].lstrip(_BEFORE_STATEMENT)
    if assigned := _ASSIGNED.match(statement):
        return assigned["name"] not in own_names
    gives_value = any(groups.get(key) is not None for key in ("double", "single", "bare", "named"))
    returns = gives_value and statement.startswith("return")
    return returns and _returns_others(plain, match.end(), own_names)


def is_passed_on(plain: str, at: int, name: str) -> bool:
    """Return whether the name at offset *at* is read only for a container, which is given it."""
    found = _PASSED_ON.search(plain, max(0, at - _FURTHEST), at)
    return found is not None and found["name"] == name


def _returns_others(plain: str, at: int, names: set[str]) -> bool:
    """Return whether the text at offset *at* returns something, but nothing made of *names*."""
    after = plain[at : at + _FURTHEST_RETURN]
    for statement in re.split(r"[\n;]", after):
        made, *of = _ASSIGNMENT.split(statement, maxsplit=1)
        if of and names & {*_NAME.findall(of[0])}:
            names = names | {*_NAME.findall(made)}
    returned = _RETURNED.findall(after)
    return bool(returned) and not any(names & {*_NAME.findall(value)} for value in returned)


def _end_of_condition(text: str, start: int) -> int:
    """Return where the condition at offset *start* ends."""
    if not text.startswith("(", start):
        block = _BLOCK.search(text, start)
        return block.start() if block else len(text)
    depth = 0
    for offset in range(start, len(text)):
        depth += (text[offset] == "(") - (text[offset] == ")")
        if not depth:
            return offset + 1
    return len(text)


def _holders(plain: str, at: int) -> set[str]:
    """Return the names of the variables that hold what is read at offset *at*."""
    *before, _ = _ASSIGNMENT.split(plain[max(0, at - _FURTHEST) : at])
    left = re.split(r"[\n;{}]", before[-1])[-1] if before else ""
    found = _HOLDERS.search(left)
    return set(_NAME.findall(found["names"])) if found else set()


def _last_name(plain: str, at: int) -> str:
    """Return the word that ends at offset *at*, or before the signs in front of it: the name that is read."""
    found = _NAME.findall(plain[max(0, at - _FURTHEST) : at])
    return found[-1] if found else ""
