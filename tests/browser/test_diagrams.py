"""Diagrams and summaries, as readers meet them; in Chromium."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page
from tests.browser.site import HOSTILE

pytestmark = pytest.mark.slow

Open = Callable[..., Page]

FILL = "return getComputedStyle(document.querySelector(arguments[0])).fill"


def test_a_node_leads_to_its_entry(open_page: Open) -> None:
    page = open_page("pictures.html")
    page.driver.find_element(By.LINK_TEXT, "ledger").click()
    assert page.driver.current_url.endswith("/system.html#archdoc-component-ledger")
    assert page.run("return document.querySelector(':target').innerText").startswith("ledger")


def test_a_node_is_reached_and_followed_by_keyboard(open_page: Open) -> None:
    page = open_page("pictures.html")
    node = page.find('.archdoc-picture a[href$="dbtable-orders"]')
    page.run("arguments[0].focus()", node)
    assert page.run("return document.activeElement.tagName") == "a"
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.hash == "archdoc-dbtable-orders"


def test_what_an_author_writes_is_words_in_a_picture(open_page: Open) -> None:
    page = open_page("pictures.html")
    words = page.run(
        "return [...document.querySelectorAll('.archdoc-picture text')].map((t) => t.textContent)"
    )
    assert "Edge <b>" in words
    assert HOSTILE.replace(" ", "") in "".join(words).replace(" ", "")
    assert (
        page.run("return document.querySelectorAll('.archdoc-picture img, .archdoc-picture b').length") == 0
    )


def test_a_picture_has_the_colours_of_the_theme(open_page: Open) -> None:
    colours = []
    for dark in (False, True):
        page = open_page("pictures.html", dark=dark)
        colours.append([page.run(FILL, f".archdoc-picture {part}") for part in ("rect", "text.archdoc-dim")])
    light, dark_ = colours
    assert all(one != other for one, other in zip(light, dark_, strict=True)), colours


@pytest.mark.parametrize("width", [360, 1300])
def test_a_wide_picture_scrolls_in_its_box(width: int, open_page: Open) -> None:
    page = open_page("pictures.html", width=width)
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    picture, box = (
        page.run(f"return document.querySelector('{selector}').getBoundingClientRect().width")
        for selector in (".archdoc-picture", ".archdoc-diagram .archdoc-scroll")
    )
    natural = page.run("return document.querySelector('.archdoc-picture').viewBox.baseVal.width")
    assert picture == pytest.approx(max(0.7 * natural, min(natural, box)), abs=2)


def test_a_picture_fits_on_paper(open_page: Open) -> None:
    page = open_page("pictures.html", width=700)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        widths = page.run(
            "return [...document.querySelectorAll('.archdoc-picture')].map((p) => "
            "[p.getBoundingClientRect().right, p.parentElement.getBoundingClientRect().right])"
        )
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert all(picture <= box + 1 for picture, box in widths), widths


def test_a_count_unfolds_the_rows_that_it_counts(open_page: Open) -> None:
    page = open_page("pictures.html")
    row = page.driver.find_element(By.XPATH, "//tr[td[text()='@store']]")
    link = row.find_element(By.TAG_NAME, "a")
    page.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", link)
    link.click()
    assert page.hash == "archdoc-3-owner-1"
    shown = page.run("return [...document.querySelectorAll('details[open]')].map((d) => d.innerText)")
    assert len(shown) == 1
    assert "ledger" in shown[0]


def test_the_same_is_there_in_words(open_page: Open) -> None:
    page = open_page("pictures.html")
    page.find(".archdoc-diagram + details summary").click()
    assert "→ ledger" in page.find(".archdoc-diagram + details").text
