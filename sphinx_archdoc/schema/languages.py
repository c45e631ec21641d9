"""The words by which plain Markdown and values are understood, in all languages.

Each language has a folder below :file:`locale`, with a catalogue of what readers see, and with
:file:`words.toml`: what authors write. Nothing else has to be changed for a new language. English is the
language of the code, so it has no catalogue, and its words for kinds are in the kinds table.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.wording import Record, Wording

_FIRST_KANA = "\u3041"
"""First letter of the scripts without spaces between words, and of Korean, whose words have endings."""

NOTHING = r"(?!)"
"""A regular expression that finds nothing."""


class KindWording(Record, frozen=True):
    """The words of a language for one kind, besides the translations of its titles."""

    headings: tuple[str, ...] = ()
    """Headings of sections that contain its entries."""
    names: tuple[str, ...] = ()
    """Column headings and labels of the name."""
    fields: Mapping[str, tuple[str, ...]] = {}
    """Column headings and labels of the fields."""
    likely: tuple[str, ...] = ()
    """Words in many of the names; a trailing star stands for any ending."""
    refused: tuple[str, ...] = ()
    """Names of other things; a trailing star stands for any ending."""


class TableWords(Record, frozen=True):
    """The words of a language in tables that do not list entries."""

    columns: tuple[str, ...] = ()
    """Headings above the names of a database table's columns."""
    fields: tuple[str, ...] = ()
    """The same, but fields of other things have such a heading as well."""
    types: tuple[str, ...] = ()
    """Headings above their types."""
    nullable: tuple[str, ...] = ()
    """Headings above whether they can be NULL."""
    constraints: tuple[str, ...] = ()
    """Headings above their constraints."""
    defaults: tuple[str, ...] = ()
    """Headings above their defaults."""
    whole: tuple[str, ...] = ()
    """Headings above all columns of a table."""
    parts: tuple[str, ...] = ()
    """Headings above other parts of a database: "Indexes"."""
    groups: tuple[str, ...] = ()
    """Headings of a first column that has groups of things: "Category"."""
    compared: tuple[str, ...] = ()
    """Headings of the first column of a table that compares things: "Feature"."""
    labels: tuple[str, ...] = ()
    """Headings of the first column of a table with a label and its value in each row: "Property"."""
    values: tuple[str, ...] = ()
    """Headings of its second column: "Value"."""
    numbers: tuple[str, ...] = ()
    """Headings of a column that numbers the rows: "No."."""
    notes: tuple[str, ...] = ()
    """Headings of a column with remarks: "Comment"."""
    ports: tuple[str, ...] = ()
    """Headings of a column that only what runs can have: "Port"."""
    versions: tuple[str, ...] = ()
    """Headings of a column that only what is used to build parts has: "Version"."""


class LanguageWords(Record, frozen=True):
    """The words of a language: the content of a file :file:`words.toml`.

    A star stands for any letters.
    """

    yes: tuple[str, ...] = ()
    """Values of flags that are true."""
    no: tuple[str, ...] = ()
    """Values of flags that are false."""
    required: tuple[str, ...] = ()
    """Further ones that are true: they say so of what must be given."""
    optional: tuple[str, ...] = ()
    """Further ones that are false."""
    none: tuple[str, ...] = ()
    """Spellings of "no value"."""
    anything: tuple[str, ...] = ()
    """Words for fields that introduce anything when they stand alone, such as "Description"."""
    conjunctions: tuple[str, ...] = ()
    """ "and" and "or", between the words of a heading."""
    circumstances: tuple[str, ...] = ()
    """Words that begin a clause which says when, why or where: "for", "if"."""
    conditions: tuple[str, ...] = ()
    """Words that begin a clause which says in what case something is to be done: "if"."""
    gone: tuple[str, ...] = ()
    """Words which say that something exists no more: "removed"."""
    unused: tuple[str, ...] = ()
    """Words which say so above a list only: "no longer"."""
    deprecated: tuple[str, ...] = ()
    """Words which say that something should not be used any more."""
    former: tuple[str, ...] = ()
    """Words which say that something is not in use, and which can be parts of names as well: "archived"."""
    planned: tuple[str, ...] = ()
    """Words which say that something does not exist yet."""
    plans: tuple[str, ...] = ()
    """Names of pages that describe what may come: "roadmap"."""
    expected: tuple[str, ...] = ()
    """Words which say so, and which can be parts of names as well: "upcoming"."""
    resolved: tuple[str, ...] = ()
    """Words which say that a problem exists no more, and which can say other things as well: "closed"."""
    remarks: tuple[str, ...] = ()
    """Words of admonitions, which name nothing: "important"."""
    denied: tuple[str, ...] = ()
    """Words by which a heading denies what it says: "not", "never"."""
    groups: tuple[str, ...] = ()
    """Words for groups, with which a line ends that introduces them: "categories"."""
    sorts: tuple[str, ...] = ()
    """Words before the name of what there are several sorts of: "types of"."""
    tables: TableWords = TableWords()
    kinds: Mapping[str, KindWording] = {}
    """The words of kinds, by their names."""


