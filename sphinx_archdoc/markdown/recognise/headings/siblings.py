"""What headings beside each other have in common, by which they confirm each other."""

from __future__ import annotations

import functools
import re
from collections import Counter

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, OpaqueBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.document.labels import title_of, undecorated
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.headings.labels import labels_below
from sphinx_archdoc.markdown.recognise.names.heading_name import last_word, names_in_heading, read_heading
from sphinx_archdoc.markdown.recognise.names.item_words import first_text, marked_sentences, names_of_items
from sphinx_archdoc.markdown.recognise.names.shape import (
    PLACED,
    has_shape,
    is_class_of,
    is_likely,
    is_snake_case,
)
from sphinx_archdoc.markdown.recognise.paragraphs.points import with_sentences
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameStyle

NUMBERED = re.compile(r"[^\w`]*\d+[.):]\s")
"""A heading that begins with a number: ``3. Ports are shared``."""

OPTION = re.compile(r"Option (?:\d+|[A-Z])[:.]\s")
"""A heading that begins as one of several options: "Option 1: Stone mill"."""

PROVIDED = re.compile(r"\w \([A-Z][^\s()]*(?: [A-Z][^\s()]*){0,2}\)$")
"""A heading that ends with a name in parentheses, of who provides it: "Payments (Giro)"."""

_STATUS = re.compile(r"(?:.*(?:\(|[-–—:]\s))?`?(?:HTTP\s)?[45]\d\d\b[^()]*\)?\s*")
"""A heading that begins or ends with the number of a failure: "The input is not valid (400 Bad Request)"."""

SUBTITLED = re.compile(r"(?P<name>\S+(?: \S+){0,3}?)\s+[–—]\s+(?P<rest>\S.*)")
"""A heading with a name, a dash and a text: ``Router — leads loaves to ovens``."""

_SEVERAL = 3
"""Headings from which they confirm each other by the form of their text."""

_FEW = 2
"""Headings from which they can be names."""

_LONGEST_NAME = 5
"""Words of a name."""

_IDENTIFIER = re.compile(r"`|[\d_/]|\w[.-]\w|[a-z][A-Z]")
"""What a name that is code has, and a word has not."""

_LOWER = re.compile(r"[a-z]+")

_LONGEST_TITLE = 200
"""Characters of a heading that can end with the number of a failure."""

_LEAST_COMMON = 2
"""Labels that a heading must have in common with most of those beside it."""


def form_of(section: Section) -> tuple[type[Block], ...]:
    """Return the types of the first blocks below a heading, by which the texts of two headings are alike.

    Directives are not code: what is converted must not look like code that is not.
    """
    return tuple(OpaqueBlock if is_directive(block) else type(block) for block in section.content[:2])


def has_status(section: Section) -> bool:
    """Return whether a heading begins or ends with the number of a failure; longer ones are sentences."""
    return len(section.title) <= _LONGEST_TITLE and _STATUS.fullmatch(section.title) is not None


def sentences_below(section: Section) -> list[str]:
    """Return the sentences in bold type that at least half of the points below a heading begin with.

    Paragraphs that begin with one are points as well.
    """
    lists = [block for block in with_sentences(section).content if isinstance(block, ListBlock)]
    found = [sentence for block in lists for sentence in marked_sentences(block)]
    return found if len(found) * 2 >= sum(len(block.items) for block in lists) else []


def is_above_points(section: Section) -> bool:
    """Return whether nothing but a list of several points is below a heading.

    Points that are directives already count as well.
    """
    if section.children or not all(isinstance(b, ListBlock) or is_directive(b) for b in section.content):
        return False
    return sum(len(b.items) if isinstance(b, ListBlock) else 1 for b in section.content) > 1


