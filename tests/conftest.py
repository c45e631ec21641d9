"""Fixtures of all tests. What builds small sites is :mod:`sphinx_archdoc.testing`."""

from __future__ import annotations

import pytest

from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds
from sphinx_archdoc.testing import BuildSite, Built, MakeSite, Site, build_site, make_site, site
from tests.examples import register_profiles
from tests.slow import pytest_addoption, pytest_configure
from tests.workers import pytest_xdist_make_scheduler

__all__ = [
    "BuildSite",
    "Built",
    "MakeSite",
    "Site",
    "build_site",
    "make_site",
    "pytest_addoption",
    "pytest_configure",
    "pytest_xdist_make_scheduler",
    "site",
]

register_profiles()


@pytest.fixture(scope="session")
def kinds() -> KindsTable:
    return builtin_kinds()
