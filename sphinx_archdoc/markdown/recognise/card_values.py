"""The values of a card that are below their label, in code or in a list.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import ListBlock
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.card import CardState
from sphinx_archdoc.markdown.recognise.field_values import labelled, names_alone
from sphinx_archdoc.markdown.recognise.item_words import MARKED
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.schema.model import FieldType

_Label = LabelledText | None

_LITERAL = (FieldType.CODE, FieldType.INTEGER, FieldType.URL, FieldType.CHOICE, FieldType.DATE)
"""Types of one value, which can be below its label as well."""

_SEVERAL = (FieldType.REFS, FieldType.LIST)


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
    values = texts
    if field.type in _SEVERAL:
        values = [found[0] if (found := MARKED.match(text)) else text for text in texts]
    title = label.label

    def read() -> None:
        span = LineSpan(node.start, node.end)
        text = SourceText(", ".join(values), node.start, (span,))
        card.entry.add(field.name, names_alone(card.entry, field, text))
        if values != texts:
            card.entry.notes.append(labelled(title, SourceText("; ".join(texts), node.start, (span,))))

    return Match(f"its items are values of {field.name}", read, card.kind)
