"""Recognise the entries of a document that follows the template, in any order and at any level."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.cards.rules import read_card
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.header import title_of_document
from sphinx_archdoc.markdown.recognise.html_blocks import close_details, place_in_html
from sphinx_archdoc.markdown.recognise.markers.placed import marked_blocks, report_unused
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.names.one_spelling import use_one_spelling
from sphinx_archdoc.markdown.recognise.names.repeated import told_once
from sphinx_archdoc.markdown.recognise.placeholders import PlaceholderFilter
from sphinx_archdoc.markdown.recognise.rules import RULES
from sphinx_archdoc.markdown.recognise.state import Document, DocumentState
from sphinx_archdoc.markdown.recognise.unread import with_unread
from sphinx_archdoc.markdown.recognise.values.values_in_sentences import add_told_flags, add_told_values
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind


def recognise(blocks: Sequence[Block], vocabulary: Vocabulary, source: str = "") -> RecognitionResult:
    """Recognise the entries of a document.

    :param source: how problems name its file.
    """
    state = DocumentState(blocks, vocabulary, source, RULES)
    state.visit(Document(blocks), HeadingContext())
    state.read_section(state.root, document_context(blocks, vocabulary))
    return with_unread(_finish(state), state)


def document_context(blocks: Sequence[Block], vocabulary: Vocabulary) -> HeadingContext:
    """Return the meaning of the title in the front matter, which counts as a heading above all others."""
    title = title_of_document(blocks)
    kind = vocabulary.kind_of_heading(title) if title else None
    if not title or (kind and not kind.takes_name):
        return HeadingContext()
    named = kind or vocabulary.kind_within_heading(title)
    return HeadingContext().below(title, named, is_nearest=kind is not None)


def recognise_marked(blocks: Sequence[Block], vocabulary: Vocabulary, source: str = "") -> RecognitionResult:
    """Recognise only what markers are about, in a document that does not ask to be recognised.

    :param source: how problems name its file.
    """
    state = DocumentState(blocks, vocabulary, source, RULES)
    _visit_marked(state.root, state)
    state.blocks = list(marked_blocks(blocks, state.markers))
    return with_unread(_finish(state), state)


def _visit_marked(section: Section, state: DocumentState) -> None:
    context = HeadingContext(heading=section.title, section=section)
    for block in section.blocks:
        if block.start in state.markers:
            state.visit(block, context)
    for child in section.children:
        if child.start in state.markers:
            state.visit(child, context)
        else:
            _visit_marked(child, state)


def recognise_entries(
    blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary, source: str
) -> RecognitionResult:
    """Recognise the content of a directive that holds entries of *kind*.

    :param source: how problems name its file.
    """
    state = DocumentState(blocks, vocabulary, source, RULES, is_page=False)
    if kind.takes_name:
        state.read_section(state.root, HeadingContext(kind, is_nearest=True))
    else:  # a page has only one such entry, so all of the content describes it
        entry = read_card(Section(blocks=list(blocks)), kind, state.tables)
        state.result.entries.append(entry)
    result = _finish(state)
    result.unread = [msgspec.structs.replace(skipped, kind=kind.name) for skipped in result.unread]
    return result


def _finish(state: DocumentState) -> RecognitionResult:
    """Merge the entries that belong together, and remove those that are not filled in."""
    result = state.result
    report_unused(state.markers, state.used_markers, result)
    lines = Counter((entry.kind, entry.line) for entry in result.entries)
    for entry in result.entries:
        is_alone = lines[entry.kind, entry.line] == 1  # else its text is about several names
        for one in entry.family():
            if is_alone:
                add_told_values(one, state.vocabulary.kinds[one.kind], state.vocabulary)
            add_told_flags(one, state.vocabulary.kinds[one.kind], state.vocabulary)
    place_in_html(result.entries, state.blocks)
    close_details(result.entries, state.blocks)
    use_one_spelling(result.entries, state.blocks, state.vocabulary)
    once = told_once(result.entries, state.blocks, state.vocabulary)
    read = sorted(one.line for entry in once for one in entry.family())
    result.remains = {
        (start, end): rest
        for (start, end), rest in result.remains.items()
        if bisect_left(read, start) < bisect_right(read, end)  # an entry is read from these lines
    }
    PlaceholderFilter(state.blocks, state.vocabulary, result).apply(_merged(once), state.document)
    result.headings = [line for line, below in state.groups if all(entry.filled for entry in below)]
    return result


def _merged(entries: list[RecognisedEntry]) -> list[RecognisedEntry]:
    """Return the entries, with one from a code block merged into the table row of the same kind and name."""
    rows = {(entry.kind, entry.name): entry for entry in entries if entry.place is EntrySource.ROW}
    kept = []
    for entry in entries:
        row = rows.get((entry.kind, entry.name))
        if entry.place is EntrySource.BLOCK and row and not entry.fields.keys() & row.fields.keys():
            row.fields |= entry.fields
            row.lines += entry.lines
        else:
            kept.append(entry)
    return kept
