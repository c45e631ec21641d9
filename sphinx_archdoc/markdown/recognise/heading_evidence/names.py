"""Evidence in the name of a heading: its shape, its last word, its number, and the line below it."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import ParagraphBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence
from sphinx_archdoc.markdown.recognise.heading_evidence.neighbours import SEVERAL
from sphinx_archdoc.markdown.recognise.headings.siblings import has_status
from sphinx_archdoc.markdown.recognise.names.heading_name import HeadingName, last_word
from sphinx_archdoc.markdown.recognise.names.names_below import name_below
from sphinx_archdoc.markdown.recognise.names.shape import (
    code_with_title,
    has_likely_form,
    has_shape,
    is_class_of,
    is_constant,
)
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Field, FieldType, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import number_field, sql_field

_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")
_NUMBER = re.compile(r"\(\d{3}\)\W*$")


def add_name(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in a name, and in the line below it that can be the name."""
    kind = evidence.kind
    if kind.wording.shape:
        _add_shape_of_name(evidence, section, heading, context, state)
        evidence.add_if(heading.is_assigned, 2, "its name is followed by '=' and a value")
    elif is_setting(kind, context, state) and all(map(is_constant, heading.names)):
        evidence.add(THRESHOLD, f"its name is in capitals, on a page about {kind.plural.lower()}")
    if is_likely_name(section, kind, context, state):
        words = f"the heading above it says that names like it are {kind.plural.lower()}"
        evidence.add(THRESHOLD, words)
    if is_constant(heading.name):
        _add_codes(evidence, section, context, state)
    _add_class(evidence, section, context, state)
    _add_name_below(evidence, section, state)
    _add_ending(evidence, section, heading, context, state)
    _add_number(evidence, section, heading, context, state)


def _add_shape_of_name(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in a name of the kind's shape, or in capitals beside others that have it."""
    kind, number = evidence.kind, state.heading_shapes.count(evidence.kind, section.level)
    if all(has_shape(name, kind) for name in heading.names):
        points = THRESHOLD if kind.pattern and not heading.is_aside else 3 if heading.in_code else 2
        evidence.add(points, f"its name has the shape of {kind.name}")
        evidence.add_if(number >= SEVERAL, 2, "other headings of its level have that shape as well")
        hints = any(state.vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles))
        evidence.add_if(hints and context.kind is None, 1, "a heading above it hints at the kind")
        return
    are_alike = number and not kind.pattern and any(map(_CAPITALS.fullmatch, heading.names))
    if are_alike and (heading.in_code or (context.kind is kind and not section.children)):
        evidence.add(3, f"its name is in capitals, and another heading has the shape of {kind.name}")
        evidence.add_if(number >= SEVERAL, 2, f"several headings of its level have the shape of {kind.name}")


