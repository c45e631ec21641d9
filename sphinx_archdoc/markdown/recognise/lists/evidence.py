"""Evidence that the items of a list are entries of a kind."""

from __future__ import annotations

import re

import msgspec

from sphinx_archdoc.markdown.document.blocks import ListBlockItem
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import (
    THRESHOLD,
    Evidence,
    add_context,
    add_owner_of_codes,
    add_shape,
    is_caption,
    is_near,
)
from sphinx_archdoc.markdown.recognise.lists.addresses import lead_nowhere
from sphinx_archdoc.markdown.recognise.lists.announced_lists import (
    FORM,
    are_tables,
    continues_numbers,
    introduces_columns,
    introduces_folders,
    introduces_groups,
    introduces_names,
    introduces_values,
    is_planned,
    says_main,
    says_parts,
)
from sphinx_archdoc.markdown.recognise.lists.texts import add_texts
from sphinx_archdoc.markdown.recognise.lists.words import ListWords, name_of
from sphinx_archdoc.markdown.recognise.names.item_words import (
    ASIDE,
    LINK,
    first_text,
    is_sentence,
    leads_home,
)
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_item
from sphinx_archdoc.markdown.recognise.names.shape import (
    IDENTIFIER,
    are_documents,
    are_likely,
    has_likely_word,
    has_shape,
    have_other_form,
    is_in_capitals,
    is_refused,
)
from sphinx_archdoc.markdown.recognise.tables.column_tables import is_column_list
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.tables.path_evidence import are_files_of_programs, are_paths_of_code
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import SOURCES, Kind, NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, number_field, paths_field, sql_field

_STEPS = re.compile(r"\b(?:procedures?|process|(?<!next )steps?|workflow|checklist|instructions)\W*$", re.I)
"""The end of a heading above steps: "Rotation procedure"."""

_SEVERAL = 3
"""Names from which a common ending tells."""

_MANY = 8
"""Names from which their shape tells of a kind without any word for it."""

_STATUS = re.compile(r"\d{3,6}\b")
_STATUS_AND_CODE = re.compile(r"\d{3} [A-Z][A-Z0-9]*_?[A-Z0-9_]+")
"""The status of a response, and the code of the error: "404 OVEN_MISSING"."""


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
    add_context(evidence, context, vocabulary)
    _add_words_above(evidence, words, context, vocabulary)
    _add_names(evidence, words, context, vocabulary)
    _add_forms(evidence, words, context, vocabulary)
    _add_links(evidence, words, context, vocabulary)
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


def _add_words_above(
    evidence: Evidence, words: ListWords, context: HeadingContext, vocabulary: Vocabulary
) -> None:
    """Add the signs in the headings above the list, and in the line before it."""
    kind, before = evidence.kind, context.before
    hints = any(vocabulary.hints_at(kind, title) for title in (context.heading, *context.titles))
    can_be_hinted = kind.wording.shape or are_likely(words.names, kind)
    is_hint = hints and not evidence.signs and can_be_hinted
    evidence.add_if(is_hint, 1, "a heading above it hints at the kind")
    if context.is_nearest:
        add_owner_of_codes(evidence, context, vocabulary)
    is_done = not (kind.wording.shape or kind.wording.telling) and _STEPS.search(context.heading)
    evidence.add_if(is_done, -THRESHOLD, "the heading above it is about steps")
    is_distant = context.kind is kind and not context.is_exact
    is_close = is_distant and kind in vocabulary.kinds_in(context.heading)
    evidence.add_if(is_close and kind.wording.telling, 1, "the nearest heading has a word for the kind")
    is_far = is_distant and not is_near(kind, context, vocabulary)
    evidence.add_if(is_far, -1, "only the title of the page has a word for the kind")
    can_be_called = context.is_nearest or kind.wording.shape or kind in vocabulary.kinds_in(before)
    can_be_called = can_be_called or (kind.name_style is NameStyle.CODE and words.are_constants)
    can_be_called = can_be_called or (paths_field(kind) is not None and introduces_folders(before))
    is_introduced = before.rstrip("*_ \n").endswith(COLONS) and not (
        can_be_called or introduces_names(before, kind, vocabulary)
    )
    is_split = kind.nature is Nature.RUNS and says_parts(before)
    evidence.add_if(is_split, 3, "the line before it says what the system consists of")
    are_told_paths = paths_field(kind) and words.are_told and are_paths_of_code(words.written)
    is_introduced = is_introduced and not (is_split or are_told_paths)
    evidence.add_if(is_introduced, -1, "the line before it introduces something else")
    is_called = kind.name_form is NameForm.USUAL and is_caption(before)
    is_called = is_called and vocabulary.calls_names(kind, before)
    evidence.add_if(is_called, 1, f"the line before it has a word for names of {kind.name}")
    is_parted = introduces_groups(before, words.texts[0])
    evidence.add_if(is_parted, -THRESHOLD, "the line before it says that its items are groups")
    if kind.nature is Nature.SETTING:
        return
    are_columns = sql_field(kind) and (names_parts(before) or introduces_columns(before))
    are_values = introduces_values(before, context, vocabulary) or are_columns
    evidence.add_if(are_values, -THRESHOLD, "the line before it introduces values, parts, steps or goals")
    evidence.add_if(words.are_prescribed, -THRESHOLD, "its items say what values must be")
    is_of_form = kind.nature is Nature.INTERFACE and FORM.search(context.heading)
    evidence.add_if(is_of_form, -THRESHOLD, "the heading above it is about the form of something")


