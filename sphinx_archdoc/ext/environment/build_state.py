"""The state of the current build, shared by its handlers and transforms and never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import msgspec
from sphinx.builders import Builder

from sphinx_archdoc.content.link_resolver import LinkResolver
from sphinx_archdoc.content.page import PageContent
from sphinx_archdoc.content.ruling import Ruling
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.problems import Problem

Digests = Mapping[str, str]
"""Digest of the rendered content of each page, by the page's name."""


class LastBuild(msgspec.Struct):
    """What the last build wrote."""

    digests: Digests = {}
    inputs: Digests = {}
    """Digests of what the content of each page was computed from, by the page's name."""


class PendingWrites(msgspec.Struct):
    """The pages that the build is about to write."""

    digests: Digests
    """The new digests of all pages, changed or not."""
    inputs: Digests
    """Digests of what their content was computed from."""
    before: dict[str, int]
    """Time of the last write of each changed page's file, in nanoseconds since the epoch; 0 if never."""


class BuildState(msgspec.Struct):
    """The state of one build, from ``builder-inited`` on.

    Each Sphinx application creates its own, so nothing in it outlives a build of sphinx-autobuild.
    """

    builder: Builder
    """The builder; transforms have no other access to it."""
    link_resolver: LinkResolver
    """Resolves links to targets that are not in the catalogue."""
    problems: Sequence[Problem] = ()
    """The problems that were reported, sorted; set at ``env-updated``."""
    ruling: Ruling = msgspec.field(default_factory=Ruling)
    """What the project demands of its entries; set at ``env-updated``."""
    contents: dict[str, PageContent] = {}
    """Cache of the content of pages, by their names."""
    writing: PendingWrites | None = None
    """None before ``env-updated``."""
    current_indices: Set[str] = frozenset()
    """Names of the index pages that are up to date."""
    index_spans: dict[str, dict[Span, str]] = {}
    """Cached HTML of spans on index pages, by the folder of the page: links are relative to it."""
    stale_profiles: Sequence[str] = ()
    """Names of the profile pages to write."""
    toctrees: dict[str, Callable[..., str]] = {}
    """Cached replacements for the ``toctree`` function of pages that are not documents, by their folder."""
