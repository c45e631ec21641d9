"""Build a project with Sphinx, in a process of its own; this executes its :file:`conf.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sphinx_archdoc.remote.limits import SourceError


def build(
    folder: Path, builder: str, out: Path, doctrees: Path, settings: Mapping[str, str] | None = None
) -> list[str]:
    """Build the project in a folder, and return the lines that Sphinx writes to standard error.

    :param builder: the name of the builder.
    :param out: the folder for its output.
    :param doctrees: the folder for what Sphinx keeps.
    :param settings: values that replace those in :file:`conf.py`.
    :raises SourceError: if the build fails, with its last error.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "--no-color", "-b", builder, "-d", os.fspath(doctrees)]
    for name, value in (settings or {}).items():
        command += ["-D", f"{name}={value}"]
    done = subprocess.run(
        [*command, os.fspath(folder), os.fspath(out)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SourceError(f"the project cannot be built: {_last_error(done.stderr)}")
    return done.stderr.splitlines()


def _last_error(said: str) -> str:
    """Return the last exception that Sphinx reports, or its last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["Sphinx gave no reason"]
    errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception): \S", line)]
    return (errors or lines)[-1][:300]
