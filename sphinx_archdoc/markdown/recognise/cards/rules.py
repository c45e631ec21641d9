"""The rules that decide what the labels, blocks and subsections of a card are.

They have the form of all rules; the context is the label above the node. To add one, write a function with a
file of cases, ``tests/markdown/cases/<name of the function>.md``, and add it to ``CARD_RULES``.

The reference is "When is a heading an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, ListBlockItem, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.cards.card import CardRules, CardState
from sphinx_archdoc.markdown.recognise.cards.columns import column_heading, column_list, column_table
from sphinx_archdoc.markdown.recognise.code_languages.sql import is_sql
from sphinx_archdoc.markdown.recognise.headings.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.headings.labels import labels_of, property_rows
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_labels
from sphinx_archdoc.markdown.recognise.names.repeated import alias_in
from sphinx_archdoc.markdown.recognise.rule import Match, Rule, RuleList
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings, columns_of
from sphinx_archdoc.markdown.recognise.tables.rows import TableReader
from sphinx_archdoc.markdown.recognise.values.field_values import add_value, condition_of, labelled, value_of
from sphinx_archdoc.markdown.recognise.values.values_below import labelled_block, value_below
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.schema.own_forms import sql_field

_Label = LabelledText | None


def read_card(section: Section, kind: Kind, tables: TableReader) -> RecognisedEntry:
    """Return the entry of *kind* that a section describes."""
    return CardState(section, kind, tables, CARD_RULES).read()


def read_cards(section: Section, kind: Kind, tables: TableReader) -> list[RecognisedEntry]:
    """Return the entries of *kind* that a section describes: one for each name in its heading."""
    card = CardState(section, kind, tables, CARD_RULES)
    entry = card.read()
    others = card.heading.names[1:]
    if entry.name != card.heading.name:  # it is below the heading
        others = tuple(name for name in names_in_labels(section, kind) if name != entry.name)
    return [entry, *map(entry.as_other, others)]


def field_label(node: LabelledText, label: _Label, card: CardState) -> Match | None:
    """Match the label of a field; the text after it, if there is any, is the value."""
    field = card.field_of(node.label, label)
    if field is None:
        return None

    def read() -> None:
        if node.text or condition_of(node.label, field):
            card.set_field(field, value_of(node, field))

    return Match(f"'{node.label}' is a label of {field.name}", read, card.kind)


def group_label(node: LabelledText, label: _Label, card: CardState) -> Match | None:
    """Match a label alone on its line that is the heading of a group of fields, or of entries."""
    if node.text or not card.opens_group(node.label):
        return None
    return Match(f"'{node.label}' is the heading of a group", lambda: None, card.kind)


def unknown_label(node: LabelledText, label: _Label, card: CardState) -> Match | None:
    """Match any label; it becomes a note, and may give the entry another name: ``**Container:** `x` ``."""

    def read() -> None:
        card.tell(node)
        card.entry.notes.append(node.note())
        if alias := alias_in(node, card.kind, card.vocabulary):
            card.entry.aliases.append(alias)

    return Match(f"'{node.label}' is not a label of {card.kind.name}", read)


def child_entry(node: Section, label: _Label, card: CardState) -> Match | None:
    """Match a subsection that is an entry of a kind which can be within this one, such as an endpoint."""
    kind, reason = _child_kind(node, card)
    return Match(reason, partial(card.read_child, node, kind), kind) if kind else None


def _child_kind(section: Section, card: CardState) -> tuple[Kind | None, str]:
    """Return the kind that a section within the card is an entry of, and why."""
    signs = EntrySigns(section, card.vocabulary)
    for kind in card.vocabulary.kinds_within(card.kind):
        if reason := signs.why(kind):
            return kind, reason
    return None, ""


def label_heading(node: Section, label: _Label, card: CardState) -> Match | None:
    """Match a subsection whose heading is a label, a group of labels, or the name of a kind of children.

    All of its own subsections must be entries of such a kind.
    """
    kind_below = card.kind_below(node.title)
    field = card.vocabulary.field_of(card.kind, node.title)
    if not (field or kind_below or card.vocabulary.is_group(card.kind, node.title)):
        return None
    children: list[tuple[Section, Kind]] = []
    for child in node.children:
        kind = _child_kind(child, card)[0] if kind_below else None
        if kind is None:
            return None
        children.append((child, kind))
    return Match("its heading is a label", partial(_read_label_heading, node, children, card), card.kind)


def _read_label_heading(section: Section, children: list[tuple[Section, Kind]], card: CardState) -> None:
    label = LabelledText(plain_text(section.title), "", section.start, section.start)
    field = card.vocabulary.field_of(card.kind, section.title)
    if field and condition_of(label.label, field):
        card.set_field(field, value_of(label, field))
    card.read_content(section, label)
    for child, kind in children:
        card.read_child(child, kind)


def other_section(node: Section, label: _Label, card: CardState) -> Match | None:
    """Match any subsection; it becomes a note as it is."""
    text = SourceText(node.source, node.start, (LineSpan(node.start, node.content_end),))
    return Match("its heading is not a label", partial(card.entry.notes.append, text))


def field_list(node: ListBlock, label: _Label, card: CardState) -> Match | None:
    """Match a list with at least one label of a field.

    Labels need no bold type before the first label in bold type, and below one that opens a group.
    """
    any_marks = label is None or card.opens_group(label.label)
    labels = [part.label for item in node.items for part in labels_of(item, any_marks=any_marks)[:1]]
    if not any(card.field_of(name, label) for name in labels):
        return None

    def read() -> None:
        if label and card.opens_group(label.label):
            card.tell(label)
        for item in node.items:
            _read_field_item(item, label, card, any_marks=any_marks)

    return Match("its items have labels", read, card.kind)


def _read_field_item(item: ListBlockItem, above: _Label, card: CardState, *, any_marks: bool) -> None:
    labels = labels_of(item, any_marks=any_marks)
    first = card.field_of(labels[0].label, above) if labels else None
    if first is None:
        source = item.source.replace("\n", "\n  ")
        if above and card.tell(above):
            source = f"**{above.label}:** {source}"
        card.entry.notes.append(SourceText(f"- {source}", item.start, (LineSpan(item.start, item.end),)))
        return
    for label in labels:
        field = card.field_of(label.label, above)
        if field and label.text:
            card.set_field(field, value_of(label, field))
        elif not field:
            card.entry.notes.append(label.note())
    for block in item.blocks[1:]:
        _read_below(block, labels[-1], card.field_of(labels[-1].label, above), card)


def child_table(node: TableBlock, label: _Label, card: CardState) -> Match | None:
    """Match a table of entries within this one, below the label that names their kind."""
    kind = card.kind_below(label.label) if label else None
    columns = columns_of(node, kind, card.vocabulary, named=True) if kind else None
    if kind is None or columns is None:
        return None
    reason = f"the label above it names {kind.name}"

    def read() -> None:
        card.tell(label)
        _read_child_table(node, kind, columns, card)

    return Match(reason, read, kind)


def _read_child_table(table: TableBlock, kind: Kind, columns: ColumnMeanings, card: CardState) -> None:
    found = card.tables.read(table, kind, columns)
    card.entry.children += found.entries
    for row in found.skipped:
        words = " | ".join(filter(None, (*row.cells, row.surplus)))
        card.entry.notes.append(SourceText(words, row.line))


def field_table(node: TableBlock, label: _Label, card: CardState) -> Match | None:
    """Match a table of two columns, with the label of a field and its value in each row."""
    rows = property_rows(node, card.kind, card.vocabulary)
    if not rows:
        return None

    def read() -> None:
        card.tell(label)
        for row in rows:
            if row.surplus:
                card.entry.notes.append(SourceText(row.surplus, row.line))
            field = card.field_of(plain_text(row.cells[0]), label)
            text = SourceText(row.cells[1].strip(), row.line, (LineSpan(row.line, row.line, 1),))
            if field and text.text:
                add_value(card.entry, field, row.cells[0], text)
            elif not field and row is not node.header:
                card.entry.notes.append(labelled(row.cells[0], text))

    return Match("its rows begin with labels", read, card.kind)


def sql_code(node: CodeBlock, label: _Label, card: CardState) -> Match | None:
    """Match SQL in an entry that has a field for it."""
    field = sql_field(card.kind)
    if field is None or not is_sql(node):
        return None
    text = SourceText(node.text.rstrip("\n"), node.first)
    return Match("it is SQL", partial(card.entry.add, field.name, text), card.kind)


def leading_text(node: Block, label: _Label, card: CardState) -> Match | None:
    """Match a block before the first label, or below that of a part of the name: it belongs to the body."""
    field = card.field_of(label.label, label) if label else None
    if label is not None and (field is None or field.name not in card.kind.name_fields):
        return None
    return Match("there is no label above it", partial(card.prose.append, _text_of(node)), card.kind)


def field_text(node: Block, label: _Label, card: CardState) -> Match | None:
    """Match a block below the label of a field that is running text."""
    field = card.field_of(label.label, label) if label else None
    if field is None or field.type is not FieldType.TEXT or field.name in card.kind.name_fields:
        return None
    reason = f"it is below the label of {field.name}"
    return Match(reason, partial(card.entry.add, field.name, _text_of(node)), card.kind)


def field_value(node: Block, label: _Label, card: CardState) -> Match | None:
    """Match a block directly below the label of a field that is its value: a line of code, a list."""
    field = card.field_of(label.label, label) if label else None
    if field is None or label is None or label.text or field.name in card.entry.fields:
        return None
    below = value_below(node, field, card.entry.name)
    if below is None:
        return None

    def read() -> None:
        card.set_value(field, label, below)

    return Match(f"it is a value of {field.name}", read, card.kind)


def note_block(node: Block, label: _Label, card: CardState) -> Match | None:
    """Match any block; it becomes a note, with the label above it."""

    def read() -> None:
        is_told = label is None or not card.tell(label)
        card.entry.notes.append(_text_of(node) if label is None or is_told else labelled_block(label, node))

    return Match("the label above it takes no text", read)


def _read_below(block: Block, label: LabelledText, field: Field | None, card: CardState) -> None:
    """Read a block below the last label of a list item."""
    below = value_below(block, field, card.entry.name) if field and not label.text else None
    if field and field.type is FieldType.TEXT:
        card.entry.add(field.name, _text_of(block))
    elif field and below and field.name not in card.entry.fields:
        card.set_value(field, label, below)
    else:
        card.entry.notes.append(labelled_block(label, block) if card.tell(label) else _text_of(block))


def _text_of(block: Block) -> SourceText:
    return SourceText(block.source, block.start, (LineSpan(block.start, block.end),))


CARD_RULES: CardRules = RuleList(
    Rule(LabelledText, field_label),
    Rule(LabelledText, group_label),
    Rule(LabelledText, unknown_label),
    Rule(Section, child_entry),
    Rule(Section, column_heading),
    Rule(Section, label_heading),
    Rule(Section, other_section),
    Rule(ListBlock, column_list),
    Rule(ListBlock, field_list),
    Rule(TableBlock, column_table),
    Rule(TableBlock, child_table),
    Rule(TableBlock, field_table),
    Rule(CodeBlock, sql_code),
    Rule(Block, leading_text),
    Rule(Block, field_text),
    Rule(Block, field_value),
    Rule(Block, note_block),
)
