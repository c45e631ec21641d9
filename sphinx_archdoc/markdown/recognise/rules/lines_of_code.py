"""Code of which each line is a name and its text.

The reference is "When is code read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.lists.announced_lists import are_names_announced
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.heading_name import assigned_name
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.code_blocks import PLAIN_CODE
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.model import Kind, NameForm, NameStyle

_IDENTIFIER = re.compile(
    r"(?P<name>(?=\S*[\d_])[A-Z]\w*(?: / [A-Z]\w*)*)"
    r"(?:(?:\s+(?:#|--?|–|—)\s+|:\s+|\s{2,}|\s(?=\())(?P<text>\S.*))?"
)
"""An identifier, and its text: ``E101  The disk is full``. Several have a slash between them."""

_NEXT_NAME = re.compile(" / ")

_CONSTANT = re.compile(
    r"(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:\s*=\s*-?\w+|\s*\(-?\w+\))?\s*,?\s*(?://|#|--|/\*)\s*(?P<text>\S.*)"
)
"""A constant of a program, with its number, and a comment: ``OVEN_COLD = -100,  // it is not hot``."""

_LEAST_LINES = 2
"""Lines with an identifier and a text from which code is a list of them."""

_COLUMNS = re.compile(r"(?P<name>\S+\s+\S+)\s{2,}(?P<text>\S.*)")
"""A name of two words and its text, in columns."""

_NOTED = re.compile(r"\s*(?P<name>\S+\s+\S+)\s+\((?P<text>[^()]+)\)\s*")
"""A name of two words and a remark: ``GET /orders (for bakers)``."""

_BEFORE_TEXT = re.compile(r"(?<!\s)\s+(?:[-–—]|#|//|→|->)\s+")
"""A sign between a name and its text, looked for once in each run of spaces, so that time is linear."""

_REQUESTS = "http"
"""The info string of code whose only line can be a name without a text."""

_REMARK = re.compile(r"\s*//(?=\s)")
"""The beginning of a comment that is a line of its own."""

_FIRST_SUBHEADING = 2
"""Level from which a heading is not the title of the page."""


