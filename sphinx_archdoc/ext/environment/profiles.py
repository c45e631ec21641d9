"""The profile pages of this build: their names and their content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.blocks import ContentBlock
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.profile import Profile
from sphinx_archdoc.content.profile_names import profile_names
from sphinx_archdoc.content.views.impact import impact_table
from sphinx_archdoc.ext.environment.formats import profile_kinds
from sphinx_archdoc.ext.environment.store import EntryStore


def names_of_profiles(store: EntryStore) -> Mapping[EntryKey, str]:
    """Return the names of the profile pages that the build has, by entry; usually none."""
    wanted = profile_kinds(store.build.builder)
    kinds = tuple(kind for kind in wanted if kind in store.kinds)
    if not kinds:
        return {}
    return store.graph.derived(
        (profile_names, kinds), lambda graph: profile_names(graph.catalogue, kinds, store.env.all_docs)
    )


def profiled_entries(store: EntryStore) -> Mapping[str, Entry]:
    """Return the entries that have profile pages, by the name of the page."""
    return {name: store.catalogue[key] for key, name in names_of_profiles(store).items()}


def profile_content(store: EntryStore, name: str, entry: Entry) -> Sequence[ContentBlock]:
    """Return the content of the profile page *name*."""
    cells = Cells(store.graph, name, store.build.link_resolver, to_profiles=True)
    return Profile(entry, cells, impact_table).blocks(is_page=True)
