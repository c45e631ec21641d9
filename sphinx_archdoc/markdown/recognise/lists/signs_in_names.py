"""Signs in the names of a list: that they are those of a kind, or of something else."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, is_caption
from sphinx_archdoc.markdown.recognise.lists.announced_lists import (
    are_tables,
    continues_numbers,
    is_planned,
    says_main,
)
from sphinx_archdoc.markdown.recognise.lists.place import ListPlace, ListSign
from sphinx_archdoc.markdown.recognise.names.item_words import ASIDE, is_sentence
from sphinx_archdoc.markdown.recognise.names.shape import (
    are_documents,
    has_likely_word,
    has_shape,
    have_other_form,
)
from sphinx_archdoc.markdown.recognise.tables.column_tables import is_column_list
from sphinx_archdoc.schema.model import SOURCES, NameStyle
from sphinx_archdoc.schema.own_forms import number_field, sql_field

_SEVERAL = 3
"""Names from which a common ending tells."""


def _are_documents(place: ListPlace) -> bool:
    return are_documents(place.words.names, place.kind)


def _are_calls(place: ListPlace) -> bool:
    """Return whether half of the names are function calls; contracts declare errors so: "NotBaker()"."""
    kind, names, texts = place.kind, place.words.names, place.words.texts
    pairs = zip(names, texts, strict=True)
    calls = sum(1 for name, text in pairs if "(" in name and text.startswith("`"))
    if not place.has_identifiers or not calls or calls * 2 < len(names):
        return False
    if number_field(kind) is None:
        return True
    failures = sum(1 for name in names if has_likely_word(name.partition("(")[0], kind))
    return failures * 2 <= len(names)


def _are_columns(place: ListPlace) -> bool:
    return sql_field(place.kind) is not None and is_column_list(place.words.block)


def _is_source(place: ListPlace) -> bool:
    """Return whether entries of the kind are written in code, so that names alone hardly are entries."""
    body = place.kind.fields.get(place.kind.body)
    return body is not None and body.type in SOURCES


def _are_sources_introduced(place: ListPlace) -> bool:
    if not _is_source(place):
        return False
    is_called = place.names_several_above and not is_planned(place.context.heading)
    is_said = is_caption(place.before) and place.vocabulary.names_several(place.kind, place.before)
    return is_called or is_said  # "**MCP servers:**"


def _are_like_sources(place: ListPlace) -> bool:
    if not _is_source(place) or _are_sources_introduced(place) or not place.words.are_code:
        return False
    return sql_field(place.kind) is not None and are_tables(
        place.words.names, place.kind, place.context, place.vocabulary
    )


def _are_not_sources(place: ListPlace) -> bool:
    return _is_source(place) and not (_are_sources_introduced(place) or _are_like_sources(place))


def _have_form_of_another(place: ListPlace) -> bool:
    return have_other_form(place.words.names, place.kind, place.vocabulary.kinds.values())


def _begin_sentences(place: ListPlace) -> bool:
    """Return whether sentences go on after the names, "`PORT` must be set", below no heading for the kind."""
    if not place.has_identifiers or not place.words.go_on or place.context.is_nearest:
        return False
    return not (place.can_be_named and all(has_shape(name, place.kind) for name in place.words.names))


def _are_unlikely(place: ListPlace) -> bool:
    wording = place.kind.wording
    if not (wording.telling and wording.likely) or place.context.is_nearest:
        return False
    return not any(re.search(wording.likely, text) for text in place.words.texts)


def _are_continued(place: ListPlace) -> bool:
    return bool(place.kind.wording.telling) and place.is_named and continues_numbers(place.words.block)


def _are_main(place: ListPlace) -> bool:
    is_strong = place.kind.name_style is NameStyle.STRONG
    return is_strong and place.names_several_above and says_main(place.context.heading)


def _are_called(place: ListPlace) -> bool:
    """Return whether four in five names end with a word for the kind: "Order service"."""
    if not place.is_named or place.kind.wording.shape:
        return False
    names = [ASIDE.sub("", name) for name in place.words.names]
    called = sum(1 for name in names if place.vocabulary.ends_with_name(place.kind, name))
    return called >= _SEVERAL and called * 5 >= len(names) * 4


def _are_labels(place: ListPlace) -> bool:
    return place.words.are_labels and not place.kind.wording.shape


def _are_sentences(place: ListPlace) -> bool:
    texts = place.words.texts
    return sum(1 for text in texts if is_sentence(text, place.kind)) * 2 > len(texts)


SIGNS_IN_NAMES = (
    ListSign(-THRESHOLD, "its names are documents", _are_documents),
    ListSign(-THRESHOLD, "its names are function calls", _are_calls),
    ListSign(-THRESHOLD, "its items are columns with their types", _are_columns),
    ListSign(1, "the words above it introduce {plural}", _are_sources_introduced),
    ListSign(1, "its names are written like names of {plural}", _are_like_sources),
    ListSign(-THRESHOLD, "{kind} is written in code", _are_not_sources),
    ListSign(-THRESHOLD, "its names have the form of another kind", _have_form_of_another),
    ListSign(-2, "its names are the beginnings of sentences", _begin_sentences),
    ListSign(-2, "none of its items has a word that names of {kind} often have", _are_unlikely),
    ListSign(2, "its numbers continue those of a list above", _are_continued),
    ListSign(1, "the heading says that these are the main {plural}", _are_main),
    ListSign(3, "its names end with a word for {plural}", _are_called),
    ListSign(-THRESHOLD, "its items begin with labels that several lists have", _are_labels),
    ListSign(-THRESHOLD, "its items are sentences without a name before them", _are_sentences),
)
