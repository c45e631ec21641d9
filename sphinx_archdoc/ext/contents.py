"""Tables of contents: cards are listed in that of their own page, and in no other.

Sphinx copies the contents of all pages into the side bar of each, to take most of them out again. What cards
would add to that grows with the square of the pages, and side bars show none of it.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.toctree import document_toc

from sphinx_archdoc.ext.store import store_of


def set_cards_apart(app: Sphinx, doctree: nodes.document) -> None:
    """Handle ``doctree-read``, behind Sphinx's collector: keep the contents with cards, and without."""
    env, store = app.env, store_of(app.env)
    page, toc = store.pages.get(env.docname), env.tocs.get(env.docname)
    if page and toc is not None:
        anchors = {f"#{entry.anchor}" for entry in page.entries}
        without = toc.deepcopy()
        if _remove(without, anchors):
            store.contents[env.docname] = toc
            env.tocs[env.docname] = without


def list_cards(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, before the theme: give a page its contents with cards."""
    builder, tocs = app.builder, app.env.tocs
    toc = store_of(app.env).contents.get(pagename)
    if toc is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if isinstance(builder, SingleFileHTMLBuilder):  # its contents are those of all pages
        return
    tocs[pagename], without = toc, tocs[pagename]
    try:
        context["toc"] = builder.render_partial(document_toc(app.env, pagename, builder.tags))["fragment"]
    finally:
        tocs[pagename] = without


def _remove(toc: nodes.Element, anchors: Set[str]) -> bool:
    """Remove the items that lead to some anchors, and what has no item any more; whether there were any."""
    found = [
        reference.parent.parent
        for reference in toc.findall(nodes.reference)
        if reference.get("anchorname") in anchors
    ]
    for item in found:
        around = item.parent
        around.remove(item)
        if not around.children and around.parent is not None:
            around.parent.remove(around)
    return bool(found)
