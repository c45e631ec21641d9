"""Read Spring's ``@ConfigurationProperties``, whose prefix and fields are the names of properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.spelling import SPELLINGS
from sphinx_archdoc.sources.text import CodeText

_ANNOTATION = re.compile(
    r"@ConfigurationProperties\(\s*(?:(?:prefix|value)\s*=\s*)?\[?\"(?P<prefix>[\w.\-]{3,99})\""
)
_CLASS = re.compile(r"[^;{}]{0,800}?\b(?:class|record)\s+\w{1,80}(?P<head>[^{;]{0,2000})")
_EXTENDS = re.compile(r"\bextends\b|\)\s*:")
_TYPE = r"[A-Za-z][\w.]{0,80}(?:<[^;={}()\n]{0,120}>)?(?:\[\])?\??"
_DECLARED = re.compile(
    r"\n[ \t]{0,80}(?:@\w[\w.]{0,80}(?:\([^()\n]{0,120}\))?[ ]){0,8}"
    r"(?:(?:private|protected|public|static|final|transient|volatile)[ ]){0,5}"
    rf"{_TYPE}[ ](?P<name>[a-z]\w{{0,80}})[ ]?[=;]"
)
_SETTER = re.compile(r"\bset(?P<name>[A-Z]\w{0,80})\(")
_COMPONENT = re.compile(rf"[(,\s]{_TYPE}\s(?P<name>[a-z]\w{{0,80}})\s{{0,40}}[,)]")
_PROPERTY = re.compile(r"\bva[lr]\s(?P<name>[a-z]\w{0,80})\s?:")


def read_spring_properties(text: CodeText) -> Iterator[Fact]:
    """Yield the prefixes of properties, with the fields that may follow them."""
    if "@ConfigurationProperties" not in text.raw:
        return
    for annotation in text.matches(_ANNOTATION):
        if text.masked.is_code(annotation.start()):
            members = _members(text, annotation.end())
            for prefix in SPELLINGS["property-prefix"](annotation["prefix"]):
                yield EnvRead(
                    *(prefix, text.line(annotation.start())),
                    is_prefix=True,
                    is_implied=True,
                    members=members,
                )


def _members(text: CodeText, at: int) -> tuple[str, ...]:
    """Return the names of the fields of the class at offset *at*, and of those behind it, in small letters.

    Those behind the next annotation belong to another class. Empty if it is not a class, if it inherits
    fields, or if the next annotation is within it.
    """
    found = _CLASS.match(text.plain, at)
    if found is None or _EXTENDS.search(found["head"]):
        return ()
    end = text.plain.find("@ConfigurationProperties", at)
    if end < 0:
        end = len(text.plain)
    elif text.plain.count("{", at, end) != text.plain.count("}", at, end):
        return ()
    expressions = [(_DECLARED, found.end()), (_SETTER, found.end())]
    if text.path.endswith(".kt"):
        expressions.append((_PROPERTY, at))
    elif re.match(r"[^;{}]{0,800}?\brecord\b", text.plain[at : at + 900]):
        expressions.append((_COMPONENT, at))
    names = (one["name"] for each, start in expressions for one in each.finditer(text.plain, start, end))
    return tuple(sorted({name.casefold() for name in names}))
