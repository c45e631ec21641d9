"""Evidence that a heading is the name of an entry of a kind."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence, add_context, strongest
from sphinx_archdoc.markdown.recognise.heading_evidence.names import (
    add_name,
    can_be_code,
    is_likely_name,
    is_setting,
)
from sphinx_archdoc.markdown.recognise.heading_evidence.neighbours import add_names_beside, add_neighbours
from sphinx_archdoc.markdown.recognise.heading_evidence.objections import add_objections
from sphinx_archdoc.markdown.recognise.headings.siblings import (
    Siblings,
    is_called_in_code,
    is_in_snake_case,
)
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.names.names_below import name_below
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_class_of
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.schema.model import Field, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_MANY = 2
"""Required fields that several kinds have in common: a cause, and what to do."""


def strongest_of_heading(section: Section, context: HeadingContext, state: DocumentState) -> Evidence | None:
    """Return the evidence for the kind of which a heading is an entry; None if it is an entry of none."""
    kinds = [kind for kind in state.candidates(context) if _can_be_entry(section, kind, context, state)]
    return strongest((heading_evidence(section, kind, context, state) for kind in kinds), context.kind)


def _can_be_entry(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading can have enough signs for a kind at all, as is quickly told."""
    if context.kind is kind or state.signs_of(section).fields_and_names(kind)[0]:
        return True
    if sql_field(kind) and state.signs_of(section).has_database_columns:
        return True
    if not kind.wording.shape:
        if is_setting(kind, context, state) or is_class_of(plain_text(section.title), kind):
            return True
        if is_likely_name(section, kind, context, state):
            return True
        return can_be_code(section, context) and state.heading_shapes.are_codes(kind, section.level)
    name = read_heading(section.title, kind)
    is_like = name.in_code or name.is_assigned or has_shape(name.name, kind)
    return is_like or name_below(section, kind) is not None


def heading_evidence(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> Evidence:
    """Return the signs in a heading, and in what is below it, for and against a kind."""
    evidence = Evidence(kind, [])
    heading = read_heading(section.title, kind)
    add_context(evidence, context, state.vocabulary)
    add_name(evidence, section, heading, context, state)
    _add_labels(evidence, section, context, state)
    add_neighbours(evidence, section, context, state)
    add_names_beside(evidence, section, context, state)
    add_objections(evidence, section, heading, context, state)
    return evidence


def _add_labels(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in what is below a heading: columns, and labels of the kind's fields."""
    kind, signs = evidence.kind, state.signs_of(section)
    if sql_field(kind):
        _add_columns(evidence, section, context, state)
    can_be_titled = kind.wording.telling or sql_field(kind)
    is_titled = can_be_titled and state.vocabulary.begins_with_name(kind, section.title)
    evidence.add_if(is_titled, 2, f"it begins with a word for one of {kind.plural.lower()}, and a colon")
    fields, names = signs.fields_and_names(kind)
    for field in fields[:4]:
        evidence.add(2 if field.required else 1, f"it has the label of '{field.name}'")
    required = {field.name for field in kind.fields.values() if field.required}
    is_complete = len(required) > _MANY and required <= {field.name for field in fields}
    evidence.add_if(is_complete, 1, f"so it has all that {kind.name} needs")
    is_text = kind.name_style is not NameStyle.CODE  # else the label has the name, and the heading does not
    others = [label for label in names if state.vocabulary.field_of(kind, label) is None]
    evidence.add_if(others and is_text, 1, f"it has a label for the name of {kind.name}")
    has_properties = fields and signs.has_properties(kind)
    evidence.add_if(has_properties, 1, "it has a table of labels and values")
    _add_labels_beside(evidence, section, fields, context, state)


def _add_columns(evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState) -> None:
    """Add the signs in columns and in SQL below a heading."""
    signs = state.signs_of(section)
    evidence.add_if(signs.has_columns, 4, "it has a table of columns")
    evidence.add_if(signs.has_database_columns, 1, "their types are those of a database")
    name = read_heading(section.title, evidence.kind).name.casefold()
    evidence.add_if(name in signs.created_tables, 2, "SQL below it creates a table of its name")
    _add_record(evidence, section, context, state, is_told=signs.has_columns or signs.has_sql)


def _add_labels_beside(
    evidence: Evidence,
    section: Section,
    fields: Sequence[Field],
    context: HeadingContext,
    state: DocumentState,
) -> None:
    """Add the signs that headings beside one have the same labels.

    :param fields: the fields of the kind that have labels below the heading itself.
    """
    kind, siblings = evidence.kind, state.siblings_of(context.section)
    is_named = context.kind is kind
    if (is_named or _are_telling(fields, kind)) and _can_have_common_labels(kind, siblings, state):
        points = 2 if is_named else 1
        is_uniform = siblings.has_common_labels(section)
        evidence.add_if(is_uniform, points, "most headings beside it have the same labels")
    if fields:
        known = {field.name for field in fields}
        beside = (state.signs_of(sibling).fields_and_names(kind)[0] for sibling in siblings.beside(section))
        agree = any(field.name in known for others in beside for field in others)
        evidence.add_if(agree, 1, "a heading beside it has the same labels")


def _are_telling(fields: Sequence[Field], kind: Kind) -> bool:
    """Return whether several labels, one of a required field, say what a heading is."""
    is_strong = kind.name_style is NameStyle.STRONG
    return is_strong and len(fields) > 1 and any(field.required for field in fields)


def _can_have_common_labels(kind: Kind, siblings: Siblings, state: DocumentState) -> bool:
    """Return whether labels in common can tell of a kind; "Report of May" and "Report of June" are none."""
    if kind.name_style is NameStyle.CODE or kind.wording.telling:
        return False
    return not siblings.common_ending or state.vocabulary.is_name(kind, siblings.common_ending)


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
