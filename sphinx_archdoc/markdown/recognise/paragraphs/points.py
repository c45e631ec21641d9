"""Paragraphs that begin with a name, or with a sentence in bold type, as points of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, ListBlockItem, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import any_label, is_remark, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.item_words import (
    ASIDE,
    MARKED,
    bold_clause,
    bold_sentence,
    split_sentence,
)
from sphinx_archdoc.markdown.recognise.names.requests import with_request_first
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_in_capitals
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameForm
from sphinx_archdoc.schema.own_forms import number_field

SEVERAL_NAMES = 2
"""Paragraphs that are names, from which they are headings or points."""

_MANY = 3
"""Paragraphs with names of a shape, from which they are points."""


_NUMBERED = re.compile(r"[45]\d\d(?: [A-Z][A-Za-z ]+)?|\d{4,6}")
"""The number of an error, and its usual name: "404 Not Found", "1001"."""


def with_points(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which paragraphs that begin with a marked name and a sign are points of lists.

    ``**`PORT`**: where it listens`` is one, if there are several of them, and no name is a label.
    """
    blocks = [part for block in section.blocks for part in _terms(block)]
    names = [name_before_text(block) or _term(block) or _shaped_name(block, kind) for block in blocks]
    found = [name for name in names if name]
    are_labels = any(vocabulary.field_of(kind, name) or vocabulary.is_name(kind, name) for name in found)
    if len(found) < SEVERAL_NAMES or are_labels:
        return section
    below = [
        _labels_below(blocks, names, at, kind, vocabulary) if names[at] else 0 for at in range(len(names))
    ]
    return Section(section.heading, list(grouped(blocks, names, below)), section.children)


def _labels_below(blocks: list[Block], names: list[str], at: int, kind: Kind, vocabulary: Vocabulary) -> int:
    """Return how many paragraphs below a point belong to it: up to the last with a field's label.

    :param names: what the blocks are points about; empty for the others.
    :param at: the place of the point.
    """
    number = 0
    for place in range(at + 1, len(blocks)):
        block = blocks[place]
        if names[place] or not isinstance(block, ParagraphBlock):
            break
        label = split_label(block.text, any_label) if "\n" not in block.text else None
        if label and label[1] and vocabulary.field_of(kind, label[0]):
            number = place - at
    return number


def with_points_of_shape(section: Section, vocabulary: Vocabulary) -> Section:
    """Return a section in which many paragraphs that begin with names of a shape are points of lists.

    No words need to tell of their kind: ``**`OVEN_HEAT`** - how hot it is`` below ``**`OVEN_PORT`** - …``.
    """
    names = [name_before_text(block) for block in section.blocks]
    for kind in vocabulary.kinds.values() if any(names) else ():
        if kind.name_form is NameForm.USUAL:
            shaped = [name if is_in_capitals(name) or has_shape(name, kind) else "" for name in names]
            if sum(1 for name in shaped if has_shape(name, kind)) >= _MANY:
                return Section(section.heading, list(grouped(section.blocks, shaped)), section.children)
    return section


def with_sentences(section: Section) -> Section:
    """Return a section in which paragraphs that begin with a sentence in bold type are points of lists.

    ``**The oven does not heat.** Restart it.`` is one, and so is ``**The oven goes cold** at night.``
    The first paragraph must be one, or there must be several.
    """
    blocks = section.blocks
    texts = [block.text if isinstance(block, ParagraphBlock) else "" for block in blocks]
    names = [bold_sentence(text) or bold_clause(text) for text in texts]
    found = [at for at, name in enumerate(names) if name]
    is_first = bool(found) and blocks[found[0]] is next(iter(section.content), None)
    if not (is_first or len(found) >= SEVERAL_NAMES):
        return section
    return Section(section.heading, list(grouped(blocks, names)), section.children)


def name_before_text(block: Block) -> str:
    """Return the marked name before a dash or a colon, and a text; empty if a paragraph has none."""
    if not isinstance(block, ParagraphBlock) or not MARKED.match(block.text) or is_remark(block.text):
        return ""
    label = split_label(block.text.split("\n")[0], any_label)
    name, rest, *_ = label or split_sentence(block.text)
    is_name = rest and (label or MARKED.fullmatch(ASIDE.sub("", name).strip()))
    return plain_text(name) if is_name else ""


def _shaped_name(block: Block, kind: Kind) -> str:
    """Return the name of the kind's shape, without any markup, before a sign and a text: "PORT: where"."""
    if not isinstance(block, ParagraphBlock) or is_remark(block.text):
        return ""
    name, rest, _ = split_sentence(with_request_first(block.text))
    name = plain_text(ASIDE.sub("", name)).strip()
    is_shaped = has_shape(name, kind) or (kind.name_form is NameForm.USUAL and is_in_capitals(name))
    is_shaped = is_shaped or (number_field(kind) is not None and _NUMBERED.fullmatch(name) is not None)
    return name if rest and is_shaped else ""


def _terms(block: Block) -> Iterator[Block]:
    """Yield a paragraph, or its parts if it is a definition list: each a term, and the texts below it."""
    lines = block.text.split("\n") if isinstance(block, ParagraphBlock) else []
    at = [
        number
        for number, line in enumerate(lines[1:])
        if _is_text_of_term(line) and not _is_text_of_term(lines[number])
    ]
    if not at or at[0] != 0:
        yield block
        return
    for start, end in zip(at, [*at[1:], len(lines)], strict=True):
        part = "\n".join(lines[start:end])
        yield ParagraphBlock(start=block.start + start, end=block.start + end - 1, source=part, text=part)


def _is_text_of_term(line: str) -> bool:
    return line.startswith(": ")


def _term(block: Block) -> str:
    """Return the term of a definition list, ``PORT`` above ``: where it listens``; else nothing."""
    if not isinstance(block, ParagraphBlock):
        return ""
    term, _, text = block.text.partition("\n")
    return plain_text(term) if _is_text_of_term(text) else ""


def grouped(blocks: list[Block], names: list[str], below: Sequence[int] = ()) -> Iterator[Block]:
    """Yield the blocks, with each run of paragraphs that have names as one list.

    :param below: how many blocks behind each one belong to it, if it has a name.
    """
    items: list[ListBlockItem] = []
    at = 0
    while at <= len(blocks):
        block, name = (blocks[at], names[at]) if at < len(blocks) else (None, "")
        if block is not None and name:
            own = blocks[at : at + 1 + (below[at] if below else 0)]
            source = "\n\n".join(one.source for one in own)
            items.append(ListBlockItem(start=block.start, end=own[-1].end, source=source, blocks=tuple(own)))
            at += len(own)
            continue
        if items:
            source = "\n\n".join(item.source for item in items)
            yield ListBlock(start=items[0].start, end=items[-1].end, source=source, items=tuple(items))
            items = []
        if block is not None:
            yield block
        at += 1
