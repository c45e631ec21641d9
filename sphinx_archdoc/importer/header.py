"""What a document says of itself: the quotation at its head, its overview, and the dates at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sphinx_archdoc.importer.blocks import Block, Break, Code, FrontMatter, Heading, Paragraph, Quotation, Raw
from sphinx_archdoc.importer.found import Behind, Found, Place, Span, Text
from sphinx_archdoc.importer.labels import Labelled, read_labels
from sphinx_archdoc.importer.sections import Section
from sphinx_archdoc.importer.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import FieldType, Kind, Layout

_FOOT = 3
"""Blocks at the end of a document among which its dates may stand."""

_ASKED = re.compile(r"^archdoc:\s*(?P<word>[A-Za-z]+)\s*(?:#.*)?$", re.M)


def document_kind(vocabulary: Vocabulary) -> Kind | None:
    """The kind of the entries that are documents."""
    return next((kind for kind in vocabulary.kinds.values() if kind.layout is Layout.HEADER), None)


def is_asked_for(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a document says that it is to be recognised: ``archdoc: true``, or the template's header."""
    front = next((block for block in blocks if isinstance(block, FrontMatter)), None)
    if front and (asked := _ASKED.search(front.text)):
        return asked["word"].casefold() in {"true", "yes", "on"}
    return bool(_header(blocks, vocabulary))


def is_refused(blocks: Sequence[Block]) -> bool:
    """Whether a document says that it is not to be recognised: ``archdoc: false``."""
    front = next((block for block in blocks if isinstance(block, FrontMatter)), None)
    asked = _ASKED.search(front.text) if front else None
    return bool(asked and asked["word"].casefold() in {"false", "no", "off"})


def _header(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[list[Labelled]]:
    """The labels in the quotation at the head."""
    kind = document_kind(vocabulary)
    for block in blocks[:5]:
        if isinstance(block, Quotation) and kind:
            labels = [label for part in block.blocks for label in _labels(part, kind, vocabulary)]
            known = [label for label in labels if vocabulary.field_of(kind, label.label)]
            if labels and labels[0] in known:
                return [labels]
            return []
        if not isinstance(block, FrontMatter | Raw | Break) and not (
            isinstance(block, Heading) and block.level == 1
        ):
            return []
    return []


def _labels(block: Block, kind: Kind, vocabulary: Vocabulary) -> list[Labelled]:
    if not isinstance(block, Paragraph):
        return []
    return read_labels(block.text, block.start, lambda label: vocabulary.field_of(kind, label) is not None)


def read_document(blocks: Sequence[Block], vocabulary: Vocabulary) -> Found | None:
    """The entry of the document itself, without its overview; None if it says nothing of itself."""
    kind = document_kind(vocabulary)
    if kind is None:
        return None
    found = Found(kind=kind.name, name="", line=1, place=Place.BLOCK)
    is_described = any(is_directive(block, kind) for block in blocks)
    foot = [] if is_described else _foot(blocks, kind, vocabulary)
    for labels in [*_header(blocks, vocabulary), *foot]:
        for label in labels:
            field = vocabulary.field_of(kind, label.label)
            if field and label.text and field.name not in found.fields:
                span = Span(label.start, label.end, behind=Behind.LABEL)
                found.fields[field.name] = Text(label.text, label.start, (span,))
            else:
                note = f"**{label.label}:** {label.text}".rstrip()
                span = Span(label.start, label.end, behind=Behind.NOTHING)
                found.notes.append(Text(note, label.start, (span,)))
            if not found.lines:
                found.line = label.start
            found.lines.append((label.start, label.end))
    return found if found.fields else None


def _foot(blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> list[list[Labelled]]:
    """The labels of paragraphs at the end that have a date of the document among them."""
    found = []
    for block in _last(blocks):
        parts = block.blocks if isinstance(block, Quotation) else (block,)
        labels = [label for part in parts for label in _labels(part, kind, vocabulary)]
        fields = [vocabulary.field_of(kind, label.label) for label in labels]
        if any(field and field.type is FieldType.DATE for field in fields):
            found.append(labels)
    return found


def _last(blocks: Sequence[Block]) -> Iterable[Block]:
    return [block for block in blocks[-_FOOT:] if block not in blocks[:2]]


def is_directive(block: Block, kind: Kind | None = None) -> bool:
    """Whether a block is the directive of an entry, perhaps of one *kind*."""
    return isinstance(block, Code) and block.info.startswith(
        f"{{archdoc:{kind.name}}}" if kind else "{archdoc:"
    )


def overview_of(section: Section, end: int) -> Text | None:
    """The prose right below a heading, to the next one or to a line across the page.

    :param end: the line before which it ends in any case.
    """
    prose: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Break) or block.end >= end or is_directive(block):
            break
        prose.append(block)
    if not any(isinstance(block, Paragraph) for block in prose):
        return None
    source = "\n\n".join(block.source for block in prose)
    return Text(source, prose[0].start, (Span(prose[0].start, prose[-1].end),))
