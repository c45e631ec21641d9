"""Signs in the form of the names of a list: places, numbers, bold type, code, links."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD
from sphinx_archdoc.markdown.recognise.lists.addresses import lead_nowhere
from sphinx_archdoc.markdown.recognise.lists.place import ListPlace, ListSign
from sphinx_archdoc.markdown.recognise.names.item_words import LINK, leads_home
from sphinx_archdoc.markdown.recognise.names.shape import IDENTIFIER, is_in_capitals
from sphinx_archdoc.markdown.recognise.tables.path_evidence import are_files_of_programs, are_paths_of_code
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, number_field, paths_field

_MANY = 8
"""Names from which their shape tells of a kind without any word for it."""

_STATUS = re.compile(r"\d{3,6}\b")
_STATUS_AND_CODE = re.compile(r"\d{3} [A-Z][A-Z0-9]*_?[A-Z0-9_]+")
"""The status of a response, and the code of the error: "404 OVEN_MISSING"."""


def _are_placed(place: ListPlace) -> bool:
    is_strong = place.kind.name_style is NameStyle.STRONG
    return is_strong and place.can_be_named and place.words.are_placed and place.evidence.points > 0


def _are_paths(place: ListPlace) -> bool:
    if paths_field(place.kind) is None or not (place.can_be_named and place.words.are_told):
        return False
    return are_paths_of_code(place.words.written)


def _are_source_files(place: ListPlace) -> bool:
    can_be_files = place.kind.nature is Nature.RUNS or paths_field(place.kind) is not None
    return not can_be_files and are_files_of_programs(place.words.written)


def _have_statuses(place: ListPlace) -> bool:
    """Return whether all names begin with a number, as entries of the kind have: the status of an error."""
    return number_field(place.kind) is not None and all(map(_STATUS.match, place.words.names))


def _have_codes(place: ListPlace) -> bool:
    return _have_statuses(place) and all(map(_STATUS_AND_CODE.fullmatch, place.words.names))


def _have_only_statuses(place: ListPlace) -> bool:
    return _have_statuses(place) and not _have_codes(place)


def _have_statuses_below_heading(place: ListPlace) -> bool:
    return _have_only_statuses(place) and place.is_named and place.context.is_nearest


def _have_statuses_below_word(place: ListPlace) -> bool:
    """Return whether a heading further above names the kind, or the nearest has a word for it."""
    if not _have_only_statuses(place) or _have_statuses_below_heading(place):
        return False
    return place.is_named or place.is_called_above  # "Error handling"


def _are_statuses_of_request(place: ListPlace) -> bool:
    return _have_only_statuses(place) and not (place.is_named or place.is_called_above)


def _are_classes(place: ListPlace) -> bool:
    if place.kind.nature is not Nature.RUNS or place.context.kind is not None:
        return False
    if not (place.words.are_told and place.words.are_classes):
        return False
    return any(place.vocabulary.hints_at(place.kind, title) for title in place.context.titles)


def _are_identifiers(place: ListPlace) -> bool:
    if place.kind.nature is not Nature.RUNS or not (place.is_named and place.words.are_told):
        return False
    return place.words.are_code or all(map(IDENTIFIER.search, place.words.names))


def _are_group(place: ListPlace) -> bool:
    """Return whether a list below a subheading of a heading for the kind is a group of its entries."""
    if place.kind.nature is not Nature.RUNS or not place.is_named or place.context.is_nearest:
        return False
    if not place.words.are_told or place.words.lead_to_documents:
        return False
    return place.is_near and not place.is_called_above


def _are_marked(place: ListPlace) -> bool:
    return place.words.are_marked


def _are_many(place: ListPlace) -> bool:
    if place.kind.name_form is not NameForm.USUAL or place.context.kind is not None:
        return False
    words = place.words
    return words.are_code and words.are_told and len(words.names) >= _MANY and place.evidence.points > 0


def _can_be_any_code(place: ListPlace) -> bool:
    """Return whether names of the kind are code, of no shape of their own."""
    return place.kind.name_style is NameStyle.CODE and not place.kind.wording.shape


def _are_code(place: ListPlace) -> bool:
    if not _can_be_any_code(place):
        return False
    are_capitals = place.context.is_nearest and all(map(is_in_capitals, place.words.names))
    return place.words.are_code or are_capitals


def _are_plain_words(place: ListPlace) -> bool:
    """Return whether names that could be code are words, below no heading that names the kind alone."""
    if not _can_be_any_code(place) or place.words.are_code or place.context.is_nearest:
        return False
    names = place.words.names
    return place.is_named and any(" " in name for name in names) and not any(map(IDENTIFIER.search, names))


def _are_words_for_settings(place: ListPlace) -> bool:
    return place.kind.nature is Nature.SETTING and _are_plain_words(place)


def _are_words(place: ListPlace) -> bool:
    return place.kind.nature is not Nature.SETTING and _are_plain_words(place)


def _lead_to_parts(place: ListPlace) -> bool:
    return address_field(place.kind) is None and place.words.lead_to_parts and place.evidence.points > 0


def _lead_to_own_documents(place: ListPlace) -> bool:
    if address_field(place.kind) is not None or place.kind.nature is not Nature.RUNS:
        return False
    if not (place.words.are_told and place.names_several_above) or _lead_to_parts(place):
        return False
    return place.words.lead_to_documents


def _are_links(place: ListPlace) -> bool:
    return address_field(place.kind) is not None and all(map(LINK.match, place.words.texts))


def _are_alone(place: ListPlace) -> bool:
    is_only = address_field(place.kind) is not None and len(place.context.section.content) == 1
    return is_only and place.words.are_told and place.words.lead_to_documents


def _lead_nowhere(place: ListPlace) -> bool:
    return address_field(place.kind) is not None and lead_nowhere(place.words.texts, place.context)


def _lead_home(place: ListPlace) -> bool:
    return address_field(place.kind) is not None and all(map(leads_home, place.words.texts))


SIGNS_OF_FORM = (
    ListSign(2, "most names end with code in parentheses", _are_placed),
    ListSign(3, "its names are paths of code, each with a text", _are_paths),
    ListSign(-THRESHOLD, "its names are source files", _are_source_files),
    ListSign(4, "its names are a number, as '{number}' is, and a code", _have_codes),
    ListSign(3, "its names begin with a number, as '{number}' is", _have_statuses_below_heading),
    ListSign(2, "its names begin with a number, as '{number}' is", _have_statuses_below_word),
    ListSign(-3, "no heading names the kind: these are statuses of one request", _are_statuses_of_request),
    ListSign(3, "its names are classes, below a heading that hints at the kind", _are_classes),
    ListSign(1, "all names are written like identifiers", _are_identifiers),
    ListSign(1, "it is a group of {plural}, each with a text", _are_group),
    ListSign(1, "all items begin with a name in bold type or code", _are_marked),
    ListSign(1, "it has many names in code, each with a text", _are_many),
    ListSign(1, "all names are code, or in capitals", _are_code),
    ListSign(-3, "its names are words, not identifiers", _are_words_for_settings),
    ListSign(-1, "its names are words, not identifiers", _are_words),
    ListSign(1, "each of its names leads to the README of a folder", _lead_to_parts),
    ListSign(2, "each of its names leads to a document about it", _lead_to_own_documents),
    ListSign(2, "its names are links", _are_links),
    ListSign(1, "it is alone in its section; its items are links to documents, each with a text", _are_alone),
    ListSign(-THRESHOLD, "its names are code and no paths, or nothing has an address", _lead_nowhere),
    ListSign(-THRESHOLD, "its links lead to the author's own machine", _lead_home),
)
