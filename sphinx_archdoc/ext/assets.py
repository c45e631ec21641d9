"""The stylesheet: copied once, and linked from the pages that show an entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

_STYLESHEET = "archdoc.css"
_SOURCE = Path(__file__).parent.parent / "static" / _STYLESHEET


def copy_stylesheet(app: Sphinx) -> None:
    """Handle ``builder-inited``."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        copy_asset_file(_SOURCE, static, force=True)


def link_stylesheet(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: link it from pages that show something of ours."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and "archdoc-" in context.get("body", ""):
        app.builder.add_css_file(_STYLESHEET)
