"""Blocks below a heading that names a kind which look like entries of it, and that no other rule reads.

The reference is "What is reported?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import (
    CodeBlock,
    ListBlock,
    OpaqueBlock,
    ParagraphBlock,
)
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.document.labels import is_remark, split_label, title_of
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption, is_close, is_near
from sphinx_archdoc.markdown.recognise.literals import is_struck
from sphinx_archdoc.markdown.recognise.names.item_words import MARKED, first_text, is_command, split_sentence
from sphinx_archdoc.markdown.recognise.names.shape import is_refused
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.schema.model import SOURCES, Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import address_field

_LONGEST_NAME = 4
"""Words of a name; what is longer is a sentence."""

_ENDS = (".", "!", "?", ":", "。", "！", "？", "：")
"""What a sentence ends with, or a line that introduces others."""

_TERM = re.compile(r"\S[^\n]*\n:[ \t]+\S")
"""The first term of a definition list, as several dialects of Markdown have them."""

_LABELLED = re.compile(
    r"(?:`[^`\n]+`|\*\*[^*\n]+\*\*|__[^_\n]+__):?\*{0,2}\s*(?:[:–—]|-{1,2}\s)|\*\*[^*\n]+:\*\*\s*\S"
)
"""A name in bold type or code before a colon or a dash."""

_FOLDED = re.compile(r"<summary\b", re.I)
_HTML = re.compile(r"<(?:table|dl)\b", re.I)
_ASSIGNMENT = re.compile(r"\s*(?:[-*]\s+|export\s+|set\s+|ENV\s+)?(?P<name>[^\s:=#\"']+)\s*(?:[:=]|\s|$)")


def unread_list(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of which at least half of the points begin with a name.

    Directly below a heading that says nothing but the kind, points can be sentences if names of the kind are.
    Elsewhere all names must be in bold type or code, and the title of the page does not count: most of a page
    about errors is not a list of errors.
    """
    kind = _announced(context, state)
    if kind is None:
        return None
    texts = [text for text in map(first_text, node.items) if not is_struck(split_sentence(text)[0])]
    if sum(1 for text in texts if is_refused(_name(text), kind)) * 2 > len(texts):
        return None
    if address_field(kind) and sum(map(is_command, texts)) * 2 > len(texts):
        return None
    if not texts or _is_value(kind, context, state) or state.forms.are_labels_of_several(node):
        return None
    if context.is_nearest:
        are_alike = kind.name_style is NameStyle.TEXT or sum(map(_begins_with_name, texts)) * 2 >= len(texts)
    else:
        are_alike = len(texts) > 1 and all(_can_be_name(text, kind) for text in texts)
        are_alike = are_alike and _can_be_list(kind, context, state) and not state.forms.are_labels(node)
    if not are_alike:
        return None
    reason = f"its points are not understood as {kind.plural.lower()}"
    likely = kind.wording.likely
    is_likely = not likely or any(re.search(likely, text) for text in texts)
    is_example = not (is_likely or is_close(kind, context, state.vocabulary))
    is_example = is_example or (kind.layout is Layout.CARD and not likely and context.section.level == 1)
    return Match(
        reason, partial(state.result.skip, node.start, node.end, reason, is_example=is_example), kind
    )


def _is_value(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether the line before a list is a label of the kind, whose value it is: "**Behavior:**"."""
    label = title_of(context.before) or state.vocabulary.bare_label(context.before)
    return bool(label) and state.vocabulary.field_of(kind, label) is not None


def _can_be_name(text: str, kind: Kind) -> bool:
    """Return whether a text begins with marked words: few of them, if names of the kind are identifiers."""
    marked = MARKED.match(text)
    if marked is None or kind.name_style is not NameStyle.CODE:
        return marked is not None
    return count_words(plain_text(marked[0])) <= _LONGEST_NAME


def _name(text: str) -> str:
    """Return the plain words that a text begins with: marked words, or those before a dash or a colon."""
    marked = MARKED.match(text)
    return plain_text(marked[0] if marked else split_sentence(text)[0])


def _can_be_list(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a list can hold entries of a kind that the nearest heading does not name alone.

    Not a list that the line before it calls something else, such as "Files:", and not one that is below the
    title of the page alone.
    """
    vocabulary, body = state.vocabulary, kind.fields.get(kind.body)
    if body and body.type in SOURCES:
        return False
    if is_caption(context.before) and kind not in vocabulary.kinds_in(context.before):
        return False
    return is_near(kind, context, vocabulary)


def _begins_with_name(text: str) -> bool:
    """Return whether a text begins with a marked name, or with a short one before a dash or a colon."""
    if MARKED.match(text):
        return True
    name, rest, _ = split_sentence(text)
    is_name = 0 < count_words(plain_text(name)) <= _LONGEST_NAME
    return is_name and (bool(rest) or not text.rstrip().endswith(_ENDS))


def unread_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match code of which at least half of the lines begin with names: a file of variables, a list of paths.

    It counts only if the page has no entries of the kind, or else it is an example. Below a heading with
    other words, such as "Set the environment variables", it is one in any case.
    """
    kind = _announced(context, state)
    if kind is None or not kind.wording.shape or not context.is_exact or is_directive(node):
        return None
    lines = [line for line in node.text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    shape = re.compile(kind.wording.shape)
    named = sum(1 for line in lines if _name_on(line, kind, shape))
    if not lines or named * 2 < len(lines):
        return None
    reason = f"{kind.plural.lower()} are not read from code like this"
    read = partial(state.result.skip, node.start, node.end, reason, is_example=True)
    return Match(reason, read, kind)


def _name_on(line: str, kind: Kind, shape: re.Pattern[str]) -> bool:
    if kind.pattern:
        return shape.match(line.strip()) is not None
    found = _ASSIGNMENT.match(line)
    return found is not None and shape.fullmatch(found["name"]) is not None


def unread_text(node: ParagraphBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a definition list, or lines and paragraphs that begin with names, directly below the heading."""
    kind = _announced(context, state)
    if kind is None or not context.is_nearest or is_remark(node.text):
        return None
    lines = node.text.split("\n")
    are_lines = len(lines) > 1 and all(map(_LABELLED.match, lines)) and not _is_footer(lines, state)
    is_another = _LABELLED.match(node.text) and _LABELLED.match(context.before)
    if not (_TERM.match(node.text) or are_lines or is_another):
        return None
    reason = f"it is not understood as {kind.plural.lower()}"
    return Match(reason, partial(state.result.skip, node.start, node.end, reason), kind)


def _is_footer(lines: Sequence[str], state: DocumentState) -> bool:
    """Return whether one of several labels is a field of the page itself: "**Last updated:** …"."""
    pages = [kind for kind in state.vocabulary.kinds.values() if kind.layout is Layout.HEADER]
    labels = [label[0] for line in lines if (label := split_label(line))]
    return any(state.vocabulary.field_of(kind, label) for kind in pages for label in labels)


def unread_html(node: OpaqueBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a table or a definition list in HTML, and a text that is folded below its title."""
    kind = _announced(context, state)
    if kind is None:
        return None
    is_folded = kind.wording.telling and context.is_nearest and _FOLDED.search(node.source)
    if not (is_folded or _HTML.search(node.source)):
        return None
    reason = f"{kind.plural.lower()} are not read from HTML like this"
    return Match(reason, partial(state.result.skip, node.start, node.end, reason), kind)


def _announced(context: HeadingContext, state: DocumentState) -> Kind | None:
    """Return the kind that the headings above announce on a page."""
    kind = context.kind
    return kind if state.is_page and kind and kind.takes_name else None
