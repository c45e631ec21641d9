"""Print what readers have in sight of the tables on some pages: ``python -m tests.browser.in_sight_report FOLDER``.

The folder holds the built documentation; by default, the pages of Langfuse in it are measured.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selenium import webdriver

from tests.browser.conftest import served, start_chromium
from tests.browser.measure import BACKLINKS, is_too_long, measure
from tests.browser.page import Page

WIDTHS = [1920, 1440, 1024, 390]
STATES = ["hidden", "cut", "visible"]


@dataclass
class Sight:
    """The figures of one width, over all pages."""

    tables: int = 0
    overflow: int = 0
    hidden: int = 0
    backlinks: Counter[str] = field(default_factory=Counter)
    boxes: int = 0
    broken: int = 0
    tallest: float = 0

    def add(self, measured: dict[str, Any]) -> None:
        self.boxes += sum(box["ours"] for box in measured["inner"])
        for table in measured["tables"]:
            self.tables += 1
            self.overflow += bool(table["overflows"])
            self.hidden += sum(column["state"] == "hidden" for column in table["columns"])
            self.backlinks.update(_backlinks(table))
            self.broken += sum(not is_too_long(word) for word in table["broken"])
            self.tallest = max(self.tallest, table["tallest"])


def _backlinks(table: dict[str, Any]) -> list[str]:
    """The state of each heading of backlinks in a table, be it that of a column or one in the trails."""
    columns = [column["state"] for column in table["columns"] if column["backlink"]]
    trails: dict[str, list[str]] = {}
    for trail in table["trails"]:
        if trail["way"] == "from" or trail["heading"] in BACKLINKS:
            trails.setdefault(trail["heading"], []).append(trail["state"])
    return columns + [min(states, key=STATES.index) for states in trails.values()]


def report(driver: webdriver.Chrome, folder: Path, pattern: str) -> str:
    sights = {width: Sight() for width in WIDTHS}
    with served(folder) as address:
        for path in sorted(folder.glob(pattern)):
            page = Page(driver, f"{address}/{path.relative_to(folder).as_posix()}")
            page.emulate(WIDTHS[0], dark=False)
            page.load()
            page.run("for (const one of document.querySelectorAll('details:has(table)')) one.open = true;")
            for width, sight in sights.items():
                page.emulate(width, dark=False)
                sight.add(measure(page))
    first = sights[WIDTHS[0]]
    head = (
        f"| width | tables that overflow, of {first.tables} | whole columns hidden "
        f"| of {first.backlinks.total()} headings of backlinks: hidden / cut / visible "
        "| boxes that scroll | broken words | tallest row |"
    )
    return "\n".join([head, "|---|--:|--:|---|--:|--:|--:|", *(_line(*item) for item in sights.items())])


def _line(width: int, sight: Sight) -> str:
    backlinks = " / ".join(str(sight.backlinks[state]) for state in STATES)
    return (
        f"| {width} | {sight.overflow} | {sight.hidden} | {backlinks} "
        f"| {sight.boxes} | {sight.broken} | {sight.tallest:,.0f} px |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the built documentation")
    parser.add_argument("--pages", default="langfuse/*.html", help="which of its pages (%(default)s)")
    given = parser.parse_args()
    driver = start_chromium(scrollbars=True)  # with the bars of a desktop, which take room
    try:
        print(report(driver, given.folder, given.pages))  # noqa: T201
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
