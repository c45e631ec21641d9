"""Headings that are not entries themselves, but may name the kind of the entries below them.

The reference is "Headings" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.rule import DocumentState, HeadingContext, Match
from sphinx_archdoc.schema.model import Kind, Layout


def document_title(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a title that names the kind of documents: the kinds named above it end there."""
    kind = state.vocabulary.kind_of_heading(node.title)
    if kind is None or kind.layout is not Layout.HEADER:
        return None
    inner = context.below(node.title)
    return Match("it is the title of the document", partial(state.read_section, node, inner))


def kind_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading that names a kind, such as "Environment Variables"."""
    kind = state.vocabulary.kind_of_heading(node.title)
    if kind is None:
        return None
    inner = context.below(node.title, kind, is_nearest=True)
    return Match(f"the heading names {kind.name}", partial(state.read_section, node, inner), kind)


def kind_within_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading that names a kind among other words, such as "Backend environment variables"."""
    kind = state.vocabulary.kind_within_heading(node.title)
    if kind is None:
        return None
    inner = context.below(node.title, kind)
    return Match(
        f"the heading has a name of {kind.name} in it", partial(state.read_section, node, inner), kind
    )


def missing_labels(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading directly below one that names a kind of cards, but without any label of that kind."""
    kind = context.kind
    if kind is None or kind.layout is not Layout.CARD or not context.is_nearest or not node.blocks:
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
    state.result.skip(section.start, section.start, reason)
    state.read_section(section, context.below(section.title, kind, is_exact=True))


def other_heading(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match any heading; the kind that a heading above it names goes on below it."""
    inner = context.below(node.title, context.kind, is_exact=context.is_exact)
    return Match("the heading has no meaning of its own", partial(state.read_section, node, inner))
