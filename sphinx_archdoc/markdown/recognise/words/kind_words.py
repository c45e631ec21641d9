"""The words by which one kind and its fields are known, and the keys in which words are compared."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from sphinx_archdoc.markdown.recognise.words.translated_words import translations
from sphinx_archdoc.schema.languages import table_words, words_of
from sphinx_archdoc.schema.model import Field, FieldType, Kind, heading_key

LONGEST_LABEL = 40
"""Characters of a label that is a paragraph of its own."""

NAME = "name"
"""Meaning of the column with the entries' names; no field may be called so."""

_NUMBER = re.compile(
    r"^(?:\W*\d+(?:\.\d+)*(?:(?:[.):]*|\ufe0f?\u20e3)\s+|[、．）：]\s*)|\W*[一二三四五六七八九十]{1,3}(?:[、．]|[）)]、?)\s*)"
)
_ASIDE = re.compile(r"(?<!\s)\s*+(?:\([^()]*+\)|（[^（）]*+）)")
_MARKS = re.compile(r"[*`]|(?<![^\W_])_+|_+(?![^\W_])")

_ATTRIBUTES = re.compile(r"(?<!\s)\s*+\{[#.:][^{}]*\}\s*$")
"""Attributes after a heading: ``{#port}``."""


@functools.lru_cache(maxsize=4096)
def key_of(words: str) -> str:
    """Return the key of a heading or a label: without case, markup, emoji, number and parentheses.

    ``## 3) 🔌 **Environment Variables** (required)`` is ``environment-variables``.
    """
    bare = _NUMBER.sub("", _ASIDE.sub("", _ATTRIBUTES.sub("", words.replace("&", " and "))))
    return heading_key(_MARKS.sub("", bare)) or heading_key(words)


_TOGETHER = re.compile(r"[/&+]| and ")
"""What is between the labels of two fields in one heading."""

_OBJECTS = {"resolution"}
"""Labels that are what a step is about if words are before them: "Reduce resolution"."""


_QUALIFIERS = {
    "suggested",
    "recommended",
    "proposed",
    "possible",
    "probable",
    "likely",
    "typical",
    "usual",
    "brief",
}
"""Words before that of a field which do not change what it is: "Suggested fix"."""


def unqualified(key: str) -> str:
    """Return the key of a label without a qualifier before it; an empty string if it has none."""
    first, _, rest = key.partition("-")
    return rest if first in _QUALIFIERS else ""


