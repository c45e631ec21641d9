"""What Sphinx should do itself, or gives no hook for.

Each module names the fact of Sphinx that it relies on; ``tests/test_sphinx_contract.py`` holds these facts.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.workarounds import domain_indices, local_toc, mermaid_script, search_stemmer


def register(app: Sphinx) -> None:
    """Register the workarounds."""
    app.connect("doctree-read", local_toc.set_cards_apart, priority=600)  # after Sphinx's collectors (500)
    app.connect("env-updated", domain_indices.label_indices, priority=400)  # before links are checked
    app.connect("doctree-resolved", local_toc.hide_cards)  # before the toctrees of the page are resolved
    app.connect("doctree-resolved", search_stemmer.stem_words_once)
    app.connect("html-page-context", local_toc.list_cards, priority=400)  # before themes look at it (500)
    app.connect("html-page-context", domain_indices.share_toctree, priority=400)  # before themes ask for it
    app.connect("html-page-context", domain_indices.leave_current_indices)
    app.connect("html-page-context", mermaid_script.leave_out_mermaid, priority=900)  # after (500)
    app.connect("build-finished", local_toc.hide_cards)
