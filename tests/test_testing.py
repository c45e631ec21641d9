"""The testing helpers that we publish: the example of the documentation runs, and what it does not show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx import locale, package_dir

from sphinx_archdoc.testing import BuildSite, Site

ROOT = Path(__file__).parent.parent
PAGE = "# Start\n\n```{archdoc:envvar} PORT\n:requird: yes\n\nThe *port*.\n```\n"


@pytest.mark.slow
def test_the_example_of_the_documentation_passes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/examples/testing", tmp_path, dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_the_same_content_is_built_once(build_site: BuildSite) -> None:
    first = build_site({"index.md": PAGE}, builder="dummy")
    assert build_site({"index.md": PAGE}, "dummy") is first


@pytest.mark.parametrize(
    ("files", "builder", "conf"),
    [
        ({"index.md": PAGE + "\n"}, "dummy", {}),
        ({"index.md": PAGE}, "pseudoxml", {}),
        ({"index.md": PAGE}, "dummy", {"archdoc_recognise": False}),
    ],
)
def test_other_content_is_built_by_itself(
    files: dict[str, str], builder: str, conf: dict[str, object], build_site: BuildSite
) -> None:
    assert build_site(files, builder, **conf) is not build_site({"index.md": PAGE}, "dummy")


def test_a_problem_is_what_the_build_reports(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGE}, "dummy")
    assert built.warnings == [
        "index.md:4: WARNING: envvar has no field 'requird'; did you mean 'required'? [archdoc.unknown-field]"
    ]
    assert built.problems == [
        ("unknown-field", "index.md", 4, "envvar has no field 'requird'; did you mean 'required'?")
    ]
    assert built.codes == ["index.md:4 unknown-field"]


def test_a_problem_that_is_suppressed_is_none(build_site: BuildSite) -> None:
    assert build_site({"index.md": PAGE}, "dummy", suppress_warnings=["archdoc.unknown-field"]).problems == []


def test_a_warning_of_sphinx_is_not_a_problem_of_ours(build_site: BuildSite) -> None:
    built = build_site({"index.md": "# Start\n", "lost.md": "# Lost\n"}, "dummy")
    assert "toc.not_included" in built.warnings[0]
    assert built.problems == []


def test_an_entry_has_the_words_of_its_fields(build_site: BuildSite) -> None:
    (entry,) = build_site({"index.md": PAGE}, "dummy").entries
    assert entry[:5] == ("envvar", "PORT", "PORT", "index", "archdoc-envvar-PORT")
    assert entry.fields == {"description": "The port."}


def test_an_entry_that_is_not_there_is_an_error_that_names_those_that_are(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGE}, "dummy")
    with pytest.raises(LookupError, match="no envvar is named 'HOST'; there are: PORT"):
        built.entry("envvar", "HOST")
    with pytest.raises(LookupError, match="no team is named 'shop'; there are: none"):
        built.entry("team", "shop")


def test_a_site_without_the_extension_has_no_entries(site: Site) -> None:
    site.conf["extensions"] = ["myst_parser"]
    site.write({"index.md": "# Start\n"})
    built = site.build()
    assert (built.entries, built.words("index")) == ([], "Start")


def test_words_are_apart_where_readers_see_them_apart(build_site: BuildSite) -> None:
    page = "# A*b*`c`\n\n| One | Two |\n|---|---|\n| th**re**e | four |\n"
    assert build_site({"index.md": page}).words("index") == "Abc One Two three four"


def test_a_file_may_be_removed(site: Site) -> None:
    site.write({"index.md": "# Start\n", "parts/old.md": "# Old\n"})
    site.remove("parts/old.md")
    assert site.build("dummy").read == {"index"}


def test_a_build_does_not_speak_the_language_of_an_earlier_one(site: Site) -> None:
    locale.init([package_dir / "locale"], "de")
    site.write({"index.md": "# Start\n"})
    built = site.build()
    assert "Stichwortverzeichnis" not in built.text("genindex.html")
