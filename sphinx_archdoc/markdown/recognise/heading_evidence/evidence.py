"""Evidence that a heading is the name of an entry of a kind."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import ParagraphBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence, add_context, strongest
from sphinx_archdoc.markdown.recognise.heading_evidence.neighbours import (
    SEVERAL,
    add_names_beside,
    add_neighbours,
)
from sphinx_archdoc.markdown.recognise.heading_evidence.objections import add_objections
from sphinx_archdoc.markdown.recognise.headings.siblings import (
    has_status,
    is_called_in_code,
    is_in_snake_case,
)
from sphinx_archdoc.markdown.recognise.names.heading_name import HeadingName, last_word, read_heading
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
_MANY = 2
"""Required fields that several kinds have in common: a cause, and what to do."""

_NUMBER = re.compile(r"\(\d{3}\)\W*$")


def strongest_of_heading(section: Section, context: HeadingContext, state: DocumentState) -> Evidence | None:
    """Return the evidence for the kind of which a heading is an entry; None if it is an entry of none."""
    kinds = [kind for kind in state.candidates(context) if _can_be_entry(section, kind, context, state)]
    return strongest((heading_evidence(section, kind, context, state) for kind in kinds), context.kind)


def _is_setting(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a code in capitals is a setting of a kind without a shape: the page is about secrets.

    No heading names a kind then, or it is this one; and no heading has a word for one with such a shape.
    """
    if kind.nature is not Nature.SETTING or context.kind not in (kind, None):
        return False
    titles = (context.heading, *context.titles)
    named = {one.name for title in titles for one in state.vocabulary.kinds_in(title)}
    others = (one for one in state.candidates(context) if one.wording.shape and one.nature is kind.nature)
    return kind.name in named and not any(one.name in named for one in others)


