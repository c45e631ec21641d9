"""Diagrams and summaries, as readers meet them; in Chromium."""

from __future__ import annotations

import base64
import gzip
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import sphinx_archdoc
from tests.browser.page import Page
from tests.browser.site import HOSTILE, component
from tests.conftest import Built, Site

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


WIDTHS = (360, 768, 1024, 1440, 1920)
SIZES = """
return [...document.querySelectorAll('.archdoc-picture')].map((picture) => {
  const [box, home] = [picture, picture.closest('figure')].map((one) => one.getBoundingClientRect());
  return { left: box.left - home.left, right: home.right - box.right, font: 13 * box.width / picture.viewBox.baseVal.width,
           ratio: box.width / box.height - picture.viewBox.baseVal.width / picture.viewBox.baseVal.height };
})
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_is_whole_at_every_width(width: int, open_page: Open) -> None:
    page = open_page("pictures.html", width=width)
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    sizes = page.run(SIZES)
    assert sizes
    for size in sizes:
        assert min(size["left"], size["right"]) >= -1
        assert abs(size["ratio"]) < 0.05
        assert size["font"] >= 11 or width < 1024
    boxes = "return [...document.querySelectorAll('figure *')].filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow)).length"
    assert page.run(boxes) == 0, "nothing scrolls within the page"


def large(page: Page) -> dict[str, Any]:
    """What is to be seen of the dialog."""
    return dict(
        page.run(
            """
            const dialog = document.querySelector('dialog[open]');
            const picture = dialog?.querySelector('svg');
            return {
              open: Boolean(dialog?.matches(':modal')),
              part: picture?.getAttribute('viewBox').split(' ').map(Number),
              pictures: document.querySelectorAll('.archdoc-picture').length,
              ids: [...document.querySelectorAll('[id]')].map((one) => one.id),
            }
            """
        )
    )


def enlarge(page: Page) -> None:
    """Open the first picture."""
    opener = page.find(".archdoc-enlarge")
    page.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", opener)
    opener.click()


def test_a_picture_opens_large_by_keyboard_and_closes_with_escape(open_page: Open) -> None:
    page = open_page("pictures.html")
    before = large(page)
    assert not before["open"]
    opener = page.find(".archdoc-enlarge")
    page.run("arguments[0].focus()", opener)
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    whole = large(page)
    assert whole["open"]
    assert whole["pictures"] == before["pictures"], "it is moved, not copied"
    assert sorted(whole["ids"]) == sorted(set(whole["ids"]))

    def press(*keys: str) -> list[float]:
        page.driver.switch_to.active_element.send_keys(*keys)
        return list(large(page)["part"])

    closer = press("+")
    assert closer[2] == pytest.approx(whole["part"][2] / 1.25)
    assert press(Keys.ARROW_RIGHT)[0] > closer[0]
    assert press(Keys.ARROW_DOWN)[1] > closer[1]
    assert press(Keys.ARROW_LEFT)[0] < press(Keys.ARROW_RIGHT)[0]
    assert press(Keys.ARROW_UP)[1] < press(Keys.ARROW_DOWN)[1]
    assert press("-", "-")[2] == pytest.approx(whole["part"][2] * 1.25)
    assert press("0") == whole["part"]
    press("+", "+", "+", "+", "+", "+")
    for _ in range(page.run("return document.querySelectorAll('dialog svg a').length")):
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
        inside = page.run(
            """
            const link = document.activeElement.closest('dialog svg a');
            if (!link) return true;
            const [box, stage] = [link, link.closest('.archdoc-stage')].map((one) => one.getBoundingClientRect());
            return box.right > stage.left && box.left < stage.right && box.bottom > stage.top && box.top < stage.bottom;
            """
        )
        assert inside, "what has the focus is in sight"
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    # the event that puts the picture back comes a moment later
    WebDriverWait(page.driver, 10).until(lambda _: large(page) == before)
    WebDriverWait(page.driver, 10).until(
        lambda _: page.run("return document.activeElement === arguments[0]", opener)
    )


def test_a_picture_is_moved_and_enlarged_with_the_pointer(open_page: Open) -> None:
    page = open_page("pictures.html")
    enlarge(page)
    whole = large(page)["part"]
    ActionChains(page.driver).drag_and_drop_by_offset(page.find("dialog svg a"), 60, 40).perform()
    moved = large(page)["part"]
    assert moved[0] < whole[0]
    assert moved[1] < whole[1]
    assert page.hash == "", "a link that was dragged is not followed"
    stage = page.find("dialog .archdoc-stage")
    ActionChains(page.driver).scroll_from_origin(ScrollOrigin.from_element(stage), 0, -300).perform()
    assert large(page)["part"][2] < moved[2]
    buttons = page.driver.find_elements(By.CSS_SELECTOR, ".archdoc-tools button")
    assert [button.accessible_name for button in buttons] == ["Zoom in", "Zoom out", "Show all", "Close"]
    buttons[2].click()
    assert large(page)["part"] == whole
    buttons[3].click()
    assert not large(page)["open"]


def test_a_link_in_a_large_picture_leads_to_its_entry(open_page: Open) -> None:
    page = open_page("pictures.html")
    enlarge(page)
    page.driver.find_element(By.CSS_SELECTOR, "dialog").find_element(By.LINK_TEXT, "ledger").click()
    assert page.driver.current_url.endswith("/system.html#archdoc-component-ledger")


def test_a_click_beside_the_nodes_opens_it_as_well(open_page: Open) -> None:
    page = open_page("pictures.html")
    page.run(
        "document.querySelector('.archdoc-picture').dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    assert large(page)["open"]


def test_a_large_picture_has_the_colours_of_the_theme(open_page: Open) -> None:
    grounds = []
    for dark in (False, True):
        page = open_page("pictures.html", dark=dark)
        enlarge(page)
        grounds.append(page.run("return getComputedStyle(document.querySelector('dialog')).backgroundColor"))
        assert page.run(FILL, "dialog .archdoc-node rect") == grounds[-1]
    assert grounds[0] != grounds[1]


def test_a_page_without_a_picture_has_no_script_for_it(built: Built) -> None:
    with_script = {
        path.stem for path in built.out.glob("*.html") if "archdoc-diagrams.js" in path.read_text("utf-8")
    }
    assert with_script == {"pictures"}


def test_scripts_are_small() -> None:
    static = Path(sphinx_archdoc.__file__).parent / "static"
    assert len(gzip.compress((static / "archdoc-diagrams.js").read_bytes())) < 4_000
    assert sum(len(gzip.compress(path.read_bytes())) for path in static.glob("*.js")) < 25_000
    assert sum(len(gzip.compress(path.read_bytes())) for path in static.glob("*.css.jinja")) < 12_000


STEPS = "".join(component(f"step-{n}", f":depends-on: step-{n + 1}") for n in range(24)) + component(
    "step-24"
)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext here")
@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_a_picture_is_printed_whole(
    direction: str, site: Site, driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """On paper, all words of a picture are on one page, however long it is."""
    diagram = f"```{{archdoc:diagram}}\n:kind: component\n:direction: {direction}\n```\n"
    site.write({"index.md": "# Steps\n\n" + "Words. " * 400 + f"\n\n{diagram}\n{STEPS}"})
    driver.get((site.build().out / "index.html").as_uri())
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(driver.print_page()))
    subprocess.run(["pdftotext", "-raw", "page.pdf"], cwd=tmp_path, check=True)
    sheets = (tmp_path / "page.txt").read_text("utf-8").split("\f")
    assert any({f"step-{n}" for n in range(25)} <= set(sheet.split()) for sheet in sheets)
    assert not any("Enlarge" in sheet for sheet in sheets)


def test_a_count_unfolds_the_rows_that_it_counts(open_page: Open) -> None:
    page = open_page("pictures.html")
    row = page.driver.find_element(By.XPATH, "//tr[th[text()='@store']]")
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
