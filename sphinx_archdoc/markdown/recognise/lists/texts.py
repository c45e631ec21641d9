"""Evidence in the texts after the names of a list: whether there are any, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import ListBlockItem
from sphinx_archdoc.markdown.document.inline import count_words
from sphinx_archdoc.markdown.document.source_text import Separator
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import THRESHOLD, Evidence
from sphinx_archdoc.markdown.recognise.lists.announced_lists import (
    are_names_announced,
    are_sentences_announced,
    are_settings_announced,
    have_prescribed_form,
)
from sphinx_archdoc.markdown.recognise.lists.words import ListWords
from sphinx_archdoc.markdown.recognise.literals import is_path
from sphinx_archdoc.markdown.recognise.names.item_words import (
    MARKED,
    common_ending,
    first_text,
    split_sentence,
    values_within,
)
from sphinx_archdoc.markdown.recognise.names.shape import is_in_capitals, is_likely
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import paths_field

_SHAPED = 3
"""Points of the shape of names; with more of them, the words above a list tell of the kind as well."""

_SEVERAL = 3
"""Items from which they confirm each other."""

_LONGEST_NAME = 3
_LONGEST_TITLE = 10
"""Words of a name, and of what a kind calls its entries in whole sentences."""

_FEWEST_WORDS = 3
"""Words of a text that says something of a name: "Language: Python" does not."""

_FEWEST_WORDS_OF_FIX = 2
"""Words of a text that says what to do about a problem: "Restart it"."""


def add_texts(
    evidence: Evidence,
    words: ListWords,
    items: Sequence[ListBlockItem],
    context: HeadingContext,
    vocabulary: Vocabulary,
) -> None:
    """Add the signs in the texts after the names: labels in them, and whether there are texts."""
    kind = evidence.kind
    is_told = words.are_told and not kind.wording.shape
    is_meant = bool(kind.wording.shape) and not words.are_marked and evidence.points > _SHAPED
    is_told = is_told or (is_meant and bool(items) and all(_has_words(item) for item in items))
    evidence.add_if(is_told, 1, "all of these names are followed by a text")
    if context.kind is kind:
        _add_forms(evidence, words, context, vocabulary)
    inner = [values_within(text, kind, vocabulary) for text in words.texts] if words.has_values else []
    in_all = set.intersection(*map(set, inner)) if inner else set()
    for name in sorted(in_all):
        points = 2 if kind.fields[name].required else 1
        evidence.add(points, f"all items have the label of '{name}' in their text")
    can_be_series = kind.name_style is NameStyle.CODE and not (in_all or words.are_code or kind.pattern)
    ending = common_ending(words.names) if can_be_series else ""
    is_series = ending and not context.is_nearest and not vocabulary.is_label(ending)
    evidence.add_if(is_series, -2, f"all names end with '{ending}', which is neither a name nor a field")
    _add_bare_names(evidence, words, items, context, vocabulary)
    known = {*in_all, *kind.name_fields, kind.summary}
    if (paths := paths_field(kind)) and all(map(is_path, words.written)):
        known.add(paths.name)  # a path is both the name and where the code is
    required = [field for field in kind.fields.values() if field.required and field.name not in known]
    is_too_short = required and not kind.wording.telling
    evidence.add_if(is_too_short, -1, f"a sentence cannot give all that {kind.name} needs")


def _add_forms(evidence: Evidence, words: ListWords, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the form of the texts, below a heading that names the kind."""
    kind = evidence.kind
    if kind.wording.telling:
        are_explained = words.have_points and vocabulary.calls_names(kind, context.heading)
        evidence.add_if(are_explained, 2, "its items are what the heading says, and have points below them")
        about = context.titles[:1] if words.are_mostly_sentences else ()
        titles = context.titles if words.are_bold_sentences else about
        are_told_in_bold = any(vocabulary.calls_names(kind, title) for title in titles)
        evidence.add_if(
            are_told_in_bold, 2, f"its items begin with sentences in bold type, as {kind.plural.lower()} do"
        )
    is_plain = context.is_nearest and not kind.wording.shape and _have_plain_names(words, kind, vocabulary)
    evidence.add_if(is_plain, 2, "all items are a few words, the same sign, and a text")
    evidence.add_if(words.have_lines, 2, "all names have lines of their own, above a text")


def _add_bare_names(
    evidence: Evidence,
    words: ListWords,
    items: Sequence[ListBlockItem],
    context: HeadingContext,
    vocabulary: Vocabulary,
) -> None:
    """Add the sign that most items are names without a text, unless the words above announce just that.

    The value of a variable is as good as a text.
    """
    kind = evidence.kind
    is_setting = kind.nature is Nature.SETTING and context.kind is kind
    told = words.told | words.assigned if is_setting else words.told
    bare = sum(1 for item in items if id(item) not in told) * 2 > len(items)
    if bare and are_sentences_announced(words.texts, kind, context, vocabulary):
        evidence.add(2, f"the heading says that its sentences are {kind.plural.lower()}")
    elif bare and are_names_announced(words.texts, kind, context, vocabulary):
        evidence.add(3, f"the words above it say that these names are {kind.plural.lower()}")
    elif kind.pattern and words.told and len(items) == len(words.names) and words.are_code:
        return  # of `POST /orders`, the name says what it does
    elif not (
        are_settings_announced(words.names, kind, context, vocabulary)
        or have_prescribed_form(words.texts, kind, context.before, vocabulary)
    ):
        evidence.add_if(bare, -THRESHOLD, "most items are names without a text")


def _have_plain_names(words: ListWords, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether all items of a list are a name of a few words, the same sign, and a text."""
    pairs = [split_sentence(text) for text in words.texts]
    signs = {separator for _, _, separator in pairs}
    if len(signs) != 1 or signs.isdisjoint((Separator.COLON, Separator.DASH)):
        return False
    if kind.wording.likely and kind.name_style is NameStyle.TEXT:
        return _are_plain_problems(pairs, words.texts, kind, vocabulary)
    fewest = 1 if all(map(is_in_capitals, words.names)) else _FEWEST_WORDS
    return len(pairs) >= _SEVERAL and not any(
        MARKED.match(text)
        or vocabulary.is_label(name)
        or count_words(name) > _LONGEST_NAME
        or count_words(rest) < fewest
        for (name, rest, _), text in zip(pairs, words.texts, strict=True)
    )


def _are_plain_problems(
    pairs: Sequence[tuple[str, str, Separator]], texts: Sequence[str], kind: Kind, vocabulary: Vocabulary
) -> bool:
    """Return whether names before a sign and a text are problems: at least half of them say what is wrong.

    If there are only two, both must. "Check the logs: they name the file" is a step. A name may begin with
    code that more words follow: "`make` is missing: install it".

    :param pairs: the name, the text and the sign between them in each of *texts*.
    """
    wrong = [is_likely(name, kind) for name, _, _ in pairs]
    if sum(wrong) * 2 < len(pairs) or len(pairs) < (2 if all(wrong) else _SEVERAL):
        return False
    for (name, rest, _), text, is_wrong in zip(pairs, texts, wrong, strict=True):
        begins_with_code = text.startswith("`") and " " in name
        if MARKED.match(text) and not begins_with_code:
            return False
        if count_words(name) > _LONGEST_TITLE or count_words(rest) < _FEWEST_WORDS_OF_FIX:
            return False
        if vocabulary.is_label(name) and not is_wrong:
            return False
    return True


def _has_words(item: ListBlockItem) -> bool:
    """Return whether the text after the name is more than a value: "LOG_LEVEL : debug"."""
    return count_words(split_sentence(first_text(item))[1]) > 1
