"""Sorting, filtering, the address, and how tables look; in Chromium."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import sphinx_archdoc
from tests.browser.page import Page
from tests.browser.site import HOSTILE
from tests.conftest import Built

pytestmark = pytest.mark.slow

Open = Callable[..., Page]

LONG = "a" * 120
STATIC = Path(sphinx_archdoc.__file__).parent / "static"
OPEN = "return [...document.querySelectorAll('details.archdoc-more')].map((rest) => rest.open)"
WRITTEN = ["Gauge 1", "gauge 10", "zebra", "gauge 9", HOSTILE, LONG, "élan"]


def test_the_site_is_right(built: Built) -> None:
    assert built.warnings == []


def test_a_view_is_shown_as_it_is_written(open_page: Open) -> None:
    page = open_page("views.html")
    assert sorted(page.rows()) == sorted(WRITTEN)
    assert page.status() == "7 rows"
    assert page.query == ""


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("name", [HOSTILE, LONG, "élan", "Gauge 1", "gauge 9", "gauge 10", "zebra"]),
        ("value", ["gauge 9", "Gauge 1", LONG, "gauge 10", "élan", HOSTILE, "zebra"]),
        ("since", ["Gauge 1", "gauge 10", "zebra", "gauge 9"]),
    ],
)
def test_a_column_sorts_by_what_it_holds(column: str, expected: list[str], open_page: Open) -> None:
    page = open_page("views.html")
    page.sort(column)
    assert page.rows()[: len(expected)] == expected


def test_flags_are_sorted_by_their_name_and_ties_stay_as_written(open_page: Open) -> None:
    page = open_page("views.html")
    written = page.rows()
    page.sort("live")
    live = {"Gauge 1", "gauge 10", "zebra"}
    off, on = [n for n in written if n not in live], [n for n in written if n in live]
    assert page.rows() == off + on
    page.sort("live")
    assert page.rows() == on + off


def test_a_heading_has_three_states_and_says_which(open_page: Open) -> None:
    page = open_page("views.html")
    written = page.rows()
    for state, query in [("ascending", "archdoc-1-sort=value"), ("descending", "archdoc-1-sort=-value")]:
        page.sort("value")
        assert page.head("value").get_attribute("aria-sort") == state
        assert page.query == query
    assert page.rows() == [HOSTILE, "élan", "gauge 10", LONG, "Gauge 1", "gauge 9", "zebra"]  # none is last
    page.sort("value")
    assert page.head("value").get_attribute("aria-sort") is None
    assert page.rows() == written
    assert page.query == ""
    page.sort("value")
    page.sort("name")
    assert page.head("value").get_attribute("aria-sort") is None


def test_rows_stay_in_their_groups(open_page: Open) -> None:
    page = open_page("views.html")
    page.sort("value", view=2)
    page.sort("value", view=2)
    assert page.rows(2) == [
        "(blue)", HOSTILE, "gauge 9", "zebra", "(red)", "gauge 10", LONG, "Gauge 1", "(—)", "élan",
    ]  # fmt: skip
    page.filter(2).send_keys("zebra")
    assert page.rows(2) == ["(blue)", "zebra"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("COUNTS", ["gauge 10", "gauge 9"]),
        ("counts err", ["gauge 9"]),
        ("elan cafe", ["élan"]),
        ("arger uber", ["Gauge 1"]),
        ("2024-02", ["Gauge 1"]),
        ("<img", [HOSTILE]),
        ("nothing has this", []),
        ("#", []),
    ],
)
def test_all_typed_words_must_occur(words: str, expected: list[str], open_page: Open) -> None:
    page = open_page("views.html")
    page.filter().send_keys(words)
    assert page.rows() == expected
    assert page.status() == f"{len(expected)} of 7 rows"


def test_the_address_keeps_what_is_set_and_all_else_in_it(open_page: Open) -> None:
    page = open_page("views.html?q=a%20b&flag#views")
    page.filter().send_keys("é & x=1")
    page.sort("name", view=2)
    assert page.query == "q=a%20b&flag&archdoc-1=%C3%A9%20%26%20x%3D1&archdoc-2-sort=name"
    assert page.hash == "views"
    page.driver.refresh()
    assert page.filter().get_attribute("value") == "é & x=1"
    assert page.head("name", 2).get_attribute("aria-sort") == "ascending"


def test_an_address_brings_back_what_was_sent(open_page: Open) -> None:
    page = open_page("views.html?archdoc-1=counts&archdoc-1-sort=-since&archdoc-2-sort=nope&archdoc-9=x")
    assert page.rows() == ["gauge 9", "gauge 10"]
    assert page.head("since").get_attribute("aria-sort") == "descending"
    assert len(page.rows(2)) == 10


def test_a_hostile_address_is_only_text(open_page: Open) -> None:
    page = open_page(
        "views.html?archdoc-1=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&archdoc-1-sort=%22%5D#%E0%A4%A"
    )
    assert page.filter().get_attribute("value") == HOSTILE
    assert page.rows() == [HOSTILE]
    assert not page.driver.find_elements("css selector", "article img")


def test_it_works_in_files_too(open_page: Open, built: Built) -> None:
    page = open_page("views.html")
    page.address = (built.out / "views.html").as_uri() + "?archdoc-1=zebra"
    page.load()
    assert page.rows() == ["zebra"]
    page.sort("name")
    page.filter().send_keys(Keys.ESCAPE)
    assert page.rows()[-1] == "zebra"


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page("views.html")
    page.run("arguments[0].focus()", page.filter())
    keys = ActionChains(page.driver)
    keys.send_keys("counts").perform()
    assert page.rows() == ["gauge 10", "gauge 9"]
    keys = ActionChains(page.driver)
    keys.send_keys(Keys.TAB, Keys.TAB, Keys.ENTER).perform()  # the first heading, the next
    assert page.head("value").get_attribute("aria-sort") == "ascending"
    assert page.rows() == ["gauge 9", "gauge 10"]
    ActionChains(page.driver).send_keys(Keys.SPACE).perform()
    assert page.rows() == ["gauge 10", "gauge 9"]
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(outline) == "solid"
    page.run("arguments[0].focus()", page.filter())
    assert page.run(outline) == "solid"
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert len(page.rows()) == 7
    assert page.query == "archdoc-1-sort=-value"


def test_the_filter_has_a_label(open_page: Open) -> None:
    page = open_page("views.html")
    assert page.filter().accessible_name == "Filter"
    assert page.controls().get_attribute("aria-label") == "All gauges"
    assert page.head("name").find_element("css selector", "button").accessible_name == "Gauge"


def test_small_tables_get_no_more_than_they_need(open_page: Open) -> None:
    page = open_page("views.html")
    assert not page.controls(3).find_elements("css selector", "input")
    assert page.head("name", 3).find_elements("css selector", "button")
    assert not page.head("name", 4).find_elements("css selector", "button")


def test_running_twice_changes_nothing(open_page: Open) -> None:
    page = open_page("views.html")
    page.run("const s = document.createElement('script'); s.src = '_static/archdoc.js'; s.id = 'again';"
             "s.onload = () => document.body.dataset.again = 'yes'; document.head.append(s)")  # fmt: skip
    page.driver.implicitly_wait(5)
    page.find("body[data-again]")
    page.driver.implicitly_wait(0)
    assert len(page.driver.find_elements("css selector", ".archdoc-controls")) == 4
    page.sort("name")
    assert page.head("name").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("dark", [False, True])
def test_the_row_that_a_link_leads_to_is_marked(dark: bool, open_page: Open) -> None:
    page = open_page("many.html?archdoc-gauge-1=39#archdoc-gauge-more-33", dark=dark)
    assert page.rows("gauge-1") == ["more 33", "more 39"]  # the filter does not hide it
    row = page.find("tr:target")
    assert row.text.startswith("more 33")
    assert row.value_of_css_property("outline-style") == "solid"
    target, other = (
        page.find(selector).value_of_css_property("background-color")
        for selector in ("tr:target", "tbody tr:not(:target)")
    )
    assert target != other
    page.filter("gauge-1").send_keys("x")
    assert page.rows("gauge-1") == []


def test_a_row_s_link_is_one_click_away(open_page: Open) -> None:
    page = open_page("many.html?archdoc-gauge-1=more")
    link = page.box("gauge-1").find_element("css selector", "tr[id$=more-7] a.headerlink")
    link.send_keys(Keys.ENTER)
    assert page.hash == "archdoc-gauge-more-7"
    assert page.query == "archdoc-gauge-1=more"
    assert page.find("tr:target").text.startswith("more 7")
    assert link.get_property("href") == page.driver.current_url


def test_colours_follow_the_theme(open_page: Open) -> None:
    def colours(page: Page) -> list[str]:
        parts = [
            (page.head("name"), "background-color"),
            (page.head("name"), "color"),
            (page.filter(), "border-top-color"),
        ]
        return [part.value_of_css_property(name) for part, name in parts]

    light, dark = colours(open_page("views.html")), colours(open_page("views.html", dark=True))
    assert all(one != other for one, other in zip(light, dark, strict=True))
    chosen = open_page("views.html")
    chosen.run("document.body.dataset.theme = 'dark'")
    assert colours(chosen) == dark


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize("path", ["views.html", "wide.html", "entries.html", "index.html"])
def test_nothing_scrolls_sideways(path: str, width: int, open_page: Open) -> None:
    page = open_page(path, width=width)
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    if path == "wide.html":
        assert page.run("return arguments[0].scrollWidth <= arguments[0].clientWidth", page.box())


def test_the_heading_stays_while_the_page_scrolls(open_page: Open) -> None:
    page = open_page("many.html", width=1440)
    page.run("arguments[0].scrollIntoView({behavior: 'instant'})", page.find("tr[id$=more-20]"))
    head = page.head("name", "gauge-1")
    assert page.run("return arguments[0].getBoundingClientRect().top", head) == 0
    assert page.run("return scrollY") > 500


def test_a_stacked_table_is_sorted_by_its_headings(open_page: Open) -> None:
    page = open_page("many.html", width=360)
    assert page.box("gauge-1").find_element("tag name", "table").value_of_css_property("display") == "block"
    page.sort("name", "gauge-1")
    page.sort("name", "gauge-1")
    assert page.rows("gauge-1")[0] == "more 39"


@pytest.mark.parametrize("words", ["live", "yes", "✓"])
def test_a_tick_is_found_by_its_sign_its_name_and_its_heading(words: str, open_page: Open) -> None:
    page = open_page("views.html")
    page.filter().send_keys(words)
    assert sorted(page.rows()) == ["Gauge 1", "gauge 10", "zebra"]


def test_a_filter_unfolds_the_links_that_it_finds(open_page: Open) -> None:
    page = open_page("folded.html")
    assert [one for one in page.run(OPEN) if one] == []
    page.filter("envvar-1").send_keys("LEDGER_19")
    assert page.rows("envvar-1") == ["HUB", "LEDGER_19"]
    assert page.run(OPEN) == [True]
    assert page.status("envvar-1") == "2 of 21 rows"
    page.filter("envvar-1").send_keys(Keys.ESCAPE)
    assert page.run(OPEN) == [False]
    page.find("details summary").send_keys(Keys.ENTER)
    page.filter("envvar-1").send_keys("no such row")
    page.filter("envvar-1").send_keys(Keys.ESCAPE)
    assert page.run(OPEN) == [True]  # a reader opened it


def test_on_paper_nothing_is_cut_off_and_nothing_can_be_pressed(open_page: Open) -> None:
    page = open_page("wide.html")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.controls().is_displayed()
        assert page.run("return arguments[0].scrollWidth <= arguments[0].clientWidth", page.box())
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_of_very_many_rows_the_first_are_laid_out(open_page: Open) -> None:
    page = open_page("views.html")
    page.run("""
        const body = document.querySelector('[data-archdoc-view="archdoc-3"] tbody');
        for (let n = 0; n < 3000; n++) {
          const row = body.rows[0].cloneNode(true);
          row.id = `row-${n}`;
          row.cells[0].firstChild.textContent = n;
          body.append(row);
        }
        document.querySelectorAll(".archdoc-controls").forEach((one) => one.remove());
        document.querySelectorAll("thead button").forEach((one) => one.replaceWith(one.textContent));
        location.hash = "row-1500";
        const script = document.createElement("script");
        script.src = "_static/archdoc.js";
        script.onload = () => document.body.dataset.again = "yes";
        document.head.append(script);
    """)
    page.driver.implicitly_wait(5)
    page.find("body[data-again]")
    page.driver.implicitly_wait(0)
    assert 1500 < len(page.rows(3)) < 3003  # up to the one that a link leads to
    page.filter(3).send_keys("999")
    assert len(page.rows(3)) == 3
    page.run("scrollTo({ top: 0, behavior: 'instant' })")
    page.filter(3).send_keys(Keys.ESCAPE)
    assert len(page.rows(3)) == 1000
    page.run("arguments[0].scrollIntoView({ block: 'end', behavior: 'instant' })", page.box(3))
    WebDriverWait(page.driver, 10).until(lambda _: len(page.rows(3)) == 2000)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert len(page.rows(3)) == 3003


def test_without_script_the_table_is_whole(built: Built) -> None:
    tree = html5lib.parse(built.text("views.html"), namespaceHTMLElements=False)
    tables = [box.find("table") for box in tree.iter("div") if box.get("data-archdoc-view")]
    names = ["".join(row.find("th").find("*").itertext()) for row in tables[0].find("tbody").iter("tr")]
    assert sorted(names) == sorted(WRITTEN)
    assert all(not row.get("hidden") for row in tables[0].iter("tr"))
    assert not list(tables[0].iter("button"))


def test_only_pages_with_a_view_load_the_script(built: Built) -> None:
    with_script = {path.stem for path in built.out.glob("*.html") if "archdoc.js" in path.read_text("utf-8")}
    assert with_script == {
        "views",
        "wide",
        "many",
        "folded",
        "archdoc-gauge",
        "archdoc-envvar",
        "archdoc-all",
    }


def test_no_other_host_is_asked_for_anything(open_page: Open) -> None:
    page = open_page("index.html")
    page.driver.get_log("performance")
    page = open_page("views.html")
    page.sort("name")
    page.filter().send_keys("x")
    open_page("entries.html")
    messages = (json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance"))
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert any("archdoc.js" in url for url in urls)
    assert {urlsplit(url).hostname for url in urls if not re.match("data:|about:", url)} == {"127.0.0.1"}


@pytest.mark.parametrize(("names", "most"), [("*.css", 12_000), ("*.js", 25_000)])
def test_the_assets_are_small(names: str, most: int, built: Built) -> None:
    ours = {path.name.removesuffix(".jinja") for path in STATIC.iterdir()}
    assets = [path for path in (built.out / "_static").glob(names) if path.name in ours]
    assert assets
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in assets) < most
