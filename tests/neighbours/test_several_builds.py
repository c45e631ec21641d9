"""Several builds of one tree, one after the other or at the same time, know nothing of each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.highlighting import lexer_classes

from tests.languages.messages import po
from tests.neighbours.builds import CONF, build, pages, said, start, start_all, write
from tests.neighbours.pages import SITE

pytestmark = pytest.mark.slow

KINDS = {"runbook": {"title": "Runbook"}, "component": {"fields": {"tier": {"column": True}}}}

OTHER = """\
# Start

```{archdoc:runbook} Restart
```

```{archdoc:component} auth-api
:purpose: Another one.
:tier: gold
```

```{archdoc:envvar} PORT
Listens.
```
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("tree") / "source", SITE)


WAYS = {
    "plain": (),
    "other settings": ("-D", "archdoc_diagrams=list", "-D", "archdoc_recognise=0"),
    "by folders": ("-b", "dirhtml", "-t", "internal", "-A", "release=2"),
}


def test_builds_in_one_process_are_those_of_processes_of_their_own(source: Path, tmp_path: Path) -> None:
    started = {way: start(source, tmp_path / way, *options) for way, options in WAYS.items()}  # all at once
    assert {way: said(process) for way, process in started.items()} == dict.fromkeys(WAYS, "")
    together = [(source, tmp_path / f"{way} together", options) for way, options in WAYS.items()]
    assert said(start_all(together)) == ""
    for way in WAYS:
        assert pages(tmp_path / f"{way} together") == pages(tmp_path / way)
    assert pages(tmp_path / "plain") != pages(tmp_path / "other settings")


def test_versions_of_a_tree_do_not_mix(source: Path, tmp_path: Path) -> None:
    """With kinds, fields and pages that the other version does not have."""
    conf = f"{CONF}archdoc_kinds = {KINDS}\n"
    other = write(tmp_path / "other", {"index.md": OTHER, "conf.py": conf})
    together, trees = tmp_path / "together", {"one": source, "other": other}
    names = ["one", "other", "one-again", "other-again"]
    builds = [(trees[name.partition("-")[0]], together / name, ()) for name in names]
    assert said(start_all(builds)) == ""
    assert pages(together / "one-again") == pages(together / "one")
    assert pages(together / "other-again") == pages(together / "other")
    alone = start(other, tmp_path / "alone")
    assert said(alone) == ""
    assert pages(tmp_path / "alone") == pages(together / "other")
    assert "archdoc-runbook.html" in pages(tmp_path / "alone")
    assert "archdoc-runbook.html" not in pages(together / "one-again")


def test_each_project_has_its_own_language(tmp_path: Path) -> None:
    """Sphinx adds the catalogues of a later build to those of the earlier ones, and asks the earlier ones first."""
    page = {"index.md": "# Start\n\n```{archdoc:envvar} PORT\nListens.\n```\n"}
    own = {"locale/de/LC_MESSAGES/sphinx_archdoc.po": po({"Environment variables": "Schalter"})}
    projects = {
        "own": ("de", own),
        "de": ("de", {}),
        "ja": ("ja", {}),
        "en": ("en", {}),
        "own again": ("de", own),
    }
    titles = {}
    for name, (language, more) in projects.items():
        conf = f"{CONF}language = {language!r}\nlocale_dirs = ['locale']\n"
        source = write(tmp_path / name, {**page, **more, "conf.py": conf})
        build(source, tmp_path / "out" / name)
        titles[name] = re.findall(
            "<h1>(.*)</h1>", (tmp_path / "out" / name / "archdoc-envvar.html").read_text("utf-8")
        )
    assert titles == {
        "own": ["Schalter"],
        "de": ["Umgebungsvariablen"],
        "ja": ["環境変数"],
        "en": ["Environment variables"],
        "own again": ["Schalter"],
    }


def test_nothing_is_left_in_the_registries_that_all_builds_share(source: Path, tmp_path: Path) -> None:
    before = {**directives._directives}, {**roles._roles}
    build(source, tmp_path / "out")
    after = {**directives._directives}, {**roles._roles}
    for was, is_now in zip(before, after, strict=True):
        assert [name for name in is_now.keys() - was.keys() if "archdoc" in name] == []
        assert [name for name, found in is_now.items() if found.__module__.startswith("sphinx_archdoc")] == []
    assert "archdoc" not in "".join(lexer_classes)
