"""Pytest fixtures that create and build sites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from sphinx_archdoc.testing.site import Built, Site

MakeSite = Callable[[str, Mapping[str, str]], Site]
"""Creates a site from the name of its folder, and its files by path relative to the source directory."""


class BuildSite(Protocol):
    """Builds a site from files, or returns the cached result of an equal site."""

    def __call__(self, files: Mapping[str, str], builder: str = "html", **conf: object) -> Built:
        """Build a site.

        :param files: content by path, relative to the source directory.
        :param builder: name of a Sphinx builder; see :meth:`.Site.build`.
        :param conf: configuration values; they extend or override the defaults of :class:`.Site`.
        """


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an empty site for one test, which may edit and build it several times."""
    return Site(tmp_path)


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Return a function that creates sites, for fixtures of wider scope and tests with several sites."""

    def make(name: str, files: Mapping[str, str]) -> Site:
        site = Site(tmp_path_factory.mktemp(name))
        site.write(files)
        return site

    return make


@pytest.fixture(scope="session")
def build_site(make_site: MakeSite) -> BuildSite:
    """Return a function that builds each site only once per session.

    Results are cached by files, configuration and builder, and shared by all tests. So a test must not change
    the files of a result; to edit a site, use :func:`site` or :func:`make_site`.
    """
    cache: dict[str, Built] = {}

    def build(files: Mapping[str, str], builder: str = "html", **conf: object) -> Built:
        content = json.dumps([sorted(files.items()), builder, sorted(conf.items())], default=repr)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if digest not in cache:
            site = make_site(f"{builder}-{digest}", files)
            site.conf |= conf
            cache[digest] = site.build(builder)
        return cache[digest]

    return build
