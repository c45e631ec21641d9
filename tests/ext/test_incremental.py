"""After any edit, an incremental build shows what a clean build shows, and does no more than it must."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sphinx.util.inventory import InventoryFile

from tests.conftest import Built, BuiltSite, Site

FILES = {
    "index.md": """\
# Start

```{toctree}
auth
shop/orders
tables
plain
```
""",
    "auth.md": """\
# Auth

```{archdoc:document}
:focus: critical
```

```{archdoc:component} auth-api
:purpose: Issues tokens, see {archdoc:envvar}`JWT_SECRET`.
:depends-on: orders-db
```

```{archdoc:envvar} JWT_SECRET
:used-by: auth-api

Signs *tokens*, with {archdoc:secret}`jwt-key` or without.
```

```{archdoc:envvar} PORT
The port.
```

```{archdoc:secret} jwt-key
Signs.
```

```{archdoc:upstream} shop/orders
:reason: Sells.
```

```{archdoc:upstream} Postgres
:reason: Keeps.
```

```{archdoc:related} Part
:target: shop/part
```
""",
    "shop/orders.md": """\
# Orders

```{archdoc:document}
```

```{archdoc:component} orders-db
:purpose: Keeps the orders.
```

```{archdoc:dbtable} orders
:owner: orders-db

CREATE TABLE orders (id INT PRIMARY KEY, buyer INT REFERENCES buyers (id));
```

```{archdoc:dbtable} buyers
CREATE TABLE buyers (id INT PRIMARY KEY);
```
""",
    "tables.md": """\
# Tables

```{archdoc:table} upstream
:columns: name, reason
```

```{archdoc:table} envvar
```

```{archdoc:table} component
:columns: name, page, depended-on-by
```
""",
    "plain.md": """\
# Plain

