"""A heading that is the name of an entry: a gotcha, an integration, an endpoint.

The reference is "When is a heading an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from functools import partial

from sphinx_archdoc.markdown.document.blocks import CodeBlock, ListBlock, OpaqueBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section, until_break
from sphinx_archdoc.markdown.recognise.cards.rules import read_cards
from sphinx_archdoc.markdown.recognise.code_languages.sql import created_tables, is_sql
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_to_come
from sphinx_archdoc.markdown.recognise.heading_evidence.evidence import strongest_of_heading
from sphinx_archdoc.markdown.recognise.heading_evidence.objections import is_one_of_others
from sphinx_archdoc.markdown.recognise.headings.labels import labels_of
from sphinx_archdoc.markdown.recognise.headings.siblings import is_called_in_code
from sphinx_archdoc.markdown.recognise.lists.words import name_of
from sphinx_archdoc.markdown.recognise.literals import is_struck
from sphinx_archdoc.markdown.recognise.names.base_path import complete_paths
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.names.item_words import first_text
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_of_words, is_refused
from sphinx_archdoc.markdown.recognise.paragraphs.named import labels_names, names_paragraphs
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.inner_entries import (
    inner_parts,
    settings_in_steps_of,
    take_lines,
    without,
)
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.columns import columns_of
from sphinx_archdoc.markdown.recognise.tables.name_columns import is_above_names
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import SOURCES, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_DETAILS = re.compile(r"<(/?)details\b", re.I)


def entry_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading with a telling label, or below a heading of its kind with labels or a name like code.

    A heading that names a kind is not an entry itself if entries of that kind are below it.
    """
    vocabulary = state.vocabulary
    if is_struck(node.title):
        return None
    kind, reason = _kind_and_reason(node, context, state)
    if kind is None:
        return None
    named = vocabulary.kind_of_heading(node.title)
    if named and not named.takes_name:
        return None
    if named is kind and (
        sql_field(kind)  # "Tables"
        or names_paragraphs(node, kind, vocabulary)
        or (kind.wording.telling and _has_telling_items(node, kind, state))
        or (kind.wording.telling and vocabulary.names_several(kind, node.title))
    ):
        return None
    if named and (node.children if named is kind else _holds(node, named, vocabulary)):
        return None
    if _creates_several(node, kind, state):
        return None
    return Match(reason, partial(_read, node, kind, context, state), kind)


