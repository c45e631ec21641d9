"""``sphinx-archdoc init``."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from sphinx_archdoc.cli.init import command
from sphinx_archdoc.cli.init.command import skeleton
from tests.cli.conftest import Run


def built(source: str = ".", out: str = "out") -> subprocess.CompletedProcess[str]:
    """Build the project as strictly as Sphinx can."""
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-b", "html", source, out],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(params=[True, False], ids=["furo", "no furo"])
def themed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether furo is installed."""
    if request.param:
        pytest.importorskip("furo")
    monkeypatch.setattr(command, "find_spec", lambda name: object() if request.param else None)
    return bool(request.param)


@pytest.mark.slow
def test_the_project_builds_without_a_warning(themed: bool, run: Run, tmp_path: Path) -> None:
    ran = run("init", "new/docs")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == [
        f"wrote new/docs/{name}" for name in ("conf.py", "index.md", "library.md", "overview.md")
    ]
    assert "  sphinx-build -W -n -b html new/docs new/docs/_build\n" in ran.out
    for _ in range(2):
        done = built("new/docs", "new/docs/_build")
        assert (done.returncode, done.stderr) == (0, "")
    out = tmp_path / "new/docs/_build"
    index = (out / "index.html").read_text("utf-8")
    assert 'href="library.html#archdoc-component-loan-store"' in index
    assert 'href="library.html#archdoc-envvar-LOAN_DAYS"' in index
    assert "furo.css" in index if themed else "alabaster.css" in index
    assert 'href="library.html#archdoc-envvar-DATABASE_URL"' in (out / "overview.html").read_text("utf-8")


def test_the_theme_is_furo_where_it_is_installed(themed: bool, run: Run, tmp_path: Path) -> None:
    ran = run("init", ".")
    conf = (tmp_path / "conf.py").read_text("utf-8")
    assert conf.count("html_theme") == 1
    assert f'html_theme = "{"furo" if themed else "alabaster"}"\n' in conf
    assert ("pip install furo" in ran.out) != themed
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert files == skeleton(themed=themed)


@pytest.mark.parametrize(
    "name",
    [
        ".venv",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("venv", "services/api/.venv", ".tox/py311", "odd[1] env")
        ),
    ],
)
def test_a_virtual_environment_inside_is_no_part_of_it(name: str, run: Run, tmp_path: Path) -> None:
    run("init", ".")
    venv.create(tmp_path / name)
    packages = tmp_path / name / "lib/python3/site-packages"
    (packages / "one").mkdir(parents=True)
    (packages / "one/README.md").write_text("### One\n\n[there](nowhere.md)\n", "utf-8")
    (packages / "two.rst").write_text("=====\n", "utf-8")
    for file, content in skeleton().items():
        (packages / file).write_bytes(content)
    done = built()
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").glob("**/*.html")) == sorted(
        path.name for path in (tmp_path / "out").glob("*.html")
    )


@pytest.mark.slow
def test_pages_of_your_own_take_the_place_of_the_example(run: Run, tmp_path: Path) -> None:
    run("init", ".")
    (tmp_path / "library.md").unlink()
    done = built()
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "mail.md").write_text("# Mail\n\n```{archdoc:component} mailer\nSends mails.\n```\n", "utf-8")
    done = built()
    assert (done.returncode, done.stderr) == (0, "")
    assert 'href="mail.html#archdoc-component-mailer"' in (tmp_path / "out/index.html").read_text("utf-8")


@pytest.mark.parametrize("folder", [".", "docs"])
def test_without_code_there_is_nothing_to_compare_it_with(folder: str, run: Run, tmp_path: Path) -> None:
    if folder == "docs":
        (tmp_path / ".git").mkdir()  # the root is where the repository is
    run("init", folder)
    ran = run("check", "--no-cache", folder)
    assert (ran.status, ran.out) == (0, "0 errors, 0 warnings, 0 notes.\n")
    assert "there is no code in '.'; set 'root' in archdoc.toml to the folder of the code" in ran.err
    (tmp_path / "app.py").write_text("import os\n\nos.environ['LOAN_DAYS']\n", "utf-8")
    assert "DATABASE_URL is read nowhere" in run("check", "--no-cache", folder).out


def test_links_to_headings_work_as_they_do_on_a_forge(run: Run, tmp_path: Path) -> None:
    run("init", ".")
    page = "---\norphan: true\n---\n\n# Notes\n\n## One\n\n[there](library.md#key-components), [here](#one)\n"
    (tmp_path / "notes.md").write_text(page, "utf-8")
    done = built()
    assert (done.returncode, done.stderr) == (0, "")
    notes = (tmp_path / "out/notes.html").read_text("utf-8")
    assert 'href="library.html#key-components"' in notes
    assert 'href="#one"' in notes


@pytest.mark.parametrize("there", skeleton())
def test_nothing_that_exists_is_overwritten(there: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / there).symlink_to("nowhere")
    ran = run("init", ".")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"sphinx-archdoc: nothing was written, because these files exist: ./{there}\n"
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
