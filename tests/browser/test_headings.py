"""Headings in the text of an entry."""

from __future__ import annotations

import pytest
from selenium import webdriver

from tests.browser.conftest import served
from tests.browser.page import Page
from tests.conftest import Site

pytestmark = pytest.mark.slow

PAGE = """\
# T

```{archdoc:gotcha} It hangs
:symptom: s
:cause: c
:fix: f

Words.

#### idx_users_email

Words.

##### users_select

Words.

###### deep
```
"""

STYLES = """
const styles = [...document.querySelectorAll("dl.archdoc > dd .rubric, dl.archdoc > dd > p:not(.rubric)")].map((node) => {
  const { fontSize, fontStyle, textTransform } = getComputedStyle(node);
  return [node.textContent, parseFloat(fontSize), fontStyle, textTransform];
});
return styles;
"""


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_headings_keep_their_case_and_their_level(theme: str, driver: webdriver.Chrome, site: Site) -> None:
    site.conf["html_theme"] = theme
    site.write({"index.md": PAGE})
    built = site.build()
    with served(built.out) as address:
        page = Page(driver, f"{address}/index.html")
        page.emulate(1300, dark=False)
        page.load()
        found = page.run(STYLES)
    sizes = {text: size for text, size, _, _ in found}
    assert sizes["idx_users_email"] > sizes["users_select"] == sizes["deep"] >= sizes["Words."]
    assert {transform for _, _, _, transform in found} == {"none"}
    assert [text for text, _, style, _ in found if style == "italic"] == ["deep"]
