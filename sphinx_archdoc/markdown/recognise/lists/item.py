"""A list item as one entry: ``- **Database:** orders - keeps the carts``."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, ListBlockItem, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import links_of, plain_text
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.markdown.recognise.headings.labels import labels_of
from sphinx_archdoc.markdown.recognise.literals import (
    footnotes_of,
    is_path,
    is_struck,
    names_in_code,
    without_footnotes,
)
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.names.heading_name import BOLD, assigned_name
from sphinx_archdoc.markdown.recognise.names.item_words import ASIDE, LINK, first_text, values_within
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_item
from sphinx_archdoc.markdown.recognise.rule import RuleList
from sphinx_archdoc.markdown.recognise.values.field_values import (
    is_flag_word,
    labelled,
    names_alone,
    value_of,
    values_in_aside,
    without_value,
)
from sphinx_archdoc.markdown.recognise.values.values_below import labelled_block, value_below
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import FieldType, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, paths_field

_PATH = re.compile(r"\w/\w")
"""What a name such as ``vault/api-key`` has, and a label has not."""


class ItemState:
    """State that all rules for one item share. They look at its first paragraph; there is no context."""

    def __init__(
        self,
        item: ListBlockItem,
        kind: Kind,
        vocabulary: Vocabulary,
        result: RecognitionResult,
        rules: ItemRules,
    ) -> None:
        self.item = item
        self.kind = kind
        self.vocabulary = vocabulary
        self.result = result
        self._rules = rules
        self._others: list[str] = []
        """Further names of the item, in code, which are entries with the same fields."""
        self._open: LabelledText | None = None
        """The last label, if its value can be below it."""
        self.entry = RecognisedEntry(kind=kind.name, name="", line=item.start, place=EntrySource.ITEM)
        self.entry.lines.append((item.start, item.end))

    def read_all(self) -> list[RecognisedEntry]:
        """Return the entries, one for each name; an empty list if the item has no words, or no name."""
        entry = self._read()
        return [entry, *map(entry.as_other, self._others)] if entry else []

    def _read(self) -> RecognisedEntry | None:
        """Return the first entry; None if the item has no words, or no name."""
        first = next(iter(self.item.blocks), None)
        if not isinstance(first, ParagraphBlock):
            return None
        first = msgspec.structs.replace(first, text=first_text(self.item))
        self._rules.apply(first, None, self)
        for block in self.item.blocks[1:]:
            if not self._read_below(block):
                self._read_more(block)
        if names := names_in_item(self.item, self.kind):
            self._join_parts(names)
        if self.kind.wording.telling and not self.entry.fields.keys() - {self.kind.summary}:
            self.entry.fields[self.kind.wording.telling] = SourceText(self.entry.name, self.item.start)
        return self.entry if not is_none(self.entry.name) else None

    def _join_parts(self, names: Sequence[str]) -> None:
        """Set the names that labels give in parts; the words that the item begins with say what they do."""
        words = SourceText(self.entry.name, self.item.start)
        self.entry.name, *self._others = names
        for part in self.kind.name_fields:
            self.entry.fields.pop(part, None)
        if self.kind.summary and self.kind.summary not in self.entry.fields:
            self.entry.fields[self.kind.summary] = words
        else:
            self.entry.notes.append(words)

    def _read_more(self, block: Block) -> None:
        """Read a further block of the item: a list of labels, or more of the text."""
        if isinstance(block, ListBlock):
            parts = [labels_of(item, any_marks=True) for item in block.items]
            if all(parts) and any(self.is_known(part[0].label) for part in parts):
                for item, labels in zip(block.items, parts, strict=True):
                    self.set_labels(labels)
                    for below in item.blocks[1:]:
                        if not self._read_below(below):
                            source = LineSpan(below.start, below.end)
                            self.entry.notes.append(SourceText(below.source, below.start, (source,)))
                return
        self.add_text(SourceText(block.source, block.start, (LineSpan(block.start, block.end),)))

    def _read_below(self, block: Block) -> bool:
        """Read a block below a label without a value, and return whether there was such a label."""
        label, self._open = self._open, None
        field = self.vocabulary.field_of(self.kind, label.label) if label else None
        if label is None or field is None:
            return False
        self.entry.is_labelled = True
        below = value_below(block, field, self.entry.name)
        if field.type is FieldType.TEXT:
            span = LineSpan(block.start, block.end)
            self.entry.add(field.name, SourceText(block.source, block.start, (span,)))
        elif below and field.name not in self.entry.fields:
            self.entry.add(field.name, names_alone(self.entry, field, below.value))
            self.entry.notes += [labelled(label.label, whole) for whole in below.whole]
        else:
            self.entry.notes.append(labelled_block(label, block))
        return True

    def is_name(self, label: str) -> bool:
        """Return whether a label is that of the name; ``vault/api-key`` is a name itself."""
        return not _PATH.search(label) and self.vocabulary.is_name(self.kind, label)

    def is_telling(self, label: str) -> bool:
        """Return whether a label is that of the field that tells of the kind: "Symptom"."""
        field = self.vocabulary.field_of(self.kind, label)
        return field is not None and field.name == self.kind.wording.telling

    def is_known(self, label: str) -> bool:
        """Return whether a label is that of the name or of a field."""
        return self.is_name(label) or self.vocabulary.field_of(self.kind, label) is not None

    def set_labels(self, labels: Sequence[LabelledText]) -> None:
        """Set the name and the fields that labels give; labels that are not known become notes."""
        for label in labels:
            field = self.vocabulary.field_of(self.kind, label.label)
            if self.is_name(label.label) and not self.entry.name:
                self.set_name(label.text, label.start)
            elif field and label.text:
                if self.is_telling(label.label) and not self.entry.name:
                    self.set_name(label.text, label.start)
                self.entry.is_labelled = True
                self.entry.add(field.name, names_alone(self.entry, field, value_of(label, field)))
            elif not field:
                self.entry.notes.append(label.note())
        self._open = labels[-1] if labels and not labels[-1].text else None

    def set_sentence(self, name: str, rest: str, first: ParagraphBlock, separator: Separator) -> None:
        """Set the name, with the values in parentheses after it, and add the rest of the sentence as text."""
        line = first.start
        name, aside = self._without_aside(name, line)
        self.set_name(name, line)
        for field, value in values_within(rest, self.kind, self.vocabulary).items():
            self.entry.fields.setdefault(field, SourceText(value, line))
        if rest:
            self.add_text(SourceText(rest, line, (LineSpan(first.start, first.end, after=separator),)))
        if aside and is_flag_word(aside):  # the kind has no field for it
            self.entry.notes.append(SourceText(aside, line))
        elif aside:
            self.add_text(SourceText(aside, line))

    def set_name(self, written: str, line: int) -> None:
        """Set the name; the target of its link is the address of the entry, if the kind has one."""
        link = LINK.fullmatch(written.strip())
        address = address_field(self.kind)
        if link and address:
            span = LineSpan(self.item.start, self.item.end)
            self.entry.fields[address.name] = SourceText(link["target"], line, (span,))
        else:
            self.entry.notes += [SourceText(words, line) for words in links_of(written)]
        self.entry.notes += [SourceText(words, line) for words in footnotes_of(written)]
        written = "" if is_struck(written) else without_footnotes(written)
        if self.kind.name_style is NameStyle.CODE and (names := names_in_code(written)):
            if any(map(assigned_name, names)):
                self.entry.notes.append(SourceText(written, line))
            self.entry.name, *self._others = (assigned_name(name) or name for name in names)
            return
        self.entry.name = plain_text(written).rstrip(":：").strip()
        without_value(self.entry, self.kind)
        paths = paths_field(self.kind)
        if paths and is_path(written):
            self.entry.fields.setdefault(paths.name, SourceText(f"`{self.entry.name}`", line))

    def add_text(self, text: SourceText) -> None:
        """Add a text to the field that sums up the kind, or to the notes if it has none."""
        if self.kind.summary:
            self.entry.add(self.kind.summary, text)
        else:
            self.entry.notes.append(text)

    def _without_aside(self, written: str, line: int) -> tuple[str, str]:
        """Return a name without the words in parentheses after it, and these words unless they are values."""
        is_bold = BOLD.fullmatch(written.strip())
        written = is_bold["words"] if is_bold else written
        aside = ASIDE.search(written)
        if aside is None or not written[: aside.start()].strip():
            return written, ""
        values = values_in_aside(aside["words"], self.kind, self.vocabulary)
        for name, text in values.items():
            self.entry.fields.setdefault(name, SourceText(text, line))
        return written[: aside.start()], "" if values else aside["words"].strip()


ItemRules = RuleList[None, ItemState]
