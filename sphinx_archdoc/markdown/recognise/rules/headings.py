"""Headings that are not entries themselves, but may name the kind of the entries below them.

The reference is "From the heading" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import itertools
import operator
import re
from functools import partial

from sphinx_archdoc.markdown.document.blocks import ListBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_resolved
from sphinx_archdoc.markdown.recognise.heading_evidence.evidence import strongest_of_heading
from sphinx_archdoc.markdown.recognise.heading_evidence.names import is_status_class
from sphinx_archdoc.markdown.recognise.names.heading_name import last_word
from sphinx_archdoc.markdown.recognise.names.shape import is_likely, is_refused
from sphinx_archdoc.markdown.recognise.paragraphs.captions import with_captions
from sphinx_archdoc.markdown.recognise.paragraphs.named import (
    problems_below,
    with_labelled_names,
    with_names_as_written,
    with_whole_names,
)
from sphinx_archdoc.markdown.recognise.paragraphs.points import with_sentences
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.no_entries import contents_list
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.model import Kind, Layout, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_LONGEST_TITLE = 200
"""Characters of a heading above others that can say what they divide; longer ones are sentences."""

_FILE = re.compile(r"`?(?P<name>[\w-]+)\.md`?(?:\s*[-–—:].*)?")
"""The name of a file, and a subtitle: "GOTCHAS.md - what we learned"."""


def document_title(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a title that names the kind of documents: the kinds named above it end there."""
    kind = state.vocabulary.kind_of_heading(node.title)
    if kind is None or kind.layout is not Layout.HEADER:
        return None
    inner = context.below(node.title)
    return Match("it is the title of the document", partial(_read_announced, node, None, inner, state))


def _read_announced(section: Section, kind: Kind | None, inner: HeadingContext, state: DocumentState) -> None:
    """Read a section whose heading announces entries of *kind*, or says that none follow."""
    state.announce(section, kind if kind and kind.takes_name else None, section.title)
    state.read_section(section, inner)


def kind_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading that names a kind, such as "Environment Variables"."""
    title = _without_suffix(node)
    kind = state.vocabulary.kind_of_heading(title) or _kind_after_name_of_page(title, context, state)
    if kind is None or _is_part_of_above(kind, title, context, state):
        return None
    inner = context.below(title, kind, is_nearest=True)
    node = with_names_as_written(node, kind, state.vocabulary)
    return Match(f"the heading names {kind.name}", partial(_read_announced, node, kind, inner, state), kind)


def _without_suffix(node: Section) -> str:
    """Return a heading; the title of a page can be the name of its file: "KNOWN_ISSUES.md - still open"."""
    file = _FILE.fullmatch(node.title) if node.level == 1 else None
    return file["name"].replace("_", " ") if file else node.title


def _kind_after_name_of_page(title: str, context: HeadingContext, state: DocumentState) -> Kind | None:
    """Return the kind that a heading names after words that the title of the page begins with as well.

    "Bakery components" says no more than "Components" on the page "Bakery".
    """
    page = key_of(plain_text(context.titles[0] if context.titles else context.heading)).split("-")
    words = key_of(title).split("-") if len(title) <= _LONGEST_TITLE else []
    same = len(list(itertools.takewhile(bool, map(operator.eq, words, page))))
    return state.vocabulary.kind_of_heading(" ".join(words[same:])) if same else None


def _is_part_of_above(kind: Kind, title: str, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading only divides what one above it names: "Cloud services", "External services".

    That is so if the one above names its kind by words of which the last one alone names another kind.
    """
    above, named = context.kind, state.vocabulary.kind_of_heading
    if above is None or above is kind:
        return False
    single = {word for word in key_of(title[:_LONGEST_TITLE]).split("-") if named(word) is kind}
    titles = [one for one in (context.heading, *context.titles) if single and len(one) <= _LONGEST_TITLE]
    for words in (key_of(one).split("-") for one in titles):
        ends = [at for at, word in enumerate(words) if word in single]
        phrases = (" ".join(words[max(at - before, 0) : at + 1]) for at in ends for before in (1, 2))
        if any(named(phrase) is above for phrase in phrases):
            return True
    return False


