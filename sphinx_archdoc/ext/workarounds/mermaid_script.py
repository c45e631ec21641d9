"""Remove sphinxcontrib-mermaid's script from index pages.

sphinxcontrib-mermaid 2.1 adds its script to every page that is not a document, with or without a diagram,
and the script loads a larger one from the network. It leaves only documents without diagrams alone
(https://github.com/mgaitan/sphinxcontrib-mermaid/pull/101). This can go when
``tests/neighbours/test_mermaid.py`` passes without it.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.index_entries import index_label, index_titles
from sphinx_archdoc.ext.environment.store import store_of

_OWN = re.compile(r"mermaid|/d3@")
"""What its scripts have in their code or, in version 1.0, in the addresses from which they are loaded."""


def remove_mermaid_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, after sphinxcontrib-mermaid: remove its script from index pages."""
    names = map(index_label, index_titles(store_of(app.env).kinds))
    if templatename == "domainindex.html" and pagename in names:
        scripts = context.get("script_files", ())
        context["script_files"] = [script for script in scripts if not _is_its_own(script)]


def _is_its_own(script: object) -> bool:
    """Return whether a script comes from sphinxcontrib-mermaid: by its code, or by its address."""
    return _OWN.search(f"{getattr(script, 'filename', '')} {getattr(script, 'attributes', '')}") is not None
