"""Which files are converted, and what is said of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_archdoc.cli.check.page_sources import page_sources
from sphinx_archdoc.cli.input.conf_py import ConfPy
from sphinx_archdoc.cli.input.markdown_files import find
from tests.cli.conftest import DONE, PLAIN, Run

pytestmark = pytest.mark.usefixtures("foretold")


def names(folder: Path) -> list[str]:
    return [source.below.as_posix() for source in find([str(folder)])[0]]


def test_folders_of_others_are_passed_by(tmp_path: Path) -> None:
    for name in ("a.md", "sub/b.MARKDOWN", "c.rst", ".hidden.md", ".git/d.md", "node_modules/e.md", "_build/f.md",
                 "env-of-mine/pyvenv.cfg", "env-of-mine/lib/g.md", "venv/h.md", ".tox/py311/lib/i.md"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert names(tmp_path) == ["a.md", "sub/b.MARKDOWN"]


def test_a_file_counts_once(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("x", "utf-8")
    (tmp_path / "also.md").symlink_to("page.md")
    sources, failures = find([str(page), str(tmp_path), str(tmp_path / "." / "also.md")])
    assert [source.path.resolve() for source in sources] == [page.resolve()]
    assert not failures


def test_loops_of_folders_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", "utf-8")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "self").symlink_to("self")
    assert names(tmp_path) == ["a.md"]


def test_links_in_a_folder_are_not_followed(run: Run, tmp_path: Path) -> None:
    for name in ("docs/a.md", "docs/sub/b.md", "other/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PLAIN, "utf-8")
    (tmp_path / "docs/file.md").symlink_to("../other/c.md")
    (tmp_path / "docs/folder").symlink_to("../other")
    (tmp_path / "docs/broken.md").symlink_to("nowhere.md")
    (tmp_path / "docs/inner.md").symlink_to("sub/b.md")
    ran = run("convert", "docs", "--force", "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert [file["file"] for file in ran.json()["files"]] == ["docs/a.md", "docs/sub/b.md"]
    assert (tmp_path / "other/c.md").read_text("utf-8") == PLAIN
    assert (tmp_path / "docs/inner.md").is_symlink()


def test_a_link_that_is_named_is_its_target(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PLAIN, "utf-8")
    (tmp_path / "also.md").symlink_to("page.md")
    assert run("convert", "also.md", "--force").status == 0
    assert (tmp_path / "page.md").read_text("utf-8") == DONE
    assert (tmp_path / "also.md").is_symlink()


def test_bytes_that_are_no_utf_8(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Caf\xe9\n")
    (tmp_path / "b.md").write_bytes("\ufeff# Page\n".encode("utf-16"))
    (tmp_path / "c.md").write_text(PLAIN, "utf-8")
    ran = run("convert", ".", "--force", "--format", "json")
    assert ran.status == 2
    assert ran.err == (
        "sphinx-archdoc: a.md: not UTF-8: byte 0xe9 at offset 5\n"
        "sphinx-archdoc: b.md: not UTF-8: byte 0xff at offset 0\n"
    )
    assert [file["outcome"] for file in ran.json()["files"]] == ["failed", "failed", "written"]
    assert (tmp_path / "c.md").read_text("utf-8") == DONE


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.md", "missing.md: No such file or directory"),
        ("", ": not a regular file"),
        ("page.rst", "page.rst: not a Markdown file; its name must end in .md or .markdown"),
        ("README", "README: not a Markdown file"),
        ("fifo.md", "fifo.md: not a regular file"),
        (os.devnull, f"{os.devnull}: not a regular file"),
        ("empty", "empty: no Markdown files in this folder"),
        ("loop.md", "loop.md: Too many levels of symbolic links"),
        ("a\nb.md", "a\\nb.md: No such file or directory"),
        ("a\0b.md", "a\\x00b.md: "),
        ("x" * 5000 + ".md", "File name too long"),
    ],
)
def test_what_cannot_be_converted(name: str, message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.rst").write_text("x", "utf-8")
    (tmp_path / "README").write_text("x", "utf-8")
    (tmp_path / "loop.md").symlink_to("loop.md")
    os.mkfifo(tmp_path / "fifo.md")
    ran = run("convert", name)
    assert ran.status == 2
    assert message in ran.err
    assert ran.err.startswith("sphinx-archdoc: ")
    assert ran.err.count("\n") == 1


def test_a_read_only_file_is_left(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PLAIN, "utf-8")
    page.chmod(0o444)
    ran = run("convert", "page.md", "--force")
    assert (ran.status, ran.err) == (2, "sphinx-archdoc: page.md: not overwritten: it is read-only\n")
    assert page.read_text("utf-8") == PLAIN
    assert run("convert", "page.md", "--check").status == 0


def test_names_that_are_no_text(run: Run, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.md"
    try:
        Path(os.fsdecode(name)).write_text(PLAIN, "utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    for form in ("text", "json"):
        ran = run("convert", ".", "--format", form, "--check")
        assert (ran.status, ran.err) == (0, "")
        assert "caf" in ran.out


def test_a_large_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("word " * 2_000_000 + "\n" + PLAIN, "utf-8")
    assert run("convert", "page.md", "--force").status == 0
    assert (tmp_path / "page.md").read_text("utf-8").endswith(DONE)


def test_all_commands_see_the_same_pages(tmp_path: Path) -> None:
    paths = [
        "a.md",
        "env/b.md",
        "src/venv/c.md",
        ".nox/d.md",
        "_build/e.md",
        "docs/site-packages/f.md",
        "vendor/g.md",
    ]
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_text("x", "utf-8")
    pages, _ = page_sources(paths, ConfPy(folder=tmp_path))
    assert sorted(pages.values()) == names(tmp_path) == ["a.md", "env/b.md", "vendor/g.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ".", "--output", "docs"),
        ("export", "csv", ".", "-o", "docs"),
        ("editor", "vscode", "--to", "."),
    ],
)
def test_all_commands_say_in_one_way_that_a_file_is_a_folder(
    arguments: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    for folder in ("docs", "archdoc.code-snippets"):
        (tmp_path / folder).mkdir()
    (tmp_path / "index.md").write_text("# Shop\n\n```{archdoc:envvar} PORT\n```\n", "utf-8")
    (tmp_path / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_archdoc']", "utf-8")
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    name = "archdoc.code-snippets" if arguments[0] == "editor" else "docs"
    assert ran.err.splitlines()[-1] == f"sphinx-archdoc: '{name}' cannot be written: it is a folder"
