"""The items of a list as entries: ``- **Database:** orders - keeps the carts``."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ItemList, ListItem, Paragraph
from sphinx_archdoc.markdown.document.inline import links_of, plain_text
from sphinx_archdoc.markdown.document.labels import COLON, DASH, LabelledText, read_labels, split_label
from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.markdown.recognise.cards import is_shaped, labels_of
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.tables import names_alone
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Layout
from sphinx_archdoc.schema.values import is_none

_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(<?(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)>?\)")
_MARKED = re.compile(r"(`++).+?(?<!`)\1(?!`)|\*\*[^*]+\*\*|__[^_]+__|\[[^\[\]]+\]\([^()]*\)")
_SHELTERED = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)|\[[^\[\]]*\]\([^()]*\)|\([^()]*\)")
_ASIDE = re.compile(r"(?<!\])[(\[](?P<words>[^()\[\]]*)[)\]]\s*$")
_LABEL = re.compile(r"\*\*[^*]*:\*\*")
_TASK = re.compile(r"\[[ xX]\]\s+")


def entry_items(block: ItemList, kind: Kind, vocabulary: Vocabulary, *, named: bool) -> list[ListItem]:
    """The items of a list that are entries of *kind*: most of them, or none.

    :param named: whether the heading right above it names the kind; else all names must look like it.
    """
    if not named:
        found = [item for item in block.items if kind.wording.shape and _has_shape(_first(item), kind)]
        return found if len(found) == len(block.items) else []
    found = [item for item in block.items if _is_entry(item, kind, vocabulary)]
    return found if len(found) * 2 >= len(block.items) else []


def _first(item: ListItem) -> str:
    """The first paragraph of an item, without a box to tick."""
    first = next(iter(item.blocks), None)
    return _TASK.sub("", first.text, count=1) if isinstance(first, Paragraph) else ""


def _is_entry(item: ListItem, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether an item begins with a name, or has labels of the kind."""
    text = _first(item)
    label = split_label(text.split("\n")[0], bool)
    if label and vocabulary.is_name(kind, label[0]):
        return True
    if label and vocabulary.field_of(kind, label[0]):  # a field of what stands above the list
        return False
    inner = [part for block in item.blocks if isinstance(block, ItemList) for part in block.items]
    labels = [part.label for sub in inner for part in labels_of(sub, everybody=True)]
    if is_none(text) or any(vocabulary.field_of(kind, label) for label in labels):
        return True
    can_be_said = {kind.summary, *kind.name_fields}
    if any(field.required and field.name not in can_be_said for field in kind.fields.values()):
        return False  # a sentence cannot say all that it needs
    if kind.layout is Layout.LIST:
        return _address(kind) is None or bool(_LINK.search(text) or _MARKED.match(text))
    return _has_shape(text, kind) if kind.wording.shape else bool(_MARKED.match(text))


def _has_shape(text: str, kind: Kind) -> bool:
    """Whether a text begins with a name that looks like those of the kind, or that is in code."""
    found = _MARKED.match(text)
    if found and found[1]:
        return True
    name = found[0] if found else _ASIDE.sub("", _parted(text)[0])
    return is_shaped(plain_text(name).rstrip(":"), kind)


def _address(kind: Kind) -> Field | None:
    return next((field for field in kind.fields.values() if field.type is FieldType.LINK), None)


