"""The header of a document, and whether the document asks to be recognised."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    BlockQuote,
    FrontMatter,
    HeadingBlock,
    MystTarget,
    OpaqueBlock,
    ParagraphBlock,
    ThematicBreak,
)
from sphinx_archdoc.markdown.document.labels import LabelledText, read_labels
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.yaml_nodes import compose
from sphinx_archdoc.schema.model import Kind, Layout

_YES, _NO = {"true", "yes", "on"}, {"false", "no", "off"}

_BEFORE_HEADER = 5
"""The first blocks of a document, one of which may be the header."""


def document_kind(vocabulary: Vocabulary) -> Kind | None:
    """Return the kind of the entries that describe a whole document, if there is one."""
    return next((kind for kind in vocabulary.kinds.values() if kind.layout is Layout.HEADER), None)


def is_asked_for(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Return whether a document asks to be recognised: by ``archdoc: true``, or by the template's header."""
    answer = _front_matter_answer(blocks)
    return _opens_with_header(blocks, vocabulary) if answer is None else answer


def is_refused(blocks: Sequence[Block]) -> bool:
    """Return whether a document refuses to be recognised: by ``archdoc: false`` in its front matter."""
    return _front_matter_answer(blocks) is False


def title_of_document(blocks: Sequence[Block]) -> str:
    """Return the title in the front matter; an empty string if a heading is the title, too."""
    if any(isinstance(block, HeadingBlock) and block.level == 1 for block in blocks):
        return ""
    return " ".join(_front_matter_value(blocks, "title").split())


def _front_matter_answer(blocks: Sequence[Block]) -> bool | None:
    """Return the value of ``archdoc`` in the front matter; None if there is none."""
    word = _front_matter_value(blocks, "archdoc").casefold()
    return word in _YES if word in _YES | _NO else None


def _front_matter_value(blocks: Sequence[Block], name: str) -> str:
    front = next((block for block in blocks[:1] if isinstance(block, FrontMatter)), None)
    try:
        root = compose(front.text) if front and name in front.text else None
    except (yaml.YAMLError, ValueError):  # MyST reports it
        return ""
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    values = [value.value for key, value in pairs if key.value == name and value.id == "scalar"]
    return str(values[-1]) if values else ""


def _opens_with_header(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Return whether the document begins with the template's header.

    Its first label in bold type must be a field of the document, and either be that of the first field (the
    type) or be followed by another field.
    """
    kind = document_kind(vocabulary)
    block = header_quote(blocks)
    if kind is None or block is None:
        return False
    parts = [part for part in block.blocks if isinstance(part, ParagraphBlock)]
    labels = [label.label for part in parts for label in read_labels(part.text, part.start)]
    fields = [vocabulary.field_of(kind, label) for label in labels]
    known = [field.name for field in fields if field]
    return bool(fields and fields[0]) and (len(known) > 1 or known[0] == next(iter(kind.fields)))


def header_quote(blocks: Sequence[Block]) -> BlockQuote | None:
    """Return the block quote before the title or directly below it."""
    for block in blocks[:_BEFORE_HEADER]:
        if isinstance(block, BlockQuote):
            return block
        if not isinstance(block, FrontMatter | OpaqueBlock | MystTarget | ThematicBreak) and not (
            isinstance(block, HeadingBlock) and block.level == 1
        ):
            return None
    return None


def document_labels(block: Block, kind: Kind, vocabulary: Vocabulary) -> list[LabelledText]:
    """Return the labels in a paragraph: those in bold type, and those of the fields of *kind*."""
    if not isinstance(block, ParagraphBlock):
        return []

    def is_known(label: str) -> bool:
        return vocabulary.field_of(kind, label) is not None

    return read_labels(block.text, block.start, is_known, inner=is_known)
