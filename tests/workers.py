"""How tests are divided among the processes of pytest-xdist."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/",)
"""Folders whose modules share what takes long to make: a build of the documentation in each theme, and a browser."""


class Scheduling(LoadScopeScheduling):
    """Gives a module to one process, so that its fixtures are made once."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if module.startswith(folder)), module)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    return Scheduling(config, log)
