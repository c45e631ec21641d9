"""The words of a list: the names that its items begin with, and their texts."""

from __future__ import annotations

import re

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
_PRESCRIBED = re.compile(r"(?:required|optional|mandatory)\b", re.I)
"""The beginning of a text that says what a value must be: "Required, numeric"."""


class ListWords:
    """The words of a list, which are the same for all kinds."""

    def __init__(self, block: ListBlock, *, are_labels: bool = False) -> None:
        self.block = block
        self.are_labels = are_labels
        """Whether its items begin with words that several lists have: "Files", "Tests"."""
        self.texts = [first_text(item) for item in block.items]
        self.names = [name_of(text) for text in self.texts]
        self.written = [_written_name(text) for text in self.texts]
        """The names as Markdown."""
        constant = [is_constant(name) for name in self.names]
        self.are_constants = all(constant)
        self.are_placed = sum(map(_is_placed, self.texts)) * 2 > len(self.texts)
        """Whether most names end with code in parentheses, where a part of the system is."""
        pairs = zip(self.texts, constant, strict=True)
        marked = [MARKED.match(text) is not None or is_name for text, is_name in pairs]
        self.are_code = all(
            text.startswith("`") or is_name or (text.startswith("**") and is_identifier(name))
            for text, name, is_name in zip(self.texts, self.names, constant, strict=True)
        )
        """Whether all names are code, words in capitals, ``REGISTRY_USER``, or identifiers in bold type."""
        told = [_has_text(item) for item in block.items]
        self.are_marked = all(marked)
        self.go_on = sum(map(_goes_on, self.texts)) * 2 > len(self.texts)
        """Whether most texts go on after the name without a dash or a colon: "`PORT` must be set"."""
        self.are_told = self.are_marked and all(told)
        self.told = {id(item) for item, is_told in zip(block.items, told, strict=True) if is_told}
        lists = [item for item in block.items if any(isinstance(b, ListBlock) for b in item.blocks)]
        self.have_points = len(lists) * 5 >= len(block.items) * 4
        """Whether most items have a list of points below their first words."""
        self.have_lines = len(self.texts) > 1 and all(map(has_line_of_its_own, self.texts))
        """Whether each name has a line of its own, above its text."""
        classes = sum(1 for name in self.names if _CLASS.fullmatch(name))
        self.are_classes = classes >= _SEVERAL and classes * 5 >= len(self.names) * 4
        """Whether nearly all names are those of classes: ``OvenPresenter``."""
        sentences = len(marked_sentences(block))
        self.are_mostly_sentences = sentences >= _SEVERAL and sentences * 2 >= len(self.texts)
        """Whether at least half of several items begin with a sentence in bold type."""
        self.are_bold_sentences = all(map(bold_sentence, self.texts))
        """Whether all items begin with a sentence in bold type, and go on."""
        links = {link["target"] for text in self.texts if (link := LINK.match(text.lstrip("*_")))}
        self.lead_to_parts = len(links) == len(self.texts) and all(map(_README.search, links))
        """Whether all names are links, each to the README of another part of the system."""
        self.lead_to_documents = len(links) == len(self.texts) > 1 and all(map(_DOCUMENT.search, links))
        prescribed = sum(1 for text in self.texts if _PRESCRIBED.match(split_sentence(text)[1]))
        self.are_prescribed = prescribed * 5 > len(self.texts) * 3
        """Whether most items say what a value must be: those of the fields of a request."""
        self.has_values = all(": `" in text for text in self.texts)

    def requests(self, kind: Kind) -> list[str]:
        """Return the names in code that have the form that the kind prescribes, if they are several.

        In a list about an API, other items can be remarks.
        """
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
