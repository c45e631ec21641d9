"""Signs that the items of a list are entries."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.document.labels import any_label, is_remark, split_label
from sphinx_archdoc.markdown.document.source_text import Separator
from sphinx_archdoc.markdown.recognise.headings.entry_signs import has_shape
from sphinx_archdoc.markdown.recognise.headings.labels import labels_of
from sphinx_archdoc.markdown.recognise.literals import is_path
from sphinx_archdoc.markdown.recognise.names.item_words import (
    ASIDE,
    LINK,
    MARKED,
    first_text,
    is_command,
    is_sentence,
    leads_home,
    split_sentence,
)
from sphinx_archdoc.markdown.recognise.names.shape import is_refused, is_valid
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import SOURCES, Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, paths_field

_LONGEST_NAME = 3
"""Words of a name without any markup."""

_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:[-_./][A-Za-z0-9]+)*")
"""A name as programs have it: ``oven-api``, ``orders``."""


def entry_items(block: ListBlock, kind: Kind, vocabulary: Vocabulary, *, named: bool) -> list[ListBlockItem]:
    """Return the items of a list that are entries of *kind*.

    :param named: whether the nearest heading names the kind. Then at least half of the items must be entries;
        else all of them, by the shape of their names.
    :returns: an empty list if there are too few.
    """
    if not named:
        found = [item for item in block.items if kind.wording.shape and _is_shaped(first_text(item), kind)]
        is_one = any(has_shape(_name(first_text(item)), kind) for item in found)
        return found if is_one and len(found) == len(block.items) else []
    can_be_plain = re.match(r"\d", block.source) is None and not any(
        vocabulary.is_label(label[0])
        for item in block.items
        if (label := split_label(first_text(item).split("\n")[0], any_label))
        and not is_remark(first_text(item))
    )
    found = [item for item in block.items if _is_entry(item, kind, vocabulary, can_be_plain=can_be_plain)]
    return found if len(found) * 2 >= len(block.items) else []


def _is_entry(item: ListBlockItem, kind: Kind, vocabulary: Vocabulary, *, can_be_plain: bool) -> bool:
    """Return whether an item begins with a name, or has labels of the kind.

    :param can_be_plain: whether names need no markup: no item of the list is a fact such as "Status: active".
    """
    text = first_text(item)
    label = split_label(text.split("\n")[0], any_label)
    if label and vocabulary.is_name(kind, label[0]):
        return True
    written = ASIDE.sub("", split_sentence(text)[0])
    name = plain_text(written).rstrip(":： ")
    if kind.pattern and not kind.wording.shape and not kind.pattern.fullmatch(name):
        return False
    if is_sentence(text, kind) or is_refused(name, kind):
        return False
    if label and vocabulary.field_of(kind, label[0]):  # a field of the entry that the list describes
        return False
    inner = [part for block in item.blocks if isinstance(block, ListBlock) for part in block.items]
    labels = [part.label for sub in inner for part in labels_of(sub, any_marks=True)]
    if _is_mere_link(item, text, kind):
        return False
    if is_none(text) or any(vocabulary.field_of(kind, label) for label in labels):
        return True
    body = kind.fields.get(kind.body)
    if body and body.type in SOURCES and " " in plain_text(split_sentence(text)[0]):
        return False
    return _is_complete(written, kind) and _begins_with_name(text, kind, can_be_plain=can_be_plain)


def _begins_with_name(text: str, kind: Kind, *, can_be_plain: bool) -> bool:
    """Return whether a text begins with a name in the markup, or of the shape, that names of *kind* have."""
    if kind.layout is Layout.LIST:
        link = LINK.search(text)
        is_address = bool(link or MARKED.match(text)) and not (leads_home(text) or is_command(text))
        return address_field(kind) is None or is_address
    if kind.wording.shape:
        return _is_shaped(text, kind)
    return bool(MARKED.match(text)) or (can_be_plain and _is_plain(text, kind))


def _is_complete(written: str, kind: Kind) -> bool:
    """Return whether a name and a sentence can set all fields that are required; a path is both."""
    in_sentence = {kind.summary, *kind.name_fields}
    if (paths := paths_field(kind)) and is_path(written):
        in_sentence.add(paths.name)
    return not any(field.required and field.name not in in_sentence for field in kind.fields.values())


def _is_plain(text: str, kind: Kind) -> bool:
    """Return whether a text begins with a short name without any markup, and a dash or a colon after it.

    Before a colon, it is an identifier: ``oven-api: bakes``. Other words can be facts: "Language: Python".
    """
    name, rest, separator = split_sentence(text)
    if not rest or kind.wording.telling or is_remark(text):
        return False
    if separator is Separator.COLON or kind.name_style is NameStyle.CODE:
        return (
            separator in (Separator.COLON, Separator.DASH) and _IDENTIFIER.fullmatch(name.strip()) is not None
        )
    return separator is Separator.DASH and count_words(name) <= _LONGEST_NAME < count_words(rest) + 2


def _is_mere_link(item: ListBlockItem, text: str, kind: Kind) -> bool:
    """Return whether an item only leads somewhere, and lacks the text that the kind requires."""
    summary = kind.fields.get(kind.summary)
    is_asked = summary is not None and summary.required and address_field(kind) is None
    return is_asked and len(item.blocks) == 1 and LINK.fullmatch(text.strip("*_ ")) is not None


def _is_shaped(text: str, kind: Kind) -> bool:
    """Return whether a text begins with a name in backticks, or of the shape of the kind's names."""
    marked = MARKED.match(text)
    if marked and marked[1]:
        name = plain_text(marked[0])
        return is_valid(name, kind) if kind.pattern else "(" not in name
    return has_shape(_name(text), kind)


def _name(text: str) -> str:
    """Return the plain words that a text begins with: its marked words, or those before the separator."""
    marked = MARKED.match(text)
    return plain_text(marked[0] if marked else ASIDE.sub("", split_sentence(text)[0])).rstrip(":：")
