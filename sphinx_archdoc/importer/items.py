"""The items of a list as entries: ``- **Database:** orders - keeps the carts``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.importer.blocks import Block, Item, ItemList, Paragraph
from sphinx_archdoc.importer.cards import labels_of
from sphinx_archdoc.importer.found import Behind, Found, Place, Span, Text
from sphinx_archdoc.importer.labels import COLON, DASH, Labelled, read_labels, split_label
from sphinx_archdoc.importer.markdown import links_of, plain_text
from sphinx_archdoc.importer.tables import names_alone
from sphinx_archdoc.importer.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Layout
from sphinx_archdoc.schema.values import is_none

_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(<?(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)>?\)")
_MARKED = re.compile(r"`[^`]+`|\*\*[^*]+\*\*|__[^_]+__|\[[^\[\]]+\]\(")
_SHELTERED = re.compile(r"`[^`]*`|\[[^\[\]]*\]\([^()]*\)|\([^()]*\)")
_ASIDE = re.compile(r"\s*[(\[](?P<words>[^()\[\]]*)[)\]]\s*$")


def are_entries(block: ItemList, kind: Kind, vocabulary: Vocabulary, *, named: bool) -> bool:
    """Whether each item of a list is an entry of *kind*.

    :param named: whether the heading right above it names the kind; else the names must look like it.
    """
    if not named:
        return bool(kind.wording.shape) and all(_has_shape(item, kind) for item in block.items)
    return kind.layout is Layout.LIST or all(_is_entry(item, kind, vocabulary) for item in block.items)


def _is_entry(item: Item, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether an item begins with a name in code or bold type, or has the labels of the kind."""
    first = next(iter(item.blocks), None)
    if not isinstance(first, Paragraph):
        return False
    label = split_label(first.text.split("\n")[0], bool)
    if label and vocabulary.is_name(kind, label[0]):
        return True
    if label and vocabulary.field_of(kind, label[0]):  # a field of what stands above the list
        return False
    inner = [part for block in item.blocks if isinstance(block, ItemList) for part in block.items]
    labels = [part.label for sub in inner for part in labels_of(sub, everybody=True)]
    if is_none(first.text) or any(vocabulary.field_of(kind, label) for label in labels):
        return True
    return not kind.wording.telling and _looks_named(first.text, kind)


def _looks_named(text: str, kind: Kind) -> bool:
    """Whether a text begins with a name in code, a link or bold type, of the shape of the kind."""
    if not kind.wording.shape or text.startswith(("`", "[")):
        return _MARKED.match(text) is not None
    return _begins_with_shape(text, kind)


def _has_shape(item: Item, kind: Kind) -> bool:
    first = next(iter(item.blocks), None)
    return isinstance(first, Paragraph) and _begins_with_shape(first.text, kind)


def _begins_with_shape(text: str, kind: Kind) -> bool:
    """Whether a text begins with a name in code or bold type that looks like those of the kind."""
    found = _MARKED.match(text)
    name = plain_text(found[0]).rstrip(":") if found else ""
    return re.fullmatch(kind.wording.shape, name) is not None


