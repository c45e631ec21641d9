"""Diagrams of many components: folded, in a bearable time, never stale, and the same from several workers."""

from __future__ import annotations

import re
import sys
import time

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.ext.links import dead_links, repeated_ids
from tests.ext.test_diagrams import pictures
from tests.ext.test_impact import component
from tests.ext.test_incremental import Edit, assert_same, both, replace

pytestmark = pytest.mark.slow

PAGES, LAYERS = 20, 8
DIAGRAM = "```{archdoc:diagram}\n:caption: Everything\n```\n"


def system(components: int, view: str = DIAGRAM, layers: int = LAYERS) -> dict[str, str]:
    """Components in layers, a cycle of all of them, each with a line to itself and to one far away."""
    pages = {
        f"p{page:02}.md": f"# Page {page}\n\n"
        + "".join(
            component(
                f"c{n}",
                *([f":layer: Layer {n % layers}"] if layers else []),
                f":depends-on: c{n}, c{(n + 1) % components}, c{n * 7 % components}",
            )
            for n in range(page, components, PAGES)
        )
        for page in range(PAGES)
    }
    listed = "\n".join(sorted(name.removesuffix(".md") for name in pages))
    index = f"# Start\n\n```{{toctree}}\nview\n{listed}\n```\n"
    return {"index.md": index, "view.md": f"# View\n\n{view}", **pages}


@pytest.fixture(scope="module")
def folded(make_site: MakeSite) -> Site:
    site = make_site("folded", system(200))
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    return site


@pytest.fixture(scope="module")
def html(folded: Site) -> Built:
    return folded.build()


def test_each_group_is_a_link_to_its_own_diagram(html: Built) -> None:
    overview, *parts = pictures(html.body("view"))
    assert len(parts) == LAYERS
    assert re.findall(r'<a href="([^"]*)">', overview) == [f"#archdoc-1-{n}" for n in range(1, LAYERS + 1)]
    assert [part.count("archdoc-box") for part in parts] == [25] * LAYERS
    assert "200 nodes do not fit in one picture, so they are folded into groups." in html.body("view")
    assert html.warnings == []
    assert dead_links(html) == []
    assert repeated_ids(html) == []


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex"])
def test_every_builder_has_the_groups(builder: str, folded: Site) -> None:
    built = folded.build(builder, out=builder)
    assert built.warnings == []
    if builder == "latex":
        text = built.text("test.tex")
        assert len(re.findall(r"includegraphics.*archdoc-", text)) == LAYERS + 1
        assert r"\label{\detokenize{view:archdoc-1-1}}" in text
    elif builder != "epub":
        assert set(dead_links(built)) <= {"index.html: #document-index"}


def test_a_book_says_in_words_what_would_be_too_small_to_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_archdoc.drawing.png.COARSEST", 3)
    site.write(system(40, layers=0))
    text = site.build("latex").text("test.tex")
    assert (
        "There is no picture of this diagram: if it were scaled down to fit on a page, its words would be too small"
        in text
    )
    assert text.count(r"\(\rightarrow\)") > 40
    assert "includegraphics" not in text.partition(r"\begin{document}")[2]


def test_text_has_every_line_and_no_groups(folded: Site) -> None:
    text = folded.build("text", out="text").text("view.txt")
    assert "do not fit" not in text
    assert text.count("→ ") == 200 * 3 - 2  # twice, the line far away is that to itself


@pytest.mark.parametrize(
    ("view", "layers", "shown"),
    [
        ("```{archdoc:diagram}\n:group-by: name\n```\n", 2, 0),  # too many groups
    ],
)
def test_what_cannot_be_folded_is_listed(view: str, layers: int, shown: int, site: Site) -> None:
    site.write(system(80, view, layers))
    built = site.build()
    assert built.warnings == []
    assert len(pictures(built.body("view"))) == shown
    assert "nodes do not fit in one picture, so they are listed." in built.body("view")
    assert dead_links(built) == []


