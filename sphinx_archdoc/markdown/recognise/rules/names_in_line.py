"""Lines that consist of several names, and of what these have in common: "Required: `HOST`, `PORT`".

The reference is "Variables and secrets" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, ParagraphBlock, only_text
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption
from sphinx_archdoc.markdown.recognise.lists.announced_lists import are_names_announced, denies
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.repeated import names_of_directives
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.assignments import names_settings_file
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags, flags_in
from sphinx_archdoc.schema.model import Kind, NameForm

_LINE = re.compile(r"(?:(?P<words>[^:]{1,120}):(?P<marks>[*_]*)\s+)?(?P<names>[^:]+)")
_MARKED = re.compile(r"(?P<marks>[*_]{1,3})(?P<words>[^*_]+)(?P=marks)")
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")

_LONGEST_LINE = 1_000
"""Characters of such a line."""


class _Line(msgspec.Struct, frozen=True):
    """Several names, the words before their colon, and their first and last line."""

    names: Sequence[str]
    words: str
    start: int
    end: int
    is_code: bool
    """Whether all names are in code."""


def names_in_line(node: Block, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a paragraph, or a list, of which each line consists of several names of one shape.

    A heading above must be about them, or the line before must name the file in which they are. Names in
    code of any shape are those that the words before them introduce: "Sent events: `order.paid`, …".
    """
    if isinstance(node, ParagraphBlock):
        found = [_line(node.text, node)]
    elif isinstance(node, ListBlock):
        found = [_line(only_text(item), item) for item in node.items]
    else:
        return None
    lines = [line for line in found if line]
    if not lines or len(lines) < len(found) or not state.is_page:
        return None
    names = [name for line in lines for name in line.names]
    if any(denies(line.words) for line in lines) or (is_caption(context.before) and denies(context.before)):
        return None
    for kind in state.candidates(context):
        if kind.name_form is NameForm.USUAL:
            is_about = _is_about(lines, kind, context, state)
        else:
            is_about = _are_introduced(lines, kind, context, state)
        if not is_about:
            continue
        is_listed = any(name in names for name in names_of_directives(state.listed.directives, kind))
        is_shaped = not kind.wording.shape or all(has_shape(name, kind) for name in names)
        if not is_listed and is_shaped:
            reason = f"its lines list {len(names)} names of {kind.name}"
            return Match(reason, partial(_read, lines, kind, state), kind)
    return None


def _line(text: str, block: Block) -> _Line | None:
    """Return the names in a text, if it has several, and nothing but words before them."""
    can_be = (text.count("_") > 1 or text.count("`") > 2) and len(text) <= _LONGEST_LINE
    found = _LINE.fullmatch(text.strip()) if can_be else None
    if found is None:
        return None
    written = [name.strip() for name in _BETWEEN.split(found["names"].strip().rstrip("."))]
    if len(written) == 1:
        return None
    names = [plain_text(name).strip() for name in written]
    words = (found["words"] or "").strip() + (found["marks"] or "")
    if marked := _MARKED.fullmatch(words):
        words = marked["words"]
    is_code = all(name.startswith("`") for name in written)
    return _Line(names, words, block.start, block.end, is_code)


def _is_about(lines: Sequence[_Line], kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading names the kind, the line before its file, or the lines say what they are."""
    if context.kind:
        return context.kind is kind
    if not all(line.is_code for line in lines):
        return False
    if is_caption(context.before) and names_settings_file(context.before):
        return True
    is_hint = state.vocabulary.hints_at(kind, context.heading)
    return is_hint and all(flags_in(line.words, kind) for line in lines)


def _are_introduced(
    lines: Sequence[_Line], kind: Kind, context: HeadingContext, state: DocumentState
) -> bool:
    """Return whether words before names in code, on their line or on the one above, say what they are."""
    for line in lines:
        before = f"{line.words}:" if line.words else context.before
        told = msgspec.structs.replace(context, before=before)
        texts = [f"`{name}`" for name in line.names]
        if not (line.is_code and are_names_announced(texts, kind, told, state.vocabulary)):
            return False
    return True


def _read(lines: Sequence[_Line], kind: Kind, state: DocumentState) -> None:
    for line in lines:
        are_flags = bool(flags_in(line.words, kind))
        entries = [
            RecognisedEntry(kind=kind.name, name=name, line=line.start, place=EntrySource.ITEM)
            for name in dict.fromkeys(line.names)
        ]
        add_flags(entries, kind, line.words)
        for entry in entries:
            entry.lines.append((line.start, line.end))
            if line.words and not are_flags:
                entry.fields[kind.summary] = SourceText(line.words, line.start)
        state.result.entries += entries
