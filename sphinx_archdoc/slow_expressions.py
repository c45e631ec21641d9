"""Say whether the regular expression of a project may take too long on a line of bounded length.

Accepted is what takes at most the square of the length, wherever a match may start. What is refused need not
be slow.

An expression is read as a sequence of atoms: characters, sets and classes. A choice is what can match in more
than one way: a quantifier, or alternatives. Two choices share characters if both can match what has to be
between them. The time grows with the length, and once more with each pair in a row that shares; the first
choice is where a match starts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?!\})(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})[+?]?")
_BACK = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
_OPEN = re.compile(r"\((?!\?)|\(\?(?:P<\w+>|(?P<look><?[=!])|>|[a-zA-Z]*(?:-[a-zA-Z]+)?:)")
_SKIPPED = re.compile(r"\(\?(?:#[^)]*|[a-zA-Z]+)\)")
_VERBOSE = re.compile(r"\(\?[a-wyzA-Z]*x")
_ATOM = re.compile(r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|0[0-7]{0,2}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_ALPHABET = "".join(map(chr, range(0x250))) + "\u0660\u2003\u4e00\U0001f600"
"""Characters of all classes."""
_MOST_PAIRS = 1


@dataclass(kw_only=True)
class _Item:
    """An atom, or after its atoms a group that is a choice."""

    characters: frozenset[str]
    start: int
    """The index of the first item in the group."""
    is_required: bool = True
    """Whether each match has one of its characters."""
    is_choice: bool = False
    may_fail: bool = True


@dataclass
class _Group:
    """A group that is open."""

    start: int
    is_look: bool = False
    has_alternatives: bool = False
    alternative: int = 0
    """The index of the first item of the alternative."""
    is_required: bool = True
    """Whether all alternatives before match at least one character."""


class _Refused(Exception):
    """The expression is refused; the message says why."""


def why_too_slow(expression: str) -> str:
    """Return a clause that says why an expression is refused; empty if it takes at most quadratic time.

    Refused are references back to a group, repeated groups that can match in more than one way, which can
    take exponential time, and quantifiers that can share the same characters in too many ways.

    :param expression: a valid one.
    """
    if _VERBOSE.search(expression):
        return "the expression has the flag x"
    try:
        items = _Reader(expression).read()
    except _Refused as reason:
        return str(reason)
    starts_once = re.match(r"(?:\^|\\A)(?![*?{])", expression) and not any(
        item.start == 0 for item in items[1:]
    )
    if _shares_too_often(items, 0 if starts_once else -1):
        return "the expression has several quantifiers that can match the same characters"
    return ""


class _Reader:
    """Reads one expression."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        near = {chr(min(max(ord(one) + by, 0), 0x10FFFF)) for one in expression for by in (-1, 0, 1)}
        self.alphabet = _ALPHABET + "".join(near)
        self.items: list[_Item] = []
        self.groups = [_Group(0)]

    def read(self) -> list[_Item]:
        """Return the items of the expression."""
        at = 0
        while at < len(self.expression):
            at = self._next(at)
        self._close(self.groups.pop(), None)
        return self.items

    def _next(self, at: int) -> int:
        """Read what is at an offset, and return the offset behind it."""
        if _BACK.match(self.expression, at):
            raise _Refused("the expression refers back to a group")
        if skipped := _SKIPPED.match(self.expression, at):
            return skipped.end()
        count = len(self.items)
        if opened := _OPEN.match(self.expression, at):
            self.groups.append(_Group(count, opened["look"] is not None, alternative=count))
            return opened.end()
        if self.expression[at] == "|":
            self._end_alternative(self.groups[-1])
            return at + 1
        if self.expression[at] == ")":
            quantifier = _QUANTIFIER.match(self.expression, at + 1)
            self._close(self.groups.pop(), quantifier)
            return quantifier.end() if quantifier else at + 1
        atom = _ATOM.match(self.expression, at)
        assert atom is not None
        quantifier = _QUANTIFIER.match(self.expression, atom.end())
        low, high = _bounds(quantifier)
        if characters := _characters(atom[0], self.alphabet):
            item = _Item(characters=characters, start=count, is_required=low > 0, may_fail=low > 0)
            item.is_choice = low != high
            self.items.append(item)
        else:
            self._add_condition()
        return quantifier.end() if quantifier else atom.end()

    def _add_condition(self) -> None:
        """Add what matches no character and may fail, such as the end of a word."""
        self.items.append(_Item(characters=frozenset(self.alphabet), start=len(self.items)))

    def _end_alternative(self, group: _Group) -> None:
        group.has_alternatives = True
        group.is_required &= any(item.is_required for item in self.items[group.alternative :])
        group.alternative = len(self.items)

    def _close(self, group: _Group, quantifier: re.Match[str] | None) -> None:
        inner = self.items[group.start :]
        low, high = _bounds(quantifier)
        is_varied = group.has_alternatives or any(item.is_choice for item in inner)
        if group.has_alternatives:
            self._end_alternative(group)
        if group.is_look:
            if is_varied:
                raise _Refused("the expression looks ahead or behind with a quantifier or alternatives")
            del self.items[group.start :]
            self._add_condition()
            return
        if not inner and (group.has_alternatives or low != high):
            raise _Refused("the expression has a quantifier or alternatives that match nothing")
        if is_varied and high > 1 and not _has_separator(group, inner):
            raise _Refused("the expression repeats a group that has a quantifier or alternatives")
        if inner and (group.has_alternatives or low != high):
            is_required = group.is_required and low > 0 and any(item.is_required for item in inner)
            for item in inner:
                item.is_required = False
            every = frozenset[str]().union(*(item.characters for item in inner))
            whole = _Item(characters=every, start=group.start, is_required=is_required, is_choice=True)
            whole.may_fail = False
            self.items.append(whole)