def heading_by_evidence(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading for which the signs add up: the shape of its name, labels, the headings around it."""
    if any(map(is_directive, node.blocks)):
        return None
    best = strongest_of_heading(node, context, state)
    if best is None or _creates_several(node, best.kind, state):
        return None
    return Match(best.reason, partial(_read, node, best.kind, context, state), best.kind)


def _kind_and_reason(
    section: Section, context: HeadingContext, state: DocumentState
) -> tuple[Kind | None, str]:
    """Return the kind that a section is an entry of, and why; None if it is none, or holds directives."""
    if any(map(is_directive, section.blocks)):
        return None, ""
    vocabulary, signs = state.vocabulary, state.signs_of(section)
    for kind in vocabulary.kinds.values() if signs.has_labels else ():
        is_never = bool(kind.wording.telling) and is_refused(plain_text(section.title), kind)
        if kind is context.kind and labels_names(section, kind, vocabulary):
            return None, ""
        if kind.wording.telling and signs.has_telling_label(kind) and not is_never:
            return kind, f"it has the label '{kind.fields[kind.wording.telling].title}'"
    above = context.kind
    if above is None or not above.takes_name:
        return None, ""
    for kind in (*vocabulary.kinds_within(above), above):
        if not _can_be_name(section, kind, vocabulary) or is_one_of_others(section, kind, context, state):
            continue
        if reason := signs.why(kind):
            is_doubtful = kind is above and _is_in_words(read_heading(section.title, kind).name, kind)
            is_doubtful = is_doubtful or is_to_come(context.heading)
            if is_doubtful or not context.is_exact:  # or the heading above says other things as well
                best = strongest_of_heading(section, context, state)
                return (best.kind, best.reason) if best else (None, "")
            return kind, f"{reason}, and it is below a heading that names {above.name}"
    return None, ""


def _can_be_name(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a heading is not one that names of *kind* never are: "Getting help", ``POST body``.

    One that has not their shape, such as "API", and is above a table or a list of entries, groups these.
    """
    heading = read_heading(section.title, kind)
    if not heading.in_code and is_of_words(heading.name, kind):
        return False
    if is_above_names(section, kind):  # "SMTP (required)"
        return False
    is_unlike = bool(kind.wording.shape) and not has_shape(heading.name, kind)
    if is_unlike and (_holds(section, kind, vocabulary) or _lists_names(section, kind)):
        return False
    return not (is_refused(heading.name, kind) or is_refused(heading.rest, kind))


def _creates_several(section: Section, kind: Kind, state: DocumentState) -> bool:
    """Return whether SQL right below the heading of a table creates several: each of them is an entry.

    Columns that are listed in other forms are those of the heading.
    """
    if not sql_field(kind) or state.signs_of(section).has_columns:
        return False
    code = (block for block in section.content if isinstance(block, CodeBlock) and is_sql(block))
    return len({name.casefold() for block in code for name in created_tables(block.text)}) > 1


def _has_telling_items(section: Section, kind: Kind, state: DocumentState) -> bool:
    """Return whether at least two items below a heading begin with the label that tells of a kind."""
    lists = [block for block in section.content if isinstance(block, ListBlock)]
    labels = (labels_of(item, any_marks=True)[:1] for block in lists for item in block.items)
    words = state.vocabulary.telling_words(kind)
    return sum(1 for label in labels if label and key_of(label[0].label) in words) > 1


def _is_in_words(name: str, kind: Kind) -> bool:
    """Return whether a name consists of words, though names of the kind are identifiers."""
    return kind.name_style is NameStyle.CODE and " " in name and not kind.wording.shape


def _holds(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a section has a table or directives of *kind*."""
    return any(
        columns_of(block, kind, vocabulary, named=False) is not None
        if isinstance(block, TableBlock)
        else is_directive(block, kind)
        for block in section.blocks
    )


def _lists_names(section: Section, kind: Kind) -> bool:
    """Return whether at least half of the items of a list below a heading have names of the kind's shape."""
    lists = (block for block in section.content if isinstance(block, ListBlock))
    names = [[name_of(first_text(item)) for item in block.items] for block in lists]
    return any(sum(1 for name in some if has_shape(name, kind)) * 2 >= len(some) for some in names)


def _end_of_details(section: Section) -> int:
    """Return the index of the block that closes ``<details>`` around a section, or the number of blocks."""
    opened = 0
    for index, block in enumerate(section.blocks):
        if isinstance(block, OpaqueBlock):
            for closing in _DETAILS.findall(block.source):
                opened += -1 if closing else 1
                if opened < 0:
                    return index
    return len(section.blocks)


def _read(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    section, following = until_break(section)
    _read_until_details(section, kind, context, state)
    if following:
        state.read_section(following, context)


def _read_until_details(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    end = _end_of_details(section)
    if end < len(section.blocks):
        rest = Section(section.heading, section.blocks[end:], section.children)
        _read_card(Section(section.heading, section.blocks[:end]), kind, context, state)
        state.read_section(rest, context)
    else:
        _read_card(section, kind, context, state)


def _read_card(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    parts = inner_parts(section, kind, context, state)
    if parts:
        section = without(section, parts)
    entries = read_cards(section, kind, state.tables)
    complete_paths(entries, kind, context)
    entry = entries[0]
    for one in entries if parts else ():
        take_lines(one, parts)
    add_flags(entries, kind, context.heading)
    body = kind.fields.get(kind.body)
    required = {field.name for field in kind.fields.values() if field.required}
    is_told = (required and required <= entry.fields.keys()) or (
        sql_field(kind)
        and (
            state.signs_of(section).has_columns
            or state.signs_of(section).shows_record
            or state.siblings_of(context.section).are_in_snake_case
            or is_called_in_code(section, kind, context.heading, state.vocabulary)
        )
    )
    if body and body.type in SOURCES and body.name not in entry.fields and entry.notes and not is_told:
        reason = f"not a valid {kind.name}: there is no {body.title} below this heading"
        state.result.skip(section.start, section.start, reason)
    else:
        state.result.entries += entries
    before = len(state.result.entries)
    for part in parts:
        state.visit(part.blocks[-1], part.context)
    for match in settings_in_steps_of(section, kind, context, state):
        match.read()
    for one in state.result.entries[before:]:
        one.is_within = True
    if section.after:  # a thematic break ends the entry
        state.read_section(Section(section.heading, section.after, section.children), context)
