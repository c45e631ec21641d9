"""The words of a list: the names that its items begin with, and their texts."""

from __future__ import annotations

import re
from functools import cached_property

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.recognise.names.heading_name import assigned_name
from sphinx_archdoc.markdown.recognise.names.item_words import (
    LINK,
    MARKED,
    bold_sentence,
    first_text,
    has_line_of_its_own,
    marked_sentences,
    split_sentence,
)
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_item
from sphinx_archdoc.markdown.recognise.names.shape import PLACED, has_shape, is_constant, is_identifier
from sphinx_archdoc.schema.model import Kind

_README = re.compile(r"\w/README\.\w+$", re.I)
_DOCUMENT = re.compile(r"^[^:#]*\.(?:md|rst|adoc|txt|pdf)(?:#.*)?$", re.I)
_CODE = re.compile(r"`[^`]*`")
_CLASS = re.compile(
    r"(?!Fake|Mock|Stub|Test)(?:[A-Z][a-z0-9]+){2,}"
    r"(?<!Request)(?<!Response)(?<!Dto)(?<!Error)(?<!Exception)(?<!Event)(?<!Test)"
    r"|[A-Z]{2,}[a-z]+[A-Z]\w*"
)
"""The name of a class that does something, and is no message, error or test."""

_SEVERAL = 3
"""Classes from which they confirm each other."""

_PLACED_AFTER = re.compile(r"\s*\(`[^`]+`[^()]*\)\s*[:–—-]")
_ASSIGNMENT = re.compile(r"`[A-Za-z_]\w*=[^`\n]+`")
"""A variable with its value, in code."""

_PRESCRIBED = re.compile(r"(?:required|optional|mandatory)\b", re.I)
"""The beginning of a text that says what a value must be: "Required, numeric"."""


