"""List cards in the table of contents of their own page, and in no other.

For the side bar of each page, Sphinx 9.0 copies the tables of contents of all pages and then removes most
of the copy, so the cost of cards would grow with the square of the pages. Object entries in tables of
contents have slowed down large projects since Sphinx 5.2
(https://github.com/sphinx-doc/sphinx/issues/12327), and ``toc_object_entries`` can only remove them
everywhere.

So ``env.tocs`` holds the contents without cards, except while Sphinx renders the contents of the page or its
side bar: they are swapped for the length of one call, and no state is left between events. The tests in
``tests/test_sphinx_contract.py`` under "The table of contents" fail when Sphinx changes the shape of the
nodes. ``tests/ext/test_contents.py`` tests the result.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Handle ``html-page-context``, before themes: show cards in the contents and side bar of their page."""
    env, builder, store = app.env, app.builder, store_of(app.env)
    contents = store.contents.get(pagename)
    if contents is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if isinstance(builder, SingleFileHTMLBuilder):  # shows the contents of all pages
        return
    full = _numbered(pickle.loads(contents), env.tocs[pagename])
    with _swapped(env.tocs, pagename, full):
        context["toc"] = builder.render_partial(document_toc(env, pagename, builder.tags))["fragment"]
    if toctree := context.get("toctree"):  # builders of data have no side bar

        def with_cards(**options: Any) -> str:  # noqa: ANN401  (the options of Sphinx's function)
            with _swapped(env.tocs, pagename, full):
                return str(toctree(**options))

        context["toctree"] = with_cards


@contextmanager
def _swapped(tocs: dict[str, nodes.bullet_list], pagename: str, toc: nodes.bullet_list) -> Iterator[None]:
    """Put *toc* in the place of the contents of a page while the block runs."""
    plain, tocs[pagename] = tocs[pagename], toc
    try:
        yield
    finally:
        tocs[pagename] = plain


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
