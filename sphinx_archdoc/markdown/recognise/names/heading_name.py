"""The name, or the names, of the entry that a heading is: ``[`PORT=<int>`](#port) {#port}``.

The reference is "What is the name of an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import functools
import re

import msgspec

from sphinx_archdoc.markdown.document.inline import links_of, plain_text, unlinked
from sphinx_archdoc.markdown.document.labels import undecorated
from sphinx_archdoc.markdown.recognise.literals import is_struck
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.model import Kind, NameStyle

_NAME_AND_REST = re.compile(
    r"(?P<name>[^\s（]+|[A-Z]+ [^\s（]+)(?:\s+(?:[-–—→]\s+|(?=\())|\s*(?=（))(?P<rest>\S.*)"
)
"""A name in a heading, then a dash, an arrow or a parenthesis, and the rest."""

_NAME_AND_WORDS = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*|[A-Za-z](?=\w*_\w)\w*+|[A-Z]{3,7} /\S*+)\s++(?P<rest>[\u3041-\uffef].*)",
    re.ASCII,
)
"""A name of a program before words in a script of its own: ``orders 注文``."""

_WORD_AND_NUMBER = re.compile(r"(?P<name>(?!HTTP)[A-Z]{2,8} \d+)\s?:\s+(?P<rest>\S.*)")
"""A word in capitals, a number and a title: "ERROR 4: The oven is hot"."""

_CODE_AND_TITLE = re.compile(
    r"(?P<name>(?=[^\s:]*\d)[A-Z][\w.-]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+):\s+(?P<rest>\S.*)"
)
"""A name with a digit or in capitals, then a colon and a title: ``E101: The disk is full``."""

_NUMBER_AND_CODE = re.compile(
    r"(?P<rest>(?![45]\d\d\b)\d+)\s*[-–—:.]\s+(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"
)
"""A number that is not a status, then a name in capitals: ``2 — DISK_FULL``."""

_METHOD_AND_PATH = re.compile(
    r"(?P<name>[A-Z]{3,7} (?P<mark>`{1,2})/[^`\s]*(?P=mark))(?:\s[*_]{0,2}(?P<rest>\([^()]+\))[*_]{0,2})?"
)
"""A name of which only the second word is code, and a remark: ``POST `/orders` *(bakers)*``."""

_METHOD_AS_LABEL = re.compile(
    r"\A(?:(?P<method>[A-Z]{3,7})\s?[:–—-]\s*|[\[(](?P<enclosed>[A-Z]{3,7})[\])]\s+)(?=`?/)"
)
"""A method as the label of its path: ``POST: /orders``, ``[POST] /orders``."""

_TITLE_AND_NAME = re.compile(r"(?P<rest>\S.*) \((?P<name>[A-Z]{3,7} /[^()\s`]*)\)")
"""A title before a method and a path in parentheses: ``List the orders (GET /orders)``."""

_METHODS = re.compile(r"(?P<methods>[A-Z]{3,7}(?:\s?[/,|]\s?[A-Z]{3,7})+) (?P<path>/[^`\s]*)")
"""Several names that only differ in their first words: ``GET/POST /orders``."""

_ATTRIBUTES = re.compile(r"\{[#.:][^{}]*\}")
"""Attributes after a heading, which several dialects of Markdown have: ``{#port}``."""

BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_SIGN = re.compile(r"[\s\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]")
_SEVERAL = re.compile(r"`[^`]+`(?:\s*(?:,|/|\+|&|\band\b|\bor\b)\s*`[^`]+`)+")
_IDENTIFIER = r"[A-Za-z][A-Za-z0-9]*(?:[._:][A-Za-z0-9-]+)+"
_SEVERAL_BARE = re.compile(
    rf"{_IDENTIFIER}(?: \([^()]*\))?(?:(?:\s*[,·]| [/|&+]| and| or)\s+{_IDENTIFIER}(?: \([^()]*\))?)+"
)
"""Several names without markup, each perhaps with a remark: "order.paid (v1) · order.refunded (v1)"."""

_REMARK = re.compile(r" \([^()]*\)")
_CODE = re.compile(r"`([^`]+)`")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*[a-z0-9]")
"""A name as programs have for classes."""

_LONGEST_CLASS = 100
"""Characters of such a name."""

_PART_OF_CLASS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z0-9]+")
_ASSIGNED = re.compile(
    r"(?:(?:export|set) )?(?P<name>[A-Za-z_][\w.]*) ?=(?!=).*|\$\{?(?P<variable>[A-Za-z_]\w*)\}?"
)
"""A name as a file or a command sets it, ``PORT=8000``, or as a command reads it: ``$PORT``."""
_OWN_LINK = re.compile(r"!?\[[^\[\]]*\]\(#")


