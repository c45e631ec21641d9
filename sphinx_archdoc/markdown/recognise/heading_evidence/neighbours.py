"""Evidence in the headings beside one that it is the name of an entry."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import undecorated
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence
from sphinx_archdoc.markdown.recognise.heading_evidence.groups import is_beside_groups
from sphinx_archdoc.markdown.recognise.headings.siblings import (
    DATED,
    NUMBERED,
    OPTION,
    PROVIDED,
    Siblings,
    can_be_name,
    form_of,
)
from sphinx_archdoc.markdown.recognise.names.heading_name import last_word
from sphinx_archdoc.markdown.recognise.names.names_below import name_below
from sphinx_archdoc.markdown.recognise.names.shape import CODED, PLACED, is_constant, is_likely
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import number_field, sql_field

_NO_CODE = re.compile(r"\W*(?:#|(?:STEP|PHASE|PART|STAGE|TASK|PR|ISSUE|ADR|RFC|EPIC|MILESTONE)\b)", re.I)
"""The beginning of a heading with a number that is no code."""

_MESSAGE = re.compile(r"[\"“„'‘].+[\"”“'’]")
"""A heading that is what a program says: "Cannot connect to the oven"."""

SEVERAL = 3
"""Headings of one level that have the shape of a kind's names, from which they confirm each other."""


