"""A test that is slow has to be marked as such."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent

TESTS = """
import pytest, time

def compute():
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass

@pytest.fixture(scope="module")
def site():
    compute()

def test_of_the_site(site): pass
def test_that_computes(): compute()
def test_that_waits(): time.sleep(0.2)
def test_that_fails(): assert False
@pytest.mark.slow
def test_that_is_marked(): compute()
"""


@pytest.fixture
def some_tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nmarkers = slow: takes seconds")
    pytester.makeconftest("from tests.slow import pytest_addoption, pytest_configure")
    pytester.makepyfile(TESTS)
    return pytester


@pytest.mark.slow
def test_a_slow_test_without_the_mark_fails_and_says_why(some_tests: pytest.Pytester) -> None:
    result = some_tests.runpytest_subprocess("--slow-after=0.1", "-p", "no:xdist")
    result.assert_outcomes(passed=2, failed=3)
    result.stdout.fnmatch_lines_random(
        [
            "This test takes 0.? s of processor time; without the mark slow it may take 0.1 s.",
            "Most of it: the fixture site 0.? s*",
            "Most of it: the test itself 0.? s.",
            "Make it quicker, or mark it with @pytest.mark.slow.",
        ]
    )


@pytest.mark.slow
def test_nothing_is_measured_without_the_option(some_tests: pytest.Pytester) -> None:
    some_tests.runpytest_subprocess("-p", "no:xdist").assert_outcomes(passed=4, failed=1)
