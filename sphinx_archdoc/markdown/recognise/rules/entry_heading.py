"""A heading that is the name of an entry: a gotcha, an integration, an endpoint.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import TableBlock
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.card_rules import read_card
from sphinx_archdoc.markdown.recognise.columns import columns_of
from sphinx_archdoc.markdown.recognise.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.header import is_directive
from sphinx_archdoc.markdown.recognise.rule import DocumentState, HeadingContext, Match
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import SOURCES, Kind


def entry_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading with a telling label, or below a heading of its kind with labels or a name like code.

    A heading that names a kind is not an entry itself if entries of that kind are below it.
    """
    vocabulary = state.vocabulary
    kind, reason = _kind_and_reason(node, context, vocabulary)
    if kind is None:
        return None
    named = vocabulary.kind_of_heading(node.title)
    if named and (node.children if named is kind else _holds(node, named, vocabulary)):
        return None
    return Match(reason, partial(_read, node, kind, context, state), kind)


def _kind_and_reason(
    section: Section, context: HeadingContext, vocabulary: Vocabulary
) -> tuple[Kind | None, str]:
    """Return the kind that a section is an entry of, and why; None if it is none, or holds directives."""
    if any(map(is_directive, section.blocks)):
        return None, ""
    signs = EntrySigns(section, vocabulary)
    for kind in vocabulary.kinds.values():
        if kind.wording.telling and signs.has_telling_label(kind):
            return kind, f"it has the label '{kind.fields[kind.wording.telling].title}'"
    above = context.kind
    if above is None or not above.takes_name:
        return None, ""
    for kind in (*vocabulary.kinds_within(above), above):
        if reason := signs.why(kind):
            return kind, f"{reason}, and it is below a heading that names {above.name}"
    return None, ""


def _holds(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a section has a table or directives of *kind*."""
    return any(
        columns_of(block, kind, vocabulary, named=False) is not None
        if isinstance(block, TableBlock)
        else is_directive(block, kind)
        for block in section.blocks
    )


def _read(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    entry = read_card(section, kind, state.tables)
    body = kind.fields.get(kind.body)
    if body and body.type in SOURCES and body.name not in entry.fields and entry.notes:
        reason = f"not a valid {kind.name}: there is no {body.title} below this heading"
        state.result.skip(section.start, section.start, reason)
    else:
        state.result.entries.append(entry)
    if section.after:  # a thematic break ends the entry
        state.read_section(Section(section.heading, section.after, section.children), context)
