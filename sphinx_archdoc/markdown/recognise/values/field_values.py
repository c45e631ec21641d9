"""Set the fields of an entry to texts of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_archdoc.markdown.document.inline import links_of, plain_text, unlinked
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.markdown.recognise.literals import literal
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.heading_name import assigned_name
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import WrongValue, is_none, parse_value
from sphinx_archdoc.schema.languages import pattern_of, values_of, words_of
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind, NameForm

_CONDITION = re.compile(r"\S\s*\((?P<words>[^()]*[^\W\d][^()]*)\)\W*$")
"""Words in parentheses at the end of a label, and not only a number."""

_LISTS = (FieldType.LIST, FieldType.REFS)

_DENIED = re.compile(pattern_of(words_of("denied")), re.I)
"""A word by which a heading denies what it says, or parts of it: "No longer required"."""

_WITHOUT_DEFAULT = re.compile(r"\b(?:no|without(?: an?)?) defaults?\b", re.I)
"""Words of a heading that say why something is required, and deny nothing."""

_OF_DEEDS = re.compile(r"\b(?:changes|edits|updates|steps|actions)\W*$", re.I)
"""The end of words about what to do, and not about what is below them: "Required changes:"."""

_FLAG_WORD = re.compile(r"\b\w{5,}\b(?! (?:by|for|if|in|only|when|with)\b)", re.I)
"""A word of a heading that can be a flag, and that no condition follows."""

_LAST_WORDS = re.compile(r"\((?P<words>[^()\n]{1,40})\)[.\s]*$")
"""Words in parentheses at the end of a text."""


def add_value(entry: RecognisedEntry, field: Field, label: str, text: SourceText) -> None:
    """Set a field to a text, or append the text to what it has.

    The remark after the value of a flag, as in ``No (but in production)``, becomes a note.

    :param label: heading or label of the field in the document, as Markdown.
    """
    if field.type is not FieldType.TEXT:
        text = _as_meant(entry, label, text)
    if field.type is FieldType.FLAG:
        flag = _flag(field, text.text)
        if " " in flag and _spelled(field, flag) is None and not is_none(flag):  # "If you send mails"
            entry.notes.append(labelled(label, text))
            return
        kept = entry.fields.setdefault(field.name, SourceText(flag, text.line, text.spans))
        is_remark = flag != text.text and _spelled(field, text.text.removeprefix(flag)) != _spelled(
            field, flag
        )
        spelled = _spelled(field, flag)
        if is_remark or (kept.text != flag and (spelled is None or spelled != _spelled(field, kept.text))):
            whole = tuple(
                span if span.column >= 0 else LineSpan(span.start, span.end, after=Separator.NOTHING)
                for span in text.spans
            )
            entry.notes.append(labelled(label, SourceText(text.text, text.line, whole)))
    elif field.type in _LISTS:
        entry.add(field.name, names_alone(entry, field, text), ", ")
    elif field.name not in entry.fields or entry.fields[field.name].text != text.text:
        entry.add(field.name, text, "; ")


def _as_meant(entry: RecognisedEntry, label: str, text: SourceText) -> SourceText:
    """Return a value without footnotes and what is struck through; what was written becomes a note then."""
    meant = literal(text.text)
    if meant.is_shorter:
        entry.notes.append(labelled(label, text))
    return text if meant.text == text.text else SourceText(meant.text, text.line, text.spans)


def names_alone(entry: RecognisedEntry, field: Field, text: SourceText) -> SourceText:
    """Return the text of a field; in a list of references, without the links around the names.

    Links to addresses outside of the project become notes on *entry*.
    """
    if field.type not in (FieldType.TEXT, *SOURCES):
        text = _as_meant(entry, field.title, text)
    if field.type is not FieldType.REFS:
        return text
    entry.notes += [SourceText(link, text.line) for link in links_of(text.text, only_addresses=True)]
    return SourceText(unlinked(text.text), text.line, text.spans)


def _flag(field: Field, text: str) -> str:
    """Return the value of a flag without the remark after it: ``No`` of ``No (but in production)``."""
    word = text.partition(" ")[0]
    if _spelled(field, text) is not None or _spelled(field, word) is None:
        return text
    return word


def _spelled(field: Field, text: str) -> object:
    """Return the value that a text spells, or None if it is not a valid one."""
    try:
        return parse_value(field, text)
    except WrongValue:
        return None


def is_flag(field: Field, word: str) -> bool:
    """Return whether a word is a flag by itself: "optional", but not "false", which can be any value."""
    return word.casefold() not in ("yes", "no", "true", "false") and _spelled(field, word) is not None


def is_value_of_flag(field: Field, word: str) -> bool:
    """Return whether a word is a value of a flag, after its label: "yes"."""
    return _spelled(field, word) is not None


def words_at_end(text: str) -> str:
    """Return the words in parentheses at the end of a text, or an empty string."""
    found = _LAST_WORDS.search(text)
    return found["words"] if found else ""


def is_flag_word(words: str) -> bool:
    """Return whether words say nothing but whether something is required."""
    return words.strip("*_ ").casefold() in values_of("required", "optional")


def flags_in(heading: str, kind: Kind) -> dict[str, str]:
    """Return the flags that a heading sets for all that is below it, such as "Optional".

    "Required and optional" sets none, nor do "Not required", "Required changes" and "Required in production".
    """
    heading = _WITHOUT_DEFAULT.sub("", heading)
    found: dict[str, str] = {}
    if _DENIED.search(heading) or _OF_DEEDS.search(heading):
        return found
    for field in kind.fields.values():
        if field.type is not FieldType.FLAG:
            continue
        words = [word for word in _FLAG_WORD.findall(heading) if is_flag(field, word)]
        if words and len({_spelled(field, word) for word in words}) == 1:
            found[field.name] = words[0].casefold()
    return found


_OWN_WORD = re.compile(r"(?:\*\*[^*]+:\*\*\s*)?[`*_]*(?:optional|default|not required)[`*_.]*", re.I)
"""A text that is nothing but a word against what a heading says of all: "optional" below "Required"."""


def add_flags(entries: Iterable[RecognisedEntry], kind: Kind, *above: str) -> None:
    """Set the flags that the words above entries give to all of them, unless they have their own.

    The last words of a text can set one, too: "how hot it gets (optional)". A cell such as "default" says
    that what is above does not hold.

    :param above: headings and lines, of which the last one that sets a flag counts.
    """
    flags = {flag: word for words in above for flag, word in flags_in(plain_text(words), kind).items()}
    for entry in entries if flags else ():
        text = entry.fields.get(kind.summary)
        if any(_OWN_WORD.fullmatch(told.text.strip()) for told in (*entry.notes, *filter(None, (text,)))):
            continue
        own = flags_in(words_at_end(text.text), kind) if text else {}
        for flag, word in (flags | own).items():
            if flag not in entry.columns:  # a cell says it, even if it is empty
                entry.fields.setdefault(flag, SourceText(word, entry.line))


def values_in_aside(words: str, kind: Kind, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the values of fields in words after a name, such as "required, default: 3000".

    :returns: nothing if one of them is not known.
    """
    values: dict[str, str] = {}
    for part in re.split(r"[,;，；、]\s*", words):
        value = _value_in(part.strip(), kind, vocabulary)
        if value is None:
            return {}
        values.setdefault(*value)
    return values


