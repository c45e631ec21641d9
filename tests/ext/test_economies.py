"""What is made once for a build, and not for each page: it must be the same as if it were."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import en
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.ext.workarounds import domain_indices, search_stemmer
from tests.conftest import Built, Site

PAGES = {
    "index.md": "# Start\n\n```{toctree}\nshop/cart\nmail\n```\n\n```{archdoc:table} envvar, component\n```\n",
    "shop/cart.md": "# Cart\n\n```{archdoc:envvar} PORT\nWhere the connections arrive.\n```\n",
    "mail.md": "# Mail\n\n```{archdoc:component} mailer\nConnections to the mails.\n```\n",
}


def build(folder: Path, builder: str = "html") -> Built:
    site = Site(folder)
    site.conf |= {"html_theme": "alabaster", "html_sidebars": {"**": ["globaltoc.html"]}}
    site.write(PAGES)
    return site.build(builder)


@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")  # its own, of Sphinx's interfaces
@pytest.mark.parametrize("builder", ["html", "dirhtml", "json"])
def test_they_change_nothing_that_is_written(
    builder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = build(tmp_path / "short", builder)
    monkeypatch.setattr(domain_indices, "share_toctree", lambda *args: None)
    monkeypatch.setattr(search_stemmer, "stem_words_once", lambda *args: None)
    long = build(tmp_path / "long", builder)
    names = {
        path.relative_to(long.out)
        for path in long.out.rglob("*")
        if path.suffix in (".html", ".js", ".fjson")
    }
    assert len(names) > 3
    assert {name for name in names if short.text(str(name)) != long.text(str(name))} == set()


def test_a_second_build_of_one_application_makes_the_side_bar_anew(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.conf |= {"html_theme": "alabaster", "html_sidebars": {"**": ["globaltoc.html"]}}
    site.write(PAGES)
    site.build()
    app = SphinxTestApp(srcdir=site.source, builddir=tmp_path / "build")
    try:
        app.build()
        site.write({"mail.md": PAGES["mail.md"].replace("# Mail", "# Post")})
        app.build()
        assert ">Post</a>" in (Path(app.outdir) / "archdoc-envvar.html").read_text("utf-8")
    finally:
        app.cleanup()


def test_a_word_is_stemmed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()

    class Counting:
        def __init__(self, language: str) -> None:
            self.stemmer = stemmer(language)

        def stemWord(self, word: str) -> str:  # noqa: N802  (Snowball's name)
            seen[word] += 1
            return str(self.stemmer.stemWord(word))

    stemmer = en.snowballstemmer.stemmer
    monkeypatch.setattr(en.snowballstemmer, "stemmer", Counting)
    build(tmp_path)
    assert seen["connections"] == 1
    assert not {word: times for word, times in seen.items() if times > 1}


def test_the_side_bar_is_made_once_for_all_index_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Counter[str] = Counter()
    toctree = StandaloneHTMLBuilder._get_local_toctree

    def count(self: StandaloneHTMLBuilder, docname: str, **kwargs: bool) -> str:
        seen[docname] += 1
        return toctree(self, docname, **kwargs)

    monkeypatch.setattr(StandaloneHTMLBuilder, "_get_local_toctree", count)
    built = build(tmp_path)
    assert [name for name in seen if name.startswith("archdoc-")] == ["archdoc-envvar"]
    for page in ("archdoc-envvar.html", "archdoc-component.html"):
        assert 'href="shop/cart.html"' in built.text(page)
