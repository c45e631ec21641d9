"""Diagrams in a build: pictures with links on the web, files in books, lists where there are no pictures."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sphinx.cmd.build import build_main

from tests.conftest import Built, MakeSite, Site
from tests.ext.links import dead_links, repeated_ids
from tests.ext.test_impact import component

FILES = {
    "index.md": """\
# Start

```{toctree}
system
tables
more
```

```{archdoc:diagram}
:caption: The <whole>
```

```{archdoc:diagram}
:root: db
:depth: 2
:direction: TB
:group-by: page
```

```{archdoc:diagram}
:kind: gotcha
:empty: No gotchas.
```

```{archdoc:diagram}
:kind: secret
```
""",
    "system.md": "# System\n\n"
    + component("web", ":layer: Front", ":depends-on: api")
    + component("api", ":layer: Back", ":depends-on: db, Mailgate")
    + component("db", ":layer: Back", ":depends-on: db, api")
    + '```{archdoc:integration} Mailgate\n```\n\n```{archdoc:upstream} The "net"\n:reason: Wires <all>.\n```\n',
    "tables.md": """\
# Tables

```{archdoc:dbtable} orders
CREATE TABLE orders (id INT PRIMARY KEY, buyer INT NOT NULL REFERENCES users (id), gift INT REFERENCES users);
```

```{archdoc:dbtable} users
CREATE TABLE users (id INT PRIMARY KEY);
```

```{archdoc:diagram}
:kind: dbtable
```
""",
    "more.rst": """\
More
====

.. archdoc:impact:: db
   :as: diagram
   :caption: If it is down

.. archdoc:diagram::
   :kind: component
   :where: layer = Back
   :scope: project

.. archdoc:impact:: web
   :as: diagram
   :empty: Nobody minds.