def _value_in(words: str, kind: Kind, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the name of a field and its value."""
    label, _, text = re.sub("[=：]", ":", words, count=1).partition(":")
    if not text:
        label, _, text = words.partition(" ")
    field = vocabulary.field_of(kind, label)
    if field and text.strip():
        return field.name, text.strip()
    for flag in kind.fields.values():
        known = {flag.title.casefold()} | values_of("yes", "no", "required", "optional")
        if flag.type is FieldType.FLAG and len(words) > 1 and words.casefold() in known:
            return flag.name, words
    return None


def labelled(label: str, text: SourceText) -> SourceText:
    """Return a note of a label in bold type and a text; of the text alone if the label is empty."""
    words = plain_text(label)
    return SourceText(f"**{words}:** {text.text}", text.line, text.spans) if words else text


def without_value(entry: RecognisedEntry, kind: Kind) -> None:
    """Take the value or the sign out of a name, ``PORT=8000`` or ``$PORT``; the whole becomes a note."""
    name = assigned_name(entry.name)
    if name and kind.name_form is NameForm.USUAL:
        entry.notes.append(SourceText(f"`{entry.name}`", entry.line))
        entry.name = name


def value_of(label: LabelledText, field: Field) -> SourceText:
    """Return the text after a label, with the words in parentheses that a label of texts ends with.

    ``**Solution (Linux):** restart`` is ``**Linux:** restart``. Other fields have values, and no such words.
    """
    if words := condition_of(label.label, field):
        return SourceText(f"**{words}:** {label.text}".rstrip(), label.start)
    return label.value()


def condition_of(label: str, field: Field) -> str:
    """Return the words in parentheses at the end of the label of a text: when or where the text holds."""
    found = _CONDITION.search(label) if field.type is FieldType.TEXT else None
    return found["words"] if found else ""
