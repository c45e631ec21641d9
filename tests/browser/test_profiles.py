"""The profile of an entry with a hundred backlinks, and the index of these, in Chromium: five themes, keyboard, axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.axe import in_both_schemes
from tests.browser.conftest import served
from tests.browser.documentation import DARK, THEMES
from tests.browser.measure import WIDTHS, faults, layout, measure
from tests.browser.page import Page
from tests.browser.paper import lost, plain, printed
from tests.browser.test_paper import needs_pdftotext
from tests.conftest import MakeSite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'sphinx_book_theme:PendingDeprecationWarning"),
]

PRINTS_OTHER_THINGS = {"pydata_sphinx_theme", "sphinx_book_theme"}
"""Themes that leave out on paper what is in their side bars on the screen."""

OWN_COLOURS = "sphinx_rtd_theme"
"""The theme whose links have too little contrast on every page, and look like text in other ways, too."""

HUB = "archdoc-component/archdoc-component-hub.html"
OPEN = "for (const one of document.querySelectorAll('[role=\"main\"] details')) one.open = true;"
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def entries() -> str:
    parts = "".join(
        f"```{{archdoc:component}} part-{n}\n:depends-on: hub\n:owner: '@team-{n % 5}'\n\nDoes *one* thing.\n```\n"
        for n in range(40)
    )
    options = "".join(
        f"```{{archdoc:envvar}} HUB_RATHER_LONG_OPTION_{n}\n:used-by: hub\n:default: {n}\n\nSets a limit.\n```\n"
        for n in range(35)
    )
    errors = "".join(
        f"```{{archdoc:error}} HUB_ERROR_{n}\n:raised-by: hub\n:resolution: Wait.\n\nIt is late.\n```\n"
        for n in range(17)
    )
    traps = "".join(
        f"```{{archdoc:gotcha}} Trap {n}\n:affects: hub\n:symptom: Odd.\n:fix: Set it.\n\nClocks.\n```\n"
        for n in range(8)
    )
    return parts + options + errors + traps


FILES = {
    "index.md": "# Start\n\n```{toctree}\nsystem\nold\n```\n",
    "system.md": "# System\n\n```{archdoc:document}\n:focus: critical\n:owner: '@hub'\n:status: active\n:created: 2025-01-02\n"
    ":updated: 2026-03-04\n```\n\n```{archdoc:component} hub\n:type: Service\n:technology: Go\n:depends-on: ledger\n\n"
    "Everything goes through it, see {archdoc:component}`ledger`.\n```\n\n" + entries(),
    "old.md": "# Old\n\n```{archdoc:document}\n:status: deprecated\n```\n\n"
    "```{archdoc:component} ledger\nKeeps books.\n```\n",
}  # fmt: skip


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(request.param)
    return str(request.param)


@pytest.fixture(scope="module")
def folder(theme: str, make_site: MakeSite) -> Path:
    site = make_site(f"profile-{theme}", FILES)
    site.conf |= {"html_theme": theme, "archdoc_profiles": ["component"]}
    built = site.build()
    assert [line for line in built.warnings if "archdoc" in line] == []
    return built.out


@pytest.fixture
def page(folder: Path, driver: webdriver.Chrome) -> Iterator[Page]:
    with served(folder) as address:
        page = Page(driver, f"{address}/{HUB}")
        page.emulate(1440, dark=False)
        page.load()
        yield page


def test_all_of_it_is_in_sight_at_every_width(page: Page, theme: str) -> None:
    own_width = _excess(page, "index.html")  # in a window of 360 px, alabaster is wider without us
    page.load()
    found = []
    for unfolded in (False, True):
        if unfolded:
            page.run(OPEN)
        for width in WIDTHS:
            page.emulate(width, dark=False)
            if page.run(WIDER) > own_width[width]:
                found.append(f"{width}: {page.run(WIDER)} px too wide")
            if unfolded and not own_width[width]:
                found += [f"{width}: {fault}" for fault in faults(measure(page))]
            light = layout(page)
            if theme in DARK:
                page.emulate(width, dark=True)
                found += [f"{width}: elsewhere in the dark" for one in layout(page) if one not in light]
    assert found == []


def _excess(page: Page, name: str) -> dict[int, int]:
    """By how much another page is wider than the window, by width of the window."""
    page.driver.get(page.address.replace(HUB, name))
    found = {}
    for width in WIDTHS:
        page.emulate(width, dark=False)
        found[width] = page.run(WIDER)
    return found


def test_folded_it_takes_no_more_than_two_screens(page: Page) -> None:
    assert page.run("return document.querySelector('[role=\"main\"]').scrollHeight") < 2 * 900


def test_axe_finds_nothing(page: Page, theme: str) -> None:
    page.run(OPEN)
    assert axe_faults(page, theme, 1440) == []


@pytest.mark.parametrize("name", ["archdoc-all.html", "archdoc-envvar.html"])
@pytest.mark.parametrize("width", [360, 1920])
def test_axe_finds_nothing_on_an_index_page(page: Page, theme: str, name: str, width: int) -> None:
    page.driver.get(page.address.replace(HUB, name))
    assert page.run("return document.querySelectorAll('.archdoc-catalogue tr').length") > 30
    assert axe_faults(page, theme, width) == []


def axe_faults(page: Page, theme: str, width: int) -> list[str]:
    """What axe finds in the main part of a page, and is not the theme's."""
    light, dark = in_both_schemes(page, width, '[role="main"]')
    if theme == OWN_COLOURS:
        return [one for one in light if not one.startswith(("color-contrast:", "link-in-text-block:"))]
    return light + dark