def is_setting(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a code in capitals is a setting of a kind without a shape: the page is about secrets.

    No heading names a kind then, or it is this one; and no heading has a word for one with such a shape.
    """
    if kind.nature is not Nature.SETTING or context.kind not in (kind, None):
        return False
    titles = (context.heading, *context.titles)
    named = {one.name for title in titles for one in state.vocabulary.kinds_in(title)}
    others = (one for one in state.candidates(context) if one.wording.shape and one.nature is kind.nature)
    return kind.name in named and not any(one.name in named for one in others)


def is_likely_name(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a name in code is as those of the kind often are, below what these are called.

    ``order.paid`` is an event below "Event types".
    """
    is_likely = has_likely_form(section.title, kind)
    return is_likely and state.vocabulary.ends_with_names(kind, context.heading)


def _add_codes(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in a name in capitals if the names of its level tell of one kind, such as errors."""
    kind = evidence.kind
    can_be = context.kind is kind or can_be_code(section, context)
    if can_be and state.heading_shapes.are_codes(kind, section.level):
        evidence.add(THRESHOLD, f"names of its level are in capitals, with words of {kind.plural.lower()}")
    elif context.kind is not kind and state.are_codes(section):
        evidence.add(-THRESHOLD, "names of its level contain words for another kind")


def can_be_code(section: Section, context: HeadingContext) -> bool:
    """Return whether a heading is a name in capitals, or a number with a title where no kind is named."""
    if is_constant(plain_text(section.title)):
        return True
    return context.kind is None and bool(code_with_title(section.title))


def _add_class(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in a class that is called as those of the kind are: ``QuotaError``, beside others."""
    kind = evidence.kind
    if is_class_of(plain_text(section.title), kind):
        evidence.add(2, f"it is a class whose name ends with a word for {kind.plural.lower()}")
        are_several = state.siblings_of(context.section).classes(kind) > 1
        evidence.add_if(are_several, 2, "other headings beside it are such classes as well")


def _add_name_below(evidence: Evidence, section: Section, state: DocumentState) -> None:
    """Add the signs in a name below a heading: in the first line, or in labels for its parts."""
    kind = evidence.kind
    below = name_below(section, kind)
    if below is None:
        return
    _, block = below
    form = kind.form or kind.argument
    if block is None:
        evidence.add(THRESHOLD, f"labels below it give the parts of {form}")
    else:
        is_first = isinstance(block, ParagraphBlock) and block is section.content[0]
        evidence.add(THRESHOLD if is_first else 3, f"the first line below it is {form}")
    are_several = state.heading_shapes.count_below(kind, section.level) > 1
    evidence.add_if(are_several, 2, "other headings of its level have such a line as well")


def _add_ending(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in the last word of a name: "Mail Server", or "Validation Errors (400)" beside others."""
    kind, last = evidence.kind, last_word(section.title)
    if context.kind is not kind or key_of(section.title) == last or key_of(heading.name) == last:
        return  # it is the whole heading, or code: "Steps by `error`"
    times = state.siblings_of(context.section).ending(last)
    if kind.nature is Nature.RUNS and kind.name_style is NameStyle.STRONG:
        times = state.heading_shapes.endings[section.level, last]
    are_called = times >= SEVERAL
    is_called = last == key_of(kind.heading) or (are_called and is_status_class(section, kind))
    is_called = is_called or (
        are_called and kind.nature is Nature.RUNS and state.vocabulary.is_name(kind, last)
    )
    is_called = is_called or (sql_field(kind) is not None and state.vocabulary.is_own_name(kind, last))
    evidence.add_if(is_called, 2, f"its name ends with '{last}'")
    evidence.add_if(is_called and are_called, 2, "other names of its level end with the same word")


def is_status_class(section: Section, kind: Kind) -> bool:
    """Return whether a heading names all of a kind with a number: "Validation Errors (400)".

    If there is a table or a heading below it, it groups what is there.
    """
    has_number = any(field.type is FieldType.INTEGER for field in kind.fields.values())
    ending = key_of(plain_text(section.title)).rpartition("-")[2]
    if not has_number or ending != key_of(kind.plural) or not _NUMBER.search(section.title):
        return False
    return is_leaf(section)


def is_leaf(section: Section) -> bool:
    """Return whether no heading and no table is below a heading, which would group what is in these."""
    return not section.children and not any(isinstance(block, TableBlock) for block in section.content)


def _add_number(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in a number that a name begins or ends with, as entries of the kind have one."""
    number = number_field(evidence.kind)
    if number is None:
        return
    is_named = context.kind is evidence.kind
    if is_named:
        _add_status(evidence, section, number, context, state)
    if re.match(r"\d{3,}\b", heading.name):
        evidence.add(2, f"it begins with a number, like the values of '{number.name}'")
        are_several = is_named and state.siblings_of(context.section).numbers > 1
        evidence.add_if(are_several, 1, "other headings beside it begin with a number as well")


def _add_status(
    evidence: Evidence, section: Section, number: Field, context: HeadingContext, state: DocumentState
) -> None:
    """Add the sign in the number of a failure at the end of a name: "The input is not valid (400)"."""
    if not has_status(section) or not is_leaf(section):
        return
    others = (kind for kind in state.vocabulary.kinds.values() if kind.wording.telling)
    if any(state.vocabulary.begins_with_name(kind, section.title) for kind in others):
        return  # "Symptom: calls end (409)"
    is_first = re.match(r"\d{3}\b", section.title) is not None  # which has told already
    evidence.add_if(not is_first, 2, f"it ends with a number, like the values of '{number.name}'")
    several = state.siblings_of(context.section).with_status > 1
    evidence.add_if(several, 2, "other headings beside it have such a number as well")