def kind_within_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading that names a kind among other words, such as "Backend environment variables"."""
    title = _without_suffix(node)
    kind = state.vocabulary.kind_within_heading(title)
    if (
        kind is None
        or _is_part_of_above(kind, node.title, context, state)
        or _is_entry_of_other(node, kind, context, state)
        or _groups_problems(node, kind, context)
        or _is_called(node, kind, context, state)
    ):
        return None
    node = with_labelled_names(node, kind, state.vocabulary)
    is_title = node.level == 1 and bool(kind.wording.telling)  # "Deployment gotchas"
    is_exact = state.vocabulary.kind_of_title(title) is kind
    is_exact = is_exact or (is_title and state.vocabulary.names_several(kind, title))
    inner = context.below(title, kind, is_exact=is_exact)
    reason = f"the heading has a name of {kind.name} in it"
    if kind.wording.shape:
        node = with_names_as_written(node, kind, state.vocabulary)
    node = with_captions(node, kind, state.vocabulary)
    return Match(reason, partial(_read_announced, node, kind, inner, state), kind)


def _is_called(node: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading names one entry of *kind*, and ends with its word: "Mail Server"."""
    last = last_word(node.title)
    if context.kind is not kind or not (last == key_of(kind.heading) or is_status_class(node, kind)):
        return False
    best = strongest_of_heading(node, context, state)
    return best is not None and best.kind is kind


def _groups_problems(node: Section, kind: Kind, context: HeadingContext) -> bool:
    """Return whether a heading groups problems, and only has a word for *kind* in it: "Script errors".

    The headings below it are phrases, most of which tell of a problem.
    """
    above = context.kind
    if above is None or above is kind or not above.wording.telling or kind.name_style is not NameStyle.CODE:
        return False
    names = [child.title for child in node.children]
    likely = sum(1 for name in names if is_likely(plain_text(name), above))
    return not any("`" in name or " " not in name for name in names) and likely * 2 > len(names)


def _is_entry_of_other(node: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading is an entry of another kind, whose name only has a word for *kind* in it.

    "Permission errors" below "Troubleshooting", and "List webhooks" above ``GET /webhooks``, announce
    nothing. A table or a heading below it would be what it announces.
    """
    if node.children or any(isinstance(block, TableBlock) for block in node.content):
        return False
    best = strongest_of_heading(node, context, state)
    return best is not None and best.kind is not kind


def missing_labels(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading directly below one that names a kind of cards, but without any label of that kind."""
    kind = context.kind
    if kind is None or kind.layout is not Layout.CARD or not context.is_nearest or not node.blocks:
        return None
    if is_refused(plain_text(node.title), kind) or is_resolved(node.title):  # "Getting help"
        return None
    if any(is_directive(block, kind) for block in node.blocks):  # a group of what was converted
        return None
    return Match(
        f"there is no label of {kind.name} below the heading",
        partial(_skip, node, kind, context, state),
        kind,
    )


def _skip(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    titles = [f.title for f in kind.fields.values() if f.required or f.column or f.group]
    body = kind.fields.get(kind.body)
    wanted = f"label such as {', '.join(titles[:3])}" if titles else body.title if body else "field"
    reason = f"not a valid {kind.name}: this heading has no {wanted} below it"
    before = len(state.result.entries)
    below = with_labelled_names(section, kind, state.vocabulary)
    if kind.wording.telling:
        below = with_sentences(problems_below(below, kind, state.vocabulary))
    state.read_section(below, context.below(section.title, kind, is_exact=True))
    is_contents = not section.children and all(
        isinstance(block, ListBlock) and contents_list(block, context, state) for block in section.content
    )
    if len(state.result.entries) == before and not is_contents:  # else the heading groups what is below it
        is_example = _is_about_something_else(section, kind, context)
        state.result.skip(section.start, section.start, reason, is_example=is_example)


def _is_about_something_else(section: Section, kind: Kind, context: HeadingContext) -> bool:
    """Return whether a page loses nothing with a heading, if it has entries of the kind elsewhere.

    Its name tells of no failure, or there is no table below it, which those of a database have, or it is
    directly below the title of the page, which has sections of all sorts.
    """
    if kind.wording.likely:
        return re.search(kind.wording.likely, plain_text(section.title)) is None
    if sql_field(kind):
        return not any(isinstance(block, TableBlock) for block in section.content)
    return context.section.level <= 1


def other_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match any heading; the kind that a heading above it names goes on below it."""
    kind = context.kind
    if kind and (is_refused(plain_text(node.title), kind) or is_resolved(node.title)):
        inner = context.below(node.title)
        return Match(f"such a heading ends {kind.name}", partial(_read_announced, node, None, inner, state))
    inner = context.below(node.title, kind, is_exact=context.is_exact)
    if kind:
        node = with_labelled_names(node, kind, state.vocabulary)
    if kind and kind.wording.telling:
        node = with_sentences(problems_below(node, kind, state.vocabulary))
    if kind and kind.wording.shape:  # so that names tell of it below any heading
        node = with_names_as_written(node, kind, state.vocabulary)
    for one in state.vocabulary.kinds.values() if kind is None else ():
        node = with_captions(node, one, state.vocabulary)
        node = with_whole_names(node, one)
    return Match("the heading has no meaning of its own", partial(state.read_section, node, inner))
