"""Tell whether a function fails once it has collected the names of all variables without a value."""

from __future__ import annotations

import re

_COLLECTS = r"(?P<list>\w{{1,40}})(?:\s?:?=\s?append\((?P=list),\s?|\.(?:push|append|add)\(){name}\s?\)"
"""``missing = append(missing, name)``, ``missing.push(name)``."""
_IS_ABSENT_BEFORE = re.compile(r"(?:!|\bnot )\s?(?:[\w.]{1,40}\.)?\Z")
"""What is in front of a call that asks for a value: ``if !isSet(name)``."""
_IS_ABSENT_BEHIND = re.compile(r"[^\n]{0,80}\)\s{0,3}(?:==\s?(?:\"\"|'')|is None|===? (?:undefined|null))")
_FAILS = re.compile(
    r"\b(?:throw|raise|panic\(|fmt\.Errorf|errors\.New|(?:sys|process|os)\.[eE]xit|(?:\w{1,20}\.)?Fatal[fln]{0,2}\()"
)


def fails_for_missing(plain: str, at: int, end: int, name: str) -> bool:
    """Return whether a function that reads variables in a loop fails after the loop.

    :param at: where the call begins that reads a variable.
    :param end: how far the function may reach.
    :param name: what holds the name of the variable in the loop.
    """
    line = plain.rfind("\n", 0, at) + 1
    is_absent = _IS_ABSENT_BEFORE.search(plain, line, at) or _IS_ABSENT_BEHIND.match(plain, at)
    collected = re.compile(_COLLECTS.format(name=re.escape(name))).search(plain, at, end)
    return bool(is_absent and collected and _FAILS.search(plain, collected.end(), end))
