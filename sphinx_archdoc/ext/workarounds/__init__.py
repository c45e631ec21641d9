"""Workarounds for bugs and missing hooks in Sphinx and other extensions.

Each module names the version in which the fact was seen, the upstream issue if we know one, and the test
that shows whether the workaround is still needed and still works. If no file is named, it is in
``tests/test_sphinx_contract.py``.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.workarounds import (
    domain_indices,
    local_toc,
    mermaid_script,
    search_stemmer,
)
from sphinx_archdoc.ext.workarounds.unwanted_warnings import UnwantedWarnings


def register(app: Sphinx) -> None:
    """Register the workarounds."""
    unwanted = UnwantedWarnings(app)
    app.connect("env-updated", unwanted.start, priority=AfterReading.PREPARE_OUTPUT)
    app.connect("build-finished", unwanted.stop)
    app.connect("builder-inited", domain_indices.escape_for_latex)
    app.connect("doctree-read", local_toc.split_contents, priority=600)  # after Sphinx's collectors (500)
    app.connect("env-updated", domain_indices.label_indices, priority=AfterReading.LABEL_INDICES)
    app.connect("doctree-resolved", search_stemmer.stem_words_once)
    app.connect(
        "html-page-context", local_toc.list_cards, priority=400
    )  # before themes use the contents (500)
    app.connect("html-page-context", domain_indices.share_toctree, priority=400)  # before themes use it (500)
    app.connect("html-page-context", domain_indices.skip_current_indices)
    app.connect(
        "html-page-context", mermaid_script.remove_mermaid_script, priority=900
    )  # after its own (500)
