"""What a reader sees of a page, and does on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

ROWS = """
return [...document.querySelectorAll(`[data-archdoc-view="${arguments[0]}"] tbody tr`)]
  .filter((row) => row.getClientRects().length)
  .map((row) => row.className === "archdoc-group" ? `(${row.innerText.trim()})` : row.cells[0].firstChild.textContent);
"""

SETTLED = """
const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
Promise.allSettled([document.fonts.ready, ...moving.map((one) => one.finished)]).then(() => arguments[0]());
"""
"""Calls back once fonts are there, and side bars are where they belong in a window of this size."""


class Page:
    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver = driver
        self.address = address

    def emulate(self, width: int, *, dark: bool) -> None:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self._settle()

    def load(self) -> None:
        self.driver.get("about:blank")  # or nothing but the anchor may change
        self.driver.get(self.address)
        self._settle()

    def _settle(self) -> None:
        self.driver.execute_async_script(SETTLED)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def rows(self, view: int | str = 1) -> list[str]:
        """The names in the rows that are shown; headings of groups in brackets."""
        return list(self.run(ROWS, f"archdoc-{view}"))

    def box(self, view: int | str = 1) -> WebElement:
        return self.find(f'[data-archdoc-view="archdoc-{view}"]')

    def head(self, column: str, view: int | str = 1) -> WebElement:
        return self.box(view).find_element(By.CSS_SELECTOR, f'th[data-archdoc-column="{column}"]')

    def sort(self, column: str, view: int | str = 1) -> None:
        self.head(column, view).find_element(By.TAG_NAME, "button").click()

    def filter(self, view: int | str = 1) -> WebElement:
        return self.controls(view).find_element(By.TAG_NAME, "input")

    def controls(self, view: int | str = 1) -> WebElement:
        return self.box(view).find_element(By.XPATH, "preceding-sibling::div[1]")

    def status(self, view: int | str = 1) -> str:
        return self.controls(view).find_element(By.CSS_SELECTOR, '[role="status"]').text

    @property
    def query(self) -> str:
        return urlsplit(self.driver.current_url).query

    @property
    def hash(self) -> str:
        return urlsplit(self.driver.current_url).fragment
