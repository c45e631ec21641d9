"""The gallery in our documentation: every view is in it, and all of its sources are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from samples import myst

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.conftest import BuildSite, Built, MakeSite

DOCS = Path(__file__).parent.parent.parent / "docs"
MORE = {path.stem: path.read_text("utf-8") for path in sorted(DOCS.glob("snippets/views/museum-*.md"))}
SNIPPETS = {path.stem: path.read_text("utf-8") for path in sorted(DOCS.glob("snippets/gallery/*.md"))}
MUSEUM = (DOCS / "gallery/museum.md").read_text("utf-8").replace("../gallery.md", "../index.md")
PAGE = (DOCS / "gallery.md").read_text("utf-8")


@pytest.fixture(scope="module", params=["html", "text", "latex"])
def built(request: pytest.FixtureRequest, build_site: BuildSite) -> Built:
    cast = (DOCS / "snippets/kinds-cast.md").read_text("utf-8")
    kinds = "\n\n".join(myst(kind) for kind in builtin_kinds().values())
    files = {f"view-{name}.md": f"# View\n\n{source}" for name, source in (SNIPPETS | MORE).items()}
    files |= {
        "index.md": f"# Gallery\n\n{kinds}\n\n{cast}\n\n```{{toctree}}\n:glob:\n\nview-*\ngallery/*\n```\n",
        "gallery/museum.md": MUSEUM,
    }
    built = build_site(files, request.param)
    assert built.warnings == []
    return built


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_in_the_gallery(view: str) -> None:
    assert any(f"{{archdoc:{view}}}" in source for source in SNIPPETS.values())


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_page_shows_every_snippet_beside_its_result(name: str) -> None:
    assert f"```{{example}} snippets/gallery/{name}.md\n:beside:\n```" in PAGE


@pytest.mark.parametrize("name", [name for name, source in SNIPPETS.items() if "diagram" in source])
def test_diagrams_are_drawn(name: str, build_site: BuildSite) -> None:
    files = {"index.md": f"# Start\n\n{SNIPPETS[name]}\n\n```{{toctree}}\ngallery/museum\n```\n"}
    built = build_site(files | {"gallery/museum.md": MUSEUM})
    count = built.body("index").count('<svg xmlns="http://www.w3.org/2000/svg" class="archdoc-picture"')
    assert count > 1 if ":fold:" in SNIPPETS[name] else count == 1
    assert 'href="gallery/museum.html#archdoc-' in built.body("index")


@pytest.fixture(scope="module")
def page(make_site: MakeSite) -> str:
    """The gallery as our documentation shows it, and the museum."""
    shown = {path: path.read_text("utf-8") for path in DOCS.glob("snippets/**/*.*")}
    files = {path.relative_to(DOCS).as_posix(): text for path, text in shown.items()}
    files |= {"index.md": "# Start\n\n```{toctree}\ngallery\ngallery/museum\n```\n", "gallery.md": PAGE}
    files |= {"gallery/museum.md": (DOCS / "gallery/museum.md").read_text("utf-8")}
    site = make_site("gallery-page", files)
    site.conf["extensions"] = [*site.conf["extensions"], "selfdoc"]
    site.conf["exclude_patterns"] = ["snippets"]
    return site.build().body("gallery")


def test_every_source_is_highlighted(page: str) -> None:
    sources = page.split('<div class="example-source docutils container">')[1:]
    assert len(sources) == PAGE.count("```{example}") + len(builtin_kinds())
    for source in sources:
        block, language, code = re.findall(r'<div class="(highlight-(\w+)).*?<pre>(.*?)</pre>', source, re.S)[
            0
        ]
        assert language in ("markdown", "rst"), block
        tokens = set(re.findall(r'<span class="(\w+)"', code)) - {"w"}
        assert len(tokens) > 1, code
        assert re.search(r'<span class="ow">archdoc:[\w-]+</span>', code), code
        if re.search(r"^:[\w-]+:", re.sub(r"<[^>]+>", "", code), re.M):
            assert '<span class="nf">:' in code, code
