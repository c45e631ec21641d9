"""``archdoc:table``: which entries, columns, order and groups a view shows."""

from __future__ import annotations

import re

import pytest

from tests.conftest import BuildSite, Built

FILES = {
    "index.md": """\
# Start

```{toctree}
services/index
services/auth
other
```

## required

```{archdoc:table} envvar
:where: required and page like services/*
:columns: name, page, default
```

## sorted

```{archdoc:table} error
:sort: -status, name
:columns: name, status
```

## grouped

```{archdoc:table} envvar
:group-by: used-by
:columns: name
```

## several

```{archdoc:table} envvar, error
:where: name not like P* and kind in (envvar, error)
:caption: Both <kinds>
```

## none

```{archdoc:table} envvar
:where: default = 9
:empty: Nobody has a nine.
```

## named

```{archdoc:table} component
:where: name in (api)
:columns: name, uses
```
""",
    "services/index.md": """\
# Services

```{archdoc:table} envvar
:scope: tree
:columns: name
```
""",
    "services/auth.md": """\
# Auth

```{archdoc:envvar} PORT
:required:
:default: 80
:used-by: api

The port.
```
```{archdoc:envvar} LEVEL
The *level*, see {archdoc:envvar}`PORT`.
```
```{archdoc:component} api
:purpose: Answers.
```
```{archdoc:component} web
:purpose: Asks.
```

```{archdoc:table} envvar
:scope: page
:columns: name, description
```
""",
    "other.md": """\
# Other

```{archdoc:envvar} REGION
:required:

The region.
```
```{archdoc:error} GONE
:status: 410
:resolution: r

It is gone.
```
```{archdoc:error} BUSY
:status: 50
:resolution: r

It is busy.
```
```{archdoc:error} ABSENT
:status: 410
:resolution: r

It is absent.
```
""",
}


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    return build_site(FILES)


def rows(built: Built, page: str, section: str = "") -> list[str]:
    body = built.body(page)
    if section:
        body = body[body.index(f'id="{section}"') :]
    table = re.findall(r"<table.*?</table>", body, re.S)[0 if section else -1]
    return [
        " ".join(re.sub(r'<a class="headerlink".*?</a>|<[^>]+>', " ", row).split())
        for row in re.findall(r"<tr.*?</tr>", table, re.S)
    ][1:]


def test_the_views_are_right(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize(
    ("page", "section", "expected"),
    [
        ("index", "required", ["PORT Auth 80"]),
        ("index", "sorted", ["ABSENT 410", "GONE 410", "BUSY 50"]),
        ("index", "grouped", ["api", "PORT", "—", "LEVEL", "REGION"]),
        ("index", "several", [
            "ABSENT Error Other It is absent. Status 410 Resolution r",
            "BUSY Error Other It is busy. Status 50 Resolution r",
            "GONE Error Other It is gone. Status 410 Resolution r",
            "LEVEL Environment variable Auth The level , see PORT .",
            "REGION Environment variable Other The region. Required ✓",
        ]),
        ("index", "named", ["api PORT"]),
        ("services/index", "", ["LEVEL", "PORT"]),
        ("services/auth", "", ["LEVEL The level , see PORT .", "PORT The port."]),
    ],
)  # fmt: skip
def test_a_view_shows_what_it_selects(page: str, section: str, expected: list[str], built: Built) -> None:
    assert rows(built, page, section) == expected


def test_a_caption_is_escaped(built: Built) -> None:
    assert "Both &lt;kinds&gt;" in built.body("index")


def test_an_empty_view_says_what_the_author_wants(built: Built) -> None:
    assert "Nobody has a nine." in built.body("index")


def test_views_that_fill_one_page_do_not_share_names(build_site: BuildSite) -> None:
    text = build_site(FILES, "singlehtml").text("index.html")
    views = re.findall(r'data-archdoc-view="([^"]+)"', text)
    assert len(views) == len(set(views)) == 7


def test_the_name_is_not_moved_to_the_end_of_a_stacked_row(built: Built) -> None:
    """A table without prose has its widest column last in stacked rows, unless that is the name."""
    classes = re.findall(r'<table class="docutils archdoc-table ([^"]*)"', built.body("index"))
    assert len(classes) > 3
    assert not any("archdoc-main-1 " in one for one in classes)
