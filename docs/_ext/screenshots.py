"""Make the picture in the README: an example as it is written, and below it what readers see.

``make screenshots``. Needs Chromium; it is found as ``chromium`` or named by ``CHROMIUM``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent
SNIPPET = DOCS / "snippets" / "first-look.md"
PICTURE = DOCS / "_static" / "source-and-result.png"
SIZE = (1080, 465)

CONF = """
extensions = ["myst_parser", "sphinx_archdoc"]
html_theme = "furo"
html_permalinks = False
"""

FRAME = """<!DOCTYPE html>
<meta charset="utf-8">
<style>
  body {{ margin: 0; background: #fff; }}
  div {{ display: flex; gap: 2rem; padding: 1.25rem 1.5rem; background: #f4f5f7; }}
  pre {{ margin: 0; font: 0.85rem/1.4 "DejaVu Sans Mono", monospace; }}
  iframe {{ border: 0; width: 100%; height: 20rem; }}
</style>
<div>{source}</div><iframe src="{result}"></iframe>
"""

PLAIN = """
.sidebar-drawer, .toc-drawer, .mobile-header, .content-icon-container, .back-to-top, .related-pages, footer,
h1 { display: none !important; }
.content { width: 100% !important; padding: 0 1.5rem !important; }
.main { justify-content: start !important; }
"""


def main() -> None:
    """Build a page of the snippet, put it beside its source, and take the picture."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        sys.exit("Chromium is needed: install it, or name it with CHROMIUM=…")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "src" / "_static").mkdir(parents=True)
        (folder / "src" / "conf.py").write_text(
            f'{CONF}html_static_path = ["_static"]\nhtml_css_files = ["plain.css"]\n', "utf-8"
        )
        (folder / "src" / "_static" / "plain.css").write_text(PLAIN, "utf-8")
        (folder / "src" / "index.md").write_text(f"# Shop\n\n{SNIPPET.read_text('utf-8')}", "utf-8")
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", folder / "src", folder / "out"], check=True
        )
        page = folder / "frame.html"
        entries = SNIPPET.read_text("utf-8").split("\n\n```{")
        source = "".join(
            f"<pre>{escape(entry if not number else '```{' + entry)}</pre>"
            for number, entry in enumerate(entries)
        )
        page.write_text(FRAME.format(source=source, result="out/index.html"), "utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                f"--screenshot={PICTURE}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
