"""The first text below a heading such as "Overview" is the overview of the document.

The reference is "Documents" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import Block, MarkerBlock, ParagraphBlock, ThematicBreak
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.schema.model import Kind, Layout


def overview(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading, other than the title, that names the kind of documents."""
    kind = state.vocabulary.kind_of_heading(node.title)
    if kind is None or kind.layout is not Layout.HEADER or node.level <= 1:
        return None
    if context.section.level > 1:  # the summary of one section is not that of the document
        return None
    return Match("the heading announces an overview", partial(_read, node, context, state, kind), kind)


def _read(section: Section, context: HeadingContext, state: DocumentState, kind: Kind) -> None:
    """Read the section; the text before its first entry is the overview, unless entries precede it."""
    before = state.result.entries[:]
    state.announce(section, None, section.title)
    state.read_section(section, context.below(section.title))
    within = [start for entry in state.result.entries[len(before) :] for start, _ in entry.lines]
    text = _first_text(section, min(within, default=section.end + 1))
    if not kind.body or not text or before not in ([], [state.document]):
        return
    directives = state.listed.directives
    if any(block.start < text.line or is_directive(block, kind) for block in directives):
        return
    if state.document is None:
        state.document = RecognisedEntry(kind=kind.name, name="", line=text.line, place=EntrySource.BLOCK)
        state.result.entries.insert(0, state.document)
    if kind.body not in state.document.fields:
        state.document.fields[kind.body] = text
        state.document.lines.append((text.spans[0].start, text.spans[0].end))


def _first_text(section: Section, end: int) -> SourceText | None:
    """Return the blocks directly below a heading, up to a thematic break, a directive or the line *end*."""
    prose: list[Block] = []
    for block in section.blocks:
        if isinstance(block, ThematicBreak | MarkerBlock) or block.end >= end or is_directive(block):
            break
        prose.append(block)
    if prose and isinstance(last := prose[-1], ParagraphBlock) and last.text.rstrip("*_ \n").endswith(COLONS):
        prose.pop()  # it introduces what is below
    if not any(isinstance(block, ParagraphBlock) for block in prose):
        return None
    source = "\n\n".join(block.source for block in prose)
    return SourceText(source, prose[0].start, (LineSpan(prose[0].start, prose[-1].end),))
