"""Every link leads somewhere, whatever pages are called: of tables, diagrams, backlinks, indices, search."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.neighbours.addresses import Addresses
from tests.neighbours.pages import SITE

pytestmark = pytest.mark.slow

BASE = "https://docs.example/en/"

LOOKS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "html": ("html", {}, ".html", ".html"),
    "dirhtml": ("dirhtml", {}, ".html", ".html"),
    "other suffix": ("html", {"html_file_suffix": ".htm"}, ".htm", ".htm"),
    "no suffix in links": ("html", {"html_link_suffix": ""}, ".html", ""),
    "singlehtml": ("singlehtml", {}, ".html", ".html"),
    "epub": ("epub", {"epub_copyright": "2026", "version": "1", "copyright": "2026"}, ".xhtml", ".xhtml"),
}

OF_SPHINX = re.compile(r": (genindex|search)\.html|: #document-.+#|: #document-shop/part$")
"""In one file: links around the content to files that are not written, and with two signs; and to orphans."""


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    return make_site("addresses", SITE)


def build(site: Site, look: str) -> tuple[Built, Addresses]:
    builder, settings, suffix, link_suffix = LOOKS[look]
    before = dict(site.conf)
    site.conf |= {"html_baseurl": BASE} | settings
    try:
        built = site.build(builder, out=look)
    finally:
        site.conf = before
    return built, Addresses(built.out, suffix, link_suffix)


@pytest.mark.parametrize("look", LOOKS)
def test_every_link_leads_somewhere(look: str, shared: Site) -> None:
    built, addresses = build(shared, look)
    assert built.warnings == []
    assert len(addresses.pages) > 0
    dead = addresses.dead()
    if look == "singlehtml":
        dead = [link for link in dead if not OF_SPHINX.search(link)]
    assert dead == []


def test_where_no_index_page_is_written_its_title_stands_for_the_link(shared: Site) -> None:
    built, _ = build(shared, "singlehtml")
    assert "see also <span>Secrets</span>." in built.text("index.html")


@pytest.mark.parametrize("look", ["html", "dirhtml", "other suffix", "no suffix in links"])
def test_the_search_and_the_inventory_lead_to_the_entries(look: str, shared: Site) -> None:
    _, addresses = build(shared, look)
    listed = list(addresses.inventory())
    assert len(listed) > 20
    start = f"index{addresses.suffix}"
    assert [uri for uri in listed if not addresses.leads_somewhere(start, uri)] == []
    found = list(addresses.found_by_search())
    assert len(found) > 15
    for page, anchor in found:
        file = page if page == "index" or look != "dirhtml" else f"{page}/index"
        assert anchor in addresses.pages[f"{file}{addresses.suffix}"].ids


def test_index_pages_say_their_own_address(shared: Site) -> None:
    built, addresses = build(shared, "dirhtml")
    assert addresses.pages["archdoc-component/index.html"].canonical == f"{BASE}archdoc-component/"
    assert addresses.pages["shop/far/rest/index.html"].canonical == f"{BASE}shop/far/rest/"
    assert 'href="../../../auth/#archdoc-component-auth-api"' in built.text("shop/far/rest/index.html")
