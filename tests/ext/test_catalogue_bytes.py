"""``archdoc.json`` has the same bytes wherever and however it is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_archdoc.testing import Site
from tests.ext.test_incremental import FILES

MACHINES = (
    ("here", (), {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0", "LC_ALL": "C"}),
    ("in/another folder", ("-j4",), {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "4711", "HOME": "/"}),
)


@pytest.mark.slow
def test_two_machines_write_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """Two folders, time zones and hash seeds, one with four processes; the file of this process is a third."""
    pages = {
        f"many/{number}.md": f"# Page {number}\n\n```{{archdoc:envvar}} V{number}\nx\n```\n"
        for number in range(9)
    }
    index = FILES["index.md"].replace(
        "plain\n", "\n".join(["plain", *(name.removesuffix(".md") for name in pages)]) + "\n"
    )
    broken = "# Broken\n\n```{archdoc:component} b\n:depends-on: nothing\n```\n"
    files = {
        **FILES,
        **pages,
        "index.md": index.replace("plain\n", "plain\nbroken\n", 1),
        "broken.md": broken,
    }
    site.write(files)
    built = site.build("archdoc")
    running = []
    for folder, options, environment in MACHINES:
        place = tmp_path / folder
        place.mkdir(parents=True)
        for name, text in {**files, "conf.py": (site.source / "conf.py").read_text("utf-8")}.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_text(text, "utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "archdoc", *options, ".", "out"]
        env = {**os.environ, **environment}
        running.append(
            (subprocess.Popen(command, cwd=place, env=env, stderr=subprocess.DEVNULL), place / "out")
        )
    assert [process.wait(timeout=100) for process, _ in running] == [0, 0]
    first, second = ((out / "archdoc.json").read_bytes() for _, out in running)
    assert first == second == (built.out / "archdoc.json").read_bytes()
    assert b'"V8"' in first and b"dangling-reference" in first
