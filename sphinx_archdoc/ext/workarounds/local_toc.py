"""Tables of contents: cards are listed in those of their own page, and in no others.

Sphinx copies the contents of all pages into the side bar of each, to take most of them out again. What cards
would add to that grows with the square of the pages.
"""

from __future__ import annotations

import pickle
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.toctree import document_toc

from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.schema.model import NameStyle


def set_cards_apart(app: Sphinx, doctree: nodes.document) -> None:
    """Handle ``doctree-read``, behind Sphinx's collector: keep the contents with cards, and without."""
    env, store = app.env, store_of(app.env)
    page, toc = store.pages.get(env.docname), env.tocs.get(env.docname)
    if page is None or toc is None:
        return
    kinds = {f"#{entry.anchor}": store.kinds[entry.kind] for entry in page.entries}
    cards = [link for link in toc.findall(nodes.reference) if link.get("anchorname") in kinds]
    for card in cards:
        if kinds[card["anchorname"]].name_style is not NameStyle.CODE:  # Sphinx takes all for code
            card[:] = [nodes.Text(card.astext())]
    if cards:
        store.contents[env.docname] = pickle.dumps(toc, pickle.HIGHEST_PROTOCOL)
        for card in cards:
            _remove(card.parent.parent)


def list_cards(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, before the theme: show a page its contents with cards, until the next."""
    env, builder, store = app.env, app.builder, store_of(app.env)
    hide_cards(app)
    contents = store.contents.get(pagename)
    if contents is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if isinstance(builder, SingleFileHTMLBuilder):  # its contents are those of all pages
        return
    store.build.without_cards = pagename, env.tocs[pagename]
    env.tocs[pagename] = _numbered(pickle.loads(contents), env.tocs[pagename])
    context["toc"] = builder.render_partial(document_toc(env, pagename, builder.tags))["fragment"]


def hide_cards(app: Sphinx, *_: object) -> None:
    """Handle ``doctree-resolved`` and ``build-finished``: let the page written last be like all others."""
    build = store_of(app.env).build if app.env else None
    if build and build.without_cards:
        pagename, toc = build.without_cards
        app.env.tocs[pagename] = toc
        build.without_cards = None


def _numbered(toc: nodes.bullet_list, numbers: nodes.bullet_list) -> nodes.bullet_list:
    """A table of contents with the numbers of sections, which are known when all pages have been read."""
    known = {link.get("anchorname"): link.get("secnumber") for link in numbers.findall(nodes.reference)}
    for link in toc.findall(nodes.reference):
        if number := known.get(link.get("anchorname")):
            link["secnumber"] = number
    return toc


def _remove(item: nodes.Element) -> None:
    """Remove an item, and the list around it if it was the only one."""
    around = item.parent
    around.remove(item)
    if not around.children and around.parent is not None:
        around.parent.remove(around)
