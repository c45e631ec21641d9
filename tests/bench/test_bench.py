"""The bench runs: it is not part of the tests, and would break unseen."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_it_prints_what_it_measures() -> None:
    command = [sys.executable, "-m", "tests.bench", "--pages", "1", "--rounds", "1", "--files", "40"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in (
        "read: directives",
        "archdoc / plain: ",
        "first run",
        "nothing has changed",
        "one file has changed",
    ):
        assert line in printed