def _has_separator(group: _Group, items: list[_Item]) -> bool:
    """Return whether a text can be split into repetitions of a group in one way only.

    So it is if the group begins or ends with characters that are nowhere else in it, as in ``(-[a-z]+)*``.

    :param items: the items of the group.
    """
    if group.has_alternatives or sum(item.is_choice for item in items) > 1:
        return False
    ends = [(items[0], items[1:]), (items[-1], items[:-1])]
    return any(
        end.is_required and not end.is_choice and all(end.characters.isdisjoint(o.characters) for o in others)
        for end, others in ends
    )


@functools.lru_cache(maxsize=1000)
def _characters(atom: str, alphabet: str) -> frozenset[str]:
    """Return the characters that an atom can match, with any flags; none if it is a condition."""
    found = (re.findall(atom, alphabet, flags) for flags in (re.S, re.S | re.I))
    return frozenset(one for some in found for one in some if one)


def _bounds(quantifier: re.Match[str] | None) -> tuple[int, float]:
    if quantifier is None:
        return 1, 1
    if (sign := quantifier[0][0]) != "{":
        return int(sign == "+"), 1 if sign == "?" else float("inf")
    low = int(quantifier["low"] or 0)
    high = quantifier["high"] if quantifier["comma"] else quantifier["low"]
    return low, float(high or "inf")


def _shares_too_often(items: list[_Item], start: int) -> bool:
    """Return whether choices share characters in more ways than the square of the length.

    :param start: the index of the first item; -1 if a match may start anywhere.
    """
    last = max((number for number, item in enumerate(items) if item.may_fail), default=0)
    items = items[:last]  # what follows always matches
    most = [0] * (len(items) + 1)
    """For each item, how many pairs can be in a row, up to it."""
    for first in range(start, len(items)):
        if first >= 0:
            most[first] = max(most[first], most[first - 1] if first else 0)
            if not items[first].is_choice:
                continue
        before = most[first] if first >= 0 else 0
        for second in _sharing(items, first):
            most[second] = max(most[second], before + 1)
            if most[second] > _MOST_PAIRS:
                return True
    return False


def _sharing(items: list[_Item], first: int) -> Iterator[int]:
    """Yield the choices that can match the same characters as a choice before them.

    :param first: the index of that choice; -1 for where a match may start, which any character can be.
    """
    own = items[first].characters if first >= 0 else None
    between: list[_Item] = []
    for number in range(first + 1, len(items)):
        item = items[number]
        is_same = own is None or not own.isdisjoint(item.characters)
        if item.is_choice and is_same and item.start > first:
            inner = [one for one in between if not item.characters.isdisjoint(one.characters)]
            if len(inner) == len(between):
                yield number
        if item.is_required:
            if not is_same:
                return
            between.append(item)
