"""The gallery in our documentation: every view is in it, and all of its sources are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import myst

from sphinx_archdoc.schema.loader import VIEWS, builtin_kinds
from tests.conftest import Built, MakeSite

DOCS = Path(__file__).parent.parent.parent / "docs"
MORE = {path.stem: path.read_text("utf-8") for path in sorted(DOCS.glob("snippets/views/museum-*.md"))}
SNIPPETS = {path.stem: path.read_text("utf-8") for path in sorted(DOCS.glob("snippets/gallery/*.md"))}
MUSEUM = (DOCS / "gallery/museum.md").read_text("utf-8").replace("../gallery.md", "../index.md")
PAGE = (DOCS / "gallery.md").read_text("utf-8")


@pytest.fixture(scope="module", params=["html", "text", "latex"])
def built(request: pytest.FixtureRequest, make_site: MakeSite) -> Built:
    cast = (DOCS / "snippets/kinds-cast.md").read_text("utf-8")
    kinds = "\n\n".join(myst(kind) for kind in builtin_kinds().values())
    files = {f"view-{name}.md": f"# View\n\n{source}" for name, source in (SNIPPETS | MORE).items()}
    files |= {
        "index.md": f"# Gallery\n\n{kinds}\n\n{cast}\n\n```{{toctree}}\n:glob:\n\nview-*\ngallery/*\n```\n",
        "gallery/museum.md": MUSEUM,
    }
    return make_site(f"gallery-{request.param}", files).build(request.param)


def test_all_of_it_is_right(built: Built) -> None:
    assert built.problems == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_in_the_gallery(view: str) -> None:
    assert any(f"{{archdoc:{view}}}" in source for source in SNIPPETS.values())


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_page_shows_every_snippet_beside_its_result(name: str) -> None:
    assert f"```{{example}} snippets/gallery/{name}.md\n:beside:\n```" in PAGE


@pytest.mark.parametrize("name", [name for name, source in SNIPPETS.items() if "diagram" in source])
def test_diagrams_are_drawn(name: str, make_site: MakeSite) -> None:
    files = {"index.md": f"# Start\n\n{SNIPPETS[name]}\n\n```{{toctree}}\ngallery/museum\n```\n"}
    built = make_site(f"drawn-{name}", files | {"gallery/museum.md": MUSEUM}).build()
    assert built.body("index").count('<svg xmlns="http://www.w3.org/2000/svg" class="archdoc-picture"') == 1
    assert 'href="gallery/museum.html#archdoc-' in built.body("index")
