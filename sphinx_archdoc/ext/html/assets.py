"""The stylesheet and the scripts: copied once, and linked from the pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.render.stacking import STACKED_LABELS, WIDTHS

_STYLESHEET = "archdoc.css"
_SCRIPTS = {"archdoc.js": ' data-archdoc-view="', "archdoc-diagrams.js": ' data-archdoc-enlarge="'}
"""Name of each script, and the markup in the pages that need it."""
_WIDTHS = {"widths": WIDTHS, "labels": STACKED_LABELS}
"""Variables of the stylesheet's template."""
_SOURCE = Path(__file__).parents[2] / "static"


def copy_assets(app: Sphinx) -> None:
    """Handle ``builder-inited``: copy the stylesheet and the scripts to ``_static``."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        copy_asset_file(_SOURCE / f"{_STYLESHEET}.jinja", static, context=_WIDTHS, force=True)
        if is_read_in_browser(app.builder):
            for script in _SCRIPTS:
                copy_asset_file(_SOURCE / script, static, force=True)


def link_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: link the assets that the page needs."""
    body = context.get("body", "")
    if isinstance(app.builder, StandaloneHTMLBuilder) and "archdoc-" in body:
        app.builder.add_css_file(_STYLESHEET)
        for script, sign in _SCRIPTS.items():
            if is_read_in_browser(app.builder) and sign in body:
                app.builder.add_js_file(script, defer="defer")
