"""Keep sphinxcontrib-mermaid's script away from index pages.

sphinxcontrib-mermaid 2 adds its script to every page that is not a document, with or without a diagram.
The script loads a larger one from the network. ``tests/neighbours/test_mermaid.py`` says when this can go.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.store import store_of


def leave_out_mermaid(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, after all others: index pages hold no diagrams, and need no script."""
    if templatename == "domainindex.html" and pagename in {index_label(k) for k in store_of(app.env).kinds}:
        scripts = context.get("script_files", ())
        context["script_files"] = [s for s in scripts if "mermaid" not in str(getattr(s, "attributes", ""))]
