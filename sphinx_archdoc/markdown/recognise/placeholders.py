"""Placeholders of the template that nobody filled in: they are reported, and are never data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, Code, Heading, Paragraph
from sphinx_archdoc.markdown.document.parser import plain_text
from sphinx_archdoc.markdown.recognise.model import Found, Place
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind
from sphinx_archdoc.schema.values import is_placeholder

_WHOLE = re.compile(r"\[[^\[\]]+\](?![(\[:])")


class Placeholder(msgspec.Struct, frozen=True):
    """A line with a placeholder on it."""

    line: int
    words: str


def is_unfilled(entry: Found, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether an entry is the template's own: nobody filled in its name, or the only place that it names."""
    if not entry.name:
        return False
    if is_placeholder(entry.name) or any(
        vocabulary.placeholder(kind, name) for name in (entry.name, f"[{entry.name}]")
    ):
        return True
    addresses = [field.name for field in kind.fields.values() if field.type is FieldType.LINK]
    return any(name in entry.fields and not entry.fields[name].text for name in addresses)


def in_heading(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Whether a heading is, or begins with, words in brackets that nobody replaced."""
    return bool(_WHOLE.match(heading.text.strip("*_ "))) or any(
        vocabulary.placeholder(kind, heading.text) for kind in vocabulary.kinds.values()
    )


def is_form(
    blocks: Sequence[Block], document: Found | None, kind: Kind | None, vocabulary: Vocabulary
) -> bool:
    """Whether a document is the empty form: nobody filled in its title, nor when or how much it counts.

    What such a form gives as examples is no data either.
    """
    title = next((block for block in blocks if isinstance(block, Heading)), None)
    if title is None or title.level > 1 or not in_heading(title, vocabulary):
        return False
    if document is None or kind is None:
        return True
    return all(
        is_placeholder(text.text)
        for name, text in document.fields.items()
        if kind.fields[name].type in (FieldType.CHOICE, FieldType.DATE)
    )


def of_entry(
    entry: Found, kind: Kind, codes: Iterable[Code], vocabulary: Vocabulary
) -> Iterator[Placeholder]:
    """The placeholders of an entry that nobody filled in.

    :param codes: the code blocks of the document.
    """
    if entry.place is not Place.BLOCK and is_unfilled(entry, kind, vocabulary):
        yield Placeholder(entry.line, entry.name)
    prose = [text for name, text in entry.fields.items() if kind.fields[name].type not in SOURCES]
    for text in [*prose, *entry.notes]:
        words = plain_text(text.text)
        if is_placeholder(words) or vocabulary.placeholder(kind, text.text):
            yield Placeholder(text.line, words)
    for code in codes:
        if any(code.start <= start <= end <= code.end for start, end in entry.lines):
            yield from _in_code(code, kind, vocabulary)


def of_page(blocks: Iterable[Block], kind: Kind | None, vocabulary: Vocabulary) -> Iterator[Placeholder]:
    """The placeholders outside of entries.

    :param kind: the kind of documents.
    """
    for block in blocks:
        if (isinstance(block, Paragraph) and _WHOLE.fullmatch(block.text.strip())) or (
            isinstance(block, Heading) and in_heading(block, vocabulary)
        ):
            yield Placeholder(block.start, plain_text(block.text))
        elif isinstance(block, Code) and kind:
            yield from _in_code(block, kind, vocabulary)


def _in_code(code: Code, kind: Kind, vocabulary: Vocabulary) -> Iterator[Placeholder]:
    for line, written in enumerate(code.text.split("\n"), code.first):
        if words := vocabulary.placeholder(kind, written):
            yield Placeholder(line, words if words.endswith("]") else f"{words}…]")