class ItemReader:
    """Reads one item of a list as one entry."""

    def __init__(self, item: Item, kind: Kind, vocabulary: Vocabulary) -> None:
        self.item = item
        self.kind = kind
        self.vocabulary = vocabulary
        self.found = Found(kind=kind.name, name="", line=item.start, place=Place.ITEM)
        self.found.lines.append((item.start, item.end))

    def read(self) -> Found | None:
        """The entry; None if the item has no words."""
        first = next(iter(self.item.blocks), None)
        if not isinstance(first, Paragraph):
            return None
        labels = read_labels(first.text, first.start, self._is_known, inner=self._is_known)
        if not self._typed(first) and any(self._is_name(label.label) for label in labels):
            self._labels(labels)
        else:
            self._sentence(first)
        for block in self.item.blocks[1:]:
            self._more(block)
        return self.found if not is_none(self.found.name) else None

    def _is_name(self, label: str) -> bool:
        return self.vocabulary.is_name(self.kind, label)

    def _is_known(self, label: str) -> bool:
        return self._is_name(label) or self.vocabulary.field_of(self.kind, label) is not None

    def _typed(self, first: Paragraph) -> str:
        """The label before the name, for kinds that have such a field; what follows it has a dash."""
        label = split_label(first.text.split("\n")[0])
        return label[0] if label and self.kind.wording.label and _cut(label[1], DASH)[1] else ""

    def _labels(self, labels: Sequence[Labelled]) -> None:
        for label in labels:
            field = self.vocabulary.field_of(self.kind, label.label)
            if self._is_name(label.label) and not self.found.name:
                self._name(label.text, label.start)
            elif field and label.text:
                is_names = field.type is FieldType.REFS
                value = label.value()
                self.found.add(field.name, names_alone(self.found, value) if is_names else value)
            elif not field:
                self.found.notes.append(label.note())

    def _sentence(self, first: Paragraph) -> None:
        """An item in words: perhaps a label, the name, and what is to be said of it."""
        lines = first.text.split("\n")
        rest, line = first.text, first.start
        label = split_label(lines[0])
        behind = Behind.DASH
        if label and self._typed(first):
            self.found.add(self.kind.wording.label, Text(label[0], line))
            name, prose = _cut("\n".join([label[1], *lines[1:]]), DASH)
        elif label:
            name, prose, behind = label[0], "\n".join([label[1], *lines[1:]]).strip(), Behind.LABEL
        else:
            name, prose = _cut(rest, DASH)
            if not prose:
                name, prose = _cut(rest, COLON)
                behind = Behind.COLON
        self._name(name, line)
        if prose:
            self._prose(Text(prose, line, (Span(first.start, first.end, behind=behind),)))

    def _name(self, written: str, line: int) -> None:
        """The name, its link, and what stands in parentheses behind it."""
        if (aside := _ASIDE.search(written)) and self._aside(aside["words"], line):
            written = written[: aside.start()]
        link = _LINK.fullmatch(written.strip())
        address = next((f for f in self.kind.fields.values() if f.type is FieldType.LINK), None)
        if link and address:
            span = Span(self.item.start, self.item.end)
            self.found.fields[address.name] = Text(link["target"], line, (span,))
        else:
            self.found.notes += [Text(words, line) for words in links_of(written)]
        self.found.name = plain_text(written).rstrip(":").strip()

    def _aside(self, words: str, line: int) -> bool:
        """Values in parentheses: "required", "default: 3000". Whether all of them are known."""
        values: dict[str, str] = {}
        for part in re.split(r"[,;]\s*", words):
            meant = self._value(part.strip())
            if meant is None:
                return False
            values.setdefault(*meant)
        for name, text in values.items():
            self.found.fields.setdefault(name, Text(text, line))
        return True

    def _value(self, words: str) -> tuple[str, str] | None:
        label, _, text = words.replace("=", ":", 1).partition(":")
        if not text:
            label, _, text = words.partition(" ")
        field = self.vocabulary.field_of(self.kind, label)
        if field and text.strip():
            return field.name, text.strip()
        for flag in self.kind.fields.values():
            if flag.type is FieldType.FLAG and words.casefold() in {flag.title.casefold(), "optional"}:
                return flag.name, words
        return None

    def _more(self, block: Block) -> None:
        """What else stands in the item: a list of labels, or more of the prose."""
        if isinstance(block, ItemList):
            parts = [labels_of(item, everybody=True) for item in block.items]
            if all(parts) and any(self._is_known(part[0].label) for part in parts):
                self._labels([label for part in parts for label in part])
                return
        self._prose(Text(block.source, block.start, (Span(block.start, block.end),)))

    def _prose(self, text: Text) -> None:
        body: Field | None = self.kind.fields.get(self.kind.body)
        if body and body.type is FieldType.TEXT:
            self.found.add(body.name, text)
        else:
            self.found.notes.append(text)


def _cut(text: str, separator: re.Pattern[str]) -> tuple[str, str]:
    """What stands before and behind the first separator outside of code, links and parentheses."""
    hidden = _SHELTERED.sub(lambda found: "x" * len(found[0]), text)
    found = separator.search(hidden)
    return (text[: found.start()], text[found.end() :].strip()) if found else (text, "")
