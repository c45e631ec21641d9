"""Beside sphinx-autobuild: each save is one build, and no build is followed by another."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neighbours.builds import CONF, listing, write
from tests.neighbours.pages import SITE

pytest.importorskip("sphinx_autobuild")

pytestmark = pytest.mark.slow

PATIENCE = 90
"""Seconds that a build may take on a busy machine."""

QUIET = 2.5
"""Seconds; sphinx-autobuild notices a change within 1.6."""

COUNT = """
archdoc_kinds = "kinds.toml"

def setup(app):
    def count(app, error):
        with open({log!r}, "a", encoding="utf-8") as log:
            log.write(f"{{error}}\\n")
    app.connect("build-finished", count)
"""

KINDS = '[component.fields]\ntier = { column = true, help = "How much it matters." }\n'


class Watched:
    """A source folder that sphinx-autobuild watches, with its output below it."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log.txt"
        conf = CONF + COUNT.format(log=str(self.log))
        self.source = write(folder / "source", SITE | {"conf.py": conf, "kinds.toml": KINDS})
        self.out = self.source / "_build"

    def builds(self, expected: int) -> list[str]:
        """What became of the builds, once there are so many, and time for one more is over."""
        end = time.monotonic() + PATIENCE
        while len(self._read()) < expected and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(QUIET)
        return self._read()

    def sources(self) -> dict[str, tuple[int, int]]:
        """The files and folders of the source, without the output, with their times."""
        return {path: found for path, found in listing(self.source).items() if str(self.out) not in path}

    def _read(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for_server(port: int) -> None:
    """Return once the server answers: it begins to watch right before."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < end, "sphinx-autobuild does not answer"
            time.sleep(0.1)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched, port = Watched(tmp_path), free_port()
    folders = [str(watched.source), str(watched.out)]
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", str(port), "-q", *folders]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for_server(port)
            yield watched
        finally:
            process.terminate()


def test_a_save_is_one_build(watched: Watched) -> None:
    assert watched.builds(1) == ["None"]
    before = watched.sources()
    page = watched.source / "auth.md"
    page.write_text(page.read_text("utf-8").replace("Issues tokens", "Issues *many* tokens"), "utf-8")
    assert watched.builds(2) == ["None"] * 2
    assert "Issues <em>many</em> tokens" in (watched.out / "auth.html").read_text("utf-8")
    after = watched.sources()
    assert {path for path in after if after[path] != before.get(path)} == {str(page)}
    assert ">Tier</th>" in (watched.out / "auth.html").read_text("utf-8")

    (watched.source / "kinds.toml").write_text(KINDS.replace("tier", "rank"), "utf-8")
    assert watched.builds(3) == ["None"] * 3
    assert ">Rank</th>" in (watched.out / "auth.html").read_text("utf-8")