def _is_likely_name(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a name in code is as those of the kind often are, below what these are called.

    ``order.paid`` is an event below "Event types".
    """
    is_likely = has_likely_form(section.title, kind)
    return is_likely and state.vocabulary.ends_with_names(kind, context.heading)


def _can_be_entry(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading can have enough signs for a kind at all, as is quickly told."""
    if context.kind is kind or state.signs_of(section).fields_and_names(kind)[0]:
        return True
    if sql_field(kind) and state.signs_of(section).has_database_columns:
        return True
    if not kind.wording.shape:
        if _is_setting(kind, context, state) or is_class_of(plain_text(section.title), kind):
            return True
        if _is_likely_name(section, kind, context, state):
            return True
        return _can_be_code(section, context) and state.heading_shapes.are_codes(kind, section.level)
    name = read_heading(section.title, kind)
    is_like = name.in_code or name.is_assigned or has_shape(name.name, kind)
    return is_like or name_below(section, kind) is not None


def heading_evidence(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> Evidence:
    """Return the signs in a heading, and in what is below it, for and against a kind."""
    evidence = Evidence(kind, [])
    heading = read_heading(section.title, kind)
    add_context(evidence, context, state.vocabulary)
    _add_name(evidence, section, heading, context, state)
    _add_labels(evidence, section, context, state)
    add_neighbours(evidence, section, context, state)
    add_names_beside(evidence, section, context, state)
    add_objections(evidence, section, heading, context, state)
    return evidence


def _add_name(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    kind, shapes = evidence.kind, state.heading_shapes
    if kind.wording.shape:
        is_alike = any(
            _CAPITALS.fullmatch(name) and not kind.pattern and shapes.count(kind, section.level)
            for name in heading.names
        )
        if all(has_shape(name, kind) for name in heading.names):
            points = THRESHOLD if kind.pattern and not heading.is_aside else 3 if heading.in_code else 2
            evidence.add(points, f"its name has the shape of {kind.name}")
            several = shapes.count(kind, section.level) >= SEVERAL
            evidence.add_if(several, 2, "other headings of its level have that shape as well")
            hints = any(
                state.vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles)
            )
            evidence.add_if(hints and context.kind is None, 1, "a heading above it hints at the kind")
        elif is_alike and (heading.in_code or (context.kind is kind and not section.children)):
            evidence.add(3, f"its name is in capitals, and another heading has the shape of {kind.name}")
            several = shapes.count(kind, section.level) >= SEVERAL
            evidence.add_if(several, 2, f"several headings of its level have the shape of {kind.name}")
        evidence.add_if(heading.is_assigned, 2, "its name is followed by '=' and a value")
    elif _is_setting(kind, context, state) and all(map(is_constant, heading.names)):
        evidence.add(THRESHOLD, f"its name is in capitals, on a page about {kind.plural.lower()}")
    is_likely_name = _is_likely_name(section, kind, context, state)
    evidence.add_if(
        is_likely_name, THRESHOLD, f"the heading above it says that names like it are {kind.plural.lower()}"
    )
    if is_constant(heading.name):
        _add_codes(evidence, section, context, state)
    _add_class(evidence, section, context, state)
    if below := name_below(section, kind):
        form = kind.form or kind.argument
        is_first = isinstance(below[1], ParagraphBlock) and below[1] is section.content[0]
        if below[1] is None:
            evidence.add(THRESHOLD, f"labels below it give the parts of {form}")
        else:
            evidence.add(THRESHOLD if is_first else 3, f"the first line below it is {form}")
        is_one_of_several = shapes.count_below(kind, section.level) > 1
        evidence.add_if(is_one_of_several, 2, "other headings of its level have such a line as well")
    _add_ending(evidence, section, heading, context, state)
    number = number_field(kind)
    is_numeric = number and re.match(r"\d{3,}\b", heading.name)
    if number and context.kind is kind:
        _add_status(evidence, section, number, context, state)
    if number and is_numeric:
        evidence.add(2, f"it begins with a number, like the values of '{number.name}'")
        several = context.kind is kind and state.siblings_of(context.section).numbers > 1
        evidence.add_if(several, 1, "other headings beside it begin with a number as well")


def _add_class(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in a class that is called as those of the kind are: ``QuotaError``, beside others."""
    kind = evidence.kind
    if is_class_of(plain_text(section.title), kind):
        evidence.add(2, f"it is a class whose name ends with a word for {kind.plural.lower()}")
        are_several = state.siblings_of(context.section).classes(kind) > 1
        evidence.add_if(are_several, 2, "other headings beside it are such classes as well")


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


def _can_be_code(section: Section, context: HeadingContext) -> bool:
    """Return whether a heading is a name in capitals, or a number with a title where no kind is named."""
    if is_constant(plain_text(section.title)):
        return True
    return context.kind is None and bool(code_with_title(section.title))


def _add_codes(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in a name in capitals if the names of its level tell of one kind, such as errors."""
    kind = evidence.kind
    can_be_code = is_constant(plain_text(section.title)) or context.kind is kind
    if (can_be_code or _can_be_code(section, context)) and state.heading_shapes.are_codes(
        kind, section.level
    ):
        evidence.add(THRESHOLD, f"names of its level are in capitals, with words of {kind.plural.lower()}")
    elif context.kind is not kind and state.are_codes(section):
        evidence.add(-THRESHOLD, "names of its level contain words for another kind")


def _add_labels(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    kind = evidence.kind
    if sql_field(kind):
        is_listed = state.signs_of(section).has_columns
        evidence.add_if(is_listed, 4, "it has a table of columns")
        evidence.add_if(
            state.signs_of(section).has_database_columns, 1, "their types are those of a database"
        )
        name = read_heading(section.title, kind).name.casefold()
        is_created = name in state.signs_of(section).created_tables
        evidence.add_if(is_created, 2, "SQL below it creates a table of its name")
        _add_record(evidence, section, context, state, is_told=is_listed or state.signs_of(section).has_sql)
    can_be_titled = kind.wording.telling or sql_field(kind)
    is_titled = can_be_titled and state.vocabulary.begins_with_name(kind, section.title)
    evidence.add_if(is_titled, 2, f"it begins with a word for one of {kind.plural.lower()}, and a colon")
    fields, names = state.signs_of(section).fields_and_names(kind)
    for field in fields[:4]:
        evidence.add(2 if field.required else 1, f"it has the label of '{field.name}'")
    required = {field.name for field in kind.fields.values() if field.required}
    is_complete = len(required) > _MANY and required <= {field.name for field in fields}
    evidence.add_if(is_complete, 1, f"so it has all that {kind.name} needs")
    is_text = kind.name_style is not NameStyle.CODE  # else the label has the name, and the heading does not
    others = [label for label in names if state.vocabulary.field_of(kind, label) is None]
    evidence.add_if(others and is_text, 1, f"it has a label for the name of {kind.name}")
    has_properties = fields and state.signs_of(section).has_properties(kind)
    evidence.add_if(has_properties, 1, "it has a table of labels and values")
    is_told = kind.name_style is NameStyle.STRONG and len(fields) > 1 and any(f.required for f in fields)
    can_be_uniform = is_text and not kind.wording.telling and (context.kind is kind or is_told)
    siblings, points = state.siblings_of(context.section), 2 if context.kind is kind else 1
    is_uniform = can_be_uniform and siblings.has_common_labels(section)
    is_series = siblings.common_ending and not state.vocabulary.is_name(kind, siblings.common_ending)
    is_uniform = is_uniform and not is_series  # "Report of May" and "Report of June" are reports
    evidence.add_if(is_uniform, points, "most headings beside it have the same labels")
    if fields:
        known = {field.name for field in fields}
        beside = (state.signs_of(sibling).fields_and_names(kind)[0] for sibling in siblings.beside(section))
        agree = any(field.name in known for others in beside for field in others)
        evidence.add_if(agree, 1, "a heading beside it has the same labels")


def _add_record(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState, *, is_told: bool
) -> None:
    """Add the sign in code that shows a record, as below the headings beside it; or that there is none.

    :param is_told: whether there are columns or SQL below the heading.
    """
    if is_told:
        return
    is_near = context.is_nearest or state.vocabulary.names_several(evidence.kind, context.heading)
    is_near = is_near or state.lists_columns_below(context.section)
    is_alike = is_in_snake_case(section.title)
    if is_alike and is_near and state.siblings_of(context.section).are_in_snake_case:
        evidence.add(2, "it is written as names in databases are, and so are those beside it")
        return
    if is_called_in_code(section, evidence.kind, context.heading, state.vocabulary):
        evidence.add(2, "it is written as names in databases are, below what several of them are called")
        return
    if not state.signs_of(section).shows_record:
        evidence.add(-THRESHOLD, "there is no SQL below it")
        return
    beside = state.siblings_of(context.section).beside(section)
    is_alike = any(state.signs_of(one).shows_record for one in beside)
    evidence.add_if(is_alike, 2, "code below it, and below a heading beside it, shows a record")
