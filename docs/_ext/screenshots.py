"""Make the pictures in the README and on these pages, from what the documentation itself shows.

``make screenshots``. Needs Chromium and its driver: on Debian, ``apt install chromium-driver``.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

DOCS = Path(__file__).resolve().parent.parent
SNIPPET = DOCS / "snippets" / "first-look.md"
PICTURES = DOCS / "_static"

WIDTH = 1440
"""Of the window, in pixels: that of a common laptop."""

CONF = """
extensions = ["myst_parser", "sphinx_archdoc"]
html_theme = "furo"
html_permalinks = False
html_static_path = ["_static"]
html_css_files = ["plain.css"]
"""

FRAME = """<!DOCTYPE html>
<meta charset="utf-8">
<style>
  :root {{ color-scheme: light dark; }}
  body {{ margin: 0; display: grid; grid-template-columns: auto minmax(0, 1fr); width: 1440px;
    background: light-dark(#f4f5f7, #1d2025); color: light-dark(#1f2328, #f0f6fc); }}
  pre {{ margin: 0; padding: 1.25rem 1.75rem; font: 1.05rem/1.4 "DejaVu Sans Mono", monospace; }}
  iframe {{ border: 0; width: 100%; height: 100%; background: light-dark(#fff, #131416); }}
</style>
<pre>{source}</pre><iframe src="{result}"></iframe>
"""
"""The source beside the result."""

LARGER = """
html { font-size: 140%; }
article > section > :first-child { margin-top: 1rem; }
"""
"""Forges show the picture smaller than it is."""

PLAIN = """
.sidebar-drawer, .toc-drawer, .mobile-header, .content-icon-container, .back-to-top, .related-pages, footer,
h1 { display: none !important; }
.content { width: 100% !important; padding: 0 1.5rem !important; }
.main { justify-content: start !important; }
"""


SECTIONS = ("Vault Secrets", "Upstream Dependencies")
"""Those of the page of plain Markdown that are shown beside what a build makes of them."""

ONLY = """
html { font-size: 85%; }
article section > :not(section), article blockquote, article dl:not(td > dl) {
  display: none !important;
}
#vault-secrets > *, #upstream-dependencies > * { display: revert !important; }
article section { margin: 0; }
"""

FORGE = """<!DOCTYPE html>
<meta charset="utf-8">
<style>
  :root {{ color-scheme: light dark; --line: light-dark(#d1d9e0, #3d444d); }}
  body {{ margin: 0; display: grid; grid-template-columns: 1fr 1fr; height: 100vh;
    color: light-dark(#1f2328, #f0f6fc); background: light-dark(#fff, #0d1117);
    font: 0.875rem/1.5 "Noto Sans", "DejaVu Sans", sans-serif; }}
  main {{ padding: 0 1.5rem; border-right: 4px solid var(--line); }}
  h3 {{ margin: 0.75rem 0; font-size: 1.2rem; }}
  table {{ border-collapse: collapse; }}
  td, th {{ border: 1px solid var(--line); padding: 0.2rem 0.5rem; text-align: left; }}
  code {{ background: light-dark(#eff1f3, #262c36); border-radius: 4px; padding: 0.15em 0.35em;
    font: 0.8rem "DejaVu Sans Mono", monospace; }}
  ul {{ padding-left: 1.5rem; }}
  iframe {{ border: 0; width: 100%; height: 100%; }}
</style>
<main>{source}</main><iframe src="{result}"></iframe>
"""


class Shot(NamedTuple):
    """A part of a page: from the top of one element to the end of another."""

    name: str
    page: str
    first: str
    """A CSS selector."""
    last: str
    scale: float = 1


SHOTS = (
    Shot("gallery", "gallery.html", "#gallery-table > h3", "#gallery-diagram"),
    Shot("diagram", "gallery/museum.html", "figure.archdoc-diagram", "figure.archdoc-diagram", 1.5),
    Shot("tables", "gallery.html", "#gallery-tables figure", "#gallery-tables figure", 1.5),
    Shot(
        "filter",
        "gallery.html?archdoc-1=platform&archdoc-1-sort=-type",
        "#gallery-table .example-result",
        "#gallery-table .example-result",
        1.5,
    ),
)
"""Each is made in light and in dark colours, which have ``-dark`` in their name."""

SCHEMES = (("light", ""), ("dark", "-dark"))


def main() -> None:
    """Build what is shown, and take the pictures."""
    with tempfile.TemporaryDirectory() as name, browser() as driver:
        folder = Path(name)
        page = first_look(folder)
        for scheme, suffix in SCHEMES:
            window(driver, WIDTH, 800, scheme)
            driver.get(page.as_uri())
            save(driver, f"source-and-result{suffix}", whole(driver, "pre"))
        page = recognised(folder)
        for scheme, suffix in SCHEMES:
            window(driver, WIDTH, 800, scheme)
            driver.get(page.as_uri())
            save(driver, f"plain{suffix}", {"x": 0, "y": 0, "width": WIDTH, "height": 800, "scale": 1})
        build(DOCS, folder / "docs", "-c", str(DOCS.parent))
        for shot in SHOTS:
            for scheme, suffix in SCHEMES:
                window(driver, WIDTH, 1000, scheme)
                driver.get((folder / "docs").as_uri() + f"/{shot.page}")
                save(driver, f"{shot.name}{suffix}", area(driver, shot))


def first_look(folder: Path) -> Path:
    """A page with a snippet as it is written, and beside it what readers see."""
    source = folder / "src"
    (source / "_static").mkdir(parents=True)
    (source / "conf.py").write_text(CONF, "utf-8")
    (source / "_static" / "plain.css").write_text(PLAIN + LARGER, "utf-8")
    (source / "index.md").write_text(f"# Shop\n\n{SNIPPET.read_text('utf-8')}", "utf-8")
    build(source, folder / "out", "-W")
    page = folder / "frame.html"
    page.write_text(
        FRAME.format(source=escape(SNIPPET.read_text("utf-8").strip()), result="out/index.html"), "utf-8"
    )
    return page


def recognised(folder: Path) -> Path:
    """A page of plain Markdown as a forge shows it, and beside it what readers of the build see."""
    source = folder / "plain"
    shutil.copytree(DOCS / "examples" / "plain", source)
    (source / "_static").mkdir()
    (source / "_static" / "plain.css").write_text(PLAIN + ONLY, "utf-8")
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_static_path = ["_static"]\nhtml_css_files = ["plain.css"]\n')
    build(source, folder / "plain-out", "-W")
    parts = (source / "langfuse.md").read_text("utf-8").split("\n### ")
    shown = [f"### {part}".split("\n---")[0] for part in parts if part.startswith(SECTIONS)]
    forge = MarkdownIt("commonmark").enable("table").render("\n\n".join(shown))
    page = folder / "forge.html"
    page.write_text(FORGE.format(source=forge, result="plain-out/langfuse.html"), "utf-8")
    return page


def build(source: Path, out: Path, *options: str) -> None:
    """Build a project."""
    subprocess.run([sys.executable, "-m", "sphinx", "-q", *options, source, out], check=True)


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Chromium, without a window."""
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if not all(programs):
        sys.exit("Chromium and its driver are needed: on Debian, apt install chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(switch)
    driver = webdriver.Chrome(options, Service(programs[1]))
    try:
        yield driver
    finally:
        driver.quit()


def window(driver: webdriver.Chrome, width: int, height: int, scheme: str = "light") -> None:
    """Set the size of the window and the colours that a reader prefers."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    preferred = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", preferred)


def area(driver: webdriver.Chrome, shot: Shot) -> dict[str, float]:
    """Where a part is on its page."""
    script = """
        const [first, last] = [...arguments].map((selector) => document.querySelector(selector));
        const [top, end] = [first, last].map((element) => element.getBoundingClientRect());
        return [end.left + scrollX - 8, top.top + scrollY - 8, end.width + 16, end.bottom - top.top + 16];
    """
    x, y, width, height = driver.execute_script(script, shot.first, shot.last)
    return {"x": x, "y": y, "width": width, "height": height, "scale": shot.scale}


def whole(driver: webdriver.Chrome, selector: str) -> dict[str, float]:
    """All of the width, and as much of the height as an element takes."""
    height = driver.execute_script("return document.querySelector(arguments[0]).scrollHeight", selector)
    return {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}


def save(driver: webdriver.Chrome, name: str, clip: dict[str, float]) -> None:
    """Write a picture of a part of the page."""
    answer = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    (PICTURES / f"{name}.png").write_bytes(base64.b64decode(answer["data"]))


if __name__ == "__main__":
    main()
