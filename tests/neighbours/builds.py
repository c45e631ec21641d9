"""Builds as others start them: each in a process of its own, or one after the other in the same one."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CONF = """\
project = "Test"
extensions = ["myst_parser", "sphinx_archdoc"]
html_theme = "basic"
html_copy_source = False
myst_heading_anchors = 2
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, with ``conf.py`` if there is none among them."""
    for name, text in {"conf.py": CONF, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


_ONE_AFTER_THE_OTHER = """
import json, sys
from sphinx.cmd.build import main
sys.exit(max(main(["-q", *options]) for options in json.loads(sys.argv[1])))
"""


def start(source: Path, out: Path, *options: str, **process: Any) -> subprocess.Popen[str]:
    """Begin a build in a process of its own."""
    return _python("-m", "sphinx", "-q", *options, str(source), str(out), **process)


def start_all(builds: Sequence[tuple[Path, Path, Sequence[str]]]) -> subprocess.Popen[str]:
    """Begin several builds, one after the other in a new process, as tools do that build several versions.

    Not in the process of the tests: pydata-sphinx-theme, for one, adds its templates to a list that all later
    builds of a process share.

    :param builds: the source, the output and the options of each.
    """
    listed = [[*options, str(source), str(out)] for source, out, options in builds]
    return _python("-c", _ONE_AFTER_THE_OTHER, json.dumps(listed))


def _python(*arguments: str, **process: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        **process,
    )


def said(process: subprocess.Popen[str]) -> str:
    """What a build said, once it is through."""
    text, _ = process.communicate(timeout=120)
    assert process.returncode == 0, text
    return text


def build(source: Path, out: Path, *options: str) -> None:
    """Build in a process of its own, so that no earlier build of the tests has a say in it."""
    said(start(source, out, *options))


def pages(out: Path) -> dict[str, str]:
    """What a build wrote for readers, by file."""
    found = (path for path in out.rglob("*") if path.suffix in {".html", ".js", ".inv", ".css"})
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if ".doctrees" not in path.parts
    }


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """The files and folders below a folder, with the time of their last change, and their size."""
    found = [folder, *folder.rglob("*")]
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_size if path.is_file() else 0) for path in found
    }
