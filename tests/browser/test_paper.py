"""Pages that Chromium prints: headings on every page, whole columns, addresses to read."""

from __future__ import annotations

import base64
import logging
import shutil
import subprocess
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.conftest import served
from tests.browser.documentation import Documentation
from tests.browser.measure import faults, measure
from tests.browser.page import Page
from tests.browser.paper import PAPER, Paper, lost, printed
from tests.conftest import Site

pytestmark = pytest.mark.slow

needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="there is no pdftotext here: on Debian, apt install poppler-utils"
)

LOG = logging.getLogger(__name__)

ERRORS = "".join(
    f"""\
```{{archdoc:error}} E_{number}
:resolution: Ask {"again and " * 10}again.

Something happened to `{"A_RATHER_LONG_NAME_" * 4}`.
```
"""
    for number in range(60)
)

PAGE = f"""\
# Errors

```{{archdoc:related}} Runbook
:target: https://wiki.example/runbook
```

```{{archdoc:related}} https://wiki.example/index
:target: https://wiki.example/index
```

{ERRORS}

```{{archdoc:table}} error
:columns: name, kind, page, cause, resolution, prevention, raised-by, status, summary
```
"""


@needs_pdftotext
def test_a_printed_page_can_be_read(site: Site, driver: webdriver.Chrome, tmp_path: Path) -> None:
    site.write({"index.md": PAGE})
    driver.get((site.build().out / "index.html").as_uri())
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(driver.print_page()))
    command = ["pdftotext", "-layout", "page.pdf", "-"]
    text = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode()

    assert "Runbook (https://wiki.example/runbook)" in text
    assert text.count("https://wiki.example/index") == 1
    pages = [page for page in text.split("\f") if "Something" in page]
    assert len(pages) > 5
    heads = [page.split("Something")[0] for page in pages]
    assert all("Cause" in head and "Resolution" in head for head in heads), "each page repeats the heading"
    assert all("Summary" in page for page in pages[-3:]), "the last column is on the paper"
    assert "↕" not in text


WRAPPED = "document.head.insertAdjacentHTML('beforeend', '<style>.highlight pre { white-space: pre-wrap; }</style>');"
"""Themes cut long lines of code off on paper; our own documentation has this style."""

PRINTED = [("docs", "langfuse/worker.html"), ("docs", "gallery.html"), ("plain", "langfuse.html")]


@needs_pdftotext
@pytest.mark.parametrize(("site", "name"), PRINTED)
def test_every_word_of_a_page_is_on_the_paper(
    site: str, name: str, documentation: Documentation, driver: webdriver.Chrome, tmp_path: Path
) -> None:
    folder = documentation.docs() if site == "docs" else documentation.plain()
    with served(folder) as address:
        page = Page(driver, f"{address}/{name}")
        page.emulate(1440, dark=False)
        page.load()
        page.run(WRAPPED)
        paper = printed(page, tmp_path)
        LOG.info("%s: %d pieces of text on %d pages", name, len(paper.pieces), len(paper.pages))
        assert len(paper.pieces) > 100
        assert lost(paper) == []


@pytest.mark.parametrize(("site", "name"), PRINTED)
def test_no_table_is_wider_than_the_paper(
    site: str, name: str, documentation: Documentation, driver: webdriver.Chrome
) -> None:
    """What is cut off may still be among the words that can be taken out of a PDF."""
    folder = documentation.docs() if site == "docs" else documentation.plain()
    with served(folder) as address:
        page = Page(driver, f"{address}/{name}")
        page.emulate(PAPER, dark=False)
        page.load()
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            found = faults(measure(page))
        finally:
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert found == []


WORDS = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><style>%s</style>
<main role="main"><table><thead><tr><th>Name<th>Prose</tr></thead><tbody><tr>
<th>LANGFUSE_S3_BUCKET<td><p>Efficient offices.</p><a class="headerlink" href="#">¶</a>
<details class="archdoc-more"><summary>and 1 more</summary><a href="#">folded-away</a></details></table></main>"""

UNFOLD = "details::details-content { content-visibility: visible; } summary { display: none; }"


@needs_pdftotext
@pytest.mark.parametrize(
    ("style", "missed"),
    [
        (UNFOLD, []),
        (f"{UNFOLD} th {{ width: 3em; overflow-wrap: anywhere; }} table {{ table-layout: fixed; }}", []),
        ("", ["not as a whole: folded-away", "away: 1 times, printed 0", "folded: 1 times, printed 0"]),
        (f"{UNFOLD} p {{ position: absolute; left: 300vw; }}", ["Efficient offices"]),
        (f"{UNFOLD} th {{ display: none; }}", ["bucket", "langfuse"]),
    ],
)
def test_what_is_not_printed_is_missed(
    style: str, missed: list[str], driver: webdriver.Chrome, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(WORDS % style, "utf-8")
    page = Page(driver, (tmp_path / "page.html").as_uri())
    page.emulate(PAPER, dark=False)
    page.load()
    found = lost(printed(page, tmp_path))
    assert all(any(one in line for line in found) for one in missed)
    assert bool(found) is bool(missed)


def test_a_cell_that_goes_on_on_the_next_page_is_not_missed() -> None:
    pages = ["nameproseapithefirsthalf", "nameproseandthesecondcache"]
    assert lost(Paper(pages, ["The first half and the second", "api"])) == []
    assert lost(Paper(pages, ["The first half and the third"])) != []
