"""What axe-core finds on a page."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.browser.page import Page

# Colours depend on the scheme; all else is the same in both.
AXE = """
const [where, colours, done] = arguments;
const options = { preload: false, resultTypes: ["violations"] };
if (colours) options.runOnly = ["color-contrast", "link-in-text-block"];
axe.run({ include: [[where]] }, options).then(
  ({ violations }) => done(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`))),
  (error) => done([String(error)]),
);
"""


def file_of(package: str, name: str) -> Path:
    """A file in a package; the package itself, which may need more, is not imported."""
    spec = importlib.util.find_spec(package)
    assert spec and spec.origin, f"{package} is not installed"
    return Path(spec.origin).parent / name


def in_both_schemes(page: Page, width: int, where: str = "html") -> tuple[list[str], list[str]]:
    """What axe finds in parts of a page that is open, in light and in dark colours."""
    page.emulate(width, dark=False)
    page.run(file_of("axe_playwright_python", "axe.min.js").read_text("utf-8"))
    light = page.driver.execute_async_script(AXE, where, False)
    page.emulate(width, dark=True)
    return light, page.driver.execute_async_script(AXE, where, True)