def _folder() -> Traversable:
    return resources.files("sphinx_archdoc").joinpath("locale")


@functools.cache
def languages() -> Mapping[str, LanguageWords]:
    """Return the words of all languages, by the names of their folders.

    :raises msgspec.ValidationError: if a file has a key that is not known, or a value of another type.
    """
    names = sorted(folder.name for folder in _folder().iterdir() if folder.is_dir())
    return {name: language(name) for name in names if _folder().joinpath(name, "words.toml").is_file()}


@functools.cache
def language(name: str) -> LanguageWords:
    """Return the words of one language, whose file alone is read.

    :param name: the name of its folder.
    :raises msgspec.ValidationError: if the file has a key that is not known, or a value of another type.
    """
    file = _folder().joinpath(name, "words.toml")
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), LanguageWords)


@functools.cache
def values_of(*keys: str) -> frozenset[str]:
    """Return the words of all languages below keys of the files, such as ``yes``, as they are compared."""
    found = (getattr(words, key) for words in languages().values() for key in keys)
    return frozenset(word.casefold() for words in found for word in spellings(words))


def words_of(*keys: str, but: str = "") -> list[str]:
    """Return the words of all languages below keys of the files, such as ``anything``.

    :param but: a language whose words are left out.
    """
    several = (words for name, words in languages().items() if name != but)
    return [word for words in several for key in keys for word in getattr(words, key)]


def table_words(key: str) -> list[str]:
    """Return the words of all languages below a key of ``tables``, such as ``columns``."""
    return [word for words in languages().values() for word in spellings(getattr(words.tables, key))]


def spellings(words: Iterable[str]) -> tuple[str, ...]:
    """Return words, each of them also without accents: "Descrição" and "Descricao".

    What would be an English word is left out: "Rôle" is no "Role".
    """
    both = ((word, _without_accents(word)) for word in words)
    return tuple(one for word, plain in both for one in ((word, plain) if plain else (word,)))


def _without_accents(word: str) -> str:
    """Return a word of a Latin script without accents; empty if it has none, or if it is English then."""
    if word.isascii():
        return ""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return plain if plain.isascii() and plain.casefold() not in _english_words() else ""


@functools.cache
def _english_words() -> frozenset[str]:
    """Return the words of the kinds table, as they are compared."""
    found: list[str] = []
    for kind in builtin_kinds().values():
        found += [kind.section, kind.title, kind.plural, kind.heading]
        found += [*kind.wording.headings, *kind.wording.names]
        for field in kind.fields.values():
            found += [field.title, *kind.wording.fields.get(field.name, ())]
    return frozenset(word.casefold() for word in found)


def with_languages(kind: Kind) -> Kind:
    """Return a kind that is also known by the words of other languages."""
    found = [words.kinds[kind.name] for words in languages().values() if kind.name in words.kinds]
    if not found:
        return kind
    wording = kind.wording
    for words in found:
        fields = {name: spellings(several) for name, several in words.fields.items()}
        wording = wording.joined(
            Wording(headings=spellings(words.headings), names=spellings(words.names), fields=fields)
        )
    likely = pattern_of(word for words in found for word in words.likely)
    refused = pattern_of((word for words in found for word in words.refused), whole=True)
    wording = msgspec.structs.replace(
        wording, likely=_either(wording.likely, likely), refused=_either(wording.refused, refused)
    )
    return msgspec.structs.replace(kind, wording=wording)


def pattern_of(words: Iterable[str], *, whole: bool = False) -> str:
    """Return a regular expression that finds words; :data:`NOTHING` if there are none.

    Those of scripts without spaces are found within others, and others only whole. A star stands for any
    letters.

    :param whole: whether the text has nothing but the word, so that its ends need not be looked for.
    """
    found = sorted({word.casefold() for word in words})
    if not found:
        return NOTHING
    if whole:
        return "|".join(re.escape(word).replace(r"\*", ".*") for word in found)
    inner = [re.escape(word) for word in found if word >= _FIRST_KANA]
    spaced = [re.escape(word).replace(r"\*", r"\w*") for word in found if word < _FIRST_KANA]
    outer = [rf"\b(?:{'|'.join(spaced)})\b"] if spaced else []
    return "|".join((*outer, *inner))


def is_without_spaces(word: str) -> bool:
    """Return whether a word is of a script without spaces between words, or of Korean."""
    return word >= _FIRST_KANA


def _either(pattern: str, other: str) -> str:
    """Return a regular expression for either of two, without regard to case if there is a second one."""
    if not pattern or other == NOTHING:
        return pattern
    return f"{pattern}|(?i:{other})"
