"""The meaning of headings, column headings and labels, according to the kinds table.

The reference is "Words by kind" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import copy
import functools
from collections import Counter
from collections.abc import Mapping, Sequence

from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.recognise.words.heading_words import (
    BESIDE,
    CIRCUMSTANCE,
    LAST_CLAUSE,
    MOST_WORDS,
    SENTENCE_END,
    SUBTITLE,
    WITH_PRONOUN,
    HeadingIndex,
    has_no_spaces,
    hints_of,
    kinds_by_heading,
    type_as_words,
)
from sphinx_archdoc.markdown.recognise.words.kind_words import (
    LONGEST_LABEL,
    KindWords,
    key_of,
    unqualified,
)
from sphinx_archdoc.schema.languages import with_languages
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, Kind

_LONGEST_SENTENCE = 300
"""Characters of a sentence in which words for kinds are looked for; longer ones are about something else."""


class Vocabulary:
    """The words by which the kinds and their fields are known: titles, headings and ``wording``."""

    def __init__(self, kinds: KindsTable) -> None:
        self.kinds = kinds = {name: with_languages(kind) for name, kind in kinds.items()}
        self._words = {name: KindWords(kind) for name, kind in kinds.items()}
        counts = Counter(key for words in self._words.values() for key in words.called)
        self._shared = {key for key, count in counts.items() if count > 1}
        """Keys of words that mean the name in several kinds, such as "Service"."""
        self._headings = kinds_by_heading(kinds)
        plurals = {
            key: kind
            for key, kind in self._headings.items()
            if "-" not in key and kind.takes_name and not self.is_name(kind, key)
        }
        """The kinds by single words, for headings that end or begin with one: "Current integrations"."""
        self._announcing: dict[str, list[str]] = {name: [] for name in kinds}
        """The words for several of a kind: those for headings, without its title."""
        for key, kind in self._headings.items():
            if key != key_of(kind.title) or key == key_of(kind.plural):
                self._announcing[kind.name].append(key)
        self._hints = hints_of(self._headings)
        self._index = HeadingIndex(self._headings, plurals)
        self._kinds_in = functools.lru_cache(maxsize=1024)(self._mentioned)
        self._remember()

    def _remember(self) -> None:
        """Prepare what follows from the words of fields and names, which a marker can change."""
        self._columns = functools.lru_cache(maxsize=1024)(self._columns_of)
        all_words = self._words.values()
        self._fields = {key for words in all_words for key in (*words.labels, *(k for _, k in words.grouped))}
        self._labels = self._fields.union(*(words.names for words in self._words.values()))
        telling = (kind.fields[kind.wording.telling] for kind in self.kinds.values() if kind.wording.telling)
        self._labels |= {f"{key_of(field.title)}{end}" for field in telling for end in ("", "s")}
        self._required = {key for words in self._words.values() for key in words.required}
        """Keys of the words for texts that entries must have."""

    def kind_of_heading(self, heading: str) -> Kind | None:
        """Return the kind that a heading names: "Gotchas and pitfalls", or the type `` `ErrorCode` ``."""
        key = key_of(type_as_words(heading) or heading)
        return self._headings.get(key) or self._index.by_all_words(key)

    def kind_within_heading(self, heading: str) -> Kind | None:
        """Return the kind that a heading names among other words: "Backend environment variables"."""
        if titled := self.kind_of_title(heading):
            return titled
        key = key_of(heading)
        if about := self._index.by_activity(key):
            return about
        within = [known for known in self._index.phrases_in(key) if "-" in known or has_no_spaces(known)]
        if within:
            return self._headings[max(within, key=lambda known: (len(known), known))]
        return (
            self._index.by_one_word(key)
            or self._index.by_alternative(heading)
            or self._index.by_list(key_of(SUBTITLE.split(heading, maxsplit=1)[0]))
        )

    def kind_of_title(self, heading: str) -> Kind | None:
        """Return the kind that a heading names before or in its subtitle: "Gotchas — what we learned".

        The singular does not name it: "Incident: the queue is full" is one of them. Kinds that a label tells
        can also be named beside something else: "Gotchas and war stories".
        """
        parts = SUBTITLE.split(heading, maxsplit=1) if SUBTITLE.search(heading) else []
        named = ((part, self.kind_of_heading(part)) for part in parts)
        found = next((kind for part, kind in named if kind and key_of(part) != key_of(kind.title)), None)
        return found or self._kind_beside_others(heading)

    def _kind_beside_others(self, heading: str) -> Kind | None:
        first, *rest = BESIDE.split(heading, maxsplit=1) if BESIDE.search(heading) else ("",)
        last = key_of(first).rpartition("-")[2]
        if not last.endswith("s") or any(map(self.kind_of_heading, rest)):
            return None
        single = last.removesuffix("s")
        if key_of(first) == last == "issues":  # "Issues and pull requests"
            return None
        kinds = (kind for kind in self.kinds.values() if kind.wording.telling)
        return next((kind for kind in kinds if single in self._words[kind.name].single), None)

    def names_several(self, kind: Kind, heading: str) -> bool:
        """Return whether a heading says what the entries below it are called: "Known issues".

        Others, such as "Troubleshooting", say what they are for, and may have other things below them.
        """
        last = key_of(heading).rpartition("-")[2]  # "Specific issues"
        if last.endswith("s") and last.removesuffix("s") in self._words[kind.name].single:
            return True
        if kind not in (self.kind_of_heading(heading), self.kind_of_title(heading)):
            return False
        parts = (part for part in SUBTITLE.split(heading, maxsplit=1) if self.kind_of_heading(part) is kind)
        title = next(parts, heading)
        words = key_of(title).split("-")
        has_no_plural = any(map(has_no_spaces, words))
        return has_no_plural or any(word.startswith(self._words[kind.name].single) for word in words)

    def begins_with_name(self, kind: Kind, heading: str) -> bool:
        """Return whether a heading begins with a word for one entry: "Problem: …", "Symptom: …"."""
        first, *rest = SUBTITLE.split(heading, maxsplit=1)
        return bool(rest) and key_of(first) in self._words[kind.name].before_names

    def hints_at(self, kind: Kind, heading: str) -> bool:
        """Return whether a heading has a word that is mostly in headings of *kind*: "Settings"."""
        return any(self._hints.get(word) == kind.name for word in key_of(heading).split("-"))

    def kinds_announced(self, words: str) -> tuple[Kind, ...]:
        """Return the kinds of which a sentence announces several: "These six services:".

        What is before its last comma is only when or why: "When you report errors, please add:". If the last
        sentence says what something does, "It enables:", the words before it announce nothing.
        """
        if len(words) > _LONGEST_SENTENCE:
            return ()
        plain = plain_text(words)
        told, last = _last_clause(plain), _last_clause(SENTENCE_END.split(plain.strip())[-1])
        if CIRCUMSTANCE.match(told) or CIRCUMSTANCE.match(last):
            return ()
        key = f"-{key_of(last if WITH_PRONOUN.match(last) else told)}-"
        return tuple(
            kind
            for kind in self.kinds_in(words)
            if any(f"-{known}-" in key for known in self._announcing[kind.name])
        )

    def kinds_in(self, words: str) -> tuple[Kind, ...]:
        """Return the kinds that a heading or a short sentence mentions: "These six services:".

        Of words within others, only the longer ones count: "external services" are no services.
        """
        return self._kinds_in(words) if len(words) <= _LONGEST_SENTENCE else ()

    def _mentioned(self, words: str) -> tuple[Kind, ...]:
        found = set(self._index.phrases_in(key_of(plain_text(words))))
        longest = [
            known for known in found if not any(known != o and f"-{known}-" in f"-{o}-" for o in found)
        ]
        named = {self._headings[known].name for known in longest}
        return tuple(kind for name, kind in self.kinds.items() if name in named)

    def kinds_within(self, parent: Kind) -> list[Kind]:
        """Return the kinds, known by the shape of their names, whose entries can be children of *parent*."""
        return [
            kind
            for kind in self.kinds.values()
            if kind.wording.shape
            and any(field.implied and parent.name in field.targets for field in kind.fields.values())
        ]

    def field_of(self, kind: Kind, label: str, group: str = "") -> Field | None:
        """Return the field of *kind* that a label means; fields below the heading *group* have precedence."""
        words, key = self._words[kind.name], key_of(label)
        field = words.grouped.get((key_of(group), key)) or words.labels.get(key)
        if field is None and kind.wording.telling and 0 < key.count("-") < MOST_WORDS:
            last = key.rpartition("-")[2]  # "Possible symptoms", but not "Oven issue", which is one of them
            field = None if last in words.names else words.endings.get(last)
        field = field or words.labels.get(unqualified(key))
        return field or kind.fields.get(next(iter(words.together(label)), ""))

    def words_of(self, kind: Kind, *fields: str) -> tuple[str, ...]:
        """Return the words for some fields of a kind, as they are written."""
        return tuple(word for name in fields for word in self._words[kind.name].spelled.get(name, ()))

    def telling_words(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys of the labels that tell of *kind* below any heading: "Symptom", "Symptoms"."""
        return self._words[kind.name].telling

    def bare_label(self, text: str) -> str:
        """Return the label that a paragraph consists of, if it is one of a required field: "Symptoms:".

        Other words before a colon, such as "Example:", introduce anything.
        """
        words = text.strip()
        is_label = (
            len(words) <= LONGEST_LABEL and words.endswith(COLONS) and key_of(words[:-1]) in self._required
        )
        return words[:-1] if is_label else ""

    def calls_names(self, kind: Kind, words: str) -> bool:
        """Return whether a short sentence has a word that only names of *kind* are called: "options"."""
        if len(words) > _LONGEST_SENTENCE:
            return False
        known = {name for name in self._words[kind.name].names - self._shared if "-" not in name}
        return any(word.removesuffix("s") in known for word in key_of(plain_text(words)).split("-"))

    def ends_with_names(self, kind: Kind, heading: str) -> bool:
        """Return whether a heading ends with a word that only names of *kind* are called: "Sent events"."""
        if len(heading) > _LONGEST_SENTENCE:
            return False
        parts = key_of(plain_text(heading)).removesuffix("s").split("-")
        return any(self.is_own_name(kind, "-".join(parts[at:])) for at in range(len(parts)))

    def is_label(self, label: str) -> bool:
        """Return whether a label can mean a field or the name in any kind."""
        key = key_of(label)
        return key in self._labels or key.rpartition("-")[2] in self._labels

    def names_field(self, title: str) -> bool:
        """Return whether a heading is a label of any kind, or ends with that of a field: "Possible symptoms".

        "API Server" is not one, as names end like that.
        """
        key = key_of(title)
        return key in self._labels or key.rpartition("-")[2] in self._fields

    def ends_with_name(self, kind: Kind, title: str) -> bool:
        """Return whether a heading ends with a word that names of *kind* are called: "Payment Service"."""
        first, _, last = key_of(title).rpartition("-")
        return bool(first) and last in self._words[kind.name].single

    def is_name(self, kind: Kind, label: str) -> bool:
        """Return whether a label or a column heading means the name."""
        return self._words[kind.name].name_in(key_of(label)) is not None

    def is_own_name(self, kind: Kind, heading: str) -> bool:
        """Return whether a column heading means the name in this kind alone."""
        name = self._words[kind.name].name_in(key_of(heading))
        return name is not None and name not in self._shared

    def is_group(self, kind: Kind, label: str) -> bool:
        """Return whether a label is the heading of a group of fields."""
        return any(group == key_of(label) for group, _ in self._words[kind.name].grouped if group)

    def columns(self, kind: Kind, headings: Sequence[str]) -> list[str]:
        """Return the meaning of each column: a field, ``name``, or an empty string if it is not known.

        Titles of fields have precedence over other words for them. No two columns mean the same.
        """
        return list(self._columns(kind.name, tuple(headings)))

    def _columns_of(self, kind: str, headings: tuple[str, ...]) -> tuple[str, ...]:
        return self._words[kind].meanings(headings)

    def with_columns(self, kind: Kind, columns: Mapping[str, str]) -> Vocabulary:
        """Return a vocabulary in which columns and labels of one kind have the meanings that a marker gives.

        :param columns: the meanings by the keys of the headings: ``name``, a field, or nothing for notes.
        """
        if not columns:
            return self
        marked = copy.copy(self)
        marked._words = {**self._words, kind.name: self._words[kind.name].with_columns(kind, columns)}
        marked._remember()
        return marked


def _last_clause(sentence: str) -> str:
    clause = LAST_CLAUSE.match(sentence)
    return (clause["clause"] if clause else sentence).lstrip("*_ ")
