"""What a reader has in sight of the tables of a page: whole columns, trails, unbroken words, no box that scrolls.

The measuring is done in the page, by ``measure.js``; here is what of it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser.page import Page

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")

OURS = (
    ".archdoc-table, .archdoc-plain, .archdoc-frame table, .archdoc-scroll table, table:has(.archdoc-entry)"
)
"""The tables that are ours, and those of authors with entries in them."""

BACKLINKS = [
    "Code", "Degradation", "Depended on by", "Gotchas", "Mentioned in", "Owns", "Raised by", "Raises", "Uses",
]  # fmt: skip
"""What the columns of backlinks are called in our documentation."""

LONGEST = 24
"""The letters of a word that has to stay whole. A longer one may be broken at a hump, as in ``failIfNot|Ready``, and
anywhere where it is wider than its line.
"""

WIDTHS = [1920, 1440, 1024, 768, 360]

LAYOUT = """
return [...document.querySelectorAll(arguments[0])].map((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [left, top, width, height].map(Math.round).join(" ");
});
"""


def measure(page: Page) -> dict[str, Any]:
    """Measure the tables of a page that is open, as wide as it is."""
    measured: dict[str, Any] = page.run(MEASURE, OURS, BACKLINKS)
    return measured


def layout(page: Page) -> list[str]:
    """Where tables and their rows are, to see whether they are elsewhere in the dark."""
    places: list[str] = page.run(LAYOUT, f":is({OURS}), :is({OURS}) tr")
    return places


def faults(measured: dict[str, Any]) -> list[str]:
    """What readers of the page miss, one line for each."""
    found = [f"a box scrolls: {box['tag']}: {box['text']}" for box in measured["inner"] if box["ours"]]
    for table in measured["tables"]:
        where = f"table {table['number']} ({table['before']})"
        found += [f"{where}: {fault}" for fault in _faults(table)]
    return found


def _faults(table: dict[str, Any]) -> Iterator[str]:
    yield from table["overflows"]
    for column in table["columns"]:
        if column["state"] != "visible":
            yield f"column {column['heading']!r} is {column['state']}"
    for trail in table["trails"]:
        if trail["state"] != "visible":
            yield f"{trail['heading']!r} of {trail['row']} is {trail['state']}"
    for broken in table["broken"]:
        if not is_too_long(broken):
            rest = broken["word"].removeprefix(broken["after"])
            yield f"broken {broken['where']}: {broken['after']}|{rest} in a line of {broken['line']:.0f} px"
    if (
        table["heads"] != table["rows"] and "archdoc-table" in table["name"]
    ):  # the cells of others are their author's
        yield f"of {table['rows']} rows, {table['heads']} have a heading"


def is_too_long(broken: dict[str, Any]) -> bool:
    """Whether a word need not stay whole."""
    word, after = broken["word"], broken["after"]
    hump = after[-1:].islower() and word.removeprefix(after)[:1].isupper()
    return len(word) > LONGEST and (hump or broken["width"] > broken["line"])
