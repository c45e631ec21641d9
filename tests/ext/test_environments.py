"""Virtual environments among the pages are left alone, whatever ``conf.py`` says."""

from __future__ import annotations

import pytest

from tests.conftest import Site

PAGE = "# Start\n\n```{archdoc:component} api\nAnswers.\n```\n"


@pytest.mark.parametrize("name", [".venv", "environment", "odd*[1]"])
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


def test_an_environment_that_is_made_later_changes_no_page(site: Site) -> None:
    site.write({"index.md": PAGE})
    before = site.build().body("index")
    site.write({".venv/pyvenv.cfg": "", ".venv/README.md": "# Read me"})
    again = site.build()
    assert again.warnings == []
    assert again.body("index") == before
    assert site.build().read == set()
