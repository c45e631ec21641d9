"""The document itself is an entry if it has the template's header, or dates at its foot.

Both are in the template: the block quote at the head ("Document header"), and the last lines ("Created",
"Last Updated").

The reference is "Documents" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import Block, BlockQuote
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.labels import LabelledText
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.header import document_kind, document_labels, header_quote
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import Document, DocumentState
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import FieldType, Kind

_FOOT = 3
"""Number of blocks at the end of a document among which its dates may be."""


def document_header(node: Document, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a document whose header or foot sets a field of the document."""
    kind = document_kind(state.vocabulary)
    entry = _read_document(node.blocks, kind, state.vocabulary) if kind else None
    if kind is None or entry is None:
        return None
    reason = f"its head or foot sets {', '.join(entry.fields)}"
    return Match(reason, partial(_add, entry, state), kind)


def _add(entry: RecognisedEntry, state: DocumentState) -> None:
    state.document = entry
    state.result.entries.append(entry)


def _read_document(blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> RecognisedEntry | None:
    """Return the entry of the document without its overview; None if no field of it is set."""
    entry = RecognisedEntry(kind=kind.name, name="", line=1, place=EntrySource.BLOCK)
    is_described = any(is_directive(block, kind) for block in blocks)
    foot = [] if is_described else _foot(blocks, kind, vocabulary)
    for labels in [*_header(blocks, kind, vocabulary), *foot]:
        for label in labels:
            field = vocabulary.field_of(kind, label.label)
            if field and label.text and field.name not in entry.fields:
                entry.fields[field.name] = label.value()
            else:
                entry.notes.append(label.note())
            if not entry.lines:
                entry.line = label.start
            entry.lines.append((label.start, label.end))
    return entry if entry.fields else None


def _header(blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> list[list[LabelledText]]:
    """Return the labels of the header, if the first of them is known."""
    block = header_quote(blocks)
    labels = (
        [label for part in block.blocks for label in document_labels(part, kind, vocabulary)] if block else []
    )
    return [labels] if labels and vocabulary.field_of(kind, labels[0].label) else []


def _foot(blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> list[list[LabelledText]]:
    """Return the labels of blocks that hold dates alone, or dates among others at the end of the document."""
    found = []
    head, end = header_quote(blocks), len(blocks) - _FOOT
    for number, block in enumerate(blocks):
        parts = block.blocks if isinstance(block, BlockQuote) and block is not head else (block,)
        labels = [label for part in parts for label in document_labels(part, kind, vocabulary)]
        fields = [vocabulary.field_of(kind, label.label) for label in labels]
        dates = [field for field in fields if field and field.type is FieldType.DATE]
        if dates and (number >= end or len(dates) == len(labels)):
            found.append(labels)
    return found
