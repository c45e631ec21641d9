"""Pages that Chromium prints: headings on every page, whole columns, addresses to read."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from selenium import webdriver

from tests.conftest import Site

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


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext here")
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