def is_above_named_points(section: Section) -> bool:
    """Return whether nothing but names in bold type, with items of their own, is below a heading."""
    only = section.content[0] if is_above_points(section) else None
    items = only.items if isinstance(only, ListBlock) else ()
    return bool(items) and all(
        title_of(first_text(item)) and any(isinstance(block, ListBlock) for block in item.blocks)
        for item in items
    )


def can_be_name(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a heading above a text can be a name of *kind*, and means nothing else."""
    title = section.title
    first = next(iter(section.content), None)
    is_called, is_code = vocabulary.ends_with_name(kind, title), _IDENTIFIER.search(title)
    is_list = isinstance(first, ListBlock) and (is_called or (is_code and not names_of_items(first)))
    if vocabulary.kind_of_heading(title) or not (is_list or isinstance(first, ParagraphBlock)):
        return False
    if kind.nature is Nature.RUNS and _FUNCTION.fullmatch(title):
        return False
    if is_code:
        return plain_text(undecorated(title)).startswith(read_heading(title, kind).name)
    is_word = kind.name_style is NameStyle.CODE and not _LOWER.fullmatch(title)
    is_field = vocabulary.names_field(title) and not is_called
    return not (is_word or is_field) and count_words(plain_text(title)) <= _LONGEST_NAME


_FUNCTION = re.compile(r"`?[a-z_]\w*\.[a-z]+(?:_[a-z]+)+(?:\(.*\))?`?")
"""A function of an object: ``oven.set_heat``."""

DATED = re.compile(r"\d{4}-\d\d-\d\d\b(?=\W+\w)")
"""A heading that begins with a date: "2026-05-01 - the oven was cold"."""

_SCHEMA = re.compile(r"^[a-z]\w*\.(?=\w)")
"""The name of a schema before that of a table: ``shop.orders``."""


def is_in_snake_case(title: str) -> bool:
    """Return whether a heading is a name as in databases, or several: "`shop.orders` and `shop.users`"."""
    return all(is_snake_case(_SCHEMA.sub("", name)) for name in names_in_heading(title))


def is_called_in_code(section: Section, kind: Kind, above: str, vocabulary: Vocabulary) -> bool:
    """Return whether a heading is a name in code as in databases, below what several are called.

    ``event_store`` is one below "Archive tables".

    :param above: the heading above it.
    """
    if "_" not in section.title or not is_in_snake_case(section.title):
        return False
    return read_heading(section.title, kind).in_code and vocabulary.ends_with_names(kind, above)


class Siblings:
    """The headings directly below one section, counted once for all of them."""

    def __init__(self, parent: Section) -> None:
        self._sections = parent.children
        self._places = {section: place for place, section in enumerate(parent.children)}
        self.numbered = sum(1 for section in parent.children if NUMBERED.match(section.title))
        self.dated = sum(1 for section in parent.children if DATED.match(section.title))
        self.with_status = sum(1 for section in parent.children if has_status(section))
        self.options = sum(1 for section in parent.children if OPTION.match(section.title))
        self.provided = sum(1 for section in parent.children if PROVIDED.search(section.title))
        self.placed = sum(1 for section in parent.children if PLACED.search(section.title))
        self.subtitled = sum(1 for section in parent.children if SUBTITLED.fullmatch(section.title))
        self.count = len(parent.children)
        self._endings = Counter(last_word(section.title) for section in parent.children)
        self._named: dict[str, int] = {}
        self._likely: dict[str, int] = {}
        self._shaped: dict[str, int] = {}
        self._topics: dict[str, bool] = {}
        self._first_words: dict[str, set[str]] = {}

    def has_common_labels(self, section: Section) -> bool:
        """Return whether a heading has two labels that most others have, whatever they mean."""
        return len(labels_below(section) & self._common_labels) >= _LEAST_COMMON

    @functools.cached_property
    def _common_labels(self) -> set[str]:
        counts = Counter(label for section in self._sections for label in labels_below(section))
        least = max(_SEVERAL, self.count * 3 // 5)
        return {label for label, count in counts.items() if count >= least}

    @functools.cached_property
    def common_ending(self) -> str:
        """The last word of three fifths of the headings, or an empty string."""
        word, times = next(iter(self._endings.most_common(1)), ("", 0))
        return word if times >= max(_SEVERAL, self.count * 3 / 5) else ""

    @functools.cached_property
    def is_uniform(self) -> bool:
        """Whether the text below all headings has one form, which is more than a paragraph."""
        forms = {form_of(section) for section in self._sections}
        return self.count >= _SEVERAL and len(forms) == 1 and not forms & {(), (ParagraphBlock,)}

    @functools.cached_property
    def above_points(self) -> int:
        """The number of headings above nothing but a list of several points."""
        return sum(map(is_above_points, self._sections))

    @functools.cached_property
    def numbers(self) -> int:
        """The number of headings that begin with a number of three digits: "404 Not Found"."""
        return sum(1 for section in self._sections if re.match(r"\d{3}\b", plain_text(section.title)))

    @functools.cached_property
    def are_in_snake_case(self) -> bool:
        """Whether three of four headings are names as databases have them, some of several words."""
        titles = [section.title for section in self._sections if is_in_snake_case(section.title)]
        return any("_" in title for title in titles) and len(titles) * 4 >= self.count * 3

    def are_topics(self, kind: Kind) -> bool:
        """Return whether at least two headings, and half of them, are above lists of names of *kind*.

        These are sentences, one in five with a word that such names often have: "The door cannot open".
        """
        if kind.name not in self._topics:
            below = [found for section in self._sections if (found := sentences_below(section))]
            names = [name for found in below for name in found]
            likely = sum(1 for name in names if re.search(kind.wording.likely, plain_text(name)))
            are_several = len(below) >= _FEW and len(below) * 2 >= self.count
            self._topics[kind.name] = are_several and likely * 5 >= len(names)
        return self._topics[kind.name]

    def are_names(self, kind: Kind, vocabulary: Vocabulary) -> bool:
        """Return whether nearly all headings can be names of *kind* with a text, and mean nothing else.

        One in four may mean something else, such as "Overview", if at least three can be names.
        """
        if kind.name not in self._named:
            self._named[kind.name] = sum(1 for one in self._sections if can_be_name(one, kind, vocabulary))
        named = self._named[kind.name]
        return named == self.count >= _FEW or (named >= _SEVERAL and named * 4 >= self.count * 3)

    def beside(self, section: Section) -> list[Section]:
        """Return the headings directly before and after one."""
        place = self._places.get(section)
        if place is None:
            return []
        return [*self._sections[max(place - 1, 0) : place], *self._sections[place + 1 : place + 2]]

    def ending(self, word: str) -> int:
        """Return the number of headings whose last word is *word*."""
        return self._endings[word]

    def classes(self, kind: Kind) -> int:
        """Return the number of headings that are classes called as those of *kind* are: ``QuotaError``."""
        return sum(1 for section in self._sections if is_class_of(plain_text(section.title), kind))

    def shaped(self, kind: Kind) -> int:
        """Return the number of headings that have the shape of the names of *kind*."""
        if kind.name not in self._shaped:
            names = (read_heading(section.title, kind).name for section in self._sections)
            shaped = [name.split()[0] for name in names if has_shape(name, kind)]
            self._shaped[kind.name] = len(shaped)
            self._first_words[kind.name] = set(shaped)
        return self._shaped[kind.name]

    def first_words(self, kind: Kind) -> int:
        """Return the number of words that names with the shape of those of *kind* begin with: methods."""
        self.shaped(kind)
        return len(self._first_words[kind.name])

    def likely(self, kind: Kind) -> int:
        """Return the number of headings with a word that names of *kind* often have."""
        if kind.name not in self._likely:
            titles = (plain_text(section.title) for section in self._sections)
            self._likely[kind.name] = sum(1 for title in titles if is_likely(title, kind))
        return self._likely[kind.name]
