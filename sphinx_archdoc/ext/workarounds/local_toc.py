"""List cards in the table of contents of their own page, and in no other.

For the side bar of each page, Sphinx 9.0 copies the tables of contents of all pages and then removes most
of the copy, so the cost of cards would grow with the square of the pages. Object entries in tables of
contents have slowed down large projects since Sphinx 5.2
(https://github.com/sphinx-doc/sphinx/issues/12327), and ``toc_object_entries`` can only remove them
everywhere.

So ``env.tocs`` holds the contents without cards, except while a page is rendered. The tests in
``tests/test_sphinx_contract.py`` under "The table of contents" fail when Sphinx changes the order of these
steps or the shape of the nodes. ``tests/ext/test_contents.py`` tests the result.
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


def split_contents(app: Sphinx, doctree: nodes.document) -> None:
    """Handle ``doctree-read``, after Sphinx's collector: store the full contents, and remove the cards."""
    env, store = app.env, store_of(app.env)
    page, toc = store.pages.get(env.docname), env.tocs.get(env.docname)
    if page is None or toc is None:
        return
    kinds = {f"#{entry.anchor}": store.kinds[entry.kind] for entry in page.entries}
    cards = [link for link in toc.findall(nodes.reference) if link.get("anchorname") in kinds]
    for card in cards:
        if kinds[card["anchorname"]].name_style is not NameStyle.CODE:  # Sphinx sets all object names as code
            card[:] = [nodes.Text(card.astext())]
    if cards:
        store.contents[env.docname] = pickle.dumps(toc, pickle.HIGHEST_PROTOCOL)
        for card in cards:
            _remove(card.parent.parent)


def list_cards(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, before themes: swap in the page's full contents while it is rendered.

    :func:`hide_cards` restores them before the next page.
    """
    env, builder, store = app.env, app.builder, store_of(app.env)
    hide_cards(app)
    contents = store.contents.get(pagename)
    if contents is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if isinstance(builder, SingleFileHTMLBuilder):  # shows the contents of all pages
        return
    store.build.without_cards = pagename, env.tocs[pagename]
    env.tocs[pagename] = _numbered(pickle.loads(contents), env.tocs[pagename])
    context["toc"] = builder.render_partial(document_toc(env, pagename, builder.tags))["fragment"]


def hide_cards(app: Sphinx, *_: object) -> None:
    """Handle ``doctree-resolved`` and ``build-finished``: restore what :func:`list_cards` has swapped."""
    build = store_of(app.env).build if app.env else None
    if build and build.without_cards:
        pagename, toc = build.without_cards
        app.env.tocs[pagename] = toc
        build.without_cards = None


def _numbered(toc: nodes.bullet_list, numbers: nodes.bullet_list) -> nodes.bullet_list:
    """Copy the section numbers from *numbers* to *toc*, and return it.

    Sphinx numbers the sections in ``env.tocs`` when all pages have been read, after the full contents were
    stored.
    """
    known = {link.get("anchorname"): link.get("secnumber") for link in numbers.findall(nodes.reference)}
    for link in toc.findall(nodes.reference):
        if number := known.get(link.get("anchorname")):
            link["secnumber"] = number
    return toc


def _remove(item: nodes.Element) -> None:
    """Remove a list item, and its list if no other item is left."""
    parent = item.parent
    parent.remove(item)
    if not parent.children and parent.parent is not None:
        parent.parent.remove(parent)
