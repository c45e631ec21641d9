"""What documents say about a column beside its type: in the comment of its line, or in words.

Documents write ``NOT NULL``, ``nullable``, ``default 5`` and ``FK → users.id`` into a column for notes, which
becomes the comment of the column: ``email TEXT, -- NOT NULL, unique``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

_LINE = re.compile(
    r"^[ \t(,]*(?:(?P<word>\w{1,100})|[\"`\[](?P<quoted>[^\"`\]\n]{1,100})[\"`\]])(?=[ \t,]|$)"
    r"(?P<code>(?:'[^'\n]*'|(?!--)[^'\n])*)(?:--(?P<note>.*))?$",
    re.MULTILINE,
)
"""A line that defines a column, with its comment."""
_PART = re.compile(
    r"(?:'[^'\n]*'|`[^`\n]*`|\"[^\"\n]*\"|\([^()\n]*\)|\.(?=\S)|(?![,;.]| [—–-] )[^\n])+|(?<=\S) [—–-] ",
)
"""A part of a comment: up to a comma, a semicolon, a dash or the end of a sentence outside of brackets."""
_IN_BRACKETS = re.compile(r"\(([^()\n]+)\)")
_LONGEST = 500
"""Most characters of a comment that are read."""
_NOT_NULL = re.compile(
    r"(?:not[ -]null(?:able)?|non-null(?:able)?)(?: \([^()]*\))?"
    r"(?: (?P<more>(?:unique|primary key|pk|uk|default|auto_?increment|check|index(?:ed)?)\b.*))?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\s{0,9}(?:no|yes),? (?:unique|primary key|pk|uk)\b", re.IGNORECASE)
"""An answer to what the header of the column asks, which is likely *Null*, and a constraint beside it."""
_NULL = re.compile(r"nullable|null", re.IGNORECASE)
_SAID_NULL = re.compile(
    r"'[^'\n]*'|(?:default|set|not|is)[ \t]+null\b|\b(?P<said>nullable|null)\b(?![ \t]*\()", re.IGNORECASE
)
_SAID_KEY = re.compile(r"(?<=[ \t)])FK\b", re.IGNORECASE)
_DEFAULT = re.compile(
    r"defaults?(?: to)?(?:[ :=]{1,3}|(?P<call>\())"
    r"(?P<value>'[^']*'(?:::[\w ]{1,40}(?:\[\])?)?|`[^`]*`|\"[^\"]*\"|[\w./:+-]+(?:\(\))?)(?(call)\))",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\bFK[ ]{0,2}(?:->|→)", re.IGNORECASE)
_KEY = re.compile(
    r"(?:(?P<not_null>not null )|(?P<null>null(?:able)? ))?"
    r"(?:fk|foreign key|references)\b(?:[ :]{0,2}(?:->|→|to|of|references)?[ ]{0,2}[`\"]?"
    r"(?P<target>[A-Za-z_][\w.]{0,120})[`\"]?(?:[ ]?\([\w ]{1,60}\))?)?(?P<rest>.*)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:or|and)\b|/|,", re.IGNORECASE)
"""What says that a key refers to one of several tables."""
_WORDS = frozenset(
    {
        "auto",
        "current",
        "computed",
        "empty",
        "generated",
        "none",
        "null",
        "now",
        "random",
        "today",
        "uuid",
        "unset",
    }
)
"""Words that describe a default, and are not its value."""


class ColumnNote(msgspec.Struct, frozen=True):
    """What is said about a column."""

    is_nullable: bool | None = None
    """Whether it may be NULL; None if that is left open."""
    default: str = ""
    """As SQL; empty if none is told."""
    has_key: bool = False
    """True if it is called a foreign key."""
    target: str = ""
    """The table, and perhaps the column, that the foreign key is said to refer to: ``users.id``."""
    is_answer: bool = False
    """True if it begins with *yes* or *no* and a constraint: whether that is about NULL is not known."""


def notes_of(sql: str) -> Mapping[str, ColumnNote]:
    """Return what is said about columns, by their names in lower case; those without a word are left out."""
    found: dict[str, ColumnNote] = {}
    for line in _LINE.finditer(sql):
        name = (line["word"] or line["quoted"]).casefold()
        note = _note(line["code"], line["note"] or "")
        if note != ColumnNote():
            found.setdefault(name, note)
    return found


def _note(code: str, comment: str) -> ColumnNote:
    is_nullable, default, has_key, target = None, "", False, ""
    if any(said["said"] for said in _SAID_NULL.finditer(code)):
        is_nullable = True
    if _SAID_KEY.search(code):
        has_key = True
    for part in _parts(comment):
        if not_null := _NOT_NULL.fullmatch(part):
            is_nullable, part = False, not_null["more"] or ""
        if _NULL.fullmatch(part):
            is_nullable = True
        elif given := _DEFAULT.fullmatch(part):
            default = default or _value(given["value"])
        elif key := _key(part):
            has_key = True
            if key["null"] or key["not_null"]:
                is_nullable = bool(key["null"])
            target = target or ("" if _SEVERAL.search(key["rest"]) else key["target"] or "")
    return ColumnNote(is_nullable, default, has_key, target, _ANSWER.match(comment) is not None)


def _key(part: str) -> re.Match[str] | None:
    """Return what a part of a comment says of a foreign key: at its start, or with an arrow anywhere."""
    arrow = _ARROW.search(part)
    return _KEY.fullmatch(part) or (_KEY.fullmatch(part, arrow.start()) if arrow else None)


def _parts(comment: str) -> Iterator[str]:
    """Yield the parts of a comment, and those within its brackets."""
    comment = comment.strip()[:_LONGEST]
    for text in (comment, *_IN_BRACKETS.findall(comment)):
        yield from (part for found in _PART.finditer(text) if (part := found[0].strip()))


def _value(text: str) -> str:
    """Return a default as SQL; empty if it is described in a word."""
    bare = text.strip('`"')
    if bare.casefold() in _WORDS:
        return ""
    is_sql = re.fullmatch(r"[+-]?\d+(?:\.\d+)?|true|false|\w+\(\)|'.*|current_\w+", bare, re.IGNORECASE)
    return bare if is_sql else f"'{bare}'"