class ItemReader:
    """Reads one item of a list as one entry."""

    def __init__(self, item: ListItem, kind: Kind, vocabulary: Vocabulary) -> None:
        self.item = item
        self.kind = kind
        self.vocabulary = vocabulary
        self.found = RecognisedEntry(kind=kind.name, name="", line=item.start, place=EntrySource.ITEM)
        self.found.lines.append((item.start, item.end))

    def read(self) -> RecognisedEntry | None:
        """The entry; None if the item has no words."""
        first = next(iter(self.item.blocks), None)
        if not isinstance(first, Paragraph):
            return None
        first = msgspec.structs.replace(first, text=_first(self.item))
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
        """The label before the name, for kinds that have such a field: with its colon, or before a dash."""
        label = split_label(first.text.split("\n")[0])
        if label is None or not self.kind.wording.label:
            return ""
        is_label = _LABEL.match(first.text) and not self._is_name(label[0])
        return label[0] if is_label or _cut(label[1], DASH)[1] else ""

    def _labels(self, labels: Sequence[LabelledText]) -> None:
        for label in labels:
            field = self.vocabulary.field_of(self.kind, label.label)
            if self._is_name(label.label) and not self.found.name:
                self._name(label.text, label.start)
            elif field and label.text:
                self.found.add(field.name, names_alone(self.found, field, label.value()))
            elif not field:
                self.found.notes.append(label.note())

    def _sentence(self, first: Paragraph) -> None:
        """An item in words: perhaps a label, the name, and what is to be said of it."""
        lines = first.text.split("\n")
        line, behind = first.start, Separator.DASH
        label = split_label(lines[0])
        links = list(_LINK.finditer(first.text))
        if _address(self.kind) and len(links) == 1 and not first.text.startswith(links[0][0]):
            name, prose = links[0][0], ""
            self.found.notes.append(SourceText(first.text, line))
        elif label and self._typed(first):
            self.found.add(self.kind.wording.label, SourceText(label[0], line))
            name, prose = _cut("\n".join([label[1], *lines[1:]]), DASH)
        elif label:
            name, prose, behind = label[0], "\n".join([label[1], *lines[1:]]).strip(), Separator.LABEL
        else:
            name, prose, behind = _parted(first.text)
        name, aside = self._without_aside(name, line)
        self._name(name, line)
        if prose:
            self._prose(SourceText(prose, line, (LineSpan(first.start, first.end, after=behind),)))
        if aside:
            self._prose(SourceText(aside, line))

    def _without_aside(self, written: str, line: int) -> tuple[str, str]:
        """A name, and what stands in parentheses behind it; if these are values, they are taken."""
        aside = _ASIDE.search(written)
        if aside is None or not written[: aside.start()].strip():
            return written, ""
        known = self._aside(aside["words"], line)
        return written[: aside.start()], "" if known else aside["words"].strip()

    def _name(self, written: str, line: int) -> None:
        """The name, and its link."""
        link = _LINK.fullmatch(written.strip())
        address = _address(self.kind)
        if link and address:
            span = LineSpan(self.item.start, self.item.end)
            self.found.fields[address.name] = SourceText(link["target"], line, (span,))
        else:
            self.found.notes += [SourceText(words, line) for words in links_of(written)]
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
            self.found.fields.setdefault(name, SourceText(text, line))
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
        self._prose(SourceText(block.source, block.start, (LineSpan(block.start, block.end),)))

    def _prose(self, text: SourceText) -> None:
        if self.kind.summary:
            self.found.add(self.kind.summary, text)
        else:
            self.found.notes.append(text)


def _parted(text: str) -> tuple[str, str, Separator]:
    """The name at the head of a text, what is said of it, and what parts them."""
    for sign, behind in ((DASH, Separator.DASH), (COLON, Separator.COLON)):
        name, prose = _cut(text, sign)
        if prose:
            return name, prose, behind
    found = _MARKED.match(text)
    if found and re.match(r"\s+\w", text[found.end() :]):
        return found[0], text[found.end() :].strip(), Separator.LABEL
    return text, "", Separator.NOTHING


def _cut(text: str, separator: re.Pattern[str]) -> tuple[str, str]:
    """What stands before and behind the first separator outside of code, links and parentheses."""
    hidden = _SHELTERED.sub(lambda found: "x" * len(found[0]), text)
    found = separator.search(hidden)
    return (text[: found.start()], text[found.end() :].strip()) if found else (text, "")
