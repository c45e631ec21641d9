"""Compare the documented default of a variable with the one in the code."""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.amounts import amounts_differ, is_amount

_NO_VALUE = frozenset(
    {
        *("null", "none", "nil", "undefined", "unset", "empty", "not set", "no default"),
        *("computed", "derived"),
        *("n/a", "-", "—", "–", "required", "optional", "random", "varies", "see below"),
        *("auto", "automatic", "generated", "auto-generated", "autodetect", "auto-detect", "autodetected"),
        *("auto-detected", "detected", "inherited", "dynamic"),
    }
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[_,]\d{3})*|\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_REFERENCE = re.compile(r"\$\{|\$\(|\$[A-Z_]|%[A-Z_]+%|\{\{|<%|<[a-z]")
_WORDS = {"yes": "true", "no": "false", "on": "true", "off": "false", "enabled": "true", "disabled": "false"}
_QUOTES = (
    '""',
    "''",
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
)
_NOTED = re.compile(r"(`[^`]+`|[\w.+-]+)(?:\s+\([^()]*\)|\s*\uff08[^\uff08\uff09]*\uff09)")
"""A value with a note in parentheses: ``86400`` (a day). Those of Chinese and Japanese need no space."""
_NOTE = re.compile(r"\(.*\)|\uff08.*\uff09", re.DOTALL)
"""A note instead of a value: (deprecated)."""
_ABOUT = re.compile(r"[~\N{ALMOST EQUAL TO}\N{ASYMPTOTICALLY EQUAL TO}]\s*\d")
"""An amount that is only about right: ``~2h``."""
_RATE = re.compile(
    r"(?P<number>\d[\d.,_]*)\s*(?:req(?:uest)?s?\s*)?(?:/|\bper\b)\s*[a-z]{1,10}", re.IGNORECASE
)
"""How often something may happen: ``30/sec``. The code has the number alone."""
_LEFT_OUT = re.compile(r"…|\.\.\.")
_NO_LITERAL = (_NOTE.fullmatch, _ABOUT.match, _REFERENCE.search, _LEFT_OUT.search)
"""Each finds a default that is described rather than given as a literal."""


def documented_default(entry: Entry) -> str | None:
    """Return the default that an entry gives, without a note behind it; None if it gives no single value."""
    written = entry.values.get("default")
    if not isinstance(written, str):
        return None
    written = written.strip()
    if noted := _NOTED.fullmatch(written):
        return noted[1].strip("`")
    return None if written.count("`") > 2 else written


