"""What one build is doing: known to its handlers and transforms, and never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

import msgspec
from docutils import nodes
from sphinx.builders import Builder

from sphinx_archdoc.content.link_resolver import LinkResolver
from sphinx_archdoc.content.page import PageContent

Digests = Mapping[str, str]
"""Digests of what pages show, by the name of the page."""


class Writing(msgspec.Struct):
    """What a build is about to write."""

    digests: Digests
    before: dict[str, int]
    """When the files of the changed pages were last written, in nanoseconds."""


class BuildState(msgspec.Struct):
    """The state of one build, from ``builder-inited`` on.

    A new application makes a new one, so nothing in it outlives a build of sphinx-autobuild.
    """

    builder: Builder
    """Transforms have no access to the builder, so it is remembered here."""
    link_resolver: LinkResolver
    """What pages show of what the catalogue does not hold."""
    contents: dict[str, PageContent] = {}
    """What pages show, as far as it was computed."""
    writing: Writing | None = None
    """Set at ``env-updated``."""
    current_indices: Set[str] = frozenset()
    """Names of the index pages that are up to date."""
    index_toctree: Callable[..., str] | None = None
    """The side bar that all index pages share; set when the first of them is written."""
    without_cards: tuple[str, nodes.bullet_list] | None = None
    """The page that is being written, if it has cards, and its table of contents without them."""
