"""A project that uses nothing of the extension is built as without it, to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import MakeSite, Site

WITHOUT = {
    "index.md": "# Start\n\n```{toctree}\nmore\nrest\n```\n\nWords on `archdoc-envvar-PORT`, [more](more.md) and {term}`it`.\n",
    "more.md": "---\ntitle: More\n---\n# More\n\n## Environment Variables\n\n"
    "| Variable | Description |\n|---|---|\n| `PORT` | The port |\n\n> **Note**: words\n\n"
    "```mermaid\ngraph TD\n```\n\n```{glossary}\nit\n  Something.\n```\n",
    "rest.rst": "Rest\n====\n\n.. py:function:: run(a)\n\n   Runs [A]_, see `more <https://example.org>`_ [#]_.\n\n"
    ".. [A] A book.\n\n.. [#] A note.\n\n.. index:: running\n",
}
ENTRY = "```{archdoc:envvar} PORT\nThe port.\n```\n\n```{archdoc:table} envvar\n```\n"


def files(out: Path) -> dict[str, bytes]:
    """The content of all files, but for the digest of the configuration and the zipped e-book.

    Sphinx lists the versions of all extensions in the search index, and no extension can help that.
    """
    left_out = (".buildinfo", ".epub")
    found = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    read = {name: path.read_bytes() for name, path in found.items() if not name.endswith(left_out)}
    if "searchindex.js" in read:
        read["searchindex.js"] = re.sub(rb',?"sphinx_archdoc":\d+', b"", read["searchindex.js"])
    return read


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "gettext"]
)
def test_a_project_without_entries_is_built_as_without_the_extension(
    make_site: MakeSite, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    built = []
    for extensions in (["myst_parser"], ["myst_parser", "sphinx_archdoc"]):
        site = make_site("traces", WITHOUT)
        site.conf |= {"extensions": extensions, "html_theme": "alabaster", "epub_show_urls": "no"}
        built.append(files(site.build(builder).out))
    without, with_ = built
    assert with_.keys() == without.keys()
    assert [name for name in without if with_[name] != without[name]] == []


def test_the_files_come_with_the_first_entry_and_go_with_the_last(site: Site) -> None:
    site.write({"index.md": "# Start\n\n```{toctree}\nmore\n```\n", "more.md": "# More\n\nWords.\n"})
    before = files(site.build().out).keys()
    site.write({"more.md": f"# More\n\n{ENTRY}"})
    between = files(site.build().out).keys() - before
    assert {"_static/archdoc.css", "_static/archdoc.js", "_static/archdoc-entries.js"} <= between
    assert "archdoc.css" in site.build().text("more.html")
    site.write({"more.md": "# More\n\nWords.\n"})
    after = site.build()
    left_by_sphinx = {"archdoc-envvar.html", "archdoc-all.html"}
    assert files(after.out).keys() - left_by_sphinx == before
    assert "archdoc" not in after.text("more.html")