Nothing but {archdoc:component}`orders-db` and [](#envvar.JWT_SECRET), see also {ref}`archdoc-secret`.
""",
    "shop/part.md": "---\norphan: true\n---\n# Part\n\nA page that is linked to.\n",
    "quiet.md": "---\norphan: true\n---\n# Quiet\n\nNothing of ours.\n",
}

Edit = Callable[[Site], None]


def replace(name: str, old: str, new: str) -> Edit:
    def edit(site: Site) -> None:
        text = (site.source / name).read_text("utf-8")
        assert old in text
        site.write({name: text.replace(old, new)})

    return edit


def remove(name: str) -> Edit:
    return lambda site: site.remove(name)


def both(*edits: Edit) -> Edit:
    def edit(site: Site) -> None:
        for one in edits:
            one(site)

    return edit


EDITS: dict[str, tuple[Edit, set[str]]] = {
    # what is edited, and the pages that show the change; pages with a toctree of one of these come on top
    "nothing": (lambda site: None, set()),
    "prose": (replace("auth.md", "# Auth\n", "# Auth\n\nMore prose.\n"), {"auth"}),
    "text of an entry": (replace("auth.md", "Signs *tokens*", "Signs **all** tokens"), {"auth", "tables"}),
    "name of an entry": (
        replace("shop/orders.md", "{archdoc:component} orders-db", "{archdoc:component} orders-store"),
        {"auth", "shop/orders", "tables", "plain"},
    ),
    "entry removed": (
        replace("auth.md", "```{archdoc:envvar} PORT\nThe port.\n```\n", ""),
        {"auth", "tables"},
    ),
    "entry added": (
        replace("shop/orders.md", "# Orders\n", "# Orders\n\n```{archdoc:envvar} LEVEL\nLog level.\n```\n"),
        {"shop/orders", "tables"},
    ),
    "second entry of the name": (
        replace("shop/orders.md", "# Orders\n", "# Orders\n\n```{archdoc:envvar} JWT_SECRET\nAgain.\n```\n"),
        {"auth", "shop/orders", "tables", "plain"},
    ),
    "dependency removed": (
        replace("auth.md", ":depends-on: orders-db\n", ""),
        {"auth", "shop/orders", "tables"},
    ),
    "dependency misspelt": (
        replace("auth.md", ":depends-on: orders-db\n", ":depends-on: ordersdb\n"),
        {"auth", "shop/orders", "tables"},
    ),
    "title of a page": (replace("auth.md", "# Auth\n", "# Sign-in\n"), {"auth", "shop/orders", "tables"}),
    "mention removed": (
        replace("plain.md", "{archdoc:component}`orders-db` and ", ""),
        {"plain", "shop/orders"},
    ),
    "linked page removed": (remove("shop/part.md"), {"auth"}),
    "title of a linked page": (replace("shop/part.md", "# Part", "# Piece"), {"shop/part"}),
    "external name becomes an entry": (
        replace("shop/orders.md", "# Orders\n", "# Orders\n\n```{archdoc:integration} Postgres\n```\n"),
        {"auth", "shop/orders", "tables"},
    ),
    "last entry of a kind removed": (
        replace("auth.md", "```{archdoc:secret} jwt-key\nSigns.\n```\n", ""),
        {"auth", "tables", "plain"},
    ),
    "page removed": (
        both(remove("auth.md"), replace("index.md", "auth\n", "")),
        {"index", "shop/orders", "tables", "plain"},
    ),
    "page that nothing else names removed": (remove("quiet.md"), set()),
    "page added": (
        lambda site: site.write(
            {
                "new.md": "---\norphan: true\n---\n# New\n\n"
                "```{archdoc:component} new\n:purpose: x\n:depends-on: orders-db\n```\n"
            }
        ),
        {"new", "shop/orders", "tables"},
    ),
    "entry moved to another page": (
        both(
            replace("auth.md", "```{archdoc:secret} jwt-key\nSigns.\n```\n", ""),
            replace("shop/orders.md", "# Orders\n", "# Orders\n\n```{archdoc:secret} jwt-key\nSigns.\n```\n"),
        ),
        {"auth", "shop/orders", "tables"},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_incremental_build_is_a_clean_build(name: str, built_site: BuiltSite) -> None:
    edit, showing = EDITS[name]
    site, before = built_site(FILES)
    start = time.time()
    edit(site)
    edited = {
        path.relative_to(site.source).with_suffix("").as_posix()
        for path in site.source.rglob("*.md")
        if path.stat().st_mtime >= start - 0.01
    }
    after = site.build()
    clean = site.build(out="clean")
    assert_same(after, clean)
    assert after.read == edited
    assert after.written - {"index"} == showing - {"index"}  # the root page lists all others
    assert before.warnings == []


def assert_same(one: Built, other: Built) -> None:
    assert one.warnings == other.warnings
    ours, theirs = one.bodies(), other.bodies()
    assert {page: ours.get(page) for page in theirs} == theirs
    assert inventory(one) == inventory(other)


def inventory(built: Built) -> list[str]:
    found = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="")
    return sorted(
        f"{kind} {name} {item.uri} {item.display_name}"
        for kind, items in found.data.items()
        for name, item in items.items()
    )


def test_several_builders_of_one_environment_are_all_brought_up_to_date(site: Site) -> None:
    site.write(FILES)
    builders = ("html", "dirhtml", "text")
    for builder in builders:
        site.build(builder)
    EDITS["dependency removed"][0](site)
    for builder in builders:
        written = site.build(builder).written
        assert {"auth", "shop/orders", "tables"} <= written
        assert "plain" not in written


def test_markup_that_changes_in_an_included_file_is_shown_by_every_view(site: Site) -> None:
    site.conf["exclude_patterns"] = ["part.md"]
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\na\n```\n\n```{archdoc:table} component\n```\n",
            "a.md": "# A\n\n```{archdoc:component} c\n```{include} part.md\n```\n```\n".replace(
                "```{archdoc", "````{archdoc"
            ).replace("```\n```\n", "```\n````\n"),
            "part.md": "Some *words* here.\n",
        }
    )
    assert "<em>words</em>" in site.build().body("index")
    site.write({"part.md": "Some **words** here.\n"})
    after = site.build()
    assert "<strong>words</strong>" in after.body("index")
    assert after.read == {"a"}


def test_a_kind_that_is_gone_has_no_index_to_link_to(site: Site) -> None:
    site.conf["archdoc_kinds"] = {"runbook": {}}
    site.write({"index.md": "# Start\n\n```{archdoc:runbook} R\n```\n\n{ref}`archdoc-runbook`\n"})
    assert site.build().warnings == []
    site.conf["archdoc_kinds"] = {}
    site.write({"index.md": "# Start\n\n{ref}`archdoc-runbook`\n"})
    assert_same(site.build(), site.build(out="clean"))


@pytest.mark.parametrize("link", ["[bread](b.md)", "[](./b.md)", "[it](b.md#b)"])
def test_a_page_that_comes_back_has_its_backlinks(site: Site, link: str) -> None:
    """MyST takes a link to a page that is missing for one to something else, until its page is read again."""
    back = {"b.md": "# B\n\n```{archdoc:document}\n:status: active\n\nOn bread.\n```\n"}
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n",
            "a.md": f"# A\n\nSee {link}.\n",
            "c.md": "# C\n\nSee [another](a.md).\n",
        }
    )
    assert len(site.build().warnings) == 1
    site.write(back)
    built = site.build()
    assert "c" not in built.read
    assert not any("b.md" in line for line in built.warnings)
    assert 'href="a.html"' in built.body("b")
    assert_same(built, site.build(out="clean"))