def _add_names(evidence: Evidence, words: ListWords, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the names: their shape, and signs that they are something else."""
    kind, texts, names = evidence.kind, words.texts, words.names
    is_code = kind.name_style is NameStyle.CODE and not kind.pattern
    calls = sum(1 for name, text in zip(names, texts, strict=True) if "(" in name and text.startswith("`"))
    evidence.add_if(are_documents(names, kind), -THRESHOLD, "its names are documents")
    are_calls = is_code and calls and calls * 2 >= len(names)
    if are_calls and number_field(kind):  # a contract declares errors so: "NotBaker()"
        failures = sum(1 for name in names if has_likely_word(name.partition("(")[0], kind))
        are_calls = failures * 2 <= len(names)
    evidence.add_if(are_calls, -THRESHOLD, "its names are function calls")
    body = kind.fields.get(kind.body)
    is_called = context.kind is kind and vocabulary.names_several(kind, context.heading)  # "Core modules"
    is_said = is_caption(context.before) and vocabulary.names_several(
        kind, context.before
    )  # "**MCP servers:**"
    evidence.add_if(
        sql_field(kind) and is_column_list(words.block), -THRESHOLD, "its items are columns with their types"
    )
    if body is not None and body.type in SOURCES:
        if (is_called and not is_planned(context.heading)) or is_said:
            evidence.add(1, f"the words above it introduce {kind.plural.lower()}")
        elif words.are_code and sql_field(kind) and are_tables(names, kind, context, vocabulary):
            evidence.add(1, f"its names are written like names of {kind.plural.lower()}")
        else:
            evidence.add(-THRESHOLD, f"{kind.name} is written in code")
    add_shape(evidence, words.requests(kind) or names, is_named=context.kind is kind)
    is_of_other = have_other_form(names, kind, vocabulary.kinds.values())
    evidence.add_if(is_of_other, -THRESHOLD, "its names have the form of another kind")
    goes_on = is_code and words.go_on and not context.is_nearest
    are_shaped = context.kind in (kind, None) and all(has_shape(name, kind) for name in names)
    goes_on = goes_on and not are_shaped
    evidence.add_if(goes_on, -2, "its names are the beginnings of sentences")
    likely = kind.wording.likely if kind.wording.telling else ""
    if likely and not context.is_nearest and not any(re.search(likely, text) for text in texts):
        evidence.add(-2, f"none of its items has a word that names of {kind.name} often have")
    is_continued = kind.wording.telling and context.kind is kind and continues_numbers(words.block)
    evidence.add_if(is_continued, 2, "its numbers continue those of a list above")
    are_main = is_called and kind.name_style is NameStyle.STRONG and says_main(context.heading)
    evidence.add_if(are_main, 1, f"the heading says that these are the main {kind.plural.lower()}")
    if context.kind is kind and not kind.wording.shape:
        called = sum(1 for name in names if vocabulary.ends_with_name(kind, ASIDE.sub("", name)))
        are_called = called >= _SEVERAL and called * 5 >= len(names) * 4
        evidence.add_if(are_called, 3, f"its names end with a word for {kind.plural.lower()}")
    are_labels = words.are_labels and not kind.wording.shape
    evidence.add_if(are_labels, -THRESHOLD, "its items begin with labels that several lists have")
    are_sentences = sum(1 for text in texts if is_sentence(text, kind)) * 2 > len(texts)
    evidence.add_if(are_sentences, -THRESHOLD, "its items are sentences without a name before them")


def _add_forms(evidence: Evidence, words: ListWords, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the form of the names: places, numbers, bold type, code."""
    kind, names = evidence.kind, words.names
    is_placed = kind.name_style is NameStyle.STRONG and context.kind in (kind, None) and words.are_placed
    evidence.add_if(is_placed and evidence.points > 0, 2, "most names end with code in parentheses")
    are_free = paths_field(kind) and context.kind in (kind, None) and words.are_told
    is_code = are_free and are_paths_of_code(words.written)
    evidence.add_if(is_code, 3, "its names are paths of code, each with a text")
    are_files = kind.nature is not Nature.RUNS and paths_field(kind) is None
    are_files = are_files and are_files_of_programs(words.written)
    evidence.add_if(are_files, -THRESHOLD, "its names are source files")
    number = number_field(kind)
    if number and all(_STATUS.match(name) for name in names):
        if all(_STATUS_AND_CODE.fullmatch(name) for name in names):
            evidence.add(4, f"its names are a number, as '{number.name}' is, and a code")
        elif context.kind is kind:
            points = 3 if context.is_nearest else 2
            evidence.add(points, f"its names begin with a number, as '{number.name}' is")
        elif kind in vocabulary.kinds_in(context.heading):  # "Error handling"
            evidence.add(2, f"its names begin with a number, as '{number.name}' is")
        else:
            evidence.add(-3, "no heading names the kind, so they are the statuses of one request")
    are_classes = kind.nature is Nature.RUNS and context.kind is None and words.are_told and words.are_classes
    are_classes = are_classes and any(vocabulary.hints_at(kind, title) for title in context.titles)
    evidence.add_if(are_classes, 3, "its names are classes, below a heading that hints at the kind")
    are_code = kind.nature is Nature.RUNS and context.kind is kind and words.are_told
    are_code = are_code and (words.are_code or all(IDENTIFIER.search(name) for name in names))
    evidence.add_if(are_code, 1, "all names are written like identifiers")
    is_group = kind.nature is Nature.RUNS and context.kind is kind and not context.is_nearest
    is_group = is_group and words.are_told and not words.lead_to_documents
    is_group = (
        is_group and is_near(kind, context, vocabulary) and kind not in vocabulary.kinds_in(context.heading)
    )
    evidence.add_if(is_group, 1, "it is a group of them, each with a text")
    evidence.add_if(words.are_marked, 1, "all items begin with a name in bold type or code")
    are_many = kind.name_form is NameForm.USUAL and context.kind is None and words.are_code
    are_many = are_many and words.are_told and len(names) >= _MANY
    evidence.add_if(are_many and evidence.points > 0, 1, "it has many names in code, each with a text")
    if kind.wording.shape or kind.name_style is not NameStyle.CODE:
        return
    are_code = words.are_code or (context.is_nearest and all(map(is_in_capitals, names)))
    evidence.add_if(are_code, 1, "all names are code, or in capitals")
    are_words = not words.are_code and not context.is_nearest and context.kind is kind
    are_words = are_words and any(" " in name for name in names)
    are_words = are_words and not any(IDENTIFIER.search(name) for name in names)
    evidence.add_if(
        are_words, -3 if kind.nature is Nature.SETTING else -1, "its names are words, not identifiers"
    )


def _add_links(evidence: Evidence, words: ListWords, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the links that the items begin with."""
    kind = evidence.kind
    if address_field(kind) is None:
        lead_to_parts = evidence.points > 0 and words.lead_to_parts
        evidence.add_if(lead_to_parts, 1, "each of its names leads to the README of a folder")
        is_about = kind.nature is Nature.RUNS and context.kind is kind and words.are_told
        is_about = is_about and vocabulary.names_several(kind, context.heading)
        lead_to_own = is_about and not lead_to_parts and words.lead_to_documents
        evidence.add_if(lead_to_own, 2, "each of its names leads to a document about it")
        return
    evidence.add_if(all(map(LINK.match, words.texts)), 2, "its names are links")
    is_whole = len(context.section.content) == 1 and words.are_told and words.lead_to_documents
    evidence.add_if(
        is_whole, 1, "it is alone in its section, and its items are links to documents, each with a text"
    )
    is_nowhere = lead_nowhere(words.texts, context)
    evidence.add_if(is_nowhere, -THRESHOLD, "its names are code and no paths, or nothing has an address")
    is_local = all(map(leads_home, words.texts))
    evidence.add_if(is_local, -THRESHOLD, "its links lead to the author's own machine")
