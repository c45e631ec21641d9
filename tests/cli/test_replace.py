"""Files are replaced atomically."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_archdoc.cli.output import files
from sphinx_archdoc.cli.output.files import FileError, replace

DIE = """
import os, sys
from pathlib import Path
from sphinx_archdoc.cli.output import files

def die(*_):
    os._exit(9)

setattr(files.os, sys.argv[2], die)
files.replace(Path(sys.argv[1]), b"new")
"""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_machine_that_stops_leaves_the_old_file(step: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"old")
    died = subprocess.run([sys.executable, "-c", DIE, page, step], check=False, timeout=30)
    assert died.returncode == 9
    assert page.read_bytes() == b"old"
    left = [path.name for path in tmp_path.iterdir() if path != page]
    assert all(name.startswith(".") and name.endswith(".tmp") for name in left)


def test_the_content_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"old")
    did = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(files.os, name, lambda *a, n=name, r=real: (did.append(n), r(*a)))
    replace(page, b"new")
    assert did == ["fsync", "replace"]
    assert page.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(FileError, match="cannot be written: No space left on device"):
        replace(page, b"new")
    assert page.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace(tmp_path / "page.md", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no modes on Windows")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o666])
def test_a_private_file_is_never_readable_by_others(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"old")
    page.chmod(mode)
    seen: list[int] = []
    for name in ("open", "fchown", "fsync", "chmod", "replace"):
        real = getattr(os, name)

        def watched(*arguments: object, real=real, **named: object) -> object:
            done = real(*arguments, **named)
            seen.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())
            return done

        monkeypatch.setattr(files.os, name, watched)
    before = os.umask(0)
    try:
        replace(page, b"new")
    finally:
        os.umask(before)
    monkeypatch.undo()
    assert len(seen) > 4
    assert not [found for found in seen if found & ~mode]
    assert (page.stat().st_mode & 0o777, page.read_bytes()) == (mode, b"new")
