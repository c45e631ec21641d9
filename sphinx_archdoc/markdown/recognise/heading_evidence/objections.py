"""Evidence that a heading is not the name of an entry of a kind."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import CodeBlock, ListBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import undecorated
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import (
    THRESHOLD,
    Evidence,
    add_owner_of_codes,
    is_resolved,
    is_to_come,
)
from sphinx_archdoc.markdown.recognise.heading_evidence.neighbours import SEVERAL
from sphinx_archdoc.markdown.recognise.heading_evidence.rows_below import (
    holds_only_rows_of_others,
    holds_rows,
)
from sphinx_archdoc.markdown.recognise.headings.siblings import (
    is_above_named_points,
    is_above_points,
    sentences_below,
)
from sphinx_archdoc.markdown.recognise.lists.announced_lists import FORM, continues_numbers
from sphinx_archdoc.markdown.recognise.lists.words import ListWords
from sphinx_archdoc.markdown.recognise.names.heading_name import HeadingName, read_heading
from sphinx_archdoc.markdown.recognise.names.item_words import MARKED, first_text, split_sentence
from sphinx_archdoc.markdown.recognise.names.names_below import name_below
from sphinx_archdoc.markdown.recognise.names.shape import (
    CODED,
    has_shape,
    is_constant,
    is_identifier,
    is_of_words,
    is_refused,
    is_valid,
)
from sphinx_archdoc.markdown.recognise.paragraphs.captions import has_captions
from sphinx_archdoc.markdown.recognise.paragraphs.named import holds_names, problems_below
from sphinx_archdoc.markdown.recognise.paragraphs.points import with_sentences
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.words.heading_words import has_no_spaces
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_LONGEST_TOPIC = 3
"""Words of a heading that groups problems; one with more can tell of a problem: "The oven goes cold"."""

_EXAMPLE = "example"
"""A field that anything can have."""

_WORD = re.compile(r"[A-Z][a-z]+")
"""A heading that is a single word: "Backend"."""


def add_objections(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in a heading, and in what is above and below it, that it is not an entry of a kind."""
    _object_to_texts(evidence, section, heading, context, state)
    _object_to_above(evidence, context, state.vocabulary)
    _object_to_name(evidence, section, heading, context, state)
    if evidence.kind.wording.telling:
        _object_to_problem(evidence, section, context, state)


