"""Index pages in each format: what is written, what leads there, and what no page needs."""

from __future__ import annotations

import json
import re

import pytest

from sphinx_archdoc.testing.site import body_of
from tests.conftest import BuildSite, Site

ANCHOR = "archdoc-envvar-PORT"
FILES = {
    "index.md": "# Start\n\n{ref}`archdoc-all`, {ref}`the variables <archdoc-envvar>`.\n\n```{toctree}\nauth\n```\n",
    "auth.md": "# Sign-in\n\n```{archdoc:document}\n:owner: '@identity'\n:status: draft\n```\n\n"
    "```{archdoc:envvar} PORT\n:required:\n\nWhere calls arrive. Never 80.\n```\n",
}


@pytest.mark.parametrize(("builder", "suffix"), [("html", "html"), ("epub", "xhtml")])
def test_pages_and_books_for_readers_have_the_same_catalogue(
    builder: str, suffix: str, build_site: BuildSite
) -> None:
    built = build_site(FILES, builder, version="1", copyright="us", epub_show_urls="no")
    assert built.warnings == []
    page = built.text(f"archdoc-envvar.{suffix}")
    assert f'<tr><th><a href="auth.{suffix}#archdoc-envvar-PORT">' in page
    assert "<td>Where calls arrive.</td>" in page
    assert "<td>@identity</td><td>Sign-in</td></tr>" in page
    assert f'<a href="archdoc-all.{suffix}">All entries</a>' in page
    assert f'<a href="archdoc-envvar.{suffix}">Environment variables <b>1</b></a>' in built.text(
        f"archdoc-all.{suffix}"
    )
    assert "data-archdoc" not in page  # too few rows to filter
    assert f'href="archdoc-all.{suffix}"' in built.text(f"index.{suffix}")


@pytest.mark.parametrize(
    ("builder", "name"), [("latex", "*.tex"), ("text", "index.txt"), ("texinfo", "*.texi")]
)
def test_other_formats_have_no_catalogue_and_links_to_it_are_words(
    builder: str, name: str, build_site: BuildSite
) -> None:
    built = build_site(FILES, builder)
    assert built.warnings == []
    text = next(built.out.glob(name)).read_text("utf-8")
    assert "All entries" in text
    assert "the variables" in text
    assert "archdoc-all" not in text.replace("\\sphinxhyphen{}", "-")


def test_a_book_lists_each_entry_once(build_site: BuildSite) -> None:
    text = next(build_site(FILES, "latex").out.glob("*.tex")).read_text("utf-8")
    assert text.count(r"\renewcommand{\indexname}{Environment variables}") == 1
    assert r"\renewcommand{\indexname}{All entries}" not in text


@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")  # its own, of Sphinx's interfaces
def test_the_data_for_other_programs_lists_the_entries(build_site: BuildSite) -> None:
    """The builder ``json`` writes what Sphinx knows of the page, which we render ourselves for readers."""
    page = json.loads(build_site(FILES, "json").text("archdoc-envvar.fjson"))
    assert page["content"] == [["P", [["PORT", 0, "auth", ANCHOR, "Sign-in", "", "Where calls arrive."]]]]


def test_a_setting_chooses_the_index_pages(build_site: BuildSite) -> None:
    built = build_site({"index.md": FILES["auth.md"]}, html_domain_indices=["archdoc-envvar"])
    assert {path.stem for path in built.out.glob("archdoc-*.html")} == {"archdoc-envvar"}
    assert "All entries" not in built.text("archdoc-envvar.html")


def test_no_kind_has_the_name_of_the_index_of_all(build_site: BuildSite) -> None:
    built = build_site({"index.md": "# Start\n"}, archdoc_kinds={"all": {}})
    assert "all: not a valid name for a kind" in built.warnings[0]


def test_an_index_page_is_written_anew_by_another_version(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(FILES)
    site.build()
    path = site.build().out / "archdoc-all.html"
    before = path.stat().st_mtime_ns
    site.build()
    assert path.stat().st_mtime_ns == before
    monkeypatch.setattr("sphinx_archdoc.ext.workarounds.domain_indices.__version__", "another")
    site.write({"index.md": FILES["index.md"] + "\nMore.\n"})
    site.build()
    assert path.stat().st_mtime_ns != before


@pytest.mark.parametrize(("builder", "suffix"), [("html", "html"), ("epub", "xhtml")])
def test_index_pages_of_kinds_that_are_gone_are_removed(builder: str, suffix: str, site: Site) -> None:
    site.conf |= {"version": "1", "copyright": "us", "epub_show_urls": "no"}
    site.write(
        {**FILES, "other.md": "# Other\n\n```{archdoc:gotcha} g\n:symptom: x\n:cause: x\n:fix: x\n```\n"}
    )
    site.write({"index.md": "# Start\n\n```{toctree}\nauth\nother\n```\n"})
    assert (site.build(builder).out / f"archdoc-gotcha.{suffix}").exists()
    site.write({"other.md": "# Other\n"})
    built = site.build(builder)
    assert not (built.out / f"archdoc-gotcha.{suffix}").exists()
    assert (built.out / f"archdoc-envvar.{suffix}").exists()
    site.conf["html_domain_indices"] = ["archdoc-all"]
    built = site.build(builder)
    assert [path.name for path in built.out.glob(f"archdoc-*.{suffix}")] == [f"archdoc-all.{suffix}"]
    if builder == "epub":
        assert "archdoc-envvar" not in built.text("content.opf")


OWN_PAGE = "# My own page\n\nMy own text.\n"


@pytest.mark.parametrize("name", ["archdoc-envvar", "archdoc-all"])
def test_a_page_of_the_author_is_not_replaced_by_an_index_page(name: str, site: Site) -> None:
    site.write({"index.md": f"{FILES['auth.md']}\n```{{toctree}}\n{name}\n```\n", f"{name}.md": OWN_PAGE})
    for built in (site.build(), site.build()):
        title = {"archdoc-envvar": "Environment variables", "archdoc-all": "All entries"}[name]
        assert built.warnings == [
            f"{name}.md:1: WARNING: the index page of '{title}' has this name, and is not written; "
            "rename your page to have both [archdoc.reserved-page]"
        ]
        assert "My own text." in built.words(name)
        assert (built.out / "archdoc-document.html").exists()
        linked = re.findall(r'href="(archdoc-[a-z]*)\.html"', body_of(built.text("archdoc-document.html")))
        assert name not in linked


def test_links_to_an_index_page_change_with_a_page_of_the_author(site: Site) -> None:
    site.write(FILES)
    assert 'href="archdoc-all.html"' in site.build().body("index")
    site.write({"archdoc-all.md": f"---\norphan: true\n---\n\n{OWN_PAGE}"})
    built = site.build()
    assert "My own text." in built.words("archdoc-all")
    assert [problem.code for problem in built.problems] == ["reserved-page"]
    assert 'href="archdoc-all.html"' in built.body("index")  # now to the page of the author
    assert 'href="archdoc-all.html"' not in built.body("archdoc-envvar")
    site.remove("archdoc-all.md")
    built = site.build()
    assert 'href="archdoc-all.html"' in built.body("index")
    assert built.warnings == []
    assert "My own text." not in built.words("archdoc-all")
