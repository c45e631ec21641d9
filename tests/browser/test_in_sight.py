"""Every table of our documentation, in five themes, at five widths, in light and dark: all of it is in sight."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.conftest import served
from tests.browser.documentation import DARK, THEIRS, THEMES, Documentation, with_few_profiles
from tests.browser.measure import WIDTHS, faults, layout, measure
from tests.browser.page import Page

LOG = logging.getLogger(__name__)

MARKS = ("archdoc-table", "archdoc-plain", "archdoc-entry")
"""What a page with a table of ours has in it."""

OPEN = "for (const one of document.querySelectorAll(arguments[0])) one.open = true;"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'sphinx_book_theme:PendingDeprecationWarning"),
]


def pages_with_tables(folder: Path) -> list[str]:
    paths = [path for path in folder.rglob("*.html") if "_static" not in path.parts]
    found = (path for path in paths if any(mark in path.read_text("utf-8") for mark in MARKS))
    return sorted(path.relative_to(folder).as_posix() for path in with_few_profiles(found))


def seen(
    driver: webdriver.Chrome, address: str, names: list[str], *, dark: bool
) -> Iterator[tuple[str, int]]:
    """What is wrong with the pages of a site, one line for each fault, and how many tables each page has."""
    for name in names:
        page = Page(driver, f"{address}/{name}")
        page.emulate(WIDTHS[0], dark=False)
        page.load()
        page.run(OPEN, "details:has(table)")
        for width in WIDTHS:
            page.emulate(width, dark=False)
            measured = measure(page)
            found = faults(measured)
            light = layout(page)
            if dark:
                page.emulate(width, dark=True)
                found += [f"elsewhere in the dark: {one}" for one in layout(page) if one not in light]
            yield "\n".join(f"{name} at {width}: {fault}" for fault in found), len(measured["tables"])
        page.emulate(WIDTHS[-1], dark=False)
        page.run(OPEN, "table details")
        yield "\n".join(f"{name}, unfolded: {fault}" for fault in faults(measure(page))), 0


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Log how long something took: ``pytest --log-cli-level=info`` shows it."""
    start = time.monotonic()
    yield
    LOG.info("%s: %.0f s", what, time.monotonic() - start)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("site", ["docs", "plain"])
def test_all_of_every_table_is_in_sight(
    site: str, theme: str, documentation: Documentation, driver: webdriver.Chrome
) -> None:
    pytest.importorskip(theme)
    with timed(f"building {site} for {theme}"):
        folder = documentation.docs(theme) if site == "docs" else documentation.plain(theme)
    names = pages_with_tables(folder)
    if theme in THEIRS and site == "docs":
        names = [name for name in names if name.startswith(("gallery.", "langfuse/"))]
    with timed(f"measuring {len(names)} pages at {len(WIDTHS)} widths"), served(folder) as address:
        found = list(seen(driver, address, names, dark=theme in DARK))
    tables = sum(number for _, number in found) // len(WIDTHS)
    assert tables > (150 if site == "docs" else 10)
    lines = [line for text, _ in found for line in text.splitlines()]
    assert lines == [], f"{len(lines)} faults of {tables} tables; the first: " + "\n".join(lines[:40])
