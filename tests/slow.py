"""``pytest --slow-after=5`` fails each test that takes longer without the mark ``slow``, and says what takes the time.

What counts is the time of the processor, not of the clock, so that it does not depend on what else the machine does.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--slow-after",
        type=float,
        metavar="SECONDS",
        help="fail a test that takes more processor time, with its fixtures, and is not marked as slow",
    )


def pytest_configure(config: pytest.Config) -> None:
    seconds = config.getoption("slow_after")
    if seconds is not None:
        config.pluginmanager.register(Stopwatch(seconds))


def processor_time() -> float:
    """Return the seconds that this process, and each process that it has waited for, has computed."""
    return sum(os.times()[:4])


class Stopwatch:
    """Measures the fixtures that a test is the first to use, and the test."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.start = 0.0
        self.parts: dict[str, float] = {}

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        before = processor_time()
        try:
            yield
        finally:
            self.parts[part] = processor_time() - before

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, Any, Any]:
        self.start, self.parts = processor_time(), {}
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        with self.timed(f"the fixture {fixturedef.argname}"):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, Any, Any]:
        with self.timed("the test itself"):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" and report.passed and not item.get_closest_marker("slow"):
            spent = processor_time() - self.start
            if spent > self.limit:
                report.outcome = "failed"
                report.longrepr = self.message(spent)
        return report

    def message(self, spent: float) -> str:
        longest = sorted(self.parts.items(), key=lambda part: -part[1])[:3]
        return (
            f"This test takes {spent:.1f} s of processor time; without the mark slow it may take {self.limit:g} s.\n"
            f"Most of it: {', '.join(f'{part} {seconds:.1f} s' for part, seconds in longest)}.\n"
            "Make it quicker, or mark it with @pytest.mark.slow."
        )
