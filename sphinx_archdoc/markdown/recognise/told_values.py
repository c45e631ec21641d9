"""Values that sentences tell: "Defaults to `8000`" at the end of a description.

The reference is "Values in sentences" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import FieldType, Kind

_BETWEEN = r"[*_]{0,2}(?:\s*(?:=|:[*_]{0,2}|\bis(?:\s+set\s+to)?\b)|(?<=\bto))\s*"
"""What is between a label and its value: "Default: x", "Default is x", "Defaults to x"."""

_VALUE = (
    r"(?:`(?P<code>[^`\n]+)`|\"(?P<quoted>[^\"\n]+)\""
    r"|(?P<bare>[^\s,;()`\"*_\[<](?:[^\s,;()`\"]*[^\s,;()`\".:])?)(?=[.:]?(?:\s*(?:$|\n)|\s+(?-i:[A-Z(]))|[,;)]))"
)
"""A value in backticks or quotes; without them, one word at the end of its sentence."""


def add_told_values(entry: RecognisedEntry, kind: Kind, vocabulary: Vocabulary) -> None:
    """Set the literal fields of an entry that no label sets, but its description tells."""
    told = entry.fields.get(kind.summary)
    literal = [
        field.name
        for field in kind.fields.values()
        if field.type is FieldType.CODE and field.name not in kind.name_fields and not field.required
    ]
    if told is None or not set(literal) - entry.fields.keys():
        return
    words = vocabulary.words_of(kind, *literal)
    found = _values(told.text, _pattern(words))
    if not told.text.isascii():
        found += [(one["label"], f"`{one['code']}`") for one in _pattern_elsewhere(words).finditer(told.text)]
    for label, value in found:
        field = vocabulary.field_of(kind, label)
        if field and field.name not in entry.fields:
            entry.fields[field.name] = SourceText(value, told.line)


def _values(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return the labels in a text with the values after them."""
    found = []
    for match in pattern.finditer(text):
        value = match["code"] or match["quoted"] or match["bare"]
        found.append((match["label"] or match["aside"], f"`{value}`" if "`" not in value else value))
    return found


@functools.lru_cache(maxsize=64)
def _pattern_elsewhere(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of labels in other languages, before a value in backticks: 默认为 `8080`."""
    labels = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if not word.isascii())
    return re.compile(
        rf"(?P<label>{labels or '(?!)'})\s*+(?:(?:=|[:：]|为|為|是|は)\s*+)?`(?P<code>[^`\n]+)`", re.I
    )


@functools.lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    labels = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![\w`-])(?P<label>{labels}){_BETWEEN}|(?<=\()(?P<aside>{labels})\s+){_VALUE}", re.I
    )
