"""Values that sentences tell: "Defaults to `8000`" at the end of a description.

The reference is "Values in sentences" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.values.field_values import is_flag, is_value_of_flag, words_at_end
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import FieldType, Kind

_BETWEEN = r"[*_]{0,2}(?:\s*(?:=|:[*_]{0,2}|\bis(?:\s+set\s+to)?\b)|(?<=\bto))\s*"
"""What is between a label and its value: "Default: x", "Default is x", "Defaults to x"."""

_VALUE = (
    r"(?:`(?P<code>[^`\n]+)`|\"(?P<quoted>[^\"\n]+)\""
    r"|(?P<bare>[^\s,;()`\"*_\[\]<](?:[^\s,;()`\"\]]*[^\s,;()`\".:\]])?)"
    r"(?=[.:]?(?:\s*(?:$|\n)|\s+(?-i:[A-Z(]))|[,;)\]]))"
)
"""A value in backticks or quotes; without them, one word at the end of its sentence."""


_FLAG = re.compile(
    r"(?:[*_]{1,2}|(?P<open>[(\[]))?(?P<word>[^\W\d_]{5,20})(?(open)[)\]]|(?:[.:][*_]{0,2}+|[*_]{1,2}+[.:]?+))"
    r"(?!\w)(?!\s+(?:if|in|for|when|unless|only|by|with|on|at|but|and|or)\b)",
    re.I,
)
"""A flag at the beginning of a text: "Required. The port", "(optional) the port"."""


_IN_PARENTHESES = re.compile(r"\((?:\*\*|__)([^\W\d_]{5,20})(?:\*\*|__)\)")
"""A word in bold type that is alone in parentheses: "The key (**required**)."."""


def add_told_flags(entry: RecognisedEntry, kind: Kind, vocabulary: Vocabulary) -> None:
    """Set the flags of an entry that no label sets, but its description tells.

    A flag is the first word, "(optional) how hot it gets", or alone in parentheses, or has its label before
    it: "Required: no".
    """
    told = entry.fields.get(kind.summary)
    flags = [field for field in kind.fields.values() if field.type is FieldType.FLAG]
    free = [one for one in flags if one.name not in entry.fields and one.name not in entry.columns]
    if told is None:
        return
    first = _FLAG.match(told.text)
    words = (first["word"] if first else "", words_at_end(told.text), *_IN_PARENTHESES.findall(told.text)[:1])
    for field in free:
        labelled = _flag_pattern(vocabulary.words_of(kind, field.name)).search(told.text)
        found = [word for word in words if word and is_flag(field, word)]
        if labelled and is_value_of_flag(field, labelled["value"]):
            found.append(labelled["value"])
        if found:
            entry.fields[field.name] = SourceText(found[0], told.line)


@functools.lru_cache(maxsize=64)
def _flag_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a label of a flag before its value, at the end of a sentence: "Required: no"."""
    labels = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    value = r"[*_]{0,2}\s*+(?P<value>[^\W\d_]{2,6})(?=[.;,)]?(?:\s|$))"
    return re.compile(rf"(?<![\w`-])(?:{labels}):{value}", re.I)


def add_told_values(entry: RecognisedEntry, kind: Kind, vocabulary: Vocabulary) -> None:
    """Set the literal fields of an entry that no label sets, but its description tells."""
    told = entry.fields.get(kind.summary)
    literals = [
        field.name
        for field in kind.fields.values()
        if field.type is FieldType.CODE and field.name not in kind.name_fields and not field.required
    ]
    if not set(literals) - entry.fields.keys():
        return
    words = vocabulary.words_of(kind, *literals)
    for note in entry.notes:
        _add_noted_value(entry, note, kind, vocabulary, words)
    if told is None:
        return
    found = _values(told.text, _pattern(words))
    if not told.text.isascii():
        found += [(one["label"], f"`{one['code']}`") for one in _pattern_elsewhere(words).finditer(told.text)]
    for label, value in found:
        field = vocabulary.field_of(kind, label)
        if field and field.name not in entry.fields:
            entry.fields[field.name] = SourceText(value, told.line)


def _add_noted_value(
    entry: RecognisedEntry, note: SourceText, kind: Kind, vocabulary: Vocabulary, words: tuple[str, ...]
) -> None:
    """Set a literal field to what a note tells whose label begins with it: **Default and behavior:** `80`.

    A sentence that says when the value holds does not tell one for all: "defaults to `80` in production".
    """
    labelled = _mixed_pattern(words).fullmatch(note.text)
    field = vocabulary.field_of(kind, labelled["label"]) if labelled else None
    if labelled is None or field is None or field.name in entry.fields:
        return
    cell = labelled["cell"].strip()
    values = [f"`{value}`" for value in _ALONE.findall(cell)]
    if not values:
        values = [
            value
            for label, value in _values(_CONDITIONAL.sub("", cell), _pattern(words))
            if vocabulary.field_of(kind, label) is field
        ]
    if len(values) == 1:
        entry.fields[field.name] = SourceText(values[0], note.line)


_ALONE = re.compile(r"\A`?((?<=`)[^`\n]+(?=`\Z)|(?<!`)[\w./:-]+(?=\Z))`?\Z")
"""A cell that is nothing but one value."""
_CONDITIONAL = re.compile(
    r"[^.;]*`[^`]+`\s+(?:only|if|in|for|when|unless|on|outside|with|without|otherwise|or|and to)\b[^.;]*",
    re.I,
)
"""A clause with a value that holds only sometimes."""


@functools.lru_cache(maxsize=64)
def _mixed_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a note whose label begins with that of a field: "Default and behavior"."""
    labels = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"\*\*(?P<label>{labels})\s*(?:\band\b|[&/,+])[^*:]{{1,40}}:\*\* (?P<cell>.+)", re.I | re.S
    )


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
    aside = r"(?:(?<=[(\[])|(?<=[,;] ))"  # "(default 80)", "the port, default `80`"
    return re.compile(
        rf"(?:(?<![\w`-])(?P<label>{labels}){_BETWEEN}|{aside}(?P<aside>{labels})\s+){_VALUE}", re.I
    )
