"""A build folder that is kept while the source changes under it, as when one changes branches."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.ext.test_incremental import assert_same
from tests.neighbours.pages import SITE

pytestmark = pytest.mark.slow

KINDS = """\
[runbook]
title = "Runbook"

[component.fields]
tier = { column = true, help = "How much it matters." }
"""

RUNBOOK = """\
# Plain

```{archdoc:runbook} Restart
```

```{archdoc:component} lonely
:purpose: Is here only.
:tier: gold
```
"""

AUTH_IN_REST = """\
Auth
====

.. archdoc:component:: auth-api
   :purpose: Issues tokens, in another markup. See :archdoc:envvar:`JWT_SECRET`.
   :depends-on: orders-db

.. archdoc:envvar:: JWT_SECRET
   :used-by: auth-api

   Signs *tokens*.

.. archdoc:secret:: jwt-key

   Signs.
"""


def without(*names: str) -> dict[str, str]:
    files = {name: text for name, text in SITE.items() if name not in names}
    docs = {name.rpartition(".")[0] for name in names}
    listed = files["index.md"].splitlines(keepends=True)
    files["index.md"] = "".join(line for line in listed if line.strip() not in docs)
    return files


MORE_MOVED = SITE["more.md"].replace("# More\n", "")

BRANCHES: dict[str, tuple[Mapping[str, str], Mapping[str, object]]] = {
    "a page deleted": (without("more.md"), {}),
    "a page in another markup": (
        without("auth.md") | {"auth.rst": AUTH_IN_REST, "index.md": SITE["index.md"]},
        {},
    ),
    "entries on another page": (
        without("more.md") | {"shop/far/deep.md": SITE["shop/far/deep.md"] + MORE_MOVED},
        {},
    ),
    "other kinds": (SITE | {"kinds.toml": KINDS, "plain.md": RUNBOOK}, {"archdoc_kinds": "kinds.toml"}),
    "other settings": (SITE, {"archdoc_diagrams": "list", "archdoc_recognise": False}),
    "a page becomes a folder": (
        without("more.md")
        | {"more/index.md": SITE["more.md"], "index.md": SITE["index.md"].replace("more\n", "more/index\n")},
        {},
    ),
    "without the extension": (
        {"index.md": "# Start\n\n```{toctree}\nplain\n```\n", "plain.md": "# Plain\n\nNothing.\n"},
        {"extensions": ["myst_parser"]},
    ),
}


def check_out(site: Site, files: Mapping[str, str], settings: Mapping[str, object]) -> None:
    """Let the source folder hold these files, as Git does: what is the same is not touched."""
    for path in [path for path in site.source.rglob("*") if path.suffix in {".md", ".rst", ".toml"}]:
        if path.relative_to(site.source).as_posix() not in files:
            path.unlink()
    changed = {name: text for name, text in files.items() if text != _text(site.source / name)}
    site.write(changed)
    site.conf = {**site.conf, "archdoc_kinds": "", "archdoc_diagrams": "picture", "archdoc_recognise": True}
    site.conf |= {
        "extensions": ["myst_parser", "sphinx_archdoc"],
        "suppress_warnings": ["config.cache"],
        **settings,
    }


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


@pytest.fixture(scope="module")
def kept(make_site: MakeSite) -> tuple[Site, Built]:
    """A folder in which one branch is built after the other, and the first of them built clean."""
    site = make_site("branches", {})
    check_out(site, SITE, {})
    return site, site.build(out="original")


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_folder_kept_between_branches_is_that_of_a_clean_build(
    branch: str, kept: tuple[Site, Built]
) -> None:
    site, original = kept
    site.build(out="kept")
    check_out(site, *BRANCHES[branch])
    assert_same(site.build(out="kept"), site.build(out=branch))
    check_out(site, SITE, {})
    back = site.build(out="kept")
    assert_same(back, original)
    assert back.warnings == []


def test_a_kinds_file_older_than_the_build_counts_all_the_same(site: Site) -> None:
    """Sphinx goes by the times of pages; an archive brings its own."""
    files, settings = BRANCHES["other kinds"]
    check_out(site, files, settings)
    site.build(out="kept")
    site.write({"kinds.toml": KINDS.replace("Runbook", "Drill")})
    a_year_ago = time.time() - 365 * 24 * 3600
    os.utime(site.source / "kinds.toml", (a_year_ago, a_year_ago))
    assert_same(site.build(out="kept"), site.build(out="clean"))


def test_a_page_older_than_the_build_is_read_in_a_fresh_one(site: Site) -> None:
    """Sphinx does not see that it has changed; what is shown fits together all the same."""
    check_out(site, SITE, {})
    before = site.build(out="kept")
    site.write({"auth.md": SITE["auth.md"].replace("orders-db", "nobody")})
    a_year_ago = time.time() - 365 * 24 * 3600
    os.utime(site.source / "auth.md", (a_year_ago, a_year_ago))
    assert_same(site.build(out="kept"), before)
    assert_same(site.build(out="kept", fresh=True), site.build(out="clean"))


@pytest.mark.parametrize("version", ["env_version", "data_version"])
def test_what_another_version_stored_is_read_anew(
    version: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_out(site, SITE, {})
    with monkeypatch.context() as other:
        if version == "env_version":
            other.setattr("sphinx_archdoc.ext.setup.DATA_VERSION", 77)
        else:
            other.setattr("sphinx_archdoc.ext.environment.store.EntryStore.data_version", 77)
        site.build(out="kept")
    after = site.build(out="kept")
    assert_same(after, site.build(out="clean"))
    assert {"auth", "views", "shop/far/deep"} <= after.read