class KindWords:
    """The words of one kind, by their keys."""

    def __init__(self, kind: Kind) -> None:
        self.names = {key_of(word) for word in (kind.heading, kind.title, *kind.wording.names)}
        self.own: dict[str, list[str]] = {key_of(kind.heading): [NAME], key_of(kind.title): [NAME]}
        self.all: dict[str, list[str]] = {}
        self.labels: dict[str, Field] = {}
        self.grouped: dict[tuple[str, str], Field] = {}
        self.spelled: dict[str, tuple[str, ...]] = {}
        """The words for each field, as they are written."""
        for field in kind.fields.values():
            for word in (field.title, field.name):
                self.grouped.setdefault((key_of(field.group), key_of(word)), field)
                if field.group and field.name.endswith(f"-{key_of(word)}"):
                    continue  # "Type" means the type of authentication only below the heading of that group
                _add(self.own, word, "" if field.name == kind.shown_name else field.name)
                self.labels.setdefault(key_of(word), field)
        self.called = {key_of(word) for word in (*kind.wording.names, *self._translated(*kind.wording.names))}
        """Keys of the words for names, without the titles of the kind."""
        for word in (*kind.wording.names, *self._translated(kind.heading, kind.title, *kind.wording.names)):
            self.names.add(key_of(word))
            _add(self.all, word, NAME)
        self._longest = _longest(self.names)
        """Words of the longest name."""
        self.single = tuple(key for key in (key_of(kind.title), *sorted(self.names)) if "-" not in key)
        """The single words for one entry: "issue", "problem"."""
        for name in kind.fields:
            own = kind.wording.fields.get(name, ())
            words = (*own, *self._translated(kind.fields[name].title, *own))
            self.spelled[name] = (kind.fields[name].title, *words)
            for word in words:
                _add(self.all, word, name)
                field = kind.fields[name]
                self.grouped.setdefault((key_of(field.group), key_of(word)), field)
                self.labels.setdefault(key_of(word), field)

        self.endings = {key: field for key, field in self.labels.items() if key not in _OBJECTS}
        """The labels that other words can be before: "Possible symptoms"."""
        title = kind.fields[kind.wording.telling].title if kind.wording.telling else ""
        starts = tuple(key_of(word) for word in (title, *translations(title)) if word)
        telling = (key_of(word) for word in self.spelled.get(kind.wording.telling, ()))
        self.telling = tuple(dict.fromkeys((*starts, *(key for key in telling if key.startswith(starts)))))
        """Keys of the labels that tell of the kind below any heading: "Symptom", "Symptoms"."""
        self.before_names = (*self.single, *self.telling)
        """Keys of words before the name in a heading: "Problem: the queue is full"."""
        texts = (f for f in kind.fields.values() if f.required and f.type is FieldType.TEXT)
        known = {key_of(word) for field in texts for word in self.spelled[field.name]}
        self.required = known - _anything()
        """Keys of the words for texts that entries must have, without those that introduce anything."""

    def meanings(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return for each heading of a column the field that it means, ``name``, or an empty string."""
        keys = [key_of(heading) for heading in headings]
        found = [""] * len(keys)
        ends = [key.rpartition("-")[2] if key in self.all else "" for key in keys]
        bare = [unqualified(key) for key in keys]
        spellings = (
            (self.own, keys),
            (self.own, ends),
            (self.all, keys),
            (self.own, bare),
            (self.all, bare),
        )
        for known, spelled in spellings:
            for index, key in enumerate(spelled):
                meant = next((name for name in known.get(key, ()) if name not in found), "")
                found[index] = found[index] or meant
        for index, heading in enumerate(headings):
            found[index] = found[index] or next((n for n in self.together(heading) if n not in found), "")
        if NAME not in found:
            at = (i for i, key in enumerate(keys) if not found[i] and self.name_in(key))
            first = next(at, 0 if self.name_in(keys[0]) else None)  # a provider is a field, or the name
            if first is not None:
                is_mapped = first and not found[0] and self.ends_alike(keys[0], keys[first])
                found[0 if is_mapped else first] = NAME
        return tuple(found)

    def name_in(self, key: str) -> str | None:
        """Return the key of the words for the name that a key is, or ends with: "Vault secret name".

        Of the words within others, only those count that are several themselves.
        """
        if key in self.names:
            return key
        words = key.rsplit("-", self._longest)  # a heading may have thousands
        ends = ("-".join(words[start:]) for start in range(1, len(words) - 1))
        return next((end for end in ends if end in self.names), None)

    def together(self, heading: str) -> list[str]:
        """Return the fields that a heading names together, "Cause / fix", if all are texts.

        What a marker says of a heading is not changed.
        """
        if not _TOGETHER.search(heading) or key_of(heading) in self.own:  # nearly all headings
            return []
        parts = [self.labels.get(key_of(part)) for part in _TOGETHER.split(heading)]
        names = [field.name for field in parts if field and field.type is FieldType.TEXT]
        return names if len(names) == len(parts) > 1 else []

    def ends_alike(self, key: str, other: str) -> bool:
        """Return whether two headings of columns end with the same word for the name: "Our code", "Code"."""
        last = key.rpartition("-")[2]
        return last in self.names and last == other.rpartition("-")[2]

    @staticmethod
    def _translated(*words: str) -> list[str]:
        return [other for word in words for other in translations(word)]

    def with_columns(self, kind: Kind, columns: Mapping[str, str]) -> KindWords:
        """Return these words with other meanings of some keys; no other words mean these fields then."""
        marked = copy.copy(self)
        fields = {kind.fields[name] for name in columns.values() if name in kind.fields}
        is_named = NAME in columns.values()
        marked.own = {key: [name] if name else [] for key, name in columns.items()}
        marked.all = {**self.own, **{key: names for key, names in self.all.items() if key not in self.own}}
        marked.all = {
            key: [name for name in names if not (is_named and name == NAME) and name not in columns.values()]
            for key, names in marked.all.items()
            if key not in columns
        }
        marked.names = {key for key, name in columns.items() if name == NAME} if is_named else self.names
        marked.names = marked.names - {key for key, name in columns.items() if name != NAME}
        marked._longest = _longest(marked.names)
        own = {key: kind.fields[name] for key, name in columns.items() if name in kind.fields}
        marked.labels = {k: f for k, f in self.labels.items() if k not in columns and f not in fields} | own
        marked.grouped = {pair: f for pair, f in self.grouped.items() if pair[1] not in columns}
        return marked


def keys_of_tables(key: str, title: str = "") -> set[str]:
    """Return the keys of words in tables, and of the translations of a title.

    :param key: the key of the words in the files of the languages, such as ``columns``.
    """
    return {key_of(word) for word in (*table_words(key), *translations(title))}


@functools.cache
def _anything() -> frozenset[str]:
    """Return the keys of the words for fields that introduce anything when they stand alone."""
    return frozenset(key_of(word) for own in words_of("anything") for word in (own, *translations(own)))


def _longest(keys: Iterable[str]) -> int:
    """Return the number of words of the longest key."""
    return max((key.count("-") for key in keys), default=0) + 1


def _add(words: dict[str, list[str]], word: str, meaning: str) -> None:
    if meaning and meaning not in words.setdefault(key_of(word), []):
        words[key_of(word)].append(meaning)
