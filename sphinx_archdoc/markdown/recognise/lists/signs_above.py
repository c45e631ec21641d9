"""Signs in the headings above a list, and in the line before it."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, is_caption
from sphinx_archdoc.markdown.recognise.lists.announced_lists import (
    FORM,
    introduces_columns,
    introduces_folders,
    introduces_groups,
    introduces_names,
    introduces_values,
    says_parts,
    says_what_to_do,
)
from sphinx_archdoc.markdown.recognise.lists.place import ListPlace, ListSign
from sphinx_archdoc.markdown.recognise.names.shape import are_likely
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.tables.path_evidence import are_long_paths_of_code
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import paths_field, sql_field

_STEPS = re.compile(r"\b(?:procedures?|process|(?<!next )steps?|workflow|checklist|instructions)\W*$", re.I)
"""The end of a heading above steps: "Rotation procedure"."""


def _is_hinted(place: ListPlace) -> bool:
    """Return whether nothing but a hint in a heading speaks for the kind, and the names can be its own."""
    kind = place.kind
    if place.evidence.signs or not (kind.wording.shape or are_likely(place.words.names, kind)):
        return False
    return any(place.vocabulary.hints_at(kind, title) for title in place.titles)


def _is_about_steps(place: ListPlace) -> bool:
    wording = place.kind.wording
    return not (wording.shape or wording.telling) and _STEPS.search(place.context.heading) is not None


def _is_distant(place: ListPlace) -> bool:
    """Return whether the heading that names the kind is not the nearest one, and says more."""
    return place.is_named and not place.context.is_exact


def _has_word_nearby(place: ListPlace) -> bool:
    return bool(place.kind.wording.telling) and _is_distant(place) and place.is_called_above


def _is_far(place: ListPlace) -> bool:
    return _is_distant(place) and not place.is_near


def _is_split(place: ListPlace) -> bool:
    return place.kind.nature is Nature.RUNS and says_parts(place.before)


def _introduces_something_else(place: ListPlace) -> bool:
    """Return whether the line before the list introduces it without any word for the kind."""
    if not place.before.rstrip("*_ \n").endswith(COLONS):
        return False
    if _can_be_introduced_by_anything(place) or introduces_names(place.before, place.kind, place.vocabulary):
        return False
    return not _is_split(place)


def _can_be_introduced_by_anything(place: ListPlace) -> bool:
    """Return whether the heading or the names tell so clearly of the kind that the line need not."""
    kind, words = place.kind, place.words
    if place.context.is_nearest or kind.wording.shape or kind in place.vocabulary.kinds_in(place.before):
        return True
    if kind.name_style is NameStyle.CODE and words.are_constants:
        return True
    if paths_field(kind) is None:
        return False
    if introduces_folders(place.before):
        return True
    return words.are_told and are_long_paths_of_code(words.written) and not says_what_to_do(place.before)


def _calls_names(place: ListPlace) -> bool:
    is_usual = place.kind.name_form is NameForm.USUAL
    return is_usual and is_caption(place.before) and place.vocabulary.calls_names(place.kind, place.before)


def _introduces_groups(place: ListPlace) -> bool:
    return introduces_groups(place.before, place.words.texts[0])


def _introduces_values(place: ListPlace) -> bool:
    if place.kind.nature is Nature.SETTING:
        return False
    if introduces_values(place.before, place.context, place.vocabulary):
        return True
    return sql_field(place.kind) is not None and (
        names_parts(place.before) or introduces_columns(place.before)
    )


def _are_prescribed(place: ListPlace) -> bool:
    return place.kind.nature is not Nature.SETTING and place.words.are_prescribed


def _is_of_form(place: ListPlace) -> bool:
    return place.kind.nature is Nature.INTERFACE and FORM.search(place.context.heading) is not None


SIGNS_ABOVE = (
    ListSign(1, "a heading above it hints at the kind", _is_hinted),
    ListSign(-THRESHOLD, "the heading above it is about steps", _is_about_steps),
    ListSign(1, "the nearest heading has a word for the kind", _has_word_nearby),
    ListSign(-1, "only the title of the page has a word for the kind", _is_far),
    ListSign(3, "the line before it says what the system consists of", _is_split),
    ListSign(-1, "the line before it introduces something else", _introduces_something_else),
    ListSign(1, "the line before it has a word for names of {kind}", _calls_names),
    ListSign(-THRESHOLD, "the line before it says that its items are groups", _introduces_groups),
    ListSign(-THRESHOLD, "the line before it introduces values, parts, steps or goals", _introduces_values),
    ListSign(-THRESHOLD, "its items say what values must be", _are_prescribed),
    ListSign(-THRESHOLD, "the heading above it is about the form of something", _is_of_form),
)
