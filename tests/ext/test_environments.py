"""Virtual environments among the pages are left alone, whatever ``conf.py`` says."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest import mock

import pytest
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.ext.virtual_environments import exclude_environments
from tests.conftest import Site

PAGE = "# Start\n\n```{archdoc:component} api\nAnswers.\n```\n"


@pytest.mark.parametrize("name", [".venv", "environment", "odd*[1]", "services/billing/.venv", "o*/[2]"])
def test_nothing_in_an_environment_is_a_page(name: str, site: Site) -> None:
    packages = f"{name}/lib/python3/site-packages"
    site.write({
        "index.md": PAGE,
        f"{name}/pyvenv.cfg": "home = /usr/bin\n",
        f"{packages}/one/index.md": PAGE,
        f"{packages}/one.dist-info/LICENSE.rst": "Text\n=\n",
    })  # fmt: skip
    built = site.build()
    assert built.warnings == []
    assert built.read == {"index"}


def test_other_folders_are_read(site: Site) -> None:
    site.conf["exclude_patterns"] = ["drafts"]
    site.write({"index.md": PAGE, "venv/notes.md": "# Notes", "drafts/a.md": "# A", "e/pyvenv.cfg": ""})
    built = site.build()
    assert built.read == {"index", "venv/notes"}


def test_only_the_folders_are_walked_that_may_hold_pages(tmp_path: Path) -> None:
    """So that the search costs no more than Sphinx's own, however large an environment or an output is."""
    environment = ".venv/lib/python3/site-packages"
    for name in ("a/b", environment, "drafts/.venv", "_build/html/a", "_build/.doctrees/b"):
        (tmp_path / name).mkdir(parents=True)
    for name in (".venv", "drafts/.venv", "a/b", "_build/html/a"):
        (tmp_path / name / "pyvenv.cfg").touch()
    (tmp_path / "a" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "linked").symlink_to(tmp_path / "a" / "b", target_is_directory=True)
    config = Config({}, {"exclude_patterns": ["drafts"]})
    app = SimpleNamespace(
        srcdir=tmp_path, outdir=tmp_path / "_build/html", doctreedir=tmp_path / "_build/.doctrees"
    )
    walked = []
    original = os.scandir

    def scandir(folder: str) -> Any:
        walked.append(Path(folder).relative_to(tmp_path).as_posix())
        return original(folder)

    with mock.patch("os.scandir", scandir):
        exclude_environments(cast("Sphinx", app), config)
    assert config.exclude_patterns == ["drafts", ".venv", "a/b", "a/linked"]
    assert sorted(walked) == [".", "_build", "a"]


def test_an_environment_that_is_made_later_changes_no_page(site: Site) -> None:
    site.write({"index.md": PAGE})
    before = site.build().body("index")
    site.write({".venv/pyvenv.cfg": "", ".venv/README.md": "# Read me"})
    again = site.build()
    assert again.warnings == []
    assert again.body("index") == before
    assert site.build().read == set()
