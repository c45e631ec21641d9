"""What Git has not committed is not overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_archdoc.cli.convert import git as asking
from tests.cli.conftest import DONE, PLAIN, Run

pytestmark = pytest.mark.usefixtures("foretold")

Git = Callable[..., None]


@pytest.fixture
def page(tmp_path: Path, git: Git) -> Path:
    """A page that is committed."""
    page = tmp_path / "page.md"
    page.write_text(PLAIN, "utf-8")
    git("add", ".")
    git("commit", "-qm", "x")
    return page


def test_what_is_committed_is_overwritten(page: Path, run: Run) -> None:
    assert run("convert", "page.md").status == 0
    assert page.read_text("utf-8") == DONE


def refused(run: Run, page: Path, reason: str, before: str = PLAIN) -> None:
    ran = run("convert", page)
    assert ran.status == 2
    assert f"{page}: not overwritten: {reason}" in ran.err
    assert "use --force" in ran.err
    assert page.read_text("utf-8") == before
    assert run("convert", page, "--force").status == 0
    assert page.read_text("utf-8") != before


@pytest.mark.parametrize("staged", [False, True])
def test_changes(staged: bool, page: Path, run: Run, git: Git) -> None:
    page.write_text(f"{PLAIN}more\n", "utf-8")
    if staged:
        git("add", "page.md")
    refused(run, page, "it has uncommitted changes", f"{PLAIN}more\n")


def test_changes_that_git_was_told_to_overlook(page: Path, run: Run, git: Git) -> None:
    git("update-index", "--assume-unchanged", "page.md")
    page.write_text(f"{PLAIN}more\n", "utf-8")
    refused(run, page, "it is not tracked by Git", f"{PLAIN}more\n")


@pytest.mark.parametrize("ignored", [False, True])
def test_files_that_git_does_not_track(ignored: bool, page: Path, run: Run, tmp_path: Path) -> None:
    if ignored:
        (tmp_path / ".gitignore").write_text("new.md\n", "utf-8")
    new = tmp_path / "new.md"
    new.write_text(PLAIN, "utf-8")
    refused(run, new, "it is not tracked by Git")


def test_files_that_are_only_added(page: Path, run: Run, tmp_path: Path, git: Git) -> None:
    new = tmp_path / "new.md"
    new.write_text(PLAIN, "utf-8")
    git("add", "new.md")
    refused(run, new, "it has uncommitted changes")


def test_files_without_a_repository(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PLAIN, "utf-8")
    refused(run, page, "it is not in a Git repository")


def test_without_git(page: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refused(run, page, "Git cannot tell whether it is committed ([Errno 2] No such file or directory: 'git')")


def test_a_repository_that_git_cannot_read(page: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / ".git/HEAD").write_text("nonsense", "utf-8")
    refused(run, page, "Git cannot tell whether it is committed (fatal: ")


def test_a_folder_that_only_looks_like_a_repository(page: Path, run: Run, tmp_path: Path, git: Git) -> None:
    inner = tmp_path / "sub" / "page.md"
    inner.parent.mkdir()
    inner.write_text(PLAIN, "utf-8")
    git("add", ".")
    git("commit", "-qm", "x")
    (tmp_path / "sub/.git").mkdir()
    inner.write_text(f"{PLAIN}more\n", "utf-8")
    refused(run, inner, "it is not tracked by Git", f"{PLAIN}more\n")


def test_the_variables_of_a_hook_lead_nowhere_else(
    page: Path, run: Run, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    assert run("convert", "page.md").status == 0


def test_git_is_asked_once_a_repository(
    page: Path, run: Run, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["one/a.md", "one/b - ü.md", "two/a.md", "inner/a.md", "inner/b.md"]
    git("init", "-q", "inner")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PLAIN, "utf-8")
    for where in (tmp_path / "inner", tmp_path):
        git("add", ".", where=where)
        git("commit", "-qm", "x", where=where)
    asked = []
    ask = asking._git
    monkeypatch.setattr(asking, "_git", lambda top, *a: asked.append((Path(top).name, a[0])) or ask(top, *a))
    assert run("convert", ".").status == 0
    commands = ["ls-files", "ls-tree"]
    assert asked == [(top, command) for top in ("inner", tmp_path.name) for command in commands]
    assert all((tmp_path / name).read_text("utf-8") == DONE for name in names)


def test_git_is_not_asked_for_what_does_not_change(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text(DONE, "utf-8")
    monkeypatch.setattr(asking, "_git", None)
    assert run("convert", "page.md").status == 0


def test_lines_that_end_as_on_windows(page: Path, run: Run) -> None:
    page.write_bytes(PLAIN.replace("\n", "\r\n").encode())  # as with core.autocrlf
    assert run("convert", "page.md").status == 0


def test_the_longer_object_names(run: Run, tmp_path: Path, git: Git) -> None:
    git("init", "-q", "--object-format=sha256", "new")
    page = tmp_path / "new" / "page.md"
    page.write_text(PLAIN, "utf-8")
    git("add", ".", where=page.parent)
    git("commit", "-qm", "x", where=page.parent)
    assert run("convert", page).status == 0


SETTINGS = {
    "a monitor of the file system": {"core.fsmonitor": "PROGRAM"},
    "a filter": {"filter.e.clean": "PROGRAM", "filter.e.smudge": "PROGRAM", "filter.e.process": "PROGRAM"},
    "another diff": {"diff.external": "PROGRAM", "diff.e.command": "PROGRAM", "diff.e.textconv": "PROGRAM"},
    "hooks": {"core.hooksPath": "HOOKS"},
    "a remote": {
        "remote.origin.url": "ext::PROGRAM",
        "remote.origin.promisor": "true",
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
    },
    "a pager": {"core.pager": "PROGRAM", "pager.ls-tree": "true", "core.editor": "PROGRAM"},
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("touched", [False, True])
def test_a_stranger_s_repository_runs_nothing(
    setting: str, touched: bool, page: Path, run: Run, tmp_path: Path, git: Git
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for program in ("post-index-change", "fsmonitor-watchman", "post-checkout", "pre-commit"):
        (hooks / program).write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n", "utf-8")
        (hooks / program).chmod(0o755)
    for name, value in SETTINGS[setting].items():
        git("config", name, value.replace("PROGRAM", f"{hooks}/pre-commit").replace("HOOKS", str(hooks)))
    (tmp_path / ".git/info/attributes").write_text("*.md filter=e diff=e\n", "utf-8")
    if touched:  # so that Git would compare the contents
        os.utime(page, (1, 1))
    ran = run("convert", "page.md")
    assert not (tmp_path / "ran").exists()
    assert ran.status == 0
