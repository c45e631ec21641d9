"""Say whether a regular expression may take more than linear time on a line of bounded length."""

from __future__ import annotations

import re

_QUANTIFIER = re.compile(r"[*+?]|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\}")
_BACK = re.compile(r"\\[1-9]|\(\?P=")
_FEW = 20
"""A group that is repeated at most so often does no harm."""
_MOST_UNBOUNDED = 6


def why_not_linear(expression: str) -> str:
    """Return a clause that says why an expression is refused; empty if it is not.

    Refused are a quantifier within a quantified group, which can take exponential time, references back to a
    group, and more than six unbounded quantifiers.
    """
    nested = [False]  # for each open group, whether an unbounded quantifier is in it
    unbounded = 0
    at, closed = 0, False
    while at < len(expression):
        character = expression[at]
        if _BACK.match(expression, at):
            return "the expression refers back to a group"
        if character == "\\":
            at, closed = at + 2, False
            continue
        if character == "[":
            at, closed = _end_of_set(expression, at), False
            continue
        if character == "(":
            nested.append(False)
            at, closed = at + (2 if expression[at + 1 : at + 2] == "?" else 1), False
            continue
        if character == ")":
            inner = nested.pop() if len(nested) > 1 else False
            nested[-1] = nested[-1] or inner
            at, closed = at + 1, inner
            continue
        quantifier = _QUANTIFIER.match(expression, at)
        if quantifier and _is_unbounded(quantifier):
            if closed:
                return "the expression has a quantifier within a quantified group"
            unbounded += 1
            nested[-1] = True
        at, closed = (quantifier.end() if quantifier else at + 1), False
        if quantifier and expression[at : at + 1] in ("+", "?"):
            at += 1  # possessive or lazy
    return "the expression has more than six unbounded quantifiers" if unbounded > _MOST_UNBOUNDED else ""


def _is_unbounded(quantifier: re.Match[str]) -> bool:
    if quantifier[0] in "*+?":
        return quantifier[0] != "?"
    high = quantifier["high"] if quantifier["comma"] else quantifier["low"]
    return not high or int(high) > _FEW


def _end_of_set(expression: str, at: int) -> int:
    """Return the offset behind the set of characters that begins at offset *at*."""
    at += 1
    if expression[at : at + 1] == "^":
        at += 1
    if expression[at : at + 1] == "]":
        at += 1
    while at < len(expression) and expression[at] != "]":
        at += 2 if expression[at] == "\\" else 1
    return at + 1
