"""Placeholders of the template that were not replaced: they are reported, and never become data.

The placeholders of a kind are declared in its wording (``schema/kinds.toml``); words in brackets,
such as ``[TODO]``, are placeholders of every kind.

The reference is "Placeholders" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, HeadingBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.header import document_kind
from sphinx_archdoc.markdown.recognise.model import (
    EntrySource,
    RecognisedEntry,
    RecognitionResult,
    SkippedLines,
)
from sphinx_archdoc.markdown.recognise.names.shape import placeholder_in
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind

_IN_BRACKETS = re.compile(r"\[[^\[\]]+\](?![(\[:])")
_RELEASE = re.compile(r"\[(?:v?\d[\w.+-]*|unreleased)\]", re.IGNORECASE)
"""A heading of a changelog, in the form of Keep a Changelog: ``[1.0.0] - 2026-01-30``."""
_FORM = "the title of the document is not filled in, so the page is an empty form"


class Placeholder(msgspec.Struct, frozen=True):
    """A line with a placeholder on it."""

    line: int
    words: str


class PlaceholderFilter:
    """Removes the entries of one document that still are the template's own, and reports their placeholders.

    :param result: what was recognised in *blocks*; it is changed in place.
    """

    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary, result: RecognitionResult) -> None:
        self.blocks = blocks
        self._codes = [block for block in blocks if isinstance(block, CodeBlock)]
        self._starts = [code.start for code in self._codes]
        self.vocabulary = vocabulary
        self.result = result
        self._reported: set[int] = set()
        self._read = {one.line for entry in result.entries for one in entry.family()}

    def apply(self, entries: Sequence[RecognisedEntry], document: RecognisedEntry | None) -> None:
        """Keep the *entries* that an author filled in; keep none if the document is an empty form.

        :param document: the entry of the document itself, if it has one.
        """
        kind = document_kind(self.vocabulary)
        is_form = self._is_form(document, kind)
        self.result.entries = []
        if is_form:
            self._drop_all(entries)
        else:
            for entry in entries:
                self._keep(entry, self.result.entries)
        hint = "nothing on this page is read until you fill in its title" if is_form else ""
        self._report(self._outside_entries(kind), hint)

    def _is_form(self, document: RecognisedEntry | None, kind: Kind | None) -> bool:
        """Return whether the document is the empty form: neither its title nor its header is filled in.

        The examples in such a form are not data either.
        """
        title = next((block for block in self.blocks if isinstance(block, HeadingBlock)), None)
        if title is None or title.level > 1 or not self._in_heading(title):
            return False
        if document is None or kind is None:
            return True
        return all(
            is_placeholder(text.text)
            for name, text in document.fields.items()
            if kind.fields[name].type in (FieldType.CHOICE, FieldType.DATE)
        )

    def _drop_all(self, entries: Iterable[RecognisedEntry]) -> None:
        self.result.problems = []
        self.result.remains = {}
        for entry in entries:
            for one in entry.family():
                one.filled = False
                kind = self.vocabulary.kinds[one.kind]
                self._report(self._of_entry(one, kind))
                self._skip(one, f"{kind.name}: {_FORM}")

    def _keep(self, entry: RecognisedEntry, siblings: list[RecognisedEntry]) -> None:
        """Add an entry to *siblings* if it is filled in, else those of its children that are."""
        if self._is_filled(entry):
            siblings.append(entry)
            for child in entry.children:
                self._is_filled(child)
            return
        self._skip(entry, f"{entry.kind}: the placeholders of the template are not filled in")
        for child in entry.children:
            self._keep(child, siblings)

    def _is_filled(self, entry: RecognisedEntry) -> bool:
        kind = self.vocabulary.kinds[entry.kind]
        entry.filled = not self._is_template(entry, kind)
        if not entry.filled:
            self._report(self._of_entry(entry, kind))
        return entry.filled

    def _is_template(self, entry: RecognisedEntry, kind: Kind) -> bool:
        """Return whether the name of an entry, or the only address that it gives, is a placeholder."""
        if not entry.name:
            return False
        if is_placeholder(entry.name) or any(
            placeholder_in(name, kind) for name in (entry.name, f"[{entry.name}]")
        ):
            return True
        addresses = [field.name for field in kind.fields.values() if field.type is FieldType.LINK]
        return any(name in entry.fields and not entry.fields[name].text for name in addresses)

    def _in_heading(self, heading: HeadingBlock) -> bool:
        text = heading.text.strip("*_ ")
        is_whole = _IN_BRACKETS.match(text) is not None and not _RELEASE.match(text)
        return is_whole or any(placeholder_in(heading.text, kind) for kind in self.vocabulary.kinds.values())

    def _of_entry(self, entry: RecognisedEntry, kind: Kind) -> Iterator[Placeholder]:
        if entry.place is not EntrySource.BLOCK and self._is_template(entry, kind):
            yield Placeholder(entry.line, entry.name)
        prose = [text for name, text in entry.fields.items() if kind.fields[name].type not in SOURCES]
        for text in [*prose, *entry.notes]:
            words = plain_text(text.text)
            if is_placeholder(words):
                yield Placeholder(text.line, words)
            elif found := placeholder_in(text.text, kind):
                yield _at_its_line(text, found)
        for code in self._codes_within(entry):
            yield from self._in_code(code, kind)

    def _codes_within(self, entry: RecognisedEntry) -> Iterator[CodeBlock]:
        """Yield each code block that some lines of an entry are in."""
        before = ((bisect.bisect_right(self._starts, start), end) for start, end in entry.lines)
        found = {count - 1 for count, end in before if count and end <= self._codes[count - 1].end}
        for number in sorted(found):
            yield self._codes[number]

    def _outside_entries(self, kind: Kind | None) -> Iterator[Placeholder]:
        """Find the placeholders in paragraphs, headings and code.

        :param kind: the kind of documents, whose placeholders count in code.
        """
        for block in self.blocks:
            if (isinstance(block, ParagraphBlock) and _IN_BRACKETS.fullmatch(block.text.strip())) or (
                isinstance(block, HeadingBlock)
                and self._in_heading(block)
                and block.start not in self._read  # "[GET] /orders"
            ):
                yield Placeholder(block.start, plain_text(block.text))
            elif isinstance(block, CodeBlock) and kind:
                yield from self._in_code(block, kind)

    def _in_code(self, code: CodeBlock, kind: Kind) -> Iterator[Placeholder]:
        for number, line in enumerate(code.text.split("\n"), code.first):
            if words := placeholder_in(line, kind):
                yield Placeholder(number, _closed(words))

    def _skip(self, entry: RecognisedEntry, reason: str) -> None:
        self.result.unread += [
            SkippedLines(start, end, reason, is_reported=True) for start, end in entry.lines
        ]

    def _report(self, placeholders: Iterable[Placeholder], hint: str = "") -> None:
        """Report each line with a placeholder once; only the first report carries the *hint*."""
        for placeholder in placeholders:
            if placeholder.line not in self._reported:
                self._reported.add(placeholder.line)
                message = f"the placeholder '{shorten(placeholder.words)}' was not filled in"
                self.result.report(placeholder.line, ProblemCode.PLACEHOLDER, message, hint)
                hint = ""


def _closed(words: str) -> str:
    """Return the beginning of a placeholder with its end."""
    return words if words.endswith("]") else f"{words}…]"


def _at_its_line(text: SourceText, words: str) -> Placeholder:
    """Return a placeholder within a text, at its line if the text is written as it is on the page."""
    before = text.text.partition(words)[0].count("\n")
    last = max((span.end for span in text.spans), default=text.line)
    return Placeholder(min(text.line + before, last), _closed(words))