@pytest.mark.parametrize("width", [360, 1920])
def test_an_index_page_leads_to_an_entry_by_keyboard_alone(page: Page, width: int) -> None:
    page.emulate(width, dark=False)
    page.driver.get(page.address.replace(HUB, "archdoc-all.html"))
    tab_to(page, "return document.activeElement.matches('.archdoc-controls input')")
    press(page, "trap 7")
    assert page.rows("index") == ["(T 1)", "Trap 7"]
    tab_to(page, "return document.activeElement.textContent === 'Trap 7'")
    press(page, Keys.ENTER)
    assert page.driver.current_url.endswith("/system.html#archdoc-gotcha-Trap-7")


def tab_to(page: Page, condition: str) -> None:
    for _ in range(100):
        press(page, Keys.TAB)
        if page.run(condition):
            return
    raise AssertionError(f"a hundred presses of Tab do not lead there: {condition}")


def press(page: Page, keys: str) -> None:
    ActionChains(page.driver).send_keys(keys).perform()


def test_headings_have_their_order(page: Page) -> None:
    levels = "return [...document.querySelectorAll('section :is(h1, h2, h3)')].map((one) => one.tagName)"
    assert page.run(levels) == ["H1", *["H2"] * (len(page.run(levels)) - 1)]
    assert len(page.run(levels)) == 7


def test_a_table_unfolds_by_keyboard_and_without_a_script(page: Page) -> None:
    summary = page.find("#archdoc-profile-uses-envvar ~ details > summary")
    assert summary.text.startswith("HUB_RATHER_LONG_OPTION_0, ")
    page.run("arguments[0].focus()", summary)
    press(page, Keys.ENTER)
    assert page.find("#archdoc-profile-uses-envvar ~ details").get_attribute("open")


def test_the_deprecated_is_marked_by_a_word_and_a_shape(page: Page) -> None:
    mark = page.find('[role="main"] .archdoc-warning')
    assert mark.text == "deprecated"
    assert mark.value_of_css_property("border-top-style") == "solid"
    assert page.run("return getComputedStyle(arguments[0], '::before').content", mark).startswith('"⊘')


@needs_pdftotext
def test_all_of_it_is_printed_folded_or_not(page: Page, theme: str, tmp_path: Path) -> None:
    paper = printed(page, tmp_path)
    whole = "".join(paper.pages)
    names = [line.rpartition("} ")[2] for line in entries().splitlines() if line.startswith("```{")]
    assert len(names) == 100
    assert [name for name in names if plain(name) not in whole] == []
    if theme not in PRINTS_OTHER_THINGS:
        assert lost(paper) == []
