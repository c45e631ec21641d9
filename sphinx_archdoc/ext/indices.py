"""Which index pages there are: Sphinx writes none for a kind without entries, so nothing may link to it."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.ext.store import store_of


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: let ``{ref}`` know the index pages of the kinds in use, and no others."""
    store = store_of(env)
    standard = env.domains.standard_domain
    for label, (docname, *_) in list(standard.anonlabels.items()):
        if docname == label and label.startswith(index_label("")):  # also of kinds that are gone
            del standard.anonlabels[label]
            standard.labels.pop(label, None)
    written = getattr(env.config, f"{app.builder.format}_domain_indices", True)
    for name in sorted({entry.kind for entry in store.catalogue.entries}):
        label = index_label(name)
        if written is True or (written and label in written):
            standard.note_hyperlink_target(label, label, "", store.kinds[name].plural)


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
