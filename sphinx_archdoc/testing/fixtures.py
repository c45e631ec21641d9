"""Fixtures of pytest that make sites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from sphinx_archdoc.testing.site import Built, Site

MakeSite = Callable[[str, Mapping[str, str]], Site]
"""Takes the name of a folder, and files by path relative to the source directory."""


class BuildSite(Protocol):
    """Builds a site of these files, or returns the result of the first build of the same."""

    def __call__(self, files: Mapping[str, str], builder: str = "html", **conf: object) -> Built:
        """Build a site.

        :param files: text by path, relative to the source directory.
        :param builder: a name that Sphinx knows; see :meth:`.Site.build`.
        :param conf: configuration values, beside those of every :class:`.Site` or in their place.
        """


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an empty site, to edit and to build as often as a test wants."""
    return Site(tmp_path)


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Return a function that makes sites: for shared fixtures, and for tests that need several."""

    def make(name: str, files: Mapping[str, str]) -> Site:
        site = Site(tmp_path_factory.mktemp(name))
        site.write(files)
        return site

    return make


@pytest.fixture(scope="session")
def build_site(make_site: MakeSite) -> BuildSite:
    """Return a function that builds a site once a session, whichever tests and modules ask for it.

    What decides is the content: the files, the configuration and the builder. A test may look at the
    result, but must not change its files; to edit a site, take :func:`site` or :func:`make_site`.
    """
    known: dict[str, Built] = {}

    def build(files: Mapping[str, str], builder: str = "html", **conf: object) -> Built:
        content = json.dumps([sorted(files.items()), builder, sorted(conf.items())], default=repr)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if digest not in known:
            site = make_site(f"{builder}-{digest}", files)
            site.conf |= conf
            known[digest] = site.build(builder)
        return known[digest]

    return build
