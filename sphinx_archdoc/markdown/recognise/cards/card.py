"""A section as one entry: its heading is the name, and the labels below it set the fields."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import CodeBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import (
    BEFORE_DASH,
    Known,
    LabelledText,
    any_label,
    only_bold,
    read_labels,
    split_label,
    title_of,
    with_colons,
)
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.code_languages.sql import (
    ColumnLine,
    create_table,
    created_tables,
)
from sphinx_archdoc.markdown.recognise.headings.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.headings.siblings import SUBTITLED
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.names.item_words import ASIDE
from sphinx_archdoc.markdown.recognise.names.names_below import CODE_FIRST, name_below, names_in_labels
from sphinx_archdoc.markdown.recognise.names.shape import PLACED, has_shape, is_snake_case
from sphinx_archdoc.markdown.recognise.names.table_names import is_called, name_of_table
from sphinx_archdoc.markdown.recognise.rule import RuleList
from sphinx_archdoc.markdown.recognise.tables.rows import TableReader
from sphinx_archdoc.markdown.recognise.values.field_values import (
    add_value,
    labelled,
    names_alone,
    values_in_aside,
)
from sphinx_archdoc.markdown.recognise.values.values_below import ValueBelow
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_PARAGRAPH = re.compile(r"[^\W_]|[`*_\[\"(]\w")
"""The beginning of a paragraph: not of a list, a table, a quotation, code or HTML."""

_VERSIONED = re.compile(r"(?P<name>\S+)\s+(?P<version>v?\d+(?:\.\d+)+\S*)")
"""A dependency with its version: ``pgx v5.5.5``."""

_ITALIC_LABEL = re.compile(r"^[*_]([^*_:]{1,40})[*_]:")


_LINE_BREAK = re.compile(r"[ \t]*<br ?/?>[ \t]*$", re.M | re.I)
"""A line break in HTML at the end of a line."""


class CardState:
    """State that all rules for one card share.

    The context of a rule is the label above the node, or None before the first one.

    :param section: the heading of the card, and everything below it.
    :param tables: the reader of the document's tables.
    """

    def __init__(self, section: Section, kind: Kind, tables: TableReader, rules: CardRules) -> None:
        self.section = section
        self.kind = kind
        self.tables = tables
        self.vocabulary = tables.vocabulary
        self.result = tables.result
        self.prose: list[SourceText] = []
        """Texts before the first label."""
        self._rules = rules
        self.heading = read_heading(section.title, kind)
        self.entry = RecognisedEntry(
            kind=kind.name, name=self.heading.name, line=section.start, place=EntrySource.HEADING
        )
        if placed := self._place():
            self.entry.name = read_heading(section.title[: placed.start()], kind).name
            self.entry.notes.append(SourceText(placed["place"], section.start))
        aside = ASIDE.fullmatch(self.heading.rest)
        values = values_in_aside(aside["words"], kind, self.vocabulary) if aside else {}
        for name, text in values.items():
            self.entry.fields[name] = SourceText(text, section.start)
        is_told = sql_field(kind) is not None and is_called(self.heading.rest, kind)  # "Table: `orders`"
        if self.heading.rest and not (values or is_told):
            self.prose.append(SourceText(self.heading.rest, section.start))
        self.entry.notes += [SourceText(note, section.start) for note in self.heading.notes]
        self._told: LabelledText | None = None
        self.columns: list[ColumnLine] = []
        """The columns of a database table, from tables that list them."""

    def _place(self) -> re.Match[str] | None:
        """Match where the entry is, in code at the end of the heading: ``Router (`pkg/router`)``.

        The names of gotchas are sentences, of which such code is a part.
        """
        if self.kind.name_style is NameStyle.CODE or self.kind.wording.telling:
            return None
        found = PLACED.search(self.section.title)
        return found if found and self.section.title[: found.start()].strip() else None

    def read(self) -> RecognisedEntry:
        """Return the entry that the section describes."""
        entry, kind = self.entry, self.kind
        start = self.section.start
        if kind.wording.subtitle and ": " in entry.name:
            entry.name, _, subtitle = entry.name.partition(": ")
            self.prose.append(SourceText(subtitle, start))
        if kind.name_style is NameStyle.STRONG and (found := SUBTITLED.fullmatch(entry.name)):
            entry.name = found["name"]
            self.prose.append(SourceText(found["rest"], start))
        if kind.layout is Layout.LIST and (versioned := _VERSIONED.fullmatch(entry.name)):
            entry.name = versioned["name"]
            entry.notes.append(SourceText(versioned["version"], start))
        section = self._without_name(self.section)
        self.read_content(section, None)
        for child in self.section.children if not self.section.after else ():
            self._rules.apply(child, None, self)
        self._add_prose()
        self._add_other_parts()
        signs = EntrySigns(self.section, self.vocabulary)
        entry.is_labelled = entry.is_labelled or bool(signs.fields_and_names(kind)[0])
        self._add_columns()
        entry.lines.append((start, self.section.content_end))
        return entry

    def _without_name(self, section: Section) -> Section:
        """Take the name from the first line of code below the heading, if the heading is not one itself."""
        below = name_below(section, self.kind)
        if below is None or has_shape(self.entry.name, self.kind):
            return section
        name, block = below
        if not name.endswith(f" {self.entry.name}"):  # of `/orders`, the name says all
            self.prose.append(SourceText(self.entry.name, section.start))
        self.entry.name = name
        is_more = isinstance(block, ParagraphBlock) and CODE_FIRST.match(block.text) is not None
        is_more = is_more or (isinstance(block, CodeBlock) and block.text.strip() != name)
        if block is not None and is_more:
            span = LineSpan(block.start, block.end)
            self.entry.notes.append(SourceText(block.source, block.start, (span,)))
        return Section(section.heading, [b for b in section.blocks if b is not block], section.children)

    def _add_other_parts(self) -> None:
        """Keep what labels say of a part of the name, if the name says something else."""
        names = " ".join([self.entry.name, *names_in_labels(self.section, self.kind)])
        for part in self.kind.name_fields:
            told = self.entry.fields.get(part)
            if told and any(word not in names for word in re.findall(r"\w+", plain_text(told.text))):
                self.entry.notes.append(labelled(self.kind.fields[part].title, told))

    def _add_columns(self) -> None:
        """Set the name of the entry as the database has it, and its SQL from the columns."""
        field = sql_field(self.kind)
        if field is None:
            return
        self.entry.name = name_of_table(self.entry.name, self.kind)
        sql = self.entry.fields.get(field.name)
        created = list(created_tables(sql.text)) if sql and not self.heading.in_code else []
        if len(created) == 1:
            self.entry.name = created[0]
        elif not created and len(self.entry.aliases) == 1 and self._is_stored_as(self.entry.aliases[0]):
            self.entry.notes.append(SourceText(self.entry.name, self.section.start))
            self.entry.name = self.entry.aliases[0]  # "Order", with "Collection: `orders`" below it
        if self.columns:
            self.entry.add(
                field.name, SourceText(create_table(self.entry.name, self.columns), self.section.start)
            )

    def _is_stored_as(self, alias: str) -> bool:
        """Return whether another name is that in the database: of "Order", `orders`, but not the reverse."""
        return is_snake_case(alias) and not (self.heading.in_code or is_snake_case(self.entry.name))

    def _add_prose(self) -> None:
        """Make the text before all labels the body of the entry, or notes if the body is something else."""
        kind, entry = self.kind, self.entry
        body = kind.fields.get(kind.body)
        if kind.wording.telling and not entry.fields:  # no label says what the text is about
            entry.fields[kind.wording.telling] = SourceText(entry.name, self.section.start)
            for text in self.prose if body else ():
                entry.add(kind.body, text)
            return
        if body and body.type in SOURCES and kind.summary not in entry.fields:
            self._add_summary()
        if body and (body.type is not FieldType.TEXT or kind.wording.telling or body.name in entry.fields):
            body = None
        for text in self.prose:
            if body:
                entry.add(body.name, text)
            else:
                entry.notes.append(text)

    def _add_summary(self) -> None:
        """Make the first paragraph before all labels what the entry is for, if its body is code."""
        first = self.prose[0] if self.prose else None
        field = self.kind.fields.get(self.kind.summary)
        if first and field and field.type is FieldType.TEXT and _PARAGRAPH.match(first.text):
            self.entry.add(field.name, self.prose.pop(0))

    def read_content(self, section: Section, label: LabelledText | None) -> None:
        """Apply the rules to each label, and to each block below it.

        :param label: the label above the section's first block.
        """
        for block in section.content:
            labels = self._labels_of(block, label) if isinstance(block, ParagraphBlock) else []
            for label in labels:
                self._rules.apply(label, label, self)
            if not labels:
                self._rules.apply(block, label, self)

    def _labels_of(self, block: ParagraphBlock, above: LabelledText | None) -> list[LabelledText]:
        def is_known(label: str) -> bool:
            return self.field_of(label, above) is not None

        text = _LINE_BREAK.sub("", _ITALIC_LABEL.sub(r"**\1:**", block.text))
        text = with_colons(text, any_label if _are_before_dashes(text, is_known) else is_known)
        are_labels = all(split_label(line, is_known) for line in text.split("\n"))
        known = is_known if are_labels else only_bold
        if labels := read_labels(text, block.start, known, inner=is_known):
            return labels
        title = title_of(block.text) or self._bare_label(block.text)
        return [LabelledText(title, "", block.start, block.end)] if title else []

    def _bare_label(self, text: str) -> str:
        """Return the label of a field that a paragraph consists of, without bold type."""
        label = self.vocabulary.bare_label(text)
        field = self.vocabulary.field_of(self.kind, label) if label else None
        return label if field and field.required else ""

    def field_of(self, label: str, above: LabelledText | None) -> Field | None:
        """Return the field that a label means below another label, which can be the heading of a group."""
        return self.vocabulary.field_of(self.kind, label, above.label if above else "")

    def opens_group(self, label: str) -> bool:
        """Return whether a label is the heading of a group of fields, or of entries within this one."""
        return self.vocabulary.is_group(self.kind, label) or bool(self.kind_below(label))

    def kind_below(self, label: str) -> Kind | None:
        """Return the kind that a label names, if entries of that kind can belong to this one."""
        kind = self.vocabulary.kind_of_heading(label)
        if kind is None:
            return None
        implied = any(field.implied and self.kind.name in field.targets for field in kind.fields.values())
        return kind if implied else None

    def tell(self, label: LabelledText | None) -> bool:
        """Return whether a label still has to be written with what is below it; from now on, it has not."""
        is_new = label is not None and not label.text and label is not self._told
        self._told = label
        return is_new

    def set_field(self, field: Field, text: SourceText) -> None:
        """Set a field to what a label says, or append to the text that it has."""
        self.entry.is_labelled = True
        if field.type is FieldType.FLAG:
            add_value(self.entry, field, field.title, text)
        else:
            self.entry.add(field.name, names_alone(self.entry, field, text))

    def set_value(self, field: Field, label: LabelledText, below: ValueBelow) -> None:
        """Set a field to the value below its label; remarks on it become a note."""
        self.tell(label)
        self.set_field(field, below.value)
        self.entry.notes += [labelled(label.label, whole) for whole in below.whole]

    def read_child(self, section: Section, kind: Kind) -> None:
        """Read a section as an entry of *kind* within this one."""
        self.entry.children.append(CardState(section, kind, self.tables, self._rules).read())


CardRules = RuleList[LabelledText | None, CardState]


def _are_before_dashes(text: str, known: Known) -> bool:
    """Return whether all lines begin with a label before a dash, and at least one of the labels is known."""
    dashes = [BEFORE_DASH.match(line) for line in text.split("\n")]
    return all(dashes) and any(known(dash["label"]) for dash in dashes if dash)
