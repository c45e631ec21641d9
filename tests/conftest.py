"""Fixtures of all tests. What builds small sites is :mod:`sphinx_archdoc.testing`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds
from sphinx_archdoc.testing import BuildSite, Built, MakeSite, Site, build_site, make_site, site
from tests.examples import register_profiles
from tests.slow import pytest_addoption, pytest_configure
from tests.workers import pytest_collection_modifyitems, pytest_xdist_make_scheduler

__all__ = [
    "BuildSite",
    "Built",
    "BuiltSite",
    "MakeSite",
    "Site",
    "build_site",
    "make_site",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_xdist_make_scheduler",
    "site",
]

register_profiles()


@pytest.fixture(scope="session")
def kinds() -> KindsTable:
    return builtin_kinds()


BuiltSite = Callable[..., tuple[Site, Built]]
"""Takes files by path, and configuration values by name."""


@pytest.fixture(scope="session")
def built_site(make_site: MakeSite) -> BuiltSite:
    """A function that returns a site as it was after its first build as HTML, and the result of that build.

    For tests that edit a site and build it again: many begin with the same one. It is built once a session, copied,
    and put back in its place, as Sphinx reads all pages anew where the place is another. All times of files are kept.
    A test may ask for it once, as it is the same folder.
    """
    known: dict[str, tuple[Site, Built, Path]] = {}

    def put_back(files: Mapping[str, str], **conf: object) -> tuple[Site, Built]:
        content = json.dumps([sorted(files.items()), sorted(conf.items())], default=repr)
        if content not in known:
            first = make_site("built", files)
            first.conf |= conf
            built = first.build()
            copy = first.source.parent.with_name(f"{first.source.parent.name}-copy")
            shutil.copytree(first.source.parent, copy)
            known[content] = first, built, copy
            return first, built
        first, built, copy = known[content]
        folder = first.source.parent
        shutil.rmtree(folder)
        again = Site(folder)
        again.conf = dict(first.conf)
        shutil.copytree(copy, folder, dirs_exist_ok=True)
        return again, built

    return put_back
