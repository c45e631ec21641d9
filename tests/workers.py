"""How tests are divided among the processes of pytest-xdist."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

APART = ("tests/browser/test_in_sight.py",)
"""Modules whose tests take minutes each, and share nothing but what is kept on the disk."""


LONG = (*APART, "tests/browser/test_docs.py", "tests/editing/test_editing.py")
"""Modules that take minutes. They begin first: else one process ends with them while the others have nothing left."""


class Scheduling(LoadScopeScheduling):
    """Gives a module to one process, so that its fixtures are made once."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return nodeid if module in APART else module


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    config.option.loadscopereorder = False  # it would begin with the modules of the most tests
    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.nodeid.partition("::")[0] not in LONG)
