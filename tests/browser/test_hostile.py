"""Pages full of hostile text, in a browser: nothing runs, nothing is asked of anybody, and no link is a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import served, start_chromium
from tests.conftest import Site
from tests.hostile.site import PAYLOADS, files

pytestmark = pytest.mark.slow

WATCH = """
window.ran = [];
window.pwned = () => window.ran.push("pwned");
for (const name of ["alert", "confirm", "prompt", "eval", "open"]) window[name] = () => window.ran.push(name);
addEventListener("error", (event) => window.ran.push(String(event.message || event.target.src || event.target.href)), true);
addEventListener("securitypolicyviolation", (event) => window.ran.push(event.violatedDirective));
"""
"""Before anything on the page: note whatever runs, and whatever cannot be loaded."""

PROVOKE = """
for (const element of document.body.querySelectorAll("*")) {
  for (const name of ["mouseover", "focus", "pointerenter"]) element.dispatchEvent(new Event(name, { bubbles: true }));
}
for (const link of document.querySelectorAll("a")) {
  const address = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
  if (!/^(https?:|mailto:|#|[^:]*$|[^:]*[/?#])/.test(address)) { window.ran.push(address); link.click(); }
}
return window.ran;
"""
"""Touch everything, and follow each link that is neither a page nor an address."""


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """A Chromium whose windows are all watched."""
    driver = start_chromium()
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = Site(tmp_path_factory.mktemp("hostile"))
    site.write(files())
    site.conf["myst_disable_syntax"] = ["html_inline", "html_block"]
    with served(site.build().out) as address:
        yield address


def requests(driver: WebDriver) -> set[str]:
    """The hosts that were asked for anything since they were last asked for here."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    return {urlsplit(url).netloc for url in sent if urlsplit(url).scheme in ("http", "https")}


@pytest.mark.parametrize("number", [*range(len(PAYLOADS))], ids=PAYLOADS)
def test_nothing_runs(driver: webdriver.Chrome, address: str, number: int) -> None:
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(f"{address}/page-{number}.html")
    assert driver.execute_script(PROVOKE) == []
    assert requests(driver) == {urlsplit(address).netloc}
    said = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert [message for message in said if "/favicon.ico" not in message] == []  # every browser asks for that


def test_what_runs_would_be_noticed(driver: webdriver.Chrome, address: str) -> None:
    driver.get(f"{address}/page-0.html")
    driver.execute_script(
        "document.body.insertAdjacentHTML('beforeend', arguments[0])", "<img src=x: onerror=pwned()>"
    )
    driver.execute_script(
        "document.body.insertAdjacentHTML('beforeend', arguments[0])", "<a href='javascript:pwned()'>x</a>"
    )
    assert "javascript:pwned()" in driver.execute_script(PROVOKE)
    assert WebDriverWait(driver, 5).until(
        lambda driver: "pwned" in driver.execute_script("return window.ran")
    )
    driver.get_log("browser")  # else the next test would find it
