"""The profile of an entry with a hundred backlinks, in Chromium: five themes, every width, keyboard, paper, axe."""

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
from tests.browser.paper import lost, printed
from tests.browser.test_paper import needs_pdftotext
from tests.conftest import MakeSite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'sphinx_book_theme:PendingDeprecationWarning"),
]

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
    found = []
    for unfolded in (False, True):
        if unfolded:
            page.run(OPEN)
        for width in WIDTHS:
            page.emulate(width, dark=False)
            found += [f"{width}: {fault}" for fault in faults(measure(page)) if unfolded]
            found += [f"{width}: {page.run(WIDER)} px too wide"] if page.run(WIDER) > 0 else []
            light = layout(page)
            if theme in DARK:
                page.emulate(width, dark=True)
                found += [f"{width}: elsewhere in the dark" for one in layout(page) if one not in light]
    assert found == []


def test_folded_it_takes_no_more_than_two_screens(page: Page) -> None:
    assert page.run("return document.querySelector('[role=\"main\"]').scrollHeight") < 2 * 900


def test_axe_finds_nothing(page: Page) -> None:
    page.run(OPEN)
    light, dark = in_both_schemes(page, 1440, '[role="main"]')
    assert (light, dark) == ([], [])


def test_headings_have_their_order(page: Page) -> None:
    levels = (
        "return [...document.querySelectorAll('[role=\"main\"] :is(h1, h2, h3)')].map((one) => one.tagName)"
    )
    assert page.run(levels) == ["H1", *["H2"] * (len(page.run(levels)) - 1)]
    assert len(page.run(levels)) == 7


def test_a_table_unfolds_by_keyboard_and_without_a_script(page: Page) -> None:
    summary = page.find("#archdoc-profile-uses-envvar ~ details > summary")
    assert summary.text.startswith("HUB_RATHER_LONG_OPTION_0, ")
    page.run("arguments[0].focus()", summary)
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    assert page.find("#archdoc-profile-uses-envvar ~ details").get_attribute("open")


def test_the_deprecated_is_marked_by_a_word_and_a_shape(page: Page) -> None:
    mark = page.find('[role="main"] .archdoc-warning')
    assert mark.text == "deprecated"
    assert mark.value_of_css_property("border-top-style") == "solid"
    assert page.run("return getComputedStyle(arguments[0], '::before').content", mark).startswith('"⊘')


@needs_pdftotext
def test_all_of_it_is_printed_folded_or_not(page: Page, tmp_path: Path) -> None:
    assert lost(printed(page, tmp_path)) == []
