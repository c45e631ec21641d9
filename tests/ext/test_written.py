"""What a build did not come to write is written by the next one, and index pages only if they change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.testing.util import SphinxTestApp

from tests.conftest import Built, BuiltSite, Site

FILES = {
    "index.md": "# Start\n\n```{toctree}\nauth\nshop\nplain\n```\n",
    "auth.md": "# Auth\n\n```{archdoc:component} auth-api\n:depends-on: orders-db\n\nIssues tokens.\n```\n\n"
    "```{archdoc:envvar} PORT\nThe port.\n```\n",
    "shop.md": "# Shop\n\n```{archdoc:component} orders-db\nKeeps orders.\n```\n\n```{archdoc:table} envvar\n```\n",
    "plain.md": "# Plain\n\nWords.\n",
}
EDITED = FILES["auth.md"].replace("} PORT", "} HOST").replace("} auth-api", "} login-api")


class Stopped(BaseException):
    pass


@pytest.fixture
def built(built_site: BuiltSite) -> Site:
    return built_site(FILES)[0]


def run(site: Site, build: Callable[[SphinxTestApp], None]) -> None:
    app = SphinxTestApp("html", srcdir=site.source, builddir=site.source.parent / "build")
    try:
        build(app)
    finally:
        app.cleanup()


def assert_is_clean(site: Site) -> Built:
    after = site.build()
    assert after.bodies() == site.build(out="clean").bodies()
    assert "login-api" in after.body("shop") and "HOST" in after.body("shop")
    return after


def test_pages_that_an_interrupted_build_left_are_written_by_the_next(built: Site) -> None:
    def interrupt(app: Sphinx, *_: object) -> None:
        raise Stopped

    def build(app: SphinxTestApp) -> None:
        app.connect("doctree-resolved", interrupt)
        with pytest.raises(Stopped):
            app.build()

    built.write({"auth.md": EDITED})
    run(built, build)
    assert "shop" in assert_is_clean(built).written


def test_pages_that_a_build_of_some_files_left_are_written_by_the_next(built: Site) -> None:
    built.write({"auth.md": EDITED})
    run(built, lambda app: app.build(filenames=[built.source / "auth.md"]))
    assert "shop" in assert_is_clean(built).written
    assert not built.build().written


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_a_record_that_cannot_be_read_is_none(built: Site, content: bytes) -> None:
    (record,) = (built.source.parent / "build/doctrees/archdoc").glob("written-*.json")
    record.write_bytes(content)
    assert built.build().written >= {"auth", "shop"}
    assert not built.build().written


def _times(site: Site) -> dict[str, int]:
    pages = (site.source.parent / "build/html").glob("archdoc-*.html")
    return {path.stem: path.stat().st_mtime_ns for path in pages}


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({}, set()),
        ({"plain.md": "# Plain\n\nOther words.\n"}, set()),
        ({"plain.md": "# Another title\n"}, {"archdoc-envvar", "archdoc-component", "archdoc-all"}),  # it stands beside them
        ({"auth.md": FILES["auth.md"].replace("The port.", "The other port.")}, {"archdoc-envvar", "archdoc-all"}),
    ],
)  # fmt: skip
def test_an_index_page_is_written_if_it_changes(
    built: Site, files: dict[str, str], changed: set[str]
) -> None:
    before = _times(built)
    assert before.keys() == {"archdoc-envvar", "archdoc-component", "archdoc-all"}
    built.write(files)
    after = built.build()
    assert {name for name, time in _times(built).items() if before[name] != time} == changed
    assert after.bodies() == built.build(out="clean").bodies()


@pytest.mark.parametrize(
    "settings", [{"html_use_index": False}, {"html_title": "Another"}, {"html_domain_indices": []}]
)
def test_a_setting_counts_as_well(built: Site, settings: dict[str, object]) -> None:
    built.conf |= settings
    after, clean = built.build(), built.build(out="clean")
    pages = sorted(path.name for path in clean.out.glob("*.html") if path.name != "search.html")
    assert "auth.html" in pages and ("archdoc-all.html" in pages) is ("html_domain_indices" not in settings)
    assert [name for name in pages if after.text(name) != clean.text(name)] == []


def test_a_book_has_all_index_pages_when_it_is_built_again(site: Site) -> None:
    site.conf |= {"version": "1", "epub_show_urls": "no"}
    site.write(FILES)
    once = site.build("epub").text("content.opf")
    assert "archdoc-envvar.xhtml" in once
    assert _but_dates(site.build("epub").text("content.opf")) == _but_dates(once)


def _but_dates(opf: str) -> str:
    return re.sub(r"<(dc:date|meta property=.dcterms:modified).*", "", opf)


def test_an_index_page_that_somebody_removed_is_written(built: Site) -> None:
    page = Path(built.source.parent, "build/html/archdoc-envvar.html")
    page.unlink()
    built.build()
    assert page.exists()
