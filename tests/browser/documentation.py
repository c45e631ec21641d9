"""Our documentation and the pages of plain Markdown, built once for each theme and kept while nothing changes."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCES = ["CHANGELOG.md", "README.md", "conf.py", "docs", "pyproject.toml", "sphinx_archdoc", "tox.toml"]

PAGES = ["docs/gallery.md", *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/langfuse/*.md"))]
"""What is built for the themes that are not our own; the rest is only read."""

THEIRS = ["pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "alabaster"]
THEMES = ["furo", *THEIRS]
DARK = {"furo", "pydata_sphinx_theme", "sphinx_book_theme"}
"""The themes that have dark colours."""


class Documentation:
    """The folder where the builds of the present sources are kept. Several processes may ask for them at a time."""

    def __init__(self, kept: Path) -> None:
        self.folder = kept / f"documentation-{digest()}"
        for old in kept.glob("documentation-*"):
            if old != self.folder:
                shutil.rmtree(old, ignore_errors=True)

    def docs(self, theme: str = "furo") -> Path:
        """Our documentation, whole in our own theme; built as ``make docs`` does it."""
        out = self.folder / theme
        if theme == "furo":
            return self._build(out, "-c", ROOT, ROOT / "docs")
        self.docs()  # which reads the pages for all
        return self._build(out, "-c", ROOT, "-D", f"html_theme={theme}", ROOT / "docs", only=PAGES)

    def plain(self, theme: str = "furo") -> Path:
        """The pages of plain Markdown."""
        out = self.folder / f"plain-{theme}"
        return self._build(out, "-D", f"html_theme={theme}", ROOT / "docs" / "examples" / "plain")

    def _build(self, out: Path, *arguments: object, only: list[str] | None = None) -> Path:
        with self._locked():
            self._build_once(out, *arguments, only=only)
        return out

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _build_once(self, out: Path, *arguments: object, only: list[str] | None) -> None:
        if not out.exists():
            begun = out.with_name(f"{out.name}.begun")
            trees = self.folder / ("trees-of-plain" if out.name.startswith("plain-") else "trees")
            # Another theme has none of our own theme's options, and of some pages no words to search.
            quiet = "-Q" if only else "-q"
            sphinx = [sys.executable, "-m", "sphinx", quiet, "-b", "html", "-d", trees]
            subprocess.run([*sphinx, *arguments, begun, *(ROOT / one for one in only or [])], check=True)
            begun.rename(out)


def with_few_profiles(pages: Iterable[Path]) -> Iterator[Path]:
    """All pages by size, but of each folder of profiles only every tenth, and the largest: they are made alike."""
    profiles = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.stat().st_size):
        if page.parent.name.startswith("archdoc-"):
            profiles[page.parent.name].append(page)
        else:
            yield page
    for of_kind in profiles.values():
        yield from of_kind[-1::-10]


def digest() -> str:
    """A digest of all that a build is made of."""
    found = hashlib.sha256(sys.version.encode())
    for one in sorted(f"{d.name} {d.version}" for d in importlib.metadata.distributions()):
        found.update(one.encode())
    for path in _sources():
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        paths = sorted((ROOT / name).rglob("*")) if (ROOT / name).is_dir() else [ROOT / name]
        built = ("_build", "__pycache__")
        yield from (path for path in paths if path.is_file() and not any(one in path.parts for one in built))
