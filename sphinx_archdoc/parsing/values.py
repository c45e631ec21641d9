"""Read the values of fields from text, in all of the template's spellings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from sphinx_archdoc.problems import Code, did_you_mean, shorten
from sphinx_archdoc.schema.model import Field, FieldType


class Ref(msgspec.Struct, frozen=True, gc=False):
    """A reference as it is written, not yet looked up: ``NAME``, ``page#NAME`` or ``kind:NAME``."""

    text: str


Value = str | int | bool | tuple[str, ...] | tuple[Ref, ...]
"""What a field holds: text for prose, code, choices, dates, links and bodies."""


class WrongValue(Exception):
    """A value that is not of its field's type."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


NONE = frozenset({"", "—", "–", "-", "--", "n/a", "none", "(none)"})
"""Spellings of "there is none", in lower case."""

_TRUE = frozenset({"", "✓", "✔", "✅", "☑", "x", "yes", "y", "true", "on", "required"})
_FALSE = frozenset({"✗", "✘", "❌", "☐", "no", "n", "false", "off", "optional"})
_PLACEHOLDER = re.compile(r"\[[^\[\]]+\]|YYYY-MM-DD")
_UNFINISHED = re.compile(r"\[(?:[A-Z][A-Z0-9_ ]*|(?:TODO|TBD|ASK)\b[^\]]*)\]")
_TODO = re.compile(r"\[(?:TODO|TBD)\b[^\]]{0,1000}\](?![(\[])")
_IN_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)", re.S)
_TARGET = re.compile(r"^(?:\[[^\]]*+\]\()?<?([^\s<>()]*+(?:\([^\s()]*+\)[^\s<>()]*+)?)>?\)?$")
_BRACKETS = {"{": "}", "[": "]", "(": ")"}
_TOKENS = re.compile(r'"[^"]*"|`[^`]*`|[{}()\[\],;·\n]|<br\s*/?>')

MARKS = ("**", "__", "*", "``", "`")
_CODE_MARKS = ("``", "`")  # in "**/tests/**" the others mean something


def parse_value(field: Field, text: str) -> Value | None:  # noqa: C901  (one case a type)
    """The value of *field* that *text* spells; None if it spells "none".

    :raises WrongValue: if it is not of the field's type.
    """
    bare = bare_text(text).replace("\ufe0f", "")  # phones write ✔ with it
    if field.type is FieldType.FLAG:
        return _flag(bare)
    if bare.casefold() in NONE:
        return None
    if is_placeholder(text, field.type):
        raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{shorten(bare)}' was not filled in")
    if field.type is FieldType.TEXT and "[T" in text and (todo := _TODO.search(_IN_CODE.sub("", text))):
        raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{shorten(todo[0])}' was not filled in")
    match field.type:
        case FieldType.TEXT | FieldType.SQL | FieldType.JSON:
            return text.strip()
        case FieldType.CODE:
            return bare_text(text, _CODE_MARKS)
        case FieldType.LIST:
            return tuple(split_values(text, _CODE_MARKS))
        case FieldType.REFS:
            return tuple(Ref(name) for name in split_values(text))
        case FieldType.INTEGER:
            return _integer(bare)
        case FieldType.CHOICE:
            return _choice(field, bare)
        case FieldType.DATE:
            return _date(bare)
        case FieldType.URL:
            return _url(bare)
        case FieldType.LINK:
            return _link(bare)


def is_none(text: str) -> bool:
    """Whether *text* spells "there is none"."""
    return bare_text(text).casefold() in NONE


def bare_text(text: str, marks: Sequence[str] = MARKS) -> str:
    """*text* without the marks of code or emphasis that wrap the whole of it."""
    bare = text.strip()
    if not bare.startswith(tuple(marks)):
        return bare
    for mark in marks:
        inner = bare[len(mark) : -len(mark)]
        if bare.startswith(mark) and bare.endswith(mark) and inner.strip() and mark not in inner:
            bare = inner.strip()
            if "`" in mark:  # within code, marks are data
                break
    return bare


def is_placeholder(text: str, type_: FieldType = FieldType.TEXT) -> bool:
    """Whether *text* is a placeholder of the template that nobody filled in."""
    if _UNFINISHED.fullmatch(bare_text(text)):
        return True
    literal = {FieldType.CODE, FieldType.JSON, FieldType.SQL}  # "[1, 2]" is a value there
    return type_ not in literal and bool(_PLACEHOLDER.fullmatch(bare_text(text)))


def split_values(text: str, marks: Sequence[str] = MARKS) -> list[str]:
    """The values in a text that lists several, by comma, semicolon, middle dot or line break.

    Separators within quotes, backticks or brackets do not count: ``GET /v1/{id,name}`` is one.
    """
    text = text.strip()
    cuts: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for found in _TOKENS.finditer(text):
        token = found[0]
        if token in _BRACKETS:
            opened.append((_BRACKETS[token], len(cuts)))
        elif token in _BRACKETS.values():
            if opened and opened[-1][0] == token:
                del cuts[opened.pop()[1] :]
        elif token[0] not in '"`':
            cuts.append(found.span())
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    parts = dict.fromkeys(text[start:end] for start, end in zip(starts, ends, strict=True))
    values = (_unlist(part, marks) for part in parts)
    return list(dict.fromkeys(value for value in values if value.casefold() not in NONE))


def _unlist(value: str, marks: Sequence[str]) -> str:
    """One value without the bullet, the quotes or the marks around it."""
    value = value.strip().removeprefix("- ")
    return re.sub(r'^"([^"]*)"$', r"\1", bare_text(value, marks)).strip()


def _flag(bare: str) -> bool:
    word = bare.casefold()
    if word in _TRUE:
        return True
    if word in _FALSE or word in NONE:
        return False
    raise WrongValue(
        Code.WRONG_VALUE,
        f"'{shorten(bare)}' is neither yes nor no",
        "leave the value out for yes, or write ✓, ✗, yes, no, true or false",
    )


def _integer(bare: str) -> int:
    if re.fullmatch(r"[+-]?[0-9]{1,18}", bare):
        return int(bare)
    raise WrongValue(Code.WRONG_VALUE, f"'{shorten(bare)}' is not a whole number")


def _choice(field: Field, bare: str) -> str:
    for choice in field.choices:
        if choice.casefold() == bare.casefold():
            return choice
    raise WrongValue(
        Code.WRONG_VALUE,
        f"'{shorten(bare)}' is not one of {', '.join(field.choices)}",
        did_you_mean(bare, field.choices),
    )


def _date(bare: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", bare):
            raise ValueError
        return datetime.date.fromisoformat(bare).isoformat()
    except ValueError:
        raise WrongValue(
            Code.WRONG_VALUE, f"'{shorten(bare)}' is not a date", "write it as YYYY-MM-DD"
        ) from None


def _url(bare: str) -> str:
    address = _unlinked(bare)
    if is_address(address):
        return address
    raise WrongValue(
        Code.WRONG_VALUE, f"'{shorten(bare)}' is not an address", "write it in full, with https://"
    )


def _unlinked(text: str) -> str:
    """The target of a link that is written in Markdown: ``<target>`` or ``[words](target)``."""
    return _TARGET.sub(r"\1", text)


def _link(bare: str) -> str:
    target = _unlinked(bare)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", target, re.I)
    if scheme and scheme[1].casefold() in {"javascript", "data", "vbscript", "file"}:
        raise WrongValue(Code.WRONG_VALUE, f"'{shorten(bare)}' is not a page or an address")
    return target


def is_address(text: str) -> bool:
    """Whether *text* is an address of the web.

    One with a backslash is none: it is a slash to browsers, and a command to roff.
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s\\]", text)
