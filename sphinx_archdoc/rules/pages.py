"""The pages of a project, as far as the checks need to know them."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.parsing.page_settings import PageSettings, Suppression


class CheckedPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page."""

    docname: str
    source: str
    """The path of its file relative to the source directory, as in locations."""
    path: str | None
    """The path of its file relative to the root of the code; None if it is not below the root."""
    title: str
    """Its title, without markup; empty if it has none."""
    settings: PageSettings = PageSettings()
    suppressions: tuple[Suppression, ...] = ()
