"""Tables for those who do not see them, or have no mouse: they stay tables, and each link is some keys away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver

from tests.browser.axe import in_both_schemes
from tests.browser.conftest import served
from tests.browser.documentation import Documentation
from tests.browser.page import Page

pytestmark = pytest.mark.slow

WORKER = "langfuse/worker.html"
ROLES = {"table", "row", "rowheader", "columnheader", "cell"}

TABLES = ":is(.archdoc-frame, .archdoc-scroll, .archdoc-table, .archdoc-plain, table:has(.archdoc-entry))"

# A page may have tables in the side bars of its theme, too.
CONTROLS = """
const places = '[role="main"] :is(table, .archdoc-frame, .archdoc-scroll, .archdoc-controls)';
return [...document.querySelectorAll(`:is(${places}) :is(a[href], button, input, select, summary)`)]
  .filter((one) => !one.disabled)
  .map((one, number) => (one.dataset.number ??= String(number), one.outerHTML.slice(0, 120)));
"""

AT_ONCE = """
document.head.insertAdjacentHTML("beforeend", "<style>* { scroll-behavior: auto !important; transition: none !important; }</style>");
"""
"""Else a page is still on its way to what has the focus when one looks."""

FOCUSED = """
const one = document.activeElement;
if (one === document.body) return null;
const style = getComputedStyle(one);
const clear = /, 0\\)$|^transparent$/.test(style.outlineColor);
const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !clear;
const [box] = [...one.getClientRects()].filter((rect) => rect.width > 2 && rect.height > 2);
const above = box && document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
let opacity = 1;
for (let around = one; around; around = around.parentElement) opacity *= getComputedStyle(around).opacity;
const again = one.dataset.seen === "yes";
one.dataset.seen = "yes";
return {
  number: one.dataset.number,
  again,
  folded: one.tagName === "SUMMARY" && !one.parentElement.open,
  outlined: outlined || style.boxShadow !== "none",
  shown: Boolean(above) && (one.contains(above) || above.contains(one)) && opacity > 0.1,
  html: one.outerHTML.slice(0, 120),
};
"""


@pytest.fixture
def docs_address(documentation: Documentation) -> Iterator[str]:
    with served(documentation.docs()) as address:
        yield address


@pytest.fixture
def worker(driver: webdriver.Chrome, docs_address: str) -> Page:
    page = Page(driver, f"{docs_address}/{WORKER}")
    page.emulate(1440, dark=False)
    page.load()
    return page


def roles(page: Page, selector: str) -> list[str]:
    """The roles in a table of those that read it aloud, in their order."""
    send = page.driver.execute_cdp_cmd
    root = send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    number = send("DOM.describeNode", {"nodeId": node})["node"]["backendNodeId"]
    nodes = {node["nodeId"]: node for node in send("Accessibility.getFullAXTree", {})["nodes"]}
    (table,) = [node for node in nodes.values() if node.get("backendDOMNodeId") == number]
    return [role for role in _roles(table, nodes) if role in ROLES]


def _roles(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    if not node["ignored"]:
        yield node["role"]["value"]
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _roles(nodes[child], nodes)


@pytest.mark.parametrize("kind", ["component", "envvar", "degradation"])
def test_a_stacked_table_stays_a_table(kind: str, worker: Page) -> None:
    selector = f"table.archdoc-{kind}"
    wide = roles(worker, selector)
    worker.emulate(390, dark=False)
    assert roles(worker, selector) == wide

    rows = worker.run("return document.querySelector(arguments[0]).tBodies[0].rows.length", selector)
    columns = worker.run("return document.querySelector(arguments[0]).tHead.rows[0].cells.length", selector)
    assert Counter(wide) == {
        "table": 1, "row": rows + 1, "columnheader": columns, "rowheader": rows, "cell": rows * (columns - 1),
    }  # fmt: skip


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", [WORKER, "gallery.html", "plain"])
def test_axe_finds_nothing_in_stacked_tables_or_wide_ones(
    name: str, width: int, documentation: Documentation, driver: webdriver.Chrome
) -> None:
    folder, path = (
        (documentation.plain(), "langfuse.html") if name == "plain" else (documentation.docs(), name)
    )
    with served(folder) as address:
        page = Page(driver, f"{address}/{path}")
        page.emulate(width, dark=False)
        page.load()
        page.run("for (const one of document.querySelectorAll('details')) one.open = true;")
        where = TABLES if name == "plain" else "html"  # the rest of that page is the theme's alone
        assert in_both_schemes(page, width, where) == ([], [])


def press(page: Page, key: str, code: int, text: str = "") -> None:
    event = {"key": key, "code": key, "windowsVirtualKeyCode": code}
    down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
    page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", down | event)
    page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp"} | event)


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """All that gets the focus by the tabulator key; what is folded is opened by Enter."""
    for _ in range(5000):
        press(page, "Tab", 9)
        stop = page.run(FOCUSED)
        if stop is None or stop["again"]:
            return
        yield stop
        if stop["folded"]:
            press(page, "Enter", 13, "\r")
            page.run(CONTROLS)  # what was folded is numbered now


@pytest.mark.parametrize("width", [390, 1440])
def test_the_keyboard_alone_reaches_everything(width: int, worker: Page) -> None:
    worker.emulate(width, dark=False)
    worker.run(AT_ONCE)
    all_ = dict(enumerate(worker.run(CONTROLS)))
    reached = {stop["number"]: stop for stop in stops(worker) if stop["number"] is not None}
    assert len(all_) > 50
    assert [html for number, html in all_.items() if str(number) not in reached] == []
    assert [stop["html"] for stop in reached.values() if not stop["outlined"]] == []
    assert [stop["html"] for stop in reached.values() if not stop["shown"]] == []
