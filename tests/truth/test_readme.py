"""The output of ``sphinx-archdoc check`` in the readme is what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_archdoc.cli.main import main

README = Path(__file__).parents[2] / "README.md"

PAGE = """\
---
archdoc: true
---

# Web shop

## Environment variables

| Variable | Default | Description |
|----------|---------|-------------|
| `CART_TTL` | `3600` | How long a cart is kept, in seconds |
| `PAYMENT_URI` | — | Where payments are made |

## Code locations

| Path | Description |
|------|-------------|
| `src/carts.py` | The carts |
"""

CODE = """\
import os


# what the shop reads when it starts

TTL = int(os.environ.get("CART_TTL", "900"))
PAYMENTS = os.environ["PAYMENT_URL"]
"""


def test_the_command_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in {
        "archdoc.toml": '[sources]\nroot = "."\n',
        "docs/web-shop.md": PAGE,
        "src/cart.py": CODE,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = re.search(r"^\$ sphinx-archdoc check\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    assert shown is not None
    assert main(["check"]) == 1
    assert capsys.readouterr().out == shown[1]