def add_neighbours(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs that only count below a heading of the kind: a series of numbers, and telling words."""
    kind, beside = evidence.kind, state.siblings_of(context.section)
    if context.kind is None and kind.name_style is NameStyle.STRONG and PLACED.search(section.title):
        is_told = any(field.required for field in state.signs_of(section).fields_and_names(kind)[0])
        are_several = state.heading_shapes.placed[section.level] > SEVERAL
        words = "several headings of its level end with code in parentheses"
        evidence.add_if(is_told and are_several, 2, words)
    if context.kind is None and kind.wording.telling and state.signs_of(section).fields_and_names(kind)[0]:
        is_wrong = bool(kind.wording.likely) and is_likely(plain_text(section.title), kind)
        are_told = is_wrong and state.told_below(context.section, kind) > 1
        evidence.add_if(are_told, 2, f"several headings beside it are {kind.plural.lower()}")
    if context.kind is not kind:
        return
    _add_common_ending(evidence, section, context, state)
    if kind.layout is not Layout.CARD and kind.name_style is NameStyle.CODE:
        coded = state.heading_shapes.coded[section.level]
        if coded >= SEVERAL and _begins_with_code(section, kind):
            evidence.add(3, f"it is one of {coded} headings that begin with a code and a number")
        return
    _add_series(evidence, section, context, state)
    if (
        kind.name_style is not NameStyle.CODE
        and beside.provided >= SEVERAL
        and PROVIDED.search(section.title)
    ):
        evidence.add(3, f"it is one of {beside.provided} headings with a name in parentheses")
    if kind.layout is Layout.CARD:
        _add_form(evidence, section, context, state)
        _add_telling_words(evidence, section, context, state)


def _begins_with_code(section: Section, kind: Kind) -> bool:
    """Return whether a heading begins with a code and a number, as names of kinds with numbers do: "E12"."""
    is_coded = number_field(kind) is not None and CODED.match(section.title) is not None
    return is_coded and not _NO_CODE.match(undecorated(section.title))


def _add_common_ending(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the sign that headings end with a word for the kind: "Oven service", "Door service"."""
    kind = evidence.kind
    words, _, ending = key_of(plain_text(section.title)).rpartition("-")
    can_be_called = ending == key_of(kind.title).split("-")[0] or (
        kind.name_style is NameStyle.STRONG
        and PLACED.search(section.title) is not None
        and state.vocabulary.is_name(kind, ending)
    )
    if not (words and can_be_called) or _is_above_name(section, state):
        return
    are_several = state.siblings_of(context.section).ending(ending) >= SEVERAL
    evidence.add_if(are_several, 3, f"its name ends with '{ending}', as do others beside it")


def _add_form(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs that a heading is one of several of a form, and that the one above says what they are."""
    kind, beside = evidence.kind, state.siblings_of(context.section)
    if kind.wording.telling and _is_one_of_named(section, kind, context, state):
        evidence.add(2, f"a heading above it says that what is below it are {kind.plural.lower()}")
    can_be_uniform = context.is_nearest and (not kind.wording.telling or beside.likely(kind) > 0)
    is_uniform = can_be_uniform and beside.is_uniform
    evidence.add_if(is_uniform, 2, "all headings beside it have text in the same form")
    is_caption = section.heading is not None and section.heading.source.startswith(("**", "__", "<details"))
    evidence.add_if(is_caption and beside.count > 1, 2, "it is one of several captions")


def _is_one_of_named(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading without others below it is one of several that one above it names."""
    if section.children or state.heading_shapes.leaves < SEVERAL:
        return False
    if state.siblings_of(context.section).ending(last_word(section.title)) >= SEVERAL:
        return False  # "Report of May", "Report of June"
    if is_constant(plain_text(section.title)) and state.are_codes(section):
        return False
    is_named = _are_named(section, kind, context, state.vocabulary)
    return is_named and not is_beside_groups(section, kind, context, state)


def _add_telling_words(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in words that names of the kind often have, in a heading and in those beside it."""
    kind, beside = evidence.kind, state.siblings_of(context.section)
    title = plain_text(section.title).strip()
    is_message = kind.wording.telling and _MESSAGE.fullmatch(title)
    evidence.add_if(is_message, 2, "it is a message in quotes")
    if not kind.wording.likely:
        return
    if is_likely(title, kind):
        evidence.add(1, f"it has a word that names of {kind.name} often have")
        evidence.add_if(_begins_with_steps(section), 1, "its text begins with steps")
    agree = beside.count > 1 and beside.likely(kind) * 2 > beside.count
    evidence.add_if(agree, 1, "most headings beside it have such a word")
    are_many = agree and beside.count > SEVERAL and beside.likely(kind) * 5 >= beside.count * 4
    evidence.add_if(are_many and kind.wording.telling, 1, "four in five of them have one")
    is_alike = agree and _is_like_those_beside(section, kind, beside)
    evidence.add_if(is_alike, 1, "its text has the form of that below the headings beside it")


def add_names_beside(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the sign that nearly all headings directly below one that names a kind can be names with a text.

    The title of the page may have other words as well: "Bakery components". So may a heading below it that
    groups them: "Form components".
    """
    kind = evidence.kind
    is_told = kind.wording.shape or kind.wording.telling or sql_field(kind)  # by more than that
    if context.kind is not kind or is_told:
        return
    is_title = not context.is_nearest and context.section.level == 1
    names_several, find = state.vocabulary.names_several, state.vocabulary.kind_within_heading
    is_group = not context.is_nearest and any(
        find(title) is kind or state.vocabulary.kind_of_heading(title) is kind for title in context.titles
    )
    is_called = (is_title or is_group) and names_several(kind, context.heading)
    can_be = (context.is_nearest or is_called) and not _is_above_name(section, state)
    if can_be and can_be_name(section, kind, state.vocabulary):
        are_names = state.siblings_of(context.section).are_names(kind, state.vocabulary)
        evidence.add_if(
            are_names, 3 if is_called else 2, "nearly all headings beside it can be names, and have a text"
        )


def _add_series(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the sign in a form that headings beside it have as well: a number, a place, a subtitle."""
    beside, coded = state.siblings_of(context.section), state.heading_shapes.coded[section.level]
    if NUMBERED.match(section.title) and beside.numbered > 1:
        evidence.add_if(
            _is_guide(evidence.kind, context, state), -THRESHOLD, "headings beside it are parts of a guide"
        )
        evidence.add(3, f"it is one of {beside.numbered} numbered headings")
    elif evidence.kind.wording.telling and CODED.match(section.title) and coded > 1:
        evidence.add(3, f"it is one of {coded} headings that begin with an issue number")
    elif evidence.kind.wording.telling and DATED.match(section.title) and beside.dated > 1:
        evidence.add(3, f"it is one of {beside.dated} headings that begin with a date")
    elif PLACED.search(section.title) and beside.placed >= SEVERAL:
        points = 3 if beside.placed == beside.count else 2
        evidence.add(points, f"it is one of {beside.placed} headings that end with code in parentheses")
    elif PLACED.search(section.title) and state.heading_shapes.placed[section.level] > SEVERAL:
        evidence.add(1, "headings of its level elsewhere end with code in parentheses as well")
    elif OPTION.match(section.title) and beside.options > 1:
        evidence.add(2, f"it is one of {beside.options} options")
    elif beside.count == beside.subtitled >= SEVERAL:
        evidence.add(3, f"it is one of {beside.subtitled} headings with a name, a dash and a text")


def _is_above_name(section: Section, state: DocumentState) -> bool:
    """Return whether the first line below a heading is a whole name: ``POST /webhooks`` below "Webhook"."""
    kinds = (kind for kind in state.vocabulary.kinds.values() if kind.pattern)
    return any(name_below(section, kind) for kind in kinds)


def _is_guide(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether numbered headings are parts of a guide, and no problems: "1. Overview", "6. API".

    One names another kind, and none tells of a failure. Below a heading that names the kind alone, they are.
    """
    if context.is_nearest or not kind.wording.telling or state.siblings_of(context.section).likely(kind):
        return False
    titles = [plain_text(child.title) for child in context.section.children]
    named = (state.vocabulary.kind_of_heading(undecorated(title)) for title in titles)
    return any(one is not None and one is not kind for one in named)


def _are_named(section: Section, kind: Kind, context: HeadingContext, vocabulary: Vocabulary) -> bool:
    """Return whether the nearest heading that names a kind says what its entries are called: "Near misses".

    "Current limitations" below "Known limitations" groups some of them.
    """
    if not context.is_exact:
        return False
    titles = (context.heading, *reversed(context.titles))
    if any(vocabulary.names_several(kind, title) for title in titles):
        return True
    is_plural = context.is_nearest and key_of(context.heading).endswith("s")
    return is_plural and not vocabulary.hints_at(kind, last_word(section.title))


def _begins_with_steps(section: Section) -> bool:
    """Return whether the first block below a heading is an ordered list."""
    first = next(iter(section.content), None)
    return isinstance(first, ListBlock) and re.match(r"\d", first.source) is not None


def _is_like_those_beside(section: Section, kind: Kind, siblings: Siblings) -> bool:
    """Return whether a heading is between two of the kind with text of its form, or the only one unlike."""
    form = form_of(section)
    beside = siblings.beside(section)
    alike = [o for o in beside if form == form_of(o) and is_likely(plain_text(o.title), kind)]
    is_between = len(alike) == 2 or (bool(alike) and siblings.likely(kind) >= siblings.count - 1)
    return is_between and form != (ParagraphBlock,)
