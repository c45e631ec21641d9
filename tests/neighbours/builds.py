"""Builds as others start them: in a process of their own, or one behind the other in this one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.cmd.build import main

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


def start(source: Path, out: Path, *options: str, **process: Any) -> subprocess.Popen[str]:
    """Begin a build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx", "-q", *options, str(source), str(out)],
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
    """Build in this process, as tools do that build several versions."""
    assert main(["-q", *options, str(source), str(out)]) == 0


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
