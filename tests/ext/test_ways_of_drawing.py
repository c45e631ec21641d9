"""``archdoc_diagrams``: who draws, with what is installed and what is not, and what the build says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest

from sphinx_archdoc.drawing import layered
from tests.conftest import MakeSite, Site
from tests.ext.links import dead_links
from tests.ext.test_diagrams import FILES, make, pictures


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(layered, "find_spec", lambda name: None)
    layered.can_lay_out.cache_clear()
    yield
    layered.can_lay_out.cache_clear()


def ways(text: str) -> tuple[int, int]:
    """How many diagrams are pictures, and how many are Mermaid's."""
    return len(pictures(text)), text.count('class="mermaid"')


LOCAL = "_static/mermaid.mjs"


@pytest.mark.parametrize(
    ("way", "extension", "local", "expected", "said"),
    [
        ("picture", False, "", (2, 0), ""),
        ("picture", True, "", (2, 0), ""),
        ("mermaid", False, "", (0, 0), "archdoc_diagrams = 'mermaid' needs 'sphinxcontrib.mermaid'"),
        ("mermaid", True, "", (0, 2), "browsers will fetch Mermaid from another host"),
        ("mermaid", True, LOCAL, (0, 2), ""),
        ("list", True, LOCAL, (0, 0), ""),
        ("list", False, "", (0, 0), ""),
    ],
)
def test_the_configuration_says_who_draws(
    way: str, extension: bool, local: str, expected: tuple[int, int], said: str, make_site: MakeSite
) -> None:
    site = make(make_site, "ways", archdoc_diagrams=way)
    if extension:
        site.conf["extensions"] = [*site.conf["extensions"], "sphinxcontrib.mermaid"]
        site.conf["mermaid_use_local"] = local
    built = site.build()
    assert built.warnings == []
    assert ways(built.body("index")) == expected
    assert built.said.count("archdoc:") == bool(said)
    assert said in built.said
    assert "→ " in built.body("index")
    assert dead_links(built) == []


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    ("local", "expected", "missing"), [(None, (0, 0), True), ("", (0, 0), True), (LOCAL, (0, 2), False)]
)
def test_without_what_draws_there_are_lists_or_mermaid_and_the_build_says_so_once(
    local: str | None, expected: tuple[int, int], missing: bool, make_site: MakeSite
) -> None:
    site = make(make_site, "missing")
    if local is not None:
        site.conf["extensions"] = [*site.conf["extensions"], "sphinxcontrib.mermaid"]
        site.conf["mermaid_use_local"] = local
    for _ in ("cold", "again"):
        built = site.build()
        assert built.warnings == []
        assert ways(built.body("index")) == expected
        assert built.said.count("pip install 'sphinx-archdoc[diagrams]'") == missing


@pytest.mark.usefixtures("nothing_installed")
def test_a_book_without_what_draws_has_lists(make_site: MakeSite) -> None:
    built = make(make_site, "missing-latex").build("latex")
    assert "includegraphics" not in built.text("test.tex").partition(r"\begin{document}")[2]
    assert r"\(\rightarrow\) {\hyperref" in built.text("test.tex")


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_a_book_has_pictures_where_pages_have_mermaid(builder: str, make_site: MakeSite) -> None:
    site = make(make_site, f"book-{builder}", archdoc_diagrams="mermaid")
    site.conf["extensions"] = [*site.conf["extensions"], "sphinxcontrib.mermaid"]
    built = site.build(builder)
    assert built.warnings == []
    assert "archdoc:" not in built.said
    text = built.text("index.xhtml" if builder == "epub" else "test.tex")
    assert "flowchart LR" not in text
    assert len(set(re.findall(r"archdoc-\w{20}", text))) == (2 if builder == "epub" else 5)


@pytest.mark.usefixtures("nothing_installed")
def test_a_book_is_not_told_to_have_mermaid(make_site: MakeSite) -> None:
    built = make(make_site, "missing-book", archdoc_diagrams="mermaid").build("epub")
    assert "pip install 'sphinx-archdoc[diagrams]'" in built.said
    assert "sphinxcontrib.mermaid" not in built.said


def test_a_project_without_diagrams_is_told_nothing(site: Site) -> None:
    site.conf["archdoc_diagrams"] = "mermaid"
    site.write({"index.md": "# Start\n"})
    assert "archdoc:" not in site.build().said


def test_another_way_of_drawing_rewrites_the_pages(site: Site) -> None:
    site.write(FILES)
    assert ways(site.build().body("index")) == (2, 0)
    site.conf["archdoc_diagrams"] = "list"
    assert ways(site.build().body("index")) == (0, 0)


def test_pages_have_pictures_again_once_what_draws_is_installed_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(FILES)
    for installed in (True, False, True):
        monkeypatch.setattr("sphinx_archdoc.ext.environment.formats.can_lay_out", partial(bool, installed))
        assert ways(site.build().body("index")) == ((2, 0) if installed else (0, 0))
        assert site.build().written == set()
