"""Signs that the items of a list are entries."""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.document.labels import any_label, is_remark, split_label
from sphinx_archdoc.markdown.document.source_text import Separator
from sphinx_archdoc.markdown.recognise.entry_signs import has_shape, labels_of
from sphinx_archdoc.markdown.recognise.item_words import (
    ASIDE,
    LINK,
    MARKED,
    first_text,
    is_command,
    is_sentence,
    leads_home,
    split_sentence,
)
from sphinx_archdoc.markdown.recognise.literals import is_path
from sphinx_archdoc.markdown.recognise.name_shape import is_valid
from sphinx_archdoc.markdown.recognise.own_forms import address_field, paths_field
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import SOURCES, Kind, Layout, NameStyle

_LONGEST_NAME = 3
"""Words of a name without any markup."""


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
    found = [item for item in block.items if _is_entry(item, kind, vocabulary)]
    return found if len(found) * 2 >= len(block.items) else []


def _is_entry(item: ListBlockItem, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether an item begins with a name, or has labels of the kind."""
    text = first_text(item)
    label = split_label(text.split("\n")[0], any_label)
    if label and vocabulary.is_name(kind, label[0]):
        return True
    name = plain_text(split_sentence(text)[0]).rstrip(":：")
    if kind.pattern and not kind.wording.shape and not kind.pattern.fullmatch(name):
        return False
    if is_sentence(text, kind):
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
    if not _is_complete(name, kind):
        return False
    if kind.layout is Layout.LIST:
        link = LINK.search(text)
        is_address = bool(link or MARKED.match(text)) and not (leads_home(text) or is_command(text))
        return address_field(kind) is None or is_address
    return _is_shaped(text, kind) if kind.wording.shape else bool(MARKED.match(text)) or _is_plain(text, kind)


def _is_complete(name: str, kind: Kind) -> bool:
    """Return whether a name and a sentence can set all fields that are required; a path is both."""
    in_sentence = {kind.summary, *kind.name_fields}
    if (paths := paths_field(kind)) and is_path(name):
        in_sentence.add(paths.name)
    return not any(field.required and field.name not in in_sentence for field in kind.fields.values())


def _is_plain(text: str, kind: Kind) -> bool:
    """Return whether a text begins with a short name without any markup, and a dash or a colon after it."""
    name, rest, separator = split_sentence(text)
    is_named = bool(rest) and separator in (Separator.DASH, Separator.COLON) and not is_remark(text)
    if not is_named or kind.wording.telling:
        return False
    most = 1 if kind.name_style is NameStyle.CODE else _LONGEST_NAME
    return count_words(name) <= most


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
