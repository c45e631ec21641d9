"""``sphinx-archdoc init``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_archdoc.cli.init import skeleton
from tests.cli.conftest import Run


def test_the_project_builds_without_a_warning(run: Run, tmp_path: Path) -> None:
    ran = run("init", "new/docs")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == [
        f"wrote new/docs/{name}" for name in ("conf.py", "index.md", "library.md", "overview.md")
    ]
    command = ran.out.splitlines()[7].split()
    assert command == ["sphinx-build", "-W", "-n", "-b", "html", "new/docs", "new/docs/_build"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *command[1:]],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    out = tmp_path / "new/docs/_build"
    overview = (out / "overview.html").read_text("utf-8")
    assert 'href="library.html#archdoc-envvar-DATABASE_URL"' in overview
    assert 'href="archdoc-envvar.html"' in (out / "index.html").read_text("utf-8")
    again = subprocess.run([sys.executable, "-m", "sphinx", "-q", *command[1:]], check=False, timeout=120)
    assert again.returncode == 0


def test_links_to_headings_work_as_they_do_on_a_forge(run: Run, tmp_path: Path) -> None:
    run("init", ".")
    page = "---\norphan: true\n---\n\n# Notes\n\n## One\n\n[there](library.md#key-components), [here](#one)\n"
    (tmp_path / "notes.md").write_text(page, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-b", "html", ".", "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    notes = (tmp_path / "out/notes.html").read_text("utf-8")
    assert 'href="library.html#key-components"' in notes
    assert 'href="#one"' in notes


@pytest.mark.parametrize("there", skeleton())
def test_nothing_that_exists_is_overwritten(there: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / there).symlink_to("nowhere")
    ran = run("init", ".")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"sphinx-archdoc: nothing is written, for there are already: ./{there}\n"
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_all_that_exists_is_named(run: Run, tmp_path: Path) -> None:
    assert run("init", "docs").status == 0
    ran = run("init", "docs")
    assert ran.status == 2
    assert ran.err.endswith(": docs/conf.py, docs/index.md, docs/library.md, docs/overview.md\n")


def test_other_files_do_not_matter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", "utf-8")
    assert run("init", ".").status == 0
    assert (tmp_path / "notes.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["file", "", "file/below", "broken"])
def test_what_is_no_folder(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "broken").symlink_to("nowhere")
    ran = run("init", name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("sphinx-archdoc: '")
    assert (tmp_path / "file").read_text("utf-8") == "mine"