class HeadingName(msgspec.Struct, frozen=True):
    """What a heading says, if it is an entry."""

    names: tuple[str, ...]
    """The names; several if the heading has several in backticks, and nothing else."""
    rest: str = ""
    """Text after the name."""
    notes: tuple[str, ...] = ()
    """Links in the heading, and a name with its value."""
    is_assigned: bool = False
    """Whether the name is followed by ``=`` and a value."""
    in_code: bool = False
    is_struck: bool = False
    """Whether the whole heading is struck through, because what it names is gone."""
    is_aside: bool = False
    """Whether the name stands in parentheses after a title: ``List the orders (GET /orders)``."""

    @property
    def name(self) -> str:
        """The first name."""
        return self.names[0]


def read_heading(title: str, kind: Kind) -> HeadingName:
    """Return the names in a heading, and the rest of it: "`PORT` — where the server listens"."""
    return _read(title, is_code=kind.name_style is NameStyle.CODE)


def last_word(title: str) -> str:
    """Return the key of the last word of a heading; that of a class is in its name: "OrderService"."""
    words = plain_text(undecorated(title))
    is_class = len(words) <= _LONGEST_CLASS and _CLASS.fullmatch(words)
    parts = _PART_OF_CLASS.findall(words) if is_class else []
    return parts[-1].casefold() if len(parts) > 1 else key_of(plain_text(title)).rpartition("-")[2]


def assigned_name(words: str) -> str:
    """Return the name in words such as ``PORT=8000`` or ``$PORT``, or an empty string."""
    found = _ASSIGNED.fullmatch(words)
    return found["name"] or found["variable"] if found else ""


def names_in_heading(title: str) -> tuple[str, ...]:
    """Return the names in a heading if they are code: several of "`A` and `B`"."""
    return _read(title, is_code=True).names


def code_in_heading(title: str) -> tuple[str, str]:
    """Return the first name in a heading that is code, and the rest of the heading."""
    found = _read(title, is_code=True)
    return found.name, found.rest


@functools.lru_cache(maxsize=1024)  # for each kind, the same headings are looked at
def _read(title: str, *, is_code: bool) -> HeadingName:
    title = undecorated(_without_attributes(" ".join(title.split())))
    notes = tuple(link for link in links_of(title) if not _OWN_LINK.match(link))
    struck = is_struck(title)
    if not is_code:
        return HeadingName((plain_text(title),), notes=notes, is_struck=struck)
    bare = _METHOD_AS_LABEL.sub(
        r"\g<method>\g<enclosed> ", _without_signs(_unmarked(unlinked(title).strip()))
    )
    if aside := _TITLE_AND_NAME.fullmatch(bare):
        return HeadingName(
            (aside["name"],), plain_text(aside["rest"]), notes, is_struck=struck, is_aside=True
        )
    codes = [code.strip() for code in _CODE.findall(bare)]
    names, rest = _names(bare, codes)
    assigned = assigned_name(names[0])
    is_assigned = bool(assigned) and "=" in names[0]
    if assigned and len(names) == 1:
        notes = (*notes, f"`{names[0]}`")
        names = (assigned,)
    return HeadingName(names, rest, notes, is_assigned, bool(codes), struck)


def _unmarked(words: str) -> str:
    """Return words without the stars and tildes around all of them, or around the first; not ``SMTP_*``."""
    if words.startswith(("*", "~")) and not words.endswith(("*", "~")):
        return BOLD.sub(r"\g<words>", words, count=1)
    return words if words.endswith("_*") and not words.startswith(("*", "~")) else words.strip("*~ ")


def _without_attributes(title: str) -> str:
    start = title.rfind("{")
    return title[:start].rstrip() if start >= 0 and _ATTRIBUTES.fullmatch(title, start) else title


def _without_signs(words: str) -> str:
    """Return words without the emoji after them. A pattern that searches for its end would be quadratic."""
    end = len(words)
    while end and _SIGN.match(words, end - 1):
        end -= 1
    return words[:end]


def _names(bare: str, codes: list[str]) -> tuple[tuple[str, ...], str]:
    if len(codes) > 1 and _SEVERAL.fullmatch(bare):
        return tuple(dict.fromkeys(codes)), ""
    if request := _METHOD_AND_PATH.fullmatch(bare):
        return (plain_text(request["name"]),), request["rest"] or ""
    if several := _METHODS.fullmatch(plain_text(bare)):
        return tuple(f"{method} {several['path']}" for method in re.findall("[A-Z]+", several["methods"])), ""
    if numbered := _WORD_AND_NUMBER.fullmatch(plain_text(bare)):
        return (numbered["name"],), numbered["rest"]
    if len(codes) == 1:
        return (codes[0],), plain_text(bare.replace(f"`{codes[0]}`", "", 1)).strip(" :–—-")
    words = plain_text(bare)
    if _SEVERAL_BARE.fullmatch(words):
        return tuple(dict.fromkeys(re.findall(_IDENTIFIER, _REMARK.sub("", words)))), ""
    found = _NUMBER_AND_CODE.fullmatch(words) or _NAME_AND_REST.fullmatch(words)
    found = found or (None if words.isascii() else _NAME_AND_WORDS.fullmatch(words))
    found = found or _CODE_AND_TITLE.fullmatch(words)
    return ((found["name"],), found["rest"]) if found else ((words,), "")
