"""Projects that are not as they should be: the command says so, and goes on where it can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.truth.doors import Doors
from tests.truth.test_command import Run, run, write

__all__ = ["run"]


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        ("../gone", "there is no such folder"),
        ("../code/src/a.py", "it is not a folder"),
        ("/", "it is the root of the file system"),
        ("../code\\u0000", "there is no such folder"),
    ],
)
def test_roots_that_cannot_be_used(root: str, reason: str, run: Run) -> None:
    run.doors.write({"archdoc.toml": f'[sources]\nroot = "{root}"\n'})
    write(run, "src/a.py")
    status, out, err = run()
    assert (status, out) == (2, "")
    assert reason in err


def test_documents_at_the_root_of_the_file_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    from sphinx_archdoc.cli.main import main

    assert main(["check", "/"]) == 2
    assert "it is the root of the file system" in run.capsys.readouterr().err


WRONG = """\
sources = 3
rules = ["off"]
check = true
"""


def test_a_configuration_with_wrong_types_is_told_of_and_left_out(run: Run) -> None:
    run.doors.write({"archdoc.toml": WRONG})
    write(run, "src/gone.py")
    status, out, err = run()
    assert status in (0, 1)
    assert all(f"archdoc.toml:{number}" in err for number in (1, 2, 3)), err
    assert "Traceback" not in out + err


def _commit(doors: Doors) -> None:
    doors.write({"archdoc.toml": '[sources]\nroot = ".."\n'})
    doors.git("init", "-q")
    doors.git("add", ".")
    doors.git("commit", "-qm", "x")


def test_every_kind_of_checkout_says_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(run, "code/src/a.py", "code/gone.py")
    doors = run.doors
    _commit(doors)
    expected = run()
    assert expected[0] == 1
    assert "code/gone.py" in expected[1]
    doors.git("clone", "-q", "--depth", "1", f"file://{doors.folder}", str(tmp_path / "shallow"))
    doors.git("worktree", "add", "-q", str(tmp_path / "worktree"))
    doors.git("init", "-q", str(tmp_path / "outer"))
    doors.git("-C", str(tmp_path / "outer"), "-c", "protocol.file.allow=always", "submodule", "add", "-q",
              str(doors.folder), "inner")  # fmt: skip
    shutil.copytree(doors.folder, tmp_path / "plain", ignore=shutil.ignore_patterns(".git", ".archdoc_cache"))
    for name in ("shallow", "worktree", "outer/inner", "plain"):
        monkeypatch.chdir(tmp_path / name)
        assert run() == expected, name


def test_names_with_newlines_and_escapes_are_checked_and_shown_on_one_line(run: Run) -> None:
    run.doors.write({"new\nline \x1b[31m.md": "# A\n\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n"})
    write(run, "src/a.py")
    status, out, _ = run()
    assert status == 1
    (line,) = [line for line in out.splitlines() if "src/gone.py" in line]
    assert "line" in line
    assert "\x1b" not in out


def test_pages_in_another_encoding_are_named(run: Run) -> None:
    write(run, "src/a.py")
    (run.doors.site.source / "old.md").write_bytes("# Caf\u00e9\n".encode("cp1252"))
    status, out, err = run()
    assert (status, err) == (
        0,
        "sphinx-archdoc: old.md:1: the page is not read: its text is not UTF-8, or it is a link that leads out of the project\n",
    )
    assert "not read: 1 \u00d7 a page that cannot be read" in out
