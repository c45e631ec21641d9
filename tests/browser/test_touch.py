"""Diagrams on a telephone: they open large enough to be read, and follow the fingers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.page import Page

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 390, 844
FINGER = 44
"""Size in px of what a finger meets."""

Points = tuple[tuple[int, int], ...]


class Phone:
    """A page on a screen that is touched."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    def tap(self, selector: str) -> None:
        x, y, _, _ = self.box(selector)
        self.touch("touchStart", (x, y))
        self.touch("touchEnd")

    def move(self, *steps: Points) -> None:
        """Put fingers on the screen, move them, and lift them."""
        self.touch("touchStart", *steps[0])
        for step in steps[1:]:
            self.touch("touchMove", *step)
        self.touch("touchEnd")

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """The middle and the size of an element."""
        return tuple(
            self.page.run(
                "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();"
                "return [left + width / 2, top + height / 2, width, height]",
                selector,
            )
        )

    @property
    def part(self) -> tuple[float, ...]:
        """Which part of the picture is shown, and how large; nothing if none is open."""
        return tuple(
            self.page.run(
                "const picture = document.querySelector('dialog[open] svg');"
                "return picture ? [...picture.getAttribute('viewBox').split(' ').map(Number),"
                " picture.getScreenCTM().a] : []"
            )
        )


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Iterator[Phone]:
    page = open_page("pictures.html")
    send = page.driver.execute_cdp_cmd
    screen = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 2, "mobile": True}
    send("Emulation.setDeviceMetricsOverride", screen)
    send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    page.load()
    page.run(
        "document.querySelector('.archdoc-enlarge').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    yield Phone(page)
    send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    send("Emulation.clearDeviceMetricsOverride", {})


def test_it_opens_in_a_size_that_can_be_read_from_where_it_begins(phone: Phone) -> None:
    before = phone.box(".archdoc-picture")
    width = phone.page.run("return document.querySelector('.archdoc-picture').viewBox.baseVal.width")
    assert before[2] / width < 11 / 13, "in the page it is too small to read"
    phone.tap(".archdoc-enlarge")
    assert phone.part[-1] == pytest.approx(11 / 13, rel=0.01)
    edges = phone.page.run(
        "const stage = document.querySelector('.archdoc-stage').getBoundingClientRect();"
        "const picture = document.querySelector('dialog svg');"
        "const at = new DOMPoint(0, 0).matrixTransform(picture.getScreenCTM());"
        "return [at.x - stage.left, at.y - stage.top]"
    )
    assert edges[0] == pytest.approx(0, abs=1)
    assert edges[1] >= -1


def test_one_finger_moves_it_and_two_enlarge_it(phone: Phone) -> None:
    phone.tap(".archdoc-enlarge")
    begin = phone.part
    phone.move(((200, 400),), ((170, 400),), ((140, 400),))
    moved = phone.part
    assert moved[0] == pytest.approx(begin[0] + 60 / begin[-1], abs=1)
    assert moved[-1] == begin[-1]
    phone.move(((190, 400), (210, 400)), ((170, 400), (230, 400)), ((150, 400), (250, 400)))
    assert phone.part[-1] > 2 * begin[-1]
    phone.move(((100, 400), (300, 400)), ((150, 400), (250, 400)), ((180, 400), (220, 400)))
    assert phone.part[-1] < 2 * begin[-1]
    assert phone.page.run("return [scrollX, visualViewport.scale]") == [0, 1], "the page itself stays"


def test_its_buttons_are_in_reach_of_a_finger(phone: Phone) -> None:
    phone.tap(".archdoc-enlarge")
    begin = phone.part
    for number in range(1, 5):
        x, y, width, height = phone.box(f".archdoc-tools button:nth-child({number})")
        assert min(width, height) >= FINGER
        assert width / 2 <= x <= WIDTH - width / 2
        assert height / 2 <= y <= HEIGHT - height / 2
    phone.tap(".archdoc-tools button:nth-child(1)")
    assert phone.part[-1] > begin[-1]
    phone.tap(".archdoc-tools button:nth-child(3)")
    assert phone.part[:2] == (0, 0)
    assert phone.part[-1] < begin[-1], "all of it"
    phone.tap(".archdoc-tools button:nth-child(4)")
    assert phone.part == ()
    x, y, width, height = phone.box(".archdoc-enlarge")
    assert min(width, height) >= FINGER
