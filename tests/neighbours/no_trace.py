"""Build the documentation of another project with and without the extension, and compare all bytes. Run by hand.

``python -m tests.neighbours.no_trace FOLDER``, where FOLDER holds its ``conf.py``. Extensions that are not installed
are left out of both builds, and so is intersphinx, which needs the network.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.tags import Tags

from tests.ext.test_no_trace import files


def main(folder: Path) -> int:
    """Print the files that differ; return 1 if there are any."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1700000000")
    named = Config.read(folder, overrides={}, tags=Tags()).extensions
    used = [name for name in named if _is_installed(name) and name != "sphinx.ext.intersphinx"]
    sys.stdout.write(f"left out: {', '.join(sorted({*named} - {*used})) or 'none'}\n")
    with tempfile.TemporaryDirectory() as scratch:
        without = _build(folder, Path(scratch, "without"), used)
        with_ = _build(folder, Path(scratch, "with"), [*used, "sphinx_archdoc"])
    differing = sorted(n for n in {*without, *with_} if without.get(n) != with_.get(n))
    sys.stdout.write("\n  ".join([f"{len(without)} files, {len(differing)} differ", *differing]) + "\n")
    return bool(differing)


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def _build(folder: Path, out: Path, extensions: list[str]) -> dict[str, bytes]:
    settings = {"extensions": extensions}
    app = Sphinx(
        folder,
        folder,
        out / "html",
        out / "doctrees",
        "html",
        settings,
        status=None,
        warning=None,
        freshenv=True,
    )
    app.build(force_all=True)
    return files(out / "html")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
