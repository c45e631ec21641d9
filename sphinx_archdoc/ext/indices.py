"""Which index pages there are: Sphinx writes none for a kind without entries, so nothing may link to it."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.ext.store import store_of


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: let ``{ref}`` know the index pages of the kinds in use, and no others."""
    domain = store_of(env)
    standard = env.domains.standard_domain
    used = {entry.kind for entry in domain.catalogue.entries}
    for name, kind in domain.kinds.items():
        label = index_label(name)
        standard.anonlabels.pop(label, None)
        standard.labels.pop(label, None)
        if name in used:
            standard.note_hyperlink_target(label, label, "", kind.plural)


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
