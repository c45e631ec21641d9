"""Evidence that the items of a list are entries of a kind.

Each sign is a row of a tuple in one of the modules ``signs_…``, with the points that it is worth.
"""

from __future__ import annotations

import msgspec

from sphinx_archdoc.markdown.document.blocks import ListBlockItem
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import Evidence, add_context, add_owner_of_codes, add_shape
from sphinx_archdoc.markdown.recognise.lists.place import ListPlace, add_signs
from sphinx_archdoc.markdown.recognise.lists.signs_above import SIGNS_ABOVE
from sphinx_archdoc.markdown.recognise.lists.signs_in_names import SIGNS_IN_NAMES
from sphinx_archdoc.markdown.recognise.lists.signs_of_form import SIGNS_OF_FORM
from sphinx_archdoc.markdown.recognise.lists.texts import add_texts
from sphinx_archdoc.markdown.recognise.lists.words import ListWords, name_of
from sphinx_archdoc.markdown.recognise.names.item_words import first_text
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_item
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_in_capitals, is_refused
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind


class ListEvidence(msgspec.Struct, frozen=True):
    """The evidence that a list gives, and the items that are read as entries of the kind."""

    evidence: Evidence
    items: list[ListBlockItem]


def list_evidence(
    words: ListWords, kind: Kind, context: HeadingContext, vocabulary: Vocabulary
) -> ListEvidence:
    """Return the signs in a list for and against a kind."""
    evidence = Evidence(kind, [])
    items = _entries(words, kind)
    place = ListPlace(words, context, vocabulary, evidence)
    add_context(evidence, context, vocabulary)
    add_signs(place, SIGNS_ABOVE)
    if context.is_nearest:
        add_owner_of_codes(evidence, context, vocabulary)
    add_signs(place, SIGNS_IN_NAMES)
    add_shape(evidence, words.requests(kind) or words.names, is_named=place.is_named)
    add_signs(place, SIGNS_OF_FORM)
    add_texts(evidence, words, items, context, vocabulary)
    return ListEvidence(evidence, items)


def _entries(words: ListWords, kind: Kind) -> list[ListBlockItem]:
    """Return the items whose names can be those of a kind."""
    items = list(words.block.items)
    if kind.wording.shape:
        pairs = zip(words.names, items, strict=True)
        shaped = [has_shape(name, kind) or bool(names_in_item(item, kind)) for name, item in pairs]
        are_alike = any(shaped) and not kind.pattern and all(map(is_in_capitals, words.names))
        items = items if are_alike else [item for item, found in zip(items, shaped, strict=True) if found]
    if kind.wording.refused:
        items = [item for item in items if not is_refused(name_of(first_text(item)), kind)]
    return items
