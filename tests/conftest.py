"""What tests are made of: kinds, catalogues without Sphinx, and small sites that are really built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds
from tests.examples import register_profiles
from tests.slow import pytest_addoption, pytest_configure
from tests.workers import pytest_xdist_make_scheduler

__all__ = ["pytest_addoption", "pytest_configure", "pytest_xdist_make_scheduler"]

register_profiles()

CONF = {
    "project": "Test",
    "extensions": ["myst_parser", "sphinx_archdoc"],
    "myst_enable_extensions": ["colon_fence"],
    "myst_heading_anchors": 2,
    "html_theme": "basic",
    "html_copy_source": False,
}


@pytest.fixture(scope="session")
def kinds() -> KindsTable:
    return builtin_kinds()


@dataclass
class Built:
    """What one build did."""

    out: Path
    problems: list[str]
    """The warnings, with paths from the source directory and without what Sphinx adds to them."""
    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    said: str = ""
    """What was said of the course of the build."""

    def text(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")

    def body(self, page: str) -> str:
        """The content of an HTML page, without what the theme puts around it."""
        return body_of(self.text(f"{page}.html"))

    def bodies(self) -> dict[str, str]:
        pages = (p.relative_to(self.out).with_suffix("").as_posix() for p in self.out.rglob("*.html"))
        return {page: self.body(page) for page in sorted(pages) if page not in ("search", "genindex")}

    @property
    def codes(self) -> list[str]:
        """``page:line code`` of each problem."""
        found = (re.fullmatch(r"(.*?:\d+): WARNING: .*\[archdoc\.(.*)\]", line) for line in self.problems)
        return [f"{match[1]} {match[2]}" for match in found if match]


def body_of(text: str) -> str:
    """The content of an HTML page."""
    return text[text.index('<div class="body"') : text.index('<div class="sphinxsidebar"')]


class Site:
    """A Sphinx project in a folder of its own, that can be edited and built again."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.source.mkdir(parents=True)
        self.conf: dict[str, Any] = dict(CONF)

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def remove(self, name: str) -> None:
        (self.source / name).unlink()

    def build(
        self, builder: str = "html", *, out: str = "build", parallel: int = 0, fresh: bool = False
    ) -> Built:
        (self.source / "conf.py").write_text(
            "".join(f"{name} = {value!r}\n" for name, value in self.conf.items()), "utf-8"
        )
        read: set[str] = set()
        written: set[str] = set()
        app = SphinxTestApp(
            buildername=builder,
            srcdir=self.source,
            builddir=self.source.parent / out,
            freshenv=fresh,
            parallel=parallel,
        )
        try:
            app.connect("env-before-read-docs", lambda app, env, docnames: read.update(docnames))
            app.connect("doctree-resolved", lambda app, tree, docname: written.add(docname))
            app.build()
            problems = _problems(app.warning.getvalue(), self.source)
            return Built(Path(app.outdir), problems, read, written, app.status.getvalue())
        finally:
            app.cleanup()


def _problems(text: str, source: Path) -> list[str]:
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{source}/", "").splitlines()
    return [line for line in lines if line]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


MakeSite = Callable[[str, Mapping[str, str]], Site]


@pytest.fixture(scope="module")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeSite]:
    """Make a site that several tests of a module share."""

    def make(name: str, files: Mapping[str, str]) -> Site:
        site = Site(tmp_path_factory.mktemp(name))
        site.write(files)
        return site

    yield make
