"""Pages whose titles say that they describe what is not in use, through both doors."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors, reported

ROUTES = {"code.js": "".join(f"app.get('/{name}', show);\n" for name in ("a", "b", "c", "d", "e"))}
ENTRIES = "".join(
    f"```{{archdoc:endpoint}} GET /{name}\n:purpose: It shows.\n```\n\n" for name in ("orders", "a", "b", "c")
)
FOUND = ["index.md:3: error: there is no endpoint GET /orders (endpoint-absent)"]


def page(title: str) -> str:
    return f"# {title}\n\n{ENTRIES}"


@pytest.mark.parametrize(
    ("title", "found"), [("Shop", FOUND), ("Legacy shop", []), ("Shop (deprecated)", []), ("*Old* shop", [])]
)
def test_both_doors_read_titles(title: str, found: list[str], doors: Doors) -> None:
    doors.write_code(ROUTES)
    doors.write({"index.md": page(title)})
    assert doors.both() == found


def test_the_title_may_be_in_an_included_file(doors: Doors) -> None:
    doors.write_code(ROUTES)
    doors.write({"index.md": "```{include} page.txt\n```\n", "page.txt": page("Legacy shop")})
    assert doors.both() == []


def test_a_build_notices_that_only_the_title_has_changed(doors: Doors) -> None:
    """The documents are not below the root of the code, so none of their texts is asked for."""
    doors.write_code(ROUTES)
    doors.write({"index.md": page("Shop")})
    assert len(reported(doors.by_build(), doors.site.source)) == 1
    doors.write({"index.md": page("Legacy shop")})
    assert reported(doors.by_build(), doors.site.source) == []
