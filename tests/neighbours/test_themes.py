"""In other themes: all is there, and our stylesheet has the last word where it speaks of our tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.neighbours.addresses import Addresses
from tests.neighbours.builds import CONF, build, write
from tests.neighbours.pages import SITE

THEMES = ["alabaster", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'sphinx_book_theme:PendingDeprecationWarning"),
]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_everything(theme: str, tmp_path: Path) -> None:
    pytest.importorskip(theme)
    conf = CONF.replace('"basic"', f'"{theme}"')
    build(write(tmp_path / "source", SITE | {"conf.py": conf}), tmp_path / "out", "-W")
    addresses = Addresses(tmp_path / "out")
    assert [link for link in addresses.dead() if "archdoc" in link] == []
    text = (tmp_path / "out" / "views.html").read_text("utf-8")
    styles = re.findall(r'<link rel="stylesheet"[^>]*href="_static/([^"?]*)', text)
    assert styles.count("archdoc.css") == 1
    assert styles.index("archdoc.css") > 0
    assert text.count('class="archdoc-frame"') == 3
    assert text.count('class="archdoc-picture"') == 3
