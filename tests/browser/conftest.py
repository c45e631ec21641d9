"""A site with views, our documentation, a server for both, and one headless Chromium for all tests.

Without Chromium, what needs it is skipped; what only reads the pages is not.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.documentation import Documentation
from tests.browser.page import Page
from tests.browser.site import CONF, FILES
from tests.conftest import Built, Site

SWITCHES = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--window-size=1300,900",
    "--disable-features=BackForwardCache",  # it would keep a process for each page of before
]  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("web"))
    site.conf |= CONF
    site.write(FILES)
    return site.build()


@pytest.fixture(scope="session")
def documentation(request: pytest.FixtureRequest) -> Documentation:
    cache = request.config.cache
    assert cache
    return Documentation(cache.mkdir("archdoc"))


@pytest.fixture(scope="session")
def docs(documentation: Documentation) -> Path:
    """Our documentation, built as ``make docs`` does it."""
    return documentation.docs()


def start_chromium(*, scrollbars: bool = False) -> webdriver.Chrome:
    """A Chromium of its own; without one, the test is skipped."""
    programs = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    if missing := [name for name, path in programs.items() if not path]:
        pytest.skip(f"there is no {' and no '.join(missing)} here: on Debian, apt install chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs["chromium"])
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    for switch in SWITCHES:
        if not (scrollbars and switch == "--hide-scrollbars"):
            options.add_argument(switch)
    driver = webdriver.Chrome(options, Service(programs["chromedriver"]))
    driver.set_script_timeout(600)
    return driver


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    driver = start_chromium()
    yield driver
    driver.quit()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server on this machine."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    with served(built.out) as address:
        yield address


@pytest.fixture
def open_page(driver: webdriver.Chrome, address: str) -> Callable[..., Page]:
    """Open a page of the site, in a window of its usual size and in light colours."""

    def open_(path: str, *, width: int = 1300, dark: bool = False) -> Page:
        page = Page(driver, f"{address}/{path}")
        page.emulate(width, dark=dark)
        page.load()
        return page

    return open_
