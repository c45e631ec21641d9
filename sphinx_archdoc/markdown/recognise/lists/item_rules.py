"""The rules that decide how the words of a list item are meant: which are the name, and which are a field.

They have the form of all rules; there is no context. To add one, write a function, add it to ``ITEM_RULES``,
and give it a file of cases, ``tests/markdown/cases/<name of the function>.md``.

The reference is "When is a list read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from functools import partial

from sphinx_archdoc.markdown.document.blocks import ListBlockItem, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.document.labels import DASH, read_labels, split_label
from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.markdown.recognise.lists.conditions import split_condition
from sphinx_archdoc.markdown.recognise.lists.item import ItemRules, ItemState
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.names.item_words import LINK, split_at, split_sentence
from sphinx_archdoc.markdown.recognise.rule import Match, Rule, RuleList
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.own_forms import address_field

_SENTENCE_END = re.compile(r"(?<=[\w)`\"'*]{3})[.!?]\s+(?=[A-Z`*\"'(])")
"""The end of the first of several sentences."""

_BOLD_WITH_COLON = re.compile(r"\*\*[^*]*:\*\*")


def read_item(
    item: ListBlockItem, kind: Kind, vocabulary: Vocabulary, result: RecognitionResult
) -> list[RecognisedEntry]:
    """Return the entries of *kind* that an item describes, one for each name; an empty list if it has none.

    :param result: where the rules that match are recorded.
    """
    return ItemState(item, kind, vocabulary, result, ITEM_RULES).read_all()


def labelled_item(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``**Variable:** PORT``, with more labels on the same line or on those below.

    What tells of the kind is its name as well: ``**Symptom:** the queue is full``.
    """
    labels = read_labels(node.text, node.start, item.is_known, inner=item.is_known)
    if _type_label(node, item) or not any(
        item.is_name(label.label) or item.is_telling(label.label) for label in labels
    ):
        return None
    return Match("it has the label of the name", partial(item.set_labels, labels), item.kind)


def link_in_sentence(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``Read the [runbook](…)`` for kinds with an address: its only link is the name."""
    links = list(LINK.finditer(node.text))
    if address_field(item.kind) is None or len(links) != 1 or node.text.startswith(links[0][0]):
        return None

    def read() -> None:
        item.entry.notes.append(SourceText(node.text, node.start))
        item.set_sentence(links[0][0], "", node, Separator.DASH)

    return Match("it has one link", read, item.kind)


def label_and_link(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``**Runbook:** [runbook.md](…)`` for kinds with an address: the label is the name."""
    label = split_label(node.text.split("\n")[0])
    link = LINK.match(_after_label(node, label[1]).strip()) if label else None
    address = address_field(item.kind)
    if label is None or link is None or address is None or item.is_known(label[0]):
        return None

    def read() -> None:
        rest = _after_label(node, label[1]).strip()[link.end() :].strip(" \n-–—:")
        span = LineSpan(item.item.start, item.item.end)
        item.entry.fields[address.name] = SourceText(link["target"], node.start, (span,))
        item.set_sentence(label[0], rest, node, Separator.LABEL)
        if plain_text(link["words"]) != item.entry.name:
            item.entry.notes.append(SourceText(link[0], node.start))

    return Match("its label is the name of the link after it", read, item.kind)


def typed_item(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``**Database:** orders - keeps the carts`` for kinds whose label before the name is a field."""
    label = split_label(node.text.split("\n")[0])
    if label is None or not _type_label(node, item):
        return None
    name, rest = split_at(_after_label(node, label[1]), DASH)

    def read() -> None:
        item.entry.add(item.kind.wording.label, SourceText(label[0], node.start))
        item.set_sentence(name, rest, node, Separator.DASH)

    return Match(f"the label before its name is the {item.kind.wording.label}", read, item.kind)


def name_as_label(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``**orders:** keeps the carts``: the label is the name."""
    label = split_label(node.text.split("\n")[0])
    if label is None:
        return None
    rest = _after_label(node, label[1]).strip()
    read = partial(item.set_sentence, label[0], rest, node, Separator.LABEL)
    return Match("it begins with a name in bold type", read, item.kind)


def case_and_remedy(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match ``If the oven is cold, light it`` for kinds that one label tells: the case, and what to do."""
    case, remedy = split_condition(node.text)
    field = item.kind.field_meaning(Meaning.REMEDY)
    if not (item.kind.wording.telling and remedy and field):
        return None

    def read() -> None:
        item.set_name(case, node.start)
        span = LineSpan(node.start, node.end, after=Separator.NOTHING)
        item.entry.add(field.name, SourceText(remedy, node.start, (span,)))

    return Match("it says in what case something is to be done", read, item.kind)


def name_and_text(node: ParagraphBlock, context: None, item: ItemState) -> Match | None:
    """Match any words: the name ends at a dash, at a colon, or with its bold type, and may be all of them."""
    name, rest, separator = split_sentence(node.text)
    if item.kind.wording.telling and not rest:
        first, more = split_at(node.text, _SENTENCE_END)
        name, rest = (name, rest) if first.count('"') % 2 else (first, more)
    read = partial(item.set_sentence, name, rest, node, separator)
    return Match("it begins with a name", read, item.kind)


def _type_label(first: ParagraphBlock, item: ItemState) -> str:
    """Return the label before the name, if the kind has a field for it: with a colon, or before a dash."""
    label = split_label(first.text.split("\n")[0])
    if label is None or not item.kind.wording.label:
        return ""
    name, text = split_at(label[1], DASH)
    is_text = count_words(name) > 1 and name[:1].islower()  # "**Postgres:** keeps the orders"
    is_label = _BOLD_WITH_COLON.match(first.text) and not (is_text or item.is_name(label[0]))
    return label[0] if is_label or text else ""


def _after_label(paragraph: ParagraphBlock, rest_of_line: str) -> str:
    return "\n".join([rest_of_line, *paragraph.text.split("\n")[1:]])


ITEM_RULES: ItemRules = RuleList(
    Rule(ParagraphBlock, labelled_item),
    Rule(ParagraphBlock, label_and_link),
    Rule(ParagraphBlock, link_in_sentence),
    Rule(ParagraphBlock, typed_item),
    Rule(ParagraphBlock, name_as_label),
    Rule(ParagraphBlock, case_and_remedy),
    Rule(ParagraphBlock, name_and_text),
)
