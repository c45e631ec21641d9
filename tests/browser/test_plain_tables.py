"""Tables of plain Markdown on a narrow screen: the name at the top, and each value behind its heading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser.conftest import served
from tests.browser.page import Page
from tests.conftest import Site

pytestmark = pytest.mark.slow

MORE = [f"Limit {number}" for number in range(4, 21)]

WIDE = "\n".join(
    "| " + " | ".join(cells) + " |"
    for cells in [
        ["Variable", "Required", "Description", *MORE],
        ["---"] * (3 + len(MORE)),
        ["`PORT`", "✓", "Where it listens.", *(f"{number} of a kind" for number in range(4, 21))],
    ]
)

GROUPED = "\n".join(
    f"| **{group}** | | | |\n" + "\n".join(f"| {group.lower()}{n} | {n} | Serves. | |" for n in (4, 3, 2, 1))
    for group in ("Shop", "Mill", "Oven")
)

LONG = "\n".join(f"| `E{number}` | 400 | Fails. | Try again. |" for number in range(12))

PAGE = f"""\
---
archdoc: true
---
# Plain

## API Endpoints

| Method | Path | Purpose | Rate Limit |
|---|---|---|---|
| `GET` | `/orders` | Lists the orders of a customer, the latest first. | 10 per second |
| `POST` | `/orders` | Takes an order. | 1 per second |

## Environment Variables

{WIDE}

## Common Errors

| Error | Status | Meaning | Resolution |
|---|---|---|---|
{LONG}

## Components

| Service | Port | Purpose | Notes |
|---|---|---|---|
{GROUPED}
"""

CELLS = """
return [...document.querySelectorAll("table")[arguments[0]].tBodies[0].rows[0].cells].map((cell) => {
  const { left, top, width } = cell.getBoundingClientRect();
  const { content, color } = getComputedStyle(cell, "::before");
  return { left, top, width, label: content === "none" ? "" : content.split('"')[1], bold: getComputedStyle(cell).fontWeight === "600" };
});
"""


@pytest.fixture(scope="module")
def page(driver: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    site = Site(tmp_path_factory.mktemp("plain-tables"))
    site.conf["suppress_warnings"] = ["archdoc.unmapped-column"]
    site.write({"index.md": PAGE})
    built = site.build()
    assert built.problems == []
    with served(built.out) as address:
        page = Page(driver, f"{address}/index.html")
        page.emulate(360, dark=False)
        page.load()
        yield page


def test_a_column_before_the_name_has_its_label(page: Page) -> None:
    method, path, purpose, limit = page.run(CELLS, 0)
    assert [cell["label"] for cell in (method, path, purpose, limit)] == ["Method: ", "", "", "Rate Limit: "]
    assert [cell["bold"] for cell in (method, path, purpose, limit)] == [False, True, False, False]
    assert path["top"] < method["top"] == limit["top"] < purpose["top"]
    assert path["width"] == purpose["width"] > method["width"]


def test_a_name_in_the_first_column_stands_at_the_top_without_a_label(page: Page) -> None:
    name, required, *_ = page.run(CELLS, 1)
    assert (name["label"], name["bold"]) == ("", True)
    assert name["top"] < required["top"]


def test_columns_beyond_the_sixteenth_have_labels(page: Page) -> None:
    cells = page.run(CELLS, 1)
    assert [cell["label"] for cell in cells[3:]] == [f"{heading}: " for heading in MORE]


@pytest.mark.parametrize("width", [360, 1300])
def test_a_heading_and_its_arrow_share_a_line(width: int, page: Page) -> None:
    page.emulate(width, dark=False)
    button, text = page.run("""
        const button = document.querySelectorAll("table")[2].tHead.querySelector("button");
        return [button, button.firstElementChild].map((box) => box.getBoundingClientRect().toJSON());
    """)
    assert button["height"] < 1.5 * text["height"]
    assert button["left"] == text["left"]


SHOWN = """
const table = document.querySelectorAll("table")[3];
return [...table.rows].filter((row) => row.checkVisibility()).map((row) => row.cells[0].firstChild.textContent.replace("¶", ""));
"""


def test_a_row_that_names_a_group_is_no_entry(page: Page) -> None:
    page.emulate(1300, dark=False)
    controls = 'return document.querySelectorAll(".archdoc-controls")[1]'
    assert page.run(f"{controls}.textContent").endswith("12 rows")
    assert page.run(SHOWN)[1:6] == ["Shop", "shop4", "shop3", "shop2", "shop1"]
    page.run('document.querySelectorAll("table")[3].tHead.querySelectorAll("button")[1].click()')
    assert page.run(SHOWN)[1:7] == ["Shop", "shop1", "shop2", "shop3", "shop4", "Mill"]
    page.run(
        """const input = document.querySelectorAll(".archdoc-controls input")[1];
        input.value = "mill"; input.dispatchEvent(new Event("input"));"""
    )
    assert page.run(SHOWN)[1:] == ["Mill", "mill1", "mill2", "mill3", "mill4"]
    page.emulate(360, dark=False)
    assert [cell["label"] for cell in page.run(CELLS, 3)] == [""] * 4