""",
}
DIAGRAMS = 5


def make(make_site: MakeSite, name: str, **conf: object) -> Site:
    site = make_site(name, FILES)
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026", **conf}
    return site


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    return make(make_site, "diagrams")


@pytest.fixture(scope="module")
def html(shared: Site) -> Built:
    return shared.build()


def links(svg: str) -> dict[str, str]:
    """The nodes of a picture that lead somewhere, and where."""
    found = re.findall(r'<a href="([^"]*)">\s*<g class="archdoc-node[^>]*><title>(.*?)</title>', svg)
    return {title: href for href, title in found}


def pictures(text: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", text, re.S)


def test_nothing_is_wrong_and_nothing_is_said(html: Built) -> None:
    assert html.warnings == []
    assert "archdoc:" not in html.said
    assert dead_links(html) == []
    assert repeated_ids(html) == []


def test_a_picture_stands_in_the_page_and_its_nodes_are_links(html: Built) -> None:
    whole, near = pictures(html.body("index"))
    assert links(whole) == {
        "web": "system.html#archdoc-component-web",
        "api": "system.html#archdoc-component-api",
        "db": "system.html#archdoc-component-db",
        "Mailgate": "system.html#archdoc-integration-Mailgate",
        "System": "system.html",
    }
    assert list(links(near)) == ["api", "db", "Mailgate", "web"]
    assert "archdoc-marked" in near
    assert "archdoc-marked" not in whole
    assert "<figcaption>The &lt;whole&gt;</figcaption>" in html.body("index")


def test_every_picture_is_xml(html: Built) -> None:
    svgs = [svg for page in ("index", "tables", "more") for svg in pictures(html.body(page))]
    assert len(svgs) == DIAGRAMS
    for svg in svgs:
        ElementTree.fromstring(svg)


def test_what_has_nothing_to_draw_says_so(html: Built) -> None:
    assert "No gotchas." in html.body("index")
    assert "Diagram: Secrets: nothing to draw." in html.body("index")
    assert "Nobody minds." in html.body("more")


def test_the_same_can_be_unfolded_in_words(html: Built) -> None:
    body = html.body("index")
    assert "<summary>Diagram: Components, as a list</summary>" in body
    assert "<summary>Diagram of db, as a list</summary>" in body
    assert "→ The &quot;net&quot;</span>: Wires &lt;all&gt;." in body.replace('"net"', "&quot;net&quot;")


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_links_of_pictures_lead_to_the_right_place_however_pages_are_laid_out(
    builder: str, shared: Site
) -> None:
    built = shared.build(builder, out=builder)
    assert built.warnings == []
    assert set(dead_links(built)) <= {"index.html: #document-index"}  # Sphinx's way to the first page
    assert repeated_ids(built) == []
    assert sum(len(pictures(path.read_text("utf-8"))) for path in built.out.rglob("*.html")) == DIAGRAMS


def test_an_e_book_has_pictures_in_files(shared: Site) -> None:
    built = shared.build("epub", out="epub")
    assert built.warnings == []
    files = sorted(path.name for path in (built.out / "_images").iterdir())
    assert len(files) == DIAGRAMS
    for name in files:
        ElementTree.parse(built.out / "_images" / name)
        assert f'href="_images/{name}" media-type="image/svg+xml"' in built.text("content.opf")
    assert built.text("index.xhtml").count('src="_images/archdoc-') == 2


def test_an_e_book_takes_in_no_picture_twice(shared: Site) -> None:
    shared.build("dummy")
    folder = shared.source.parent / "by-command"
    build_main(["-q", "-b", "epub", str(shared.source), str(folder)])  # Sphinx's own files are in it, then
    manifest = (folder / "content.opf").read_text("utf-8")
    assert len(re.findall(r'href="([^"]*)" media-type="image/svg', manifest)) == DIAGRAMS


def test_latex_has_pictures_in_files(shared: Site) -> None:
    built = shared.build("latex", out="latex")
    assert built.warnings == []
    named = re.findall(
        r"\\sphinxincludegraphics(?:\[[^\]]*\])?\{\{(archdoc-\w+)\}\.png\}", built.text("test.tex")
    )
    assert len(named) == DIAGRAMS
    assert all((built.out / f"{name}.png").read_bytes().startswith(b"\x89PNG") for name in named)
    assert r"\caption{The \textless{}whole\textgreater{}}" in built.text("test.tex")


@pytest.mark.parametrize(("builder", "folder"), [("epub", "_images"), ("latex", ".")])
def test_a_book_has_no_picture_that_no_page_shows(builder: str, folder: str, site: Site) -> None:
    def names() -> set[str]:
        return {path.name for path in (built.out / folder).glob("archdoc-*.*g")}

    site.write(FILES)
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    built = site.build(builder)
    before = names()
    (built.out / folder / "archdoc-own.svg").write_text("An author's", "utf-8")
    site.write({"system.md": FILES["system.md"].replace("Mailgate", "Postgate")})
    built = site.build(builder)
    assert len(before & names()) == 2  # the tables, and what is in the back
    assert len(names()) == DIAGRAMS + 1
    if builder == "epub":
        assert "tables" not in built.written
        assert set(re.findall(r'href="_images/([^"]*)"', built.text("content.opf"))) == names()
    site.conf["archdoc_diagrams"] = "list"
    built = site.build(builder)
    assert names() == {"archdoc-own.svg"}


def test_a_file_that_could_not_be_finished_is_written_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    site.write(FILES)
    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr("sphinx_archdoc.ext.post_transforms.pictures.Path.write_bytes", write_half)
        site.build("epub")
    for path in (site.build("epub").out / "_images").iterdir():
        ElementTree.parse(path)


@pytest.mark.parametrize(
    ("builder", "page"), [("text", "index.txt"), ("man", "test.1"), ("texinfo", "test.texi")]
)
def test_formats_without_pictures_have_the_edges_as_a_list(builder: str, page: str, shared: Site) -> None:
    built = shared.build(builder, out=builder)
    assert built.warnings == []
    assert re.search("→ .*Mailgate", built.text(page))


def test_the_list_of_a_diagram_is_nested(shared: Site) -> None:
    text = shared.build("text", out="text").text("index.txt")
    assert text.index("**The <whole>**") < text.index("* System (Page)")
    assert "* **Back**\n\n  * api\n\n    * → db\n\n    * → Mailgate\n" in text


def test_no_page_names_another_host_or_a_place_of_this_machine(html: Built, shared: Site) -> None:
    for built in (html, shared.build("latex", out="latex"), shared.build("epub", out="epub")):
        for path in built.out.rglob("*.*html"):
            text = path.read_text("utf-8").replace("http://www.w3.org", "")
            assert str(shared.source.parent) not in text
            assert not re.search(r'(src|href)="https?://(?!www\.sphinx-doc|github|alabaster)', text)


@pytest.mark.slow
def test_the_same_input_gives_the_same_files(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        site = Site(tmp_path / name)
        site.write(FILES)
        site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
        pages = site.build().bodies()
        images = {
            path.name: path.read_bytes()
            for builder in ("epub", "latex")
            for path in site.build(builder, out=builder).out.rglob("archdoc-*.*g")
        }
        found.append((pages, images))
    assert found[0] == found[1]
