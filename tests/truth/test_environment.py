"""Environment variables through both doors, with the built-in readers."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors

TABLE = """> **Type**: Architecture
> **Focus**: high

# A

## Environment Variables

| Variable | Required | Default | Description |
|---|---|---|---|
| `SHOP_PORT` | No | 8080 | The port. |
| `SHOP_KEY` | Yes | | The key. |
"""

CODE = {
    "app/settings.py": 'import os\nPORT = os.getenv("SHOP_PORT", "8080")\nKEY = os.environ["SHOP_KEY"]\n',
}


def test_what_is_true(doors: Doors) -> None:
    doors.write_code(CODE)
    doors.write({"index.md": TABLE})
    assert doors.both() == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "SHOP_PORT",
            "SHOP_PROT",
            [
                "index.md:10: error: SHOP_PROT is read nowhere (env-absent)",
                "index.md:10: warning: SHOP_PORT is read in app/settings.py:2, but not documented (env-undocumented)",
            ],
        ),
        (
            "8080",
            "80",
            [
                "index.md:10: warning: the default of SHOP_PORT is documented as 80, but "
                "app/settings.py:2 uses '8080' (env-default)"
            ],
        ),
        (
            "| Yes |",
            "| No |",
            [
                "index.md:11: warning: SHOP_KEY is documented as optional, but app/settings.py:3 fails without it (env-required)"
            ],
        ),
        (
            "| No | 8080 |",
            "| Yes | |",
            [
                "index.md:10: warning: SHOP_PORT is documented as required, but has the default '8080' in "
                "app/settings.py:2 (env-required)"
            ],
        ),
    ],
)
def test_what_is_not_true(old: str, new: str, found: list[str], doors: Doors) -> None:
    doors.write_code(CODE)
    doors.write({"index.md": TABLE.replace(old, new)})
    assert doors.both() == found


def test_a_name_that_is_changed_in_code_and_documents_gives_nothing(doors: Doors) -> None:
    doors.write_code({name: text.replace("SHOP_PORT", "SHOP_ADDRESS") for name, text in CODE.items()})
    doors.write({"index.md": TABLE.replace("SHOP_PORT", "SHOP_ADDRESS")})
    assert doors.both() == []


def test_patterns_of_the_project(doors: Doors) -> None:
    doors.write_code({"app/start.conf": 'port = from_env("SHOP_PORT")\nkey = from_env("SHOP_KEY")\n'})
    pattern = "[[sources.pattern]]\nglobs = ['*.conf']\nexpression = 'from_env\\(\"(?P<name>\\w+)\"\\)'\n"
    doors.write({"index.md": TABLE, "archdoc.toml": f'[sources]\nroot = "../code"\n{pattern}'})
    assert doors.both() == []
    doors.write({"archdoc.toml": f'[sources]\nroot = "../code"\n{pattern.replace("(?P<name>", "(")}'})
    assert any(line.endswith("the expression has no group 'name' (sources-unread)") for line in doors.both())
