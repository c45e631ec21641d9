"""The stylesheet and the scripts: copied once, and linked from the pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.fileutil import copy_asset_file

from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.render.stacking import FEW_LABELS, STACKED_LABELS, WIDTHS

_STYLESHEET = "archdoc.css"
_SCRIPTS = {"archdoc.js": ' data-archdoc-view="', "archdoc-diagrams.js": ' data-archdoc-enlarge="'}
"""Name of each script, and the markup in the pages that need it."""
_WIDTHS = {"widths": WIDTHS, "labels": STACKED_LABELS, "few": FEW_LABELS}
"""Variables of the stylesheet's template."""
_SOURCE = Path(__file__).parents[2] / "static"


def copy_assets(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: copy the stylesheet and the scripts to ``_static``; remove them if not needed.

    All pages have been read by then, and none has been written: pages hold checksums of the files.
    """
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    needed = [_STYLESHEET, *(_SCRIPTS if is_read_in_browser(app.builder) else ())] if _is_needed(env) else []
    for name in {_STYLESHEET, *_SCRIPTS} - {*needed}:
        (static / name).unlink(missing_ok=True)
    if needed:
        static.mkdir(parents=True, exist_ok=True)
        copy_asset_file(_SOURCE / f"{_STYLESHEET}.jinja", static, context=_WIDTHS, force=True)
        for script in needed[1:]:
            copy_asset_file(_SOURCE / script, static, force=True)


def _is_needed(env: BuildEnvironment) -> bool:
    """Return whether a page has entries or views; a project without any gets no files."""
    return any(page.entries or page.views for page in store_of(env).pages.values())


def link_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: link the assets that the page needs."""
    body = context.get("body", "")
    if isinstance(app.builder, StandaloneHTMLBuilder) and "archdoc-" in body and _is_needed(app.env):
        app.builder.add_css_file(_STYLESHEET)
        for script, sign in _SCRIPTS.items():
            if is_read_in_browser(app.builder) and sign in body:
                app.builder.add_js_file(script, defer="defer")