def lines_of_names(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match code with a name of one shape on each line, and its text: ``GET /orders - all of them``."""
    lines = [(number, line) for number, line in enumerate(node.text.split("\n"), node.first) if line.strip()]
    remarks = [(number, line) for number, line in lines if _REMARK.match(line)]
    lines = [one for one in lines if one not in remarks]
    can_be_alone = node.info.casefold() == _REQUESTS
    about = _words_of_heading(context, state) if len(lines) > 1 or can_be_alone else ""
    for kind in state.candidates(context):
        found = (_entry_on_line(line, number, kind, about) for number, line in lines)
        entries = [entry for entry in itertools.takewhile(bool, found) if entry]
        if len(entries) == len(lines) and any(entry.fields for entry in entries):
            for number, remark in remarks:  # about what is below it, or above it at the end
                below = next((entry for entry in entries if entry.line > number), entries[-1])
                below.notes.append(SourceText(_REMARK.sub("", remark).strip(), number))
            reason = f"each of its lines is a name of {kind.name} and a text"
            return Match(reason, partial(_add_lines, node, entries, state), kind)
    return None


def identifiers_in_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match code below a heading that names a kind, with an identifier and its text on nearly all lines."""
    kind = context.kind
    if kind is None or kind.name_style is not NameStyle.CODE or kind.pattern:
        return None
    found = _constants(node, kind, context, state)
    if not found and (context.is_nearest or state.vocabulary.ends_with_names(kind, context.heading)):
        found = _identifiers(node, state)
    told = sum(1 for _, match in found if match and match["text"])
    if not all(match for _, match in found):
        return None
    are_told = told >= _LEAST_LINES and told * 4 >= len(found) * 3
    if not are_told and (len(found) < _LEAST_LINES or not _are_usual(found, kind)):
        return None
    entries = [
        _told_on_line(name, match["text"] or "", number, kind)
        for number, match in found
        if match
        for name in _NEXT_NAME.split(match["name"])
    ]
    reason = f"its lines are identifiers and texts, below a heading that names {kind.name}"
    return Match(reason, partial(_add_lines, node, entries, state), kind)


def _identifiers(node: CodeBlock, state: DocumentState) -> list[tuple[int, re.Match[str] | None]]:
    """Return the identifiers that each line of code begins with, but for comments above groups of them."""
    lines = [one for one in _plain_lines(node, state) if not one[1].startswith("# ")]
    return [(number, _IDENTIFIER.fullmatch(line)) for number, line in lines]


def _are_usual(found: Sequence[tuple[int, re.Match[str] | None]], kind: Kind) -> bool:
    """Return whether nearly all names have the shape that those of a kind have, so that no text is needed."""
    names = [name for _, match in found if match for name in _NEXT_NAME.split(match["name"])]
    shaped = sum(1 for name in names if has_shape(name, kind))
    return bool(kind.wording.shape) and shaped * 4 >= len(names) * 3


def _constants(
    node: CodeBlock, kind: Kind, context: HeadingContext, state: DocumentState
) -> list[tuple[int, re.Match[str] | None]]:
    """Return the constants that each line of code in any language is one of, below a word for their kind."""
    if not state.is_page or kind.name_form is not NameForm.CODE:
        return []
    if kind not in state.vocabulary.kinds_in(context.heading):
        return []
    lines = ((number, line.strip()) for number, line in enumerate(node.text.split("\n"), node.first))
    found = [(number, _CONSTANT.fullmatch(line)) for number, line in lines if line]
    return found if all(match for _, match in found) else []


def announced_in_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match code that is nothing but names, below words that announce them: "Event types"."""
    names = _plain_lines(node, state)
    if len(names) < _LEAST_LINES or any(" " in name for _, name in names):
        return None
    texts = [f"`{name}`" for _, name in names]
    for kind in state.candidates(context):
        if not kind.wording.shape and are_names_announced(texts, kind, context, state.vocabulary):
            entries = [_told_on_line(name, "", number, kind) for number, name in names]
            reason = f"the words above it say that its lines are {kind.plural.lower()}"
            return Match(reason, partial(_add_lines, node, entries, state), kind)
    return None


def _plain_lines(node: CodeBlock, state: DocumentState) -> list[tuple[int, str]]:
    """Return the lines of code on a page, with their numbers; none if the code is of a program."""
    if node.info.casefold() not in PLAIN_CODE or not state.is_page:
        return []
    lines = ((number, line.strip()) for number, line in enumerate(node.text.split("\n"), node.first))
    found = [(number, line) for number, line in lines if line]
    return [] if any(assigned_name(line) for _, line in found) else found


def _words_of_heading(context: HeadingContext, state: DocumentState) -> str:
    """Return what the nearest heading says of names without a text: "Orders", but not "API Endpoints".

    One that several parts of the page have, such as "Request", says less than the one above it.
    """
    is_title = not context.titles or context.section.level < _FIRST_SUBHEADING
    if is_title:
        return ""
    titles = [title for title in (*context.titles[1:], context.heading) if title]
    own = [title for title in titles if state.heading_shapes.titles[key_of(title)] == 1]
    named = state.vocabulary.kind_of_heading(own[-1]) if own else None
    says_nothing = not own or (named is not None and named.pattern is not None)
    return "" if says_nothing else plain_text(own[-1])


def _entry_on_line(line: str, number: int, kind: Kind, about: str) -> RecognisedEntry | None:
    """Return the entry on a line of code, if it is a name with the kind's form and the rest a text.

    :param about: the text if there is none on the line.
    """
    if not kind.pattern:
        return None
    name, _, text = (part.strip() for part in _BEFORE_TEXT.sub("\0", line, count=1).partition("\0"))
    columns = _COLUMNS.fullmatch(line.strip()) if name.count(" ") > 1 else None
    if columns and not _BEFORE_TEXT.match(line, columns.end("name")):  # a sign within the text parts nothing
        name, text = columns["name"], columns["text"]
    elif not text and (noted := _NOTED.fullmatch(line)):
        name, text = noted["name"], noted["text"]
    name = " ".join(name.split())
    if name.count(" ") != 1 or " /" not in name or not has_shape(name, kind):
        return None
    return _told_on_line(name, text or about, number, kind)


def _told_on_line(name: str, text: str, number: int, kind: Kind) -> RecognisedEntry:
    entry = RecognisedEntry(kind=kind.name, name=name, line=number, place=EntrySource.BLOCK)
    if text and kind.summary:
        entry.fields[kind.summary] = SourceText(text, number)
    return entry


def _add_lines(code: CodeBlock, entries: list[RecognisedEntry], state: DocumentState) -> None:
    for entry in entries:
        entry.lines.append((code.start, code.end))
    state.result.entries += entries
