"""A line that consists of several names, and of what they have in common: "Required: `PORT`, `HOST`".

The reference is "When is a list read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from functools import partial

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.field_values import add_flags, flags_in
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.name_shape import has_shape
from sphinx_archdoc.markdown.recognise.rule import DocumentState, HeadingContext, Match
from sphinx_archdoc.schema.model import Kind

_LINE = re.compile(r"(?:(?P<words>[^:]{1,120}):[*_]*\s+)?(?P<names>[^:]+)")
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")

_LONGEST_LINE = 1_000
"""Characters of such a line."""


def names_in_line(node: Block, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a paragraph, or the only item of a list, with nothing but names, below a heading about them."""
    text = _text_of(node)
    found = _LINE.fullmatch(text) if text.count("_") > 1 and len(text) <= _LONGEST_LINE else None
    if found is None or not state.is_page:
        return None
    names = [plain_text(name).strip() for name in _BETWEEN.split(found["names"].strip().rstrip("."))]
    for kind in state.candidates(context):
        if not kind.wording.shape or kind.pattern or len(names) == 1 or not _is_about(kind, context, state):
            continue
        if all(has_shape(name, kind) for name in names):
            words = (found["words"] or "").strip("*_ ")
            reason = f"it consists of {len(names)} names of {kind.name}"
            return Match(reason, partial(_read, node, names, words, kind, state), kind)
    return None


def _text_of(node: Block) -> str:
    if isinstance(node, ParagraphBlock):
        return node.text.strip()
    blocks = node.items[0].blocks if isinstance(node, ListBlock) and len(node.items) == 1 else ()
    only = blocks[0] if len(blocks) == 1 else None
    return only.text.strip() if isinstance(only, ParagraphBlock) else ""


def _is_about(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    if context.kind:
        return context.kind is kind
    return any(state.vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles))


def _read(node: Block, names: list[str], words: str, kind: Kind, state: DocumentState) -> None:
    entries = [
        RecognisedEntry(kind=kind.name, name=name, line=node.start, place=EntrySource.ITEM)
        for name in dict.fromkeys(names)
    ]
    add_flags(entries, kind, words)
    for entry in entries:
        entry.lines.append((node.start, node.end))
        if words and not flags_in(words, kind):
            entry.fields[kind.summary] = SourceText(words, node.start)
    state.result.entries += entries
