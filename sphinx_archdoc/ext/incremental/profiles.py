"""Decide which profile pages to write."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.digest import digest_text, digest_value
from sphinx_archdoc.ext.environment.build_state import Digests, LastBuild
from sphinx_archdoc.ext.environment.formats import diagram_mode
from sphinx_archdoc.ext.environment.profiles import profile_content, profiled_entries
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.workarounds.domain_indices import surroundings_digest


def profile_digests(app: Sphinx, last: LastBuild, inputs: Digests) -> LastBuild:
    """Return the digests of all profile pages, and of what they are computed from.

    A profile can show anything, so no content is computed if nothing has changed, and all if anything has.

    :param inputs: digests of what the content of each document is computed from.
    """
    store = store_of(app.env)
    entries = profiled_entries(store)
    if not entries:
        return LastBuild()
    # no page that was read again tells that the kinds or the translations changed: its entries are the same
    shared = f"{diagram_mode(app.builder)} {store.kinds_digest} {surroundings_digest(app)}"
    has_index = {kind: store.build.link_resolver.has_index(kind) for kind in store.kinds}
    everything = digest_text(f"{shared} {sorted(has_index.items())} {sorted(inputs.items())}")
    digests = {
        name: last.digests[name]
        if name in last.digests and last.inputs.get(name) == everything
        else digest_value([shared, has_index[entry.kind], entry.title, profile_content(store, name, entry)])
        for name, entry in entries.items()
    }
    return LastBuild(digests, dict.fromkeys(entries, everything))