_PLACEHOLDER = re.compile(
    r"\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|example\.(?:com|org|net)|your[-_]\w+|change[-_]?me|placeholder|dummy|"
    r"replace[-_]?me|xxx+|todo)\b|change.{0,20}in.{0,3}production|<[^<>]+>",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Return whether a default only lets people try a program, such as an address of their own machine."""
    return _PLACEHOLDER.search(text) is not None


_EMPHASIS = re.compile(r"\A(?P<sign>[*_]{1,2})(?P<text>[^*_]+)(?P=sign)\Z")
_ESCAPE = re.compile(r"\\(?=[*_~|#<>\[\]])")
"""The backslash of Markdown in front of a sign."""


@functools.lru_cache(maxsize=10_000)
def normal(text: str) -> str | None:
    """Return a default in a form that can be compared; None if it is not one literal value."""
    text = _without_closing(_ESCAPE.sub("", _EMPHASIS.sub(r"\g<text>", text.strip()).strip("`").strip()))
    if len(text) > 1 and text[0] + text[-1] in _QUOTES:
        text = _without_closing(text[1:-1])
    folded = text.casefold()
    if rate := _RATE.fullmatch(text):
        text = rate["number"]
    if not text or folded in _NO_VALUE or any(find(text) for find in _NO_LITERAL):
        return None
    if folded in ("true", "false"):
        return folded
    if _NUMBER.fullmatch(text) and re.search(r"\d", text):
        return _number(text)
    if re.search(r"\s", text):
        text = ",".join(part.strip() for part in text.split(","))
    return text.rstrip("/") or text


def _without_closing(text: str) -> str:
    """Return a text without the closing parentheses at its end that nothing in it opens."""
    if "(" in text or "\N{FULLWIDTH LEFT PARENTHESIS}" in text:
        return text
    return text.rstrip(")\N{FULLWIDTH RIGHT PARENTHESIS}").rstrip()


def _number(text: str) -> str:
    try:
        value = float(text.replace("_", "").replace(",", ""))
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    except (ValueError, OverflowError):
        return text


def differ(written: str, read: str, type_: str = "", *, name: str = "", is_code: bool = False) -> bool:
    """Return whether two defaults certainly are not the same value.

    :param type_: the documented type, which may give the unit of a bare number.
    :param name: the variable, which may say that its value is a time.
    :param is_code: whether the documented one is marked as code: words are a value then, and no prose.
    """
    first, second = normal(written), normal(read)
    if first is None or second is None or first == second:
        return False
    pair = {_WORDS.get(one.casefold(), one.casefold()) for one in (first, second)}
    if pair in ({"true"}, {"false"}, {"true", "1"}, {"false", "0"}):
        return False
    if is_amount(first) or is_amount(second):
        return amounts_differ(first, second, type_, name)
    if re.search(r"\s", first + second) and not (is_code and _are_words(first, second)):
        return False
    if not (is_code or first.isascii()) and second.isascii():
        return False  # words of a language that has no spaces
    shorter, longer = sorted((first, second), key=len)
    if longer.endswith((f".{shorter}", f"/{shorter}")) and not _NUMBER.fullmatch(shorter):
        return False  # the name of a class or a file without that of its module or folder
    if "," in first and _is_list_in_short(first, second):
        return False
    return not (first.casefold() == second.casefold() and _is_level(first))


_PROSE = re.compile(
    r"(?i:(?:the )?(?:same as|value of)|if|when|from)\b|.*\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", re.DOTALL
)
"""Words that tell where a default comes from: ``same as host``, ``value of SHOP_HOST``."""
_WORD = re.compile(r"[A-Za-z][\w-]*")
_MOST_WORDS = 3
"""So many words of a literal are a name, more of them may be a message or a command."""


def _are_words(first: str, second: str) -> bool:
    """Return whether two texts with white space are values: the first between backticks, and no prose.

    Words may have other signs between them: ``Our Shop`` and ``our-shop``. A single word may stand for a
    list, or for a longer text that has it.
    """
    if _PROSE.match(first):
        return False
    if _WORD.fullmatch(first):
        words = second.split()
        return len(words) <= _MOST_WORDS and not any(first.casefold() in word.casefold() for word in words)
    is_joined = "-".join(first.split()).casefold() == second.replace("_", "-").casefold()
    return is_joined or all(re.search(r"\s", one) for one in (first, second))


def _is_list_in_short(first: str, second: str) -> bool:
    """Return whether two lists may be the same, in any order, or one leaves out what its parts begin with.

    ``localhost:5173,3000`` is short for ``localhost:5173,localhost:3000``.
    """
    written, read = _parts(first), _parts(second)
    if sorted(written) == sorted(read):
        return True
    return len(written) == len(read) and all(map(_is_end, written, read))


_SEPARATOR = re.compile(r"[,;|]")
_AROUND = " []{}()\"'"
"""What code writes around a list and its parts."""


def _parts(text: str) -> list[str]:
    parts = (part.strip(_AROUND) for part in _SEPARATOR.split(text))
    return [part for part in parts if part]


def _is_end(part: str, whole: str) -> bool:
    front = whole.removesuffix(part)
    return part == whole or (front != whole and not front[-1].isalnum())


def _is_level(text: str) -> bool:
    return text.casefold() in ("debug", "info", "warn", "warning", "error", "trace", "fatal")