def _object_to_texts(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in what is below a heading: nothing at all, or entries of the kind themselves."""
    kind, vocabulary = evidence.kind, state.vocabulary
    has_title = bool(heading.rest) and CODED.match(section.title)  # "E101: The oven is hot"
    is_whole = kind.pattern and state.heading_shapes.count(kind, section.level) > 1  # "GET /orders"
    if not (has_title or is_whole) and (
        section.end <= section.start or not (section.blocks or evidence.points >= THRESHOLD)
    ):
        evidence.add(-THRESHOLD, "there is no text below it")
    evidence.add_if(
        holds_rows(section, kind, vocabulary), -THRESHOLD, f"a table below it contains {kind.plural.lower()}"
    )
    lists_names = kind.nature is Nature.RUNS and _lists_identifiers(section)
    evidence.add_if(lists_names, -THRESHOLD, f"the items of its list are {kind.plural.lower()} themselves")
    is_repeated = not kind.wording.telling and state.signs_of(section).repeats_labels
    evidence.add_if(is_repeated, -THRESHOLD, "several lists below it have the same labels")
    are_of_others = bool(kind.wording.telling) and holds_only_rows_of_others(section, kind, vocabulary)
    evidence.add_if(are_of_others, -THRESHOLD, "there are only tables of another kind below it")
    if has_captions(section, kind, vocabulary):
        evidence.add(-2 * THRESHOLD, f"lines below it are the names of {kind.plural.lower()}")
    above = context.kind
    if above and holds_names(section, above, vocabulary):
        evidence.add(-2 * THRESHOLD, f"paragraphs below it are {above.plural.lower()} themselves")
    if _groups_cards(section, kind, state):
        evidence.add(-THRESHOLD, f"headings below it have the fields of {kind.plural.lower()}")
    if not kind.pattern and state.signs_of(section).groups_names(kind):
        evidence.add(-THRESHOLD, f"headings below it have the shape of {kind.name}")


def _lists_identifiers(section: Section) -> bool:
    """Return whether only a list of identifiers is below a heading, each in bold type and with a text."""
    only = section.content[0] if len(section.content) == 1 and not section.children else None
    if not isinstance(only, ListBlock) or len(only.items) < SEVERAL:
        return False
    words = ListWords(only)
    return words.are_told and all(map(is_identifier, words.names)) and not words.are_constants


def _object_to_above(evidence: Evidence, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the headings above one: they are about something else."""
    kind = evidence.kind
    is_of_form = kind.nature is Nature.INTERFACE and FORM.search(context.heading)
    evidence.add_if(is_of_form, -THRESHOLD, "the heading above it is about the form of something")
    above_to_come = is_to_come(context.heading)
    evidence.add_if(above_to_come, -2 * THRESHOLD, "the heading above it is about what does not exist yet")
    add_owner_of_codes(evidence, context, vocabulary)


def _object_to_name(
    evidence: Evidence, section: Section, heading: HeadingName, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs in the words of a heading that it is not a name of the kind."""
    kind, vocabulary = evidence.kind, state.vocabulary
    is_part = sql_field(kind) and names_parts(section.title) and not heading.in_code
    evidence.add_if(is_part and _is_title(section.title), -THRESHOLD, "it is about parts of tables")
    evidence.add_if(heading.is_struck, -THRESHOLD, "it is struck through")
    is_none = is_refused(heading.name, kind) or is_refused(heading.rest, kind)
    evidence.add_if(is_none, -2 * THRESHOLD, f"names of {kind.name} never look like this")
    named = vocabulary.kind_of_heading(section.title)
    evidence.add_if(named, -THRESHOLD, f"it names the kind {named.name if named else ''}")
    told = None if heading.in_code or kind.wording.telling else vocabulary.kind_within_heading(section.title)
    if told and told is not kind and told.pattern:  # "API endpoints" is not a component
        evidence.add(-THRESHOLD, f"it has a word for {told.plural.lower()}")
    is_words = " " in heading.name or has_no_spaces(heading.name)
    is_words = is_words and kind.name_style is NameStyle.CODE and not heading.in_code
    is_called = sql_field(kind) and vocabulary.ends_with_name(kind, section.title)  # "Orders table"
    is_none_of_code = is_words and not (kind.pattern or is_called)
    titles = map(vocabulary.kind_of_heading, context.titles)
    is_of_problems = any(named is not None and named.wording.telling for named in titles)
    points = -2 if is_of_problems else -1  # on a page about problems, a sentence is one
    evidence.add_if(is_none_of_code, points, "its name is words, not an identifier")
    is_of_other = not kind.pattern and is_one_of_others(section, kind, context, state)
    evidence.add_if(is_of_other, -THRESHOLD, "names beside it have the form of another kind as well")
    are_codes = is_words and not kind.pattern and state.heading_shapes.are_codes(kind, section.level)
    evidence.add_if(are_codes, -2, f"names of {kind.plural.lower()} of its level are codes")
    is_word = not heading.in_code and is_of_words(heading.name, kind)
    evidence.add_if(is_word, -2 * THRESHOLD, "its name ends with words, and not with code")
    if name_below(section, kind):
        return
    if kind.pattern:
        are_valid = all(is_valid(name, kind) for name in heading.names)
        evidence.add_if(not are_valid, -THRESHOLD, f"its name does not have the form {kind.form}")
    elif kind.wording.shape:
        _object_to_example(evidence, section, context, state)
        is_other = is_words or _WORD.fullmatch(plain_text(section.title))
        evidence.add_if(is_other, -THRESHOLD, f"its name does not have the shape of {kind.name}")


def _object_to_example(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the sign that a name in capitals has only an example, as anything can have."""
    kind, vocabulary = evidence.kind, state.vocabulary
    titles = (context.heading, *context.titles, section.title)
    is_told = context.kind is kind or any(
        vocabulary.hints_at(kind, title) or kind in vocabulary.kinds_in(title) for title in titles
    )
    fields = {field.name for field in state.signs_of(section).fields_and_names(kind)[0]}
    is_bare = not is_told and fields == {_EXAMPLE}
    evidence.add_if(is_bare, -2, f"there is only an example, and no word for {kind.plural.lower()}")


def _is_title(heading: str) -> bool:
    """Return whether a heading begins with a capital, or is of a script that has none; names may not."""
    return heading[:1].isupper() or not heading.isascii()


def _is_part(section: Section, kind: Kind) -> bool:
    """Return whether a heading is that of a part of a problem: "Issue description", "Current status".

    A directive below it was a heading beside it before the page was converted.
    """
    return is_refused(plain_text(section.title), kind) and not any(map(is_directive, section.blocks))


def _object_to_problem(
    evidence: Evidence, section: Section, context: HeadingContext, state: DocumentState
) -> None:
    """Add the signs that a heading is not a problem: it groups some, is solved, or shows only commands."""
    kind = evidence.kind
    if any(state.signs_of(child).has_telling_label(kind) for child in section.children):
        evidence.add(-THRESHOLD, f"headings below it are {kind.plural.lower()} themselves")
    has_parts = bool(section.children) and all(_is_part(child, kind) for child in section.children)
    if not (section.blocks or has_parts or state.signs_of(section).fields_and_names(kind)[0]):
        evidence.add(-THRESHOLD, "there is nothing between it and the headings below it")
    evidence.add_if(is_resolved(section.title), -THRESHOLD, "it says that what is below it is solved")
    if _is_topic(section, kind, context, state):
        evidence.add(-THRESHOLD, f"the items of its list are {kind.plural.lower()} themselves")
    if state.vocabulary.names_several(kind, section.title) and is_above_named_points(section):
        evidence.add(-THRESHOLD, f"the items of its list are {kind.plural.lower()} with items of their own")
    if problems_below(section, kind, state.vocabulary) is not section:
        evidence.add(-THRESHOLD, f"the lines in bold type below it are {kind.plural.lower()} themselves")
    is_likely = re.search(kind.wording.likely, plain_text(section.title))
    has_code = bool(section.content) and all(isinstance(block, CodeBlock) for block in section.content)
    is_command = has_code and not is_likely
    evidence.add_if(is_command, -2, "there is only code below it, and its name does not describe a failure")


def _is_topic(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading groups the points below it, and tells of no failure itself.

    A short one below the title of the page is above nothing but a list, as another one is. Or the points are
    sentences in bold type, and others beside it have such points, or there is nothing else below it.
    """
    if re.search(kind.wording.likely, plain_text(section.title)):
        return False
    beside = state.siblings_of(context.section)
    is_short = len(undecorated(plain_text(section.title)).split()) <= _LONGEST_TOPIC
    if context.section.level == 1 and is_short and is_above_points(section) and beside.above_points > 1:
        return True
    if _has_named_points(section, kind, context, state):
        return True
    sentences = sentences_below(section)
    if not sentences or state.signs_of(section).fields_and_names(kind)[0]:
        return False
    is_alone = len(with_sentences(section).content) == 1 and len(sentences) >= SEVERAL
    return is_alone or beside.are_topics(kind)


def _has_named_points(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether only a list of names in bold type is below a heading, on a page such as "Gotchas".

    Labels that several lists have are none: "**Fix:** restart". A list whose numbers go on from the one above
    the heading can have a single name.
    """
    only = section.content[0] if len(section.content) == 1 else None
    if not isinstance(only, ListBlock) or len(only.items) < (1 if continues_numbers(only) else SEVERAL):
        return False
    vocabulary, titles = state.vocabulary, (context.heading, *context.titles)
    if not any(vocabulary.names_several(kind, title) for title in titles):
        return False
    texts = [first_text(item) for item in only.items]
    are_labels = any(vocabulary.is_label(plain_text(split_sentence(text)[0])) for text in texts)
    if are_labels or state.forms.are_labels_of_several(only):
        return False
    return all(text.startswith("**") and MARKED.match(text) for text in texts)


def _groups_cards(section: Section, kind: Kind, state: DocumentState) -> bool:
    """Return whether a heading without fields of its own is above headings that mostly say what they are."""
    is_card = kind.layout is Layout.CARD and not kind.wording.telling
    if not is_card or state.signs_of(section).fields_and_names(kind)[0]:
        return False
    known = (state.signs_of(child).fields_and_names(kind)[0] for child in section.children)
    told = sum(any(field.name == kind.summary for field in fields) for fields in known)
    return told > 0 and told * 2 >= len(section.children)


def is_one_of_others(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a name has the form that another kind prescribes, as have others on the page.

    ``POST /hooks`` below "Webhooks" is an endpoint on a page of endpoints, or beside others with other
    methods, which manage webhooks. Else it is a webhook.
    """
    if kind.name_style is NameStyle.TEXT and is_constant(plain_text(section.title)):
        return state.are_codes(section)
    for other in state.vocabulary.kinds.values() if not kind.pattern else ():
        if not (other.pattern and has_shape(read_heading(section.title, other).name, other)):
            continue
        beside = state.siblings_of(context.section)
        here = beside.shaped(other)
        if here >= SEVERAL and beside.first_words(other) > 1:
            return True
        if state.heading_shapes.count(other, section.level) - here >= SEVERAL:
            return True
    return False