class ListWords:
    """The words of a list, which are the same for all kinds. What is asked for is found once."""

    def __init__(self, block: ListBlock, *, are_labels: bool = False) -> None:
        self.block = block
        self.are_labels = are_labels
        """Whether its items begin with words that several lists have: "Files", "Tests"."""
        self.texts = [first_text(item) for item in block.items]
        self.names = [name_of(text) for text in self.texts]

    @cached_property
    def written(self) -> list[str]:
        """The names as Markdown."""
        return [_written_name(text) for text in self.texts]

    @cached_property
    def _constant(self) -> list[bool]:
        return [is_constant(name) for name in self.names]

    @property
    def are_constants(self) -> bool:
        """Whether all names are words in capitals: ``REGISTRY_USER``."""
        return all(self._constant)

    @cached_property
    def are_placed(self) -> bool:
        """Whether most names end with code in parentheses, where a part of the system is."""
        return sum(map(_is_placed, self.texts)) * 2 > len(self.texts)

    @cached_property
    def are_code(self) -> bool:
        """Whether all names are code, words in capitals, ``REGISTRY_USER``, or identifiers in bold type."""
        return all(
            text.startswith("`") or is_name or (text.startswith("**") and is_identifier(name))
            for text, name, is_name in zip(self.texts, self.names, self._constant, strict=True)
        )

    @cached_property
    def are_marked(self) -> bool:
        """Whether all names are in bold type, in code, links, or words in capitals."""
        pairs = zip(self.texts, self._constant, strict=True)
        return all(MARKED.match(text) is not None or is_name for text, is_name in pairs)

    @cached_property
    def go_on(self) -> bool:
        """Whether most texts go on after the name without a dash or a colon: "`PORT` must be set"."""
        return sum(map(_goes_on, self.texts)) * 2 > len(self.texts)

    @cached_property
    def told(self) -> set[int]:
        """The identities of the items that have more than a name."""
        return {id(item) for item in self.block.items if _has_text(item)}

    @property
    def are_told(self) -> bool:
        """Whether all names are marked, and followed by more."""
        return self.are_marked and len(self.told) == len(self.block.items)

    @cached_property
    def assigned(self) -> set[int]:
        """The identities of the items that are a variable with its value: `` `SHOP_DATA=/data` ``."""
        pairs = zip(self.block.items, self.texts, strict=True)
        return {id(item) for item, text in pairs if _ASSIGNMENT.fullmatch(text)}

    @cached_property
    def have_points(self) -> bool:
        """Whether most items have a list of points below their first words."""
        items = self.block.items
        above_points = (item for item in items if any(isinstance(below, ListBlock) for below in item.blocks))
        return sum(1 for _ in above_points) * 5 >= len(items) * 4

    @cached_property
    def have_lines(self) -> bool:
        """Whether each name has a line of its own, above its text."""
        return len(self.texts) > 1 and all(map(has_line_of_its_own, self.texts))

    @cached_property
    def are_classes(self) -> bool:
        """Whether nearly all names are those of classes: ``OvenPresenter``."""
        classes = sum(1 for name in self.names if _CLASS.fullmatch(name))
        return classes >= _SEVERAL and classes * 5 >= len(self.names) * 4

    @cached_property
    def are_mostly_sentences(self) -> bool:
        """Whether at least half of several items begin with a sentence in bold type."""
        sentences = len(marked_sentences(self.block))
        return sentences >= _SEVERAL and sentences * 2 >= len(self.texts)

    @cached_property
    def are_bold_sentences(self) -> bool:
        """Whether all items begin with a sentence in bold type, and go on."""
        return all(map(bold_sentence, self.texts))

    @cached_property
    def _links(self) -> set[str]:
        """Where the names lead, if they are links."""
        return {link["target"] for text in self.texts if (link := LINK.match(text.lstrip("*_")))}

    @property
    def lead_to_parts(self) -> bool:
        """Whether all names are links, each to the README of another part of the system."""
        return len(self._links) == len(self.texts) and all(map(_README.search, self._links))

    @property
    def lead_to_documents(self) -> bool:
        """Whether all of several names are links, each to another document."""
        return len(self._links) == len(self.texts) > 1 and all(map(_DOCUMENT.search, self._links))

    @cached_property
    def are_prescribed(self) -> bool:
        """Whether most items say what a value must be: those of the fields of a request."""
        prescribed = sum(1 for text in self.texts if _PRESCRIBED.match(split_sentence(text)[1]))
        return prescribed * 5 > len(self.texts) * 3

    @property
    def has_values(self) -> bool:
        """Whether all texts can have a value behind a label: ``: `80` ``."""
        return all(": `" in text for text in self.texts)

    def requests(self, kind: Kind) -> list[str]:
        """Return the names in code that have the form that the kind prescribes, if they are several.

        In a list about an API, other items can be remarks. Labels in all items can give them in parts.
        """
        labelled = [names_in_item(item, kind) for item in self.block.items]
        if all(labelled):
            return [name for names in labelled for name in names]
        found = [n for n, text in zip(self.names, self.texts, strict=True) if text.startswith("`") and n]
        shaped = [name for name in found if kind.pattern and has_shape(name, kind)]
        return shaped if len(shaped) > 1 else []


def is_code(text: str) -> bool:
    """Return whether a text is code, and nothing else: `` `order.paid` ``."""
    return _CODE.fullmatch(text.strip()) is not None


def name_of(text: str) -> str:
    """Return the name that a text begins with, without a value: ``PORT`` of ``PORT=8000``."""
    marked = MARKED.match(text)
    name = plain_text(marked[0] if marked else split_sentence(text)[0]).rstrip(":：").strip()
    return assigned_name(name) or name


def _written_name(text: str) -> str:
    marked = MARKED.match(text)
    return marked[0] if marked else split_sentence(text)[0]


def _is_placed(text: str) -> bool:
    marked = MARKED.match(text)
    if marked is None:
        return False
    return bool(PLACED.search(marked[0].strip("*_")) or _PLACED_AFTER.match(text, marked.end()))


def _goes_on(text: str) -> bool:
    """Return whether a text goes on after its marked name as a sentence does."""
    marked = MARKED.match(text)
    if marked is None or marked[0].rstrip("*_ ").endswith(COLONS):
        return False
    return re.match(r"\s*[\w=`*]", text[marked.end() :]) is not None


def _has_text(item: ListBlockItem) -> bool:
    """Return whether there is more in an item than its name."""
    text = first_text(item)
    marked = MARKED.match(text)
    rest = text[marked.end() :] if marked else split_sentence(text)[1]
    return len(item.blocks) > 1 or re.search(r"\w", _CODE.sub("", rest)) is not None
