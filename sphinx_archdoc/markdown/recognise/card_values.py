"""The values of a card that are below their label, in code or in a list.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import CodeBlock, ListBlock
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.card import CardState
from sphinx_archdoc.markdown.recognise.item_words import MARKED
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.tables import labelled, names_alone
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import FieldType

_Label = LabelledText | None

_LITERAL = (FieldType.CODE, FieldType.INTEGER, FieldType.URL, FieldType.CHOICE, FieldType.DATE)
"""Types of one value, which can be below its label as well."""

_SEVERAL = (FieldType.REFS, FieldType.LIST)


def field_code(node: CodeBlock, label: _Label, card: CardState) -> Match | None:
    """Match a fence with one line below the label of a literal field: it is the value, without its name."""
    field = card.field_of(label.label, label) if label and not label.text else None
    lines = [line for line in node.text.split("\n") if line.strip() and not line.startswith("#")]
    if field is None or field.type not in _LITERAL or len(lines) != 1 or field.name in card.entry.fields:
        return None
    value = lines[0].strip().removeprefix("export ").removeprefix(f"{card.entry.name}=")
    if is_none(value):
        return None
    text = SourceText(f"`{value}`" if "`" not in value else value, node.first)
    remarks = [line.strip("# ") for line in node.text.split("\n") if line.startswith("#")]

    def read() -> None:
        card.set_field(field, text)
        card.entry.notes += [SourceText(remark, node.first) for remark in remarks if remark]

    return Match(f"it is the value of {field.name}", read, card.kind)


def field_items(node: ListBlock, label: _Label, card: CardState) -> Match | None:
    """Match a list below the label of a field that holds several values, or a list of one value."""
    field = card.field_of(label.label, label) if label and not label.text else None
    if (
        label is None
        or field is None
        or field.type not in (*_SEVERAL, *_LITERAL)
        or field.name in card.entry.fields
    ):
        return None
    texts = [" ".join(item.source.split()) for item in node.items if len(item.blocks) == 1]
    if len(texts) != len(node.items) or (field.type in _LITERAL and len(texts) > 1):
        return None
    names = [MARKED.match(text) for text in texts] if field.type in _SEVERAL else []
    values = [found[0] if found else text for found, text in zip(names, texts, strict=True)] or texts

    title = label.label

    def read() -> None:
        span = LineSpan(node.start, node.end)
        text = SourceText(", ".join(values), node.start, (span,))
        card.entry.add(field.name, names_alone(card.entry, field, text))
        if values != texts:
            card.entry.notes.append(labelled(title, SourceText("; ".join(texts), node.start, (span,))))

    return Match(f"its items are values of {field.name}", read, card.kind)
