"""What steps show: files that set variables, and lists of them.

The reference is "When is code read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ListBlock,
    ListBlockItem,
    text_before_next,
)
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption
from sphinx_archdoc.markdown.recognise.lists.announced_lists import denies
from sphinx_archdoc.markdown.recognise.lists.words import name_of
from sphinx_archdoc.markdown.recognise.names.item_words import first_text
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.assignments import assignments_in_code
from sphinx_archdoc.markdown.recognise.rules.item_list import item_list, list_by_evidence
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind


def settings_in_steps(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of steps that show files or lists of variables. The list stays as it is."""
    found = [match for item in node.items for match in _settings_in(item, context, state)]
    if not found:
        return None
    return Match("its items show variables to set", lambda: _read(found, state), found[0].kind)


def _settings_in(item: ListBlockItem, context: HeadingContext, state: DocumentState) -> Iterator[Match]:
    before = ""
    for block in item.blocks:
        inner = msgspec.structs.replace(context, before=before)
        if match := _match(block, inner, state):
            yield match
        before = text_before_next(block)


def _match(block: Block, context: HeadingContext, state: DocumentState) -> Match | None:
    if isinstance(block, CodeBlock):
        return assignments_in_code(block, context, state)
    return _list_of_settings(block, context, state) if isinstance(block, ListBlock) else None


def _list_of_settings(block: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list that the words of a step announce: "Set the environment variables:"."""
    if not is_caption(context.before) or denies(context.before) or not _names_settings(block, state):
        return None
    match = item_list(block, context, state) or list_by_evidence(block, context, state)
    is_setting = match is not None and match.kind is not None and _is_setting(match.kind)
    return match if is_setting else None


def _names_settings(block: ListBlock, state: DocumentState) -> bool:
    """Return whether a name in a list has the shape of variables, which is quickly told."""
    kinds = [kind for kind in state.vocabulary.kinds.values() if _is_setting(kind)]
    names = [name_of(first_text(item)) for item in block.items]
    return any(has_shape(name, kind) for kind in kinds for name in names)


def _is_setting(kind: Kind) -> bool:
    return kind.nature is Nature.SETTING and bool(kind.wording.shape)


def _read(found: Sequence[Match], state: DocumentState) -> None:
    """Read what steps show. The entries have no lines, so that no part of the list is replaced."""
    before = len(state.result.entries)
    for match in found:
        match.read()
    for entry in state.result.entries[before:]:
        for start, end in entry.lines:
            state.result.remains.pop((start, end), None)
        entry.lines = []
