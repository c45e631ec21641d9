"""What pages say about their own checking, wherever they say it: in Markdown, or in reStructuredText."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sphinx.environment import BuildEnvironment

from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.parsing.page_settings import (
    PageSettings,
    Suppression,
    archdoc_value,
    page_settings,
    page_suppressions,
)
from sphinx_archdoc.problems import Location


class CheckingOfPage(NamedTuple):
    """What one page says."""

    source: str
    """The path of its file, relative to the source directory."""
    settings: PageSettings
    suppressions: tuple[Suppression, ...]


def checking_of(env: BuildEnvironment, store: EntryStore, docname: str) -> CheckingOfPage:
    """Return what a page says about its own checking."""
    source = relative_path(str(env.srcdir), str(env.doc2path(docname)))
    page = store.pages.get(docname)
    settings = page.settings if page else PageSettings()
    suppressions = list(page.suppressions) if page else []
    if settings == PageSettings():  # the field lists of reStructuredText
        settings = _field_list_settings(env, docname, source)
        suppressions += page_suppressions(settings, Location(source, 1))
    return CheckingOfPage(source, settings, tuple(suppressions))


def suppressions_of(env: BuildEnvironment, store: EntryStore) -> Mapping[str, Sequence[Suppression]]:
    """Return what pages say to ignore, by their names; most say nothing, and are left out."""
    return {
        name: checking_of(env, store, name).suppressions
        for name, page in sorted(store.pages.items())
        if page.suppressions or "archdoc" in env.metadata.get(name, ())
    }


def _field_list_settings(env: BuildEnvironment, docname: str, source: str) -> PageSettings:
    written = str(env.metadata.get(docname, {}).get("archdoc", ""))
    if not written.startswith("{"):
        return PageSettings()
    return page_settings(archdoc_value(f"archdoc: {written}"), Location(source, 1))[0]
