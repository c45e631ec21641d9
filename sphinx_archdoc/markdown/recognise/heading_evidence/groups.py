"""Headings that group entries, which tell that those beside them hold something else."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.state import DocumentState, all_sections
from sphinx_archdoc.schema.model import Kind


def is_beside_groups(section: Section, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether a heading without labels, or the one above it, is beside those that group entries."""
    if state.signs_of(section).fields_and_names(kind)[0]:
        return False
    if kind.name not in state.group_levels:
        state.group_levels[kind.name] = set(_levels_of_groups(kind, state))
    levels = state.group_levels[kind.name]
    is_group = state.vocabulary.calls_names(kind, context.heading)
    return section.level in levels or (context.section.level in levels and not is_group)


def _levels_of_groups(kind: Kind, state: DocumentState) -> Iterator[int]:
    """Yield the level of each heading with a word for *kind* above headings with labels that it requires.

    If "Critical issues" is one of them, "Test environment" beside it is not an entry, nor what is below it.
    """
    for section in all_sections(state.root):
        if section.level > 1 and state.vocabulary.calls_names(kind, section.title):
            if any(is_directive(block, kind) for block in section.blocks):
                yield section.level
            fields = (state.signs_of(child).fields_and_names(kind)[0] for child in section.children)
            if any(field.required for known in fields for field in known):
                yield section.level
