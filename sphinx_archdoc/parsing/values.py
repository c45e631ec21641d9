"""Parse the values of fields, in all spellings of the template (reference, "Fields")."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from sphinx_archdoc.parsing.code_spans import without_code
from sphinx_archdoc.problems import Code, shorten
from sphinx_archdoc.schema.languages import values_of
from sphinx_archdoc.schema.model import Field, FieldType
from sphinx_archdoc.spelling import did_you_mean


class Ref(msgspec.Struct, frozen=True, gc=False):
    """A reference as it is written, before it is resolved: ``NAME``, ``page#NAME`` or ``kind:NAME``."""

    text: str


Value = str | int | bool | tuple[str | Ref, ...]
"""Value of a field; a string for prose, code, choices, dates, links, SQL and JSON."""


class WrongValue(Exception):
    """A text that is not a valid value of its field."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


_NONE = frozenset({"", "—", "–", "-", "--"})
_TRUE = frozenset({"", "✓", "✔", "✅", "☑", "x", "y", "true", "on"})
_FALSE = frozenset({"✗", "✘", "❌", "☐", "n", "false", "off"})
"""Signs, and what programs write; the words for these values are in the files of the languages."""

_MOST_DIGITS = 18
_PLACEHOLDER = re.compile(r"\[[^\[\]]+\]|YYYY-MM-DD")
_UNFINISHED = re.compile(r"\[(?:[A-Z][A-Z0-9_ ]*|(?:TODO|TBD|ASK)\b[^\]]*)\]")
_TODO = re.compile(r"\[(?:TODO|TBD)\b[^\]]{0,1000}\](?![(\[])")
_LINK = re.compile(r"^(?:\[[^\]]*+\]\()?<?([^\s<>()]*+(?:\([^\s()]*+\)[^\s<>()]*+)?)>?\)?$")
_BRACKETS = {"{": "}", "[": "]", "(": ")", "（": "）"}
_TOKENS = re.compile(r'"[^"]*"|`[^`]*`|[{}()\[\],;·\n（），；、]|<br\s*/?>')

MARKS = ("**", "__", "*", "``", "`")
_REMARK = re.compile(r"(?P<mark>\*{1,2}|_{1,2})(?P<words>\([^()*_]*\))(?P=mark)")
"""Words in parentheses and italics, which stand for a value: "*(built-in)*"."""

_CODE_MARKS = ("``", "`")  # not "**", which is part of a path such as "**/tests/**"


@functools.cache
def no_value() -> frozenset[str]:
    """Return the spellings of "no value" in all languages, in lower case."""
    return _NONE | values_of("none")


def parse_value(field: Field, text: str) -> Value | None:  # noqa: C901  (one case per type)
    """Parse *text* as a value of *field*.

    :returns: None if *text* is one of the spellings of "no value".
    :raises WrongValue: if *text* is a placeholder, or not valid for the type of the field.
    """
    bare = bare_text(text).replace("\ufe0f", "")  # emoji keyboards add VARIATION SELECTOR-16 to ✔
    if field.type is FieldType.FLAG:
        return _flag(bare)
    if bare.casefold() in no_value():
        return None
    if is_placeholder(text, field.type):
        raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{shorten(bare)}' was not filled in")
    if field.type is FieldType.TEXT and "[T" in text and (todo := _TODO.search(without_code(text))):
        raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{shorten(todo[0])}' was not filled in")
    match field.type:
        case FieldType.TEXT | FieldType.SQL | FieldType.JSON:
            return text.strip()
        case FieldType.CODE:
            remark = _REMARK.fullmatch(text.strip())
            return remark["words"] if remark else bare_text(text, _CODE_MARKS)
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
    """Return whether *text* is one of the spellings of "no value"."""
    return bare_text(text).casefold() in no_value()


def bare_text(text: str, marks: Sequence[str] = MARKS) -> str:
    """Return *text* without the marks of code or emphasis that enclose all of it."""
    bare = text.strip()
    if not bare.startswith(tuple(marks)):
        return bare
    for mark in marks:
        inner = bare[len(mark) : -len(mark)]
        if bare.startswith(mark) and bare.endswith(mark) and inner.strip() and mark not in inner:
            bare = inner.strip()
            if "`" in mark:  # within code, marks are literal
                break
    return bare


def is_placeholder(text: str, type_: FieldType = FieldType.TEXT) -> bool:
    """Return whether *text* is a placeholder of the template that was not filled in."""
    bare = bare_text(text)
    if _UNFINISHED.fullmatch(bare):
        return True
    literal = {FieldType.CODE, FieldType.JSON, FieldType.SQL}  # here "[1, 2]" is a value
    return type_ not in literal and _PLACEHOLDER.fullmatch(bare) is not None


def split_values(text: str, marks: Sequence[str] = MARKS) -> list[str]:
    """Split *text* at commas, semicolons, middle dots and line breaks, and return each value once.

    Separators within quotes, backticks or brackets are ignored: ``GET /v1/{id,name}`` is one value.
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
    values = (_clean_value(part, marks) for part in parts)
    return list(dict.fromkeys(value for value in values if value.casefold() not in no_value()))


def _clean_value(value: str, marks: Sequence[str]) -> str:
    """Return one value of a list without its bullet, quotes and marks."""
    value = value.strip().removeprefix("- ")
    return re.sub(r'^"([^"]*)"$', r"\1", bare_text(value, marks)).strip()


def _flag(bare: str) -> bool:
    word = bare.casefold()
    if word in _TRUE or word in values_of("yes", "required"):
        return True
    if word in _FALSE or word in no_value() or word in values_of("no", "optional"):
        return False
    raise WrongValue(
        Code.WRONG_VALUE,
        f"'{shorten(bare)}' is neither yes nor no",
        "leave the value out for yes, or write ✓, ✗, yes, no, true or false",
    )


def _integer(bare: str) -> int:
    if re.fullmatch(rf"[+-]?[0-9]{{1,{_MOST_DIGITS}}}", bare):
        return int(bare)
    if re.fullmatch(r"[+-]?[0-9]+", bare):
        raise WrongValue(
            Code.WRONG_VALUE, f"'{shorten(bare)}' is too large", f"write at most {_MOST_DIGITS} digits"
        )
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
            Code.WRONG_VALUE, f"'{shorten(bare)}' is not a valid date", "write it as YYYY-MM-DD"
        ) from None


def _url(bare: str) -> str:
    target = _link_target(bare)
    if is_address(target):
        return target
    raise WrongValue(
        Code.WRONG_VALUE, f"'{shorten(bare)}' is not a valid URL", "write it in full, with https://"
    )


def _link_target(text: str) -> str:
    """Return the target of a Markdown link, ``<target>`` or ``[words](target)``; other text is unchanged."""
    return _LINK.sub(r"\1", text)


def _link(bare: str) -> str:
    target = _link_target(bare)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", target, re.I)
    if scheme and scheme[1].casefold() in {"javascript", "data", "vbscript", "file"}:
        raise WrongValue(Code.WRONG_VALUE, f"'{shorten(bare)}' is neither a page nor a web address")
    return target


def is_address(text: str) -> bool:
    """Return whether *text* is an http or https URL.

    A URL with a backslash is not valid: browsers read it as a slash (WHATWG URL), and roff as an escape.
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s\\]", text)
