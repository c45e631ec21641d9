"""What a document says of itself: the quotation at its head, its overview, and the dates at its foot."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    FrontMatter,
    Heading,
    MystTarget,
    OpaqueBlock,
    Paragraph,
    ThematicBreak,
)
from sphinx_archdoc.markdown.document.labels import LabelledText, read_labels
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import FieldType, Kind, Layout

_FOOT = 3
"""Blocks at the end of a document among which its dates may stand."""

_YES, _NO = {"true", "yes", "on"}, {"false", "no", "off"}


def document_kind(vocabulary: Vocabulary) -> Kind | None:
    """The kind of the entries that are documents."""
    return next((kind for kind in vocabulary.kinds.values() if kind.layout is Layout.HEADER), None)


def is_asked_for(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a document says that it is to be recognised: ``archdoc: true``, or the template's header."""
    asked = _asked(blocks)
    return _opens_with_header(blocks, vocabulary) if asked is None else asked


def is_refused(blocks: Sequence[Block]) -> bool:
    """Whether a document says that it is not to be recognised: ``archdoc: false``."""
    return _asked(blocks) is False


def _asked(blocks: Sequence[Block]) -> bool | None:
    """What the front matter says of recognition; None if it says nothing."""
    front = next((block for block in blocks[:1] if isinstance(block, FrontMatter)), None)
    try:  # nodes alone: values that repeat others by aliases would be written out, however many that makes
        root = yaml.compose(front.text, Loader=yaml.SafeLoader) if front and "archdoc" in front.text else None
    except (yaml.YAMLError, ValueError, RecursionError):  # MyST reports it
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    said = [value.value for key, value in pairs if key.value == "archdoc" and value.id == "scalar"]
    word = said[-1].casefold() if said else ""
    return word in _YES if word in _YES | _NO else None


def _opens_with_header(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a quotation at the head has bold labels of the document: that of its type, or two of them."""
    kind = document_kind(vocabulary)
    block = _quotation(blocks)
    if kind is None or block is None:
        return False
    parts = [part for part in block.blocks if isinstance(part, Paragraph)]
    labels = [label.label for part in parts for label in read_labels(part.text, part.start)]
    fields = [vocabulary.field_of(kind, label) for label in labels]
    known = [field.name for field in fields if field]
    return bool(fields and fields[0]) and (len(known) > 1 or known[0] == next(iter(kind.fields)))


def _quotation(blocks: Sequence[Block]) -> BlockQuote | None:
    """The quotation at the head: before the title, or right below it."""
    for block in blocks[:5]:
        if isinstance(block, BlockQuote):
            return block
        if not isinstance(block, FrontMatter | OpaqueBlock | MystTarget | ThematicBreak) and not (
            isinstance(block, Heading) and block.level == 1
        ):
            return None
    return None


def _header(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[list[LabelledText]]:
    """The labels in the quotation at the head, if the first of them is known."""
    kind, block = document_kind(vocabulary), _quotation(blocks)
    if kind is None or block is None:
        return []
    labels = [label for part in block.blocks for label in _labels(part, kind, vocabulary)]
    return [labels] if labels and vocabulary.field_of(kind, labels[0].label) else []


def _labels(block: Block, kind: Kind, vocabulary: Vocabulary) -> list[LabelledText]:
    if not isinstance(block, Paragraph):
        return []

    def known(label: str) -> bool:
        return vocabulary.field_of(kind, label) is not None

    return read_labels(block.text, block.start, known, inner=known)


def read_document(blocks: Sequence[Block], vocabulary: Vocabulary) -> RecognisedEntry | None:
    """The entry of the document itself, without its overview; None if it says nothing of itself."""
    kind = document_kind(vocabulary)
    if kind is None:
        return None
    found = RecognisedEntry(kind=kind.name, name="", line=1, place=EntrySource.BLOCK)
    is_described = any(is_directive(block, kind) for block in blocks)
    foot = [] if is_described else _foot(blocks, kind, vocabulary)
    for labels in [*_header(blocks, vocabulary), *foot]:
        for label in labels:
            field = vocabulary.field_of(kind, label.label)
            if field and label.text and field.name not in found.fields:
                found.fields[field.name] = label.value()
            else:
                found.notes.append(label.note())
            if not found.lines:
                found.line = label.start
            found.lines.append((label.start, label.end))
    return found if found.fields else None


def _foot(blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> list[list[LabelledText]]:
    """The labels of paragraphs that only date the document, or that do so among others at its end."""
    found = []
    head, end = _quotation(blocks), len(blocks) - _FOOT
    for number, block in enumerate(blocks):
        parts = block.blocks if isinstance(block, BlockQuote) and block is not head else (block,)
        labels = [label for part in parts for label in _labels(part, kind, vocabulary)]
        fields = [vocabulary.field_of(kind, label.label) for label in labels]
        dates = [field for field in fields if field and field.type is FieldType.DATE]
        if dates and (number >= end or len(dates) == len(labels)):
            found.append(labels)
    return found


def is_directive(block: Block, kind: Kind | None = None) -> bool:
    """Whether a block is the directive of an entry, perhaps of one *kind*."""
    return isinstance(block, CodeBlock) and block.info.startswith(
        f"{{archdoc:{kind.name}}}" if kind else "{archdoc:"
    )


def overview_of(section: Section, end: int) -> SourceText | None:
    """The prose right below a heading, to the next one or to a line across the page.

    :param end: the line before which it ends in any case.
    """
    prose: list[Block] = []
    for block in section.blocks:
        if isinstance(block, ThematicBreak) or block.end >= end or is_directive(block):
            break
        prose.append(block)
    if not any(isinstance(block, Paragraph) for block in prose):
        return None
    source = "\n\n".join(block.source for block in prose)
    return SourceText(source, prose[0].start, (LineSpan(prose[0].start, prose[-1].end),))