@pytest.mark.parametrize(
    ("layers", "shown"),
    [
        (0, 1 + PAGES),  # one group of all: the pages are the groups
        (2, 1 + 2 * (1 + PAGES // 2)),  # groups that are too large themselves are folded by their pages
    ],
)
def test_groups_that_do_not_help_are_folded_by_page(layers: int, shown: int, site: Site) -> None:
    site.write(system(150, DIAGRAM, layers))
    built = site.build()
    assert built.warnings == []
    assert len(pictures(built.body("view"))) == shown
    assert dead_links(built) == []
    assert repeated_ids(built) == []


def test_two_thousand_components_are_drawn_in_bearable_time(site: Site) -> None:
    site.write(system(2_000, DIAGRAM + "```{archdoc:summary}\n```\n", layers=50))
    start = time.process_time()
    built = site.build()
    took = time.process_time() - start
    sys.stdout.write(f"2,000 components: {took:.1f} s, {len(built.text('view.html')):,} characters\n")
    assert built.warnings == []
    assert len(pictures(built.body("view"))) == 51
    assert took < 60


SMALL = system(30)


@pytest.mark.parametrize(
    ("edit", "showing"),
    [
        (replace("p03.md", "c3\n", "c3x\n"), {"view", "p01", "p02", "p03", "p04", "p09"}),
        (replace("p03.md", "Layer 3", "Layer 9"), {"view", "p03"}),
        (replace("p03.md", ":purpose: Works.", ":purpose: Rests."), {"p03"}),
        (replace("p03.md", "# Page 3\n", "# Page 3\n\nProse.\n"), {"p03"}),
        (replace("p03.md", ":depends-on: c3, c4", ":depends-on: c3"), {"view", "p03", "p04"}),
        (
            both(
                replace("p03.md", "# Page 3\n", "# Page 3\n\n```{archdoc:upstream} c5\n:reason: A.\n```\n"),
                replace("p04.md", ":purpose: Works.", ":purpose: Rests."),
            ),
            {"view", "p03", "p04", "p05"},
        ),
    ],
)
def test_a_diagram_is_written_again_where_it_changes(edit: Edit, showing: set[str], site: Site) -> None:
    site.write(SMALL)
    site.build()
    assert site.build().written == set()
    edit(site)
    after = site.build()
    assert_same(after, site.build(out="clean"))
    assert after.written - {"index"} == showing


WRONG = """
```{archdoc:diagram}
:root: gone
:depth: -3
:group-by: layr
```
```{archdoc:summary}
:by: kind, nope
```
"""


def test_problems_are_the_same_in_every_build(make_site: MakeSite) -> None:
    site = make_site("wrong", system(60, DIAGRAM + WRONG))
    cold, again = site.build(), site.build()
    assert len(cold.codes) == 4
    assert again.warnings == cold.warnings
    site.write({"p01.md": system(60)["p01.md"] + "\nMore.\n"})
    incremental = site.build()
    assert incremental.warnings == cold.warnings
    parallel = site.build(out="parallel", parallel=4)
    assert_same(parallel, site.build(out="serial"))
    assert parallel.warnings == cold.warnings


def test_files_of_pictures_are_the_same_from_several_workers(make_site: MakeSite) -> None:
    site = make_site("workers", {f"{name}": text + (f"\n{DIAGRAM}" if name != "index.md" else "") for name, text in system(40).items()})  # fmt: skip
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    for builder in ("html", "epub"):
        one, other = (site.build(builder, out=f"{builder}-{n}", parallel=n) for n in (0, 4))
        assert one.warnings == other.warnings == []
        files = [
            {path.name: path.read_bytes() for path in (built.out).rglob("*.*") if path.suffix in (".svg", ".html", ".xhtml")}
            for built in (one, other)
        ]  # fmt: skip
        assert files[0] == files[1]


def dense(layers: int) -> dict[str, str]:
    """Forty components that each need seven others: many more lines than anyone can follow."""
    entries = "".join(
        component(
            f"c{n}",
            *([f":layer: Layer {n % layers}"] if layers else []),
            ":depends-on: " + ", ".join(f"c{(n * 3 + step * step) % 40}" for step in range(1, 8)),
        )
        for n in range(40)
    )
    return {"index.md": f"# Start\n\n{DIAGRAM}\n{entries}"}


def test_what_would_be_too_small_to_read_is_folded_by_its_groups(site: Site) -> None:
    site.write(dense(5))
    built = site.build()
    assert built.warnings == []
    overview, *_ = pictures(built.body("index"))
    assert overview.count("archdoc-group") == 5
    assert "40 nodes do not fit in one picture, so they are folded into groups." in built.body("index")


def test_without_groups_a_wide_picture_is_shrunk_and_one_of_too_many_lines_a_list(site: Site) -> None:
    site.write(dense(0))
    body = site.build().body("index")
    assert pictures(body) == []
    assert "There is no picture of this diagram: it has" in body
    site.write(system(40, layers=0) | {"index.md": "# Start\n\n```{toctree}\nview\n```\n"})
    (picture,) = pictures(site.build().body("view"))
    assert picture.count("archdoc-box") == 40
