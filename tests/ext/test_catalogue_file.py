"""``archdoc.json`` as builds write it."""

from __future__ import annotations

import json

from sphinx_archdoc.testing import Site
from tests.ext.test_incremental import FILES


def test_all_ways_to_build_write_the_same_file_and_only_when_it_changes(site: Site) -> None:
    site.write(FILES)
    site.conf |= {"html_baseurl": "https://docs.example/shop", "project": "The Shop!"}
    path = site.build().out / "archdoc.json"
    content, written = path.read_bytes(), path.stat().st_mtime_ns
    for builder, out, parallel in (("archdoc", "alone", 0), ("html", "parallel", 2)):
        assert (site.build(builder, out=out, parallel=parallel).out / "archdoc.json").read_bytes() == content
    site.write({"plain.md": FILES["plain.md"] + "\n"})
    assert site.build().read == {"plain"}
    assert path.stat().st_mtime_ns == written
    file = json.loads(content)
    assert file["catalogue"] == {
        "name": "the-shop",
        "title": "The Shop!",
        "url": "https://docs.example/shop/",
    }
    assert file["problems"] == []
    pages = {found["page"] for found in file["entries"]}
    assert {page for page, found in file["pages"].items() if "document" in found} <= pages
    assert file["pages"]["auth"]["url"] == "auth.html"


def test_a_project_without_entries_has_no_file(site: Site) -> None:
    site.write({"index.md": "# Start\n\n```{archdoc:envvar} PORT\nThe port.\n```\n"})
    assert (site.build().out / "archdoc.json").is_file()
    site.write({"index.md": "# Start\n"})
    assert not (site.build().out / "archdoc.json").exists()


def test_conf_py_names_the_catalogue(site: Site) -> None:
    site.write({"index.md": "# Start\n\n```{archdoc:envvar} PORT\nThe port.\n```\n"})
    site.conf["archdoc_catalogue"] = {"name": "shop", "revision": "abc"}
    built = site.build("archdoc")
    assert json.loads(built.text("archdoc.json"))["catalogue"] == {
        "name": "shop",
        "title": "Test",
        "revision": "abc",
    }
    site.conf["archdoc_catalogue"] = {"nme": "shop"}
    built = site.build("archdoc")
    assert [problem.code for problem in built.problems] == ["wrong-setting"]
    assert [problem["code"] for problem in json.loads(built.text("archdoc.json"))["problems"]] == [
        "wrong-setting"
    ]
