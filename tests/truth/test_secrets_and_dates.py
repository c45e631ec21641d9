"""Secrets, dates and what is planned through both doors, true and untrue."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors

TOML = '[sources]\nroot = ".."\nexclude = ["*.toml"]\n'
PAGE = """\
# A

```{{archdoc:document}}
:status: active
:updated: {updated}
```

```{{archdoc:secret}} signing-key
:usage: Signs orders.
:rotation: Every 90 days
:rotated: {rotated}
```

```{{archdoc:envvar}} SHOP_KEY
:description: Signs orders.
:default: vault::{secret}
:example: {example}
```

## {heading}

```{{archdoc:envvar}} SHOP_NEXT
:description: What comes next.
```
"""
TRUE = {
    "updated": "2026-05-01",
    "rotated": "2026-05-01",
    "secret": "signing-key",
    "example": "<key>",
    "heading": "Planned",
}
UNTRUE = {
    "updated": "2027-01-01",
    "rotated": "2026-01-01",
    "secret": "singing-key",
    "example": "q8Zr2vN7kLx4TtB9wYc3HsD6",
    "heading": "Next",
}


def write(doors: Doors, words: dict[str, str]) -> None:
    doors.write_code({"a.py": "import os\n\nKEY = os.environ['SHOP_KEY']\n"})
    doors.write({"archdoc.toml": TOML, "index.md": PAGE.format(**words)})


def test_what_is_so(doors: Doors) -> None:
    write(doors, TRUE)
    assert doors.both() == []


@pytest.mark.parametrize(
    ("word", "rule", "line"),
    [
        ("updated", "date-future", 5),
        ("rotated", "rotation-overdue", 11),
        ("secret", "secret-unknown", 16),
        ("example", "secret-value", 17),
        ("heading", "env-absent", 22),
    ],
)
def test_what_is_not_so(word: str, rule: str, line: int, doors: Doors) -> None:
    write(doors, {**TRUE, word: UNTRUE[word]})
    (found,) = doors.by_command()
    assert (found.rule, found.where.line) == (rule, line)
