"""``archdoc:impact``: what breaks if something is down."""

from __future__ import annotations

import re

import pytest

from tests.conftest import BuildSite, Built, BuiltSite, Site
from tests.ext.test_incremental import assert_same


def component(name: str, *options: str) -> str:
    return "\n".join([f"```{{archdoc:component}} {name}", ":purpose: Works.", *options, "```", ""])


FILES = {
    "index.md": """\
# Start

```{toctree}
store
shop
billing
```

```{archdoc:impact} database
:caption: If the database is down
```

```{archdoc:impact} web
:empty: Nobody minds.
```
""",
    "store.md": "# Store\n\n```{archdoc:document}\n:focus: high\n```\n\n"
    + component("database", ":owner: @store")
    + component("cache", ":depends-on: database", ":owner: @store")
    + "\n```{archdoc:downstream} Report tool\n:uses: Reads.\n```\n",
    "shop.md": "# Shop\n\n```{archdoc:document}\n:focus: critical\n:owner: @shop\n```\n\n"
    + component("orders", ":depends-on: cache, database")
    + component("web", ":depends-on: orders")
    + "\n```{archdoc:degradation} Database gone\n:affects: orders, database\n\nOrders are *queued*.\n```\n"
    "```{archdoc:degradation} No orders\n:affects: web\n\nThey wait.\n```\n"
    "```{archdoc:degradation} Too many visitors\n:affects: orders, web\n\nSome leave.\n```\n",
    "billing.md": "# Billing\n\n"
    + component("invoices", ":depends-on: orders, reports")
    + component("reports", ":depends-on: invoices")
    + "\n```{archdoc:upstream} database\n:reason: Counts.\n```\n",
}


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    built = build_site(FILES)
    assert built.warnings == []
    return built


def rows(body: str) -> list[str]:
    table = re.findall(r"<table.*?</table>", body, re.S)[0]
    return [
        " ".join(re.sub(r'<a class="headerlink".*?</a>|<[^>]+>', " ", row).split())
        for row in re.findall(r"<tr.*?</tr>", table, re.S)
    ][1:]


def test_everything_that_depends_on_it_is_listed_once_on_the_shortest_way(built: Built) -> None:
    assert rows(built.body("index")) == [
        "Billing No degradation described",
        "cache @store high No degradation described",
        "orders @shop critical Database gone : Orders are queued .",
        "invoices orders No degradation described",
        "web orders @shop critical No orders : They wait.",
        "reports orders → invoices No degradation described",
    ]


def ring(size: int) -> str:
    circle = "".join(component(f"c{i}", f":depends-on: c{(i + 1) % size}") for i in range(size))
    return f"# Start\n\n```{{archdoc:impact}} c0\n```\n\n{circle}"


def test_the_middle_of_a_long_way_is_counted(site: Site) -> None:
    site.write({"index.md": ring(12)})
    through = [row.removesuffix(" No degradation described") for row in rows(site.build().body("index"))[:11]]
    assert through[0] == "c11"
    assert through[8] == "c3 c11 → c10 → c9 → c8 → c7 → c6 → c5 → c4"
    assert through[10] == "c1 c11 → c10 → c9 → c8 → and 2 more → c5 → c4 → c3 → c2"


def test_a_ring_of_dependencies_takes_room_in_proportion_to_its_size(site: Site) -> None:
    """With whole ways in its cells, the page of 1,000 components had 37 MB."""
    sizes = []
    for size in (100, 200):
        site.write({"index.md": ring(size)})
        sizes.append(len(site.build().body("index")))
    assert sizes[1] < 2.2 * sizes[0]


def degradation(scenario: str, *options: str) -> str:
    return "\n".join([f"```{{archdoc:degradation}} {scenario}", *options, "", f"({scenario})", "```", ""])


SHARED = (
    component("redis")
    + component("postgres")
    + component("worker", ":depends-on: redis, postgres, Kartenpay")
    + "```{archdoc:integration} Kartenpay\n```\n"
)


def shown(site: Site, *scenarios: str, name: str = "redis", entries: str = SHARED) -> list[str]:
    """The rows of what breaks, in a project with some scenarios."""
    site.write(
        {"index.md": f"# Start\n\n```{{archdoc:impact}} {name}\n```\n\n{entries}" + "".join(scenarios)}
    )
    built = site.build()
    assert built.warnings == []
    return rows(built.body("index"))


def test_what_is_said_to_fail_is_what_counts(site: Site) -> None:
    assert shown(
        site,
        degradation("The store is gone", ":affects: worker", ":failure-of: redis"),
        degradation("Redis full, so PostgreSQL is slow", ":affects: worker", ":failure-of: postgres"),
        degradation("Both stores are gone", ":affects: worker", ":failure-of: postgres, redis"),
        degradation("Kartenpay is down", ":affects: worker", ":failure-of: integration:Kartenpay"),
    ) == ["worker The store is gone : (The store is gone) Both stores are gone : (Both stores are gone)"]


def test_otherwise_its_name_says_what_fails(site: Site) -> None:
    assert shown(
        site,
        degradation("Redis is down", ":affects: worker, redis, postgres"),
        degradation("Postgres is down", ":affects: worker, redis, postgres"),
        degradation("Too much work", ":affects: worker"),
        degradation("Rediscovery", ":affects: worker"),
    ) == ["worker Redis is down : (Redis is down)"]


def test_what_says_nothing_of_it_is_not_said_to_happen(site: Site) -> None:
    scenario = degradation("Rate limit exceeded", ":affects: worker, redis")
    assert shown(site, scenario) == ["worker No degradation described"]


def test_what_fails_with_it_on_the_way_counts_too(site: Site) -> None:
    entries = SHARED + component("web", ":depends-on: worker") + component("app", ":depends-on: web")
    scenarios = [
        degradation("Worker is down", ":affects: web, app"),
        degradation("Web is down", ":affects: app"),
        degradation("Postgres is down", ":affects: web, app"),
    ]
    assert shown(site, *scenarios, entries=entries) == [
        "worker No degradation described",
        "web worker Worker is down : (Worker is down)",
        "app worker → web Worker is down : (Worker is down) Web is down : (Web is down)",
    ]


def test_a_scenario_that_names_nobody_speaks_for_its_page(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n```{archdoc:impact} redis\n```\n\n```{toctree}\na\nb\nstores\n```\n",
            "stores.md": "# Stores\n\n"
            + component("redis")
            + component("postgres")
            + degradation("Redis restarts")
            + degradation("Postgres restarts"),
            "a.md": "# A\n\n" + component("worker", ":depends-on: redis") + degradation("Redis is down"),
            "b.md": "# B\n\n"
            + component("web", ":depends-on: redis")
            + component("app", ":depends-on: web")
            + degradation("No cache", ":failure-of: redis"),
        }
    )
    built = site.build()
    assert built.warnings == []
    assert rows(built.body("index")) == [
        "web No cache : (No cache) Redis restarts : (Redis restarts)",
        "worker Redis is down : (Redis is down) Redis restarts : (Redis restarts)",
        "app web No degradation described",
    ]


@pytest.mark.parametrize("heading", ["Failure of", "Component down", "What is down"])
def test_a_column_of_plain_markdown_says_what_is_down(heading: str, site: Site) -> None:
    plain = f"""\
> **Type:** Architecture

# Shop

## Key Components

| Component | Purpose | Depends on |
| --- | --- | --- |
| redis | Keeps carts | |
| worker | Sends mails | redis |

## Graceful Degradation

| Failure Scenario | {heading} | Behavior |
| --- | --- | --- |
| Carts are gone | redis | People fill them again |
| Redis is slow | worker | No mails |
"""
    site.write(
        {
            "shop.md": plain,
            "index.md": "# Start\n\n```{toctree}\nshop\n```\n\n```{archdoc:impact} redis\n```\n",
        }
    )
    built = site.build()
    assert built.warnings == []
    assert rows(built.body("index")) == ["worker Carts are gone : People fill them again"]


def test_what_is_down_lists_what_was_said_of_that(site: Site) -> None:
    scenario = degradation("Cache gone", ":affects: worker", ":failure-of: redis")
    site.write({"index.md": "# Start\n\n" + SHARED + scenario})
    built = site.build("text")
    assert re.search(r"When it is down.*Cache gone", built.text("index.txt"), re.S)


def test_columns_in_which_nothing_stands_are_left_out(site: Site, built: Built) -> None:
    def headings(body: str) -> list[str]:
        (head,) = re.findall(r"<thead>.*?</thead>", body, re.S)
        return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<th\b.*?</th>", head, re.S)]

    every = ["Affected", "Through", "Owner", "Focus", "What happens"]
    assert headings(built.body("index")) == every
    few = component("redis") + component("web", ":depends-on: redis")
    view = "---\norphan: true\n---\n# View\n\n```{archdoc:impact} redis\n```\n"
    site.write({"index.md": "# Start\n\n```{toctree}\na\n```\n", "a.md": f"# A\n\n{few}", "view.md": view})
    assert headings(site.build().body("view")) == ["Affected", "What happens"]
    site.write({"a.md": f"# A\n\n```{{archdoc:document}}\n:owner: @us\n```\n\n{few}"})
    after = site.build()
    assert headings(after.body("view"))[:3] == ["Affected", "Owner", "What happens"]
    assert_same(after, site.build(out="clean"))


def test_nothing_that_depends_on_it_is_said_as_the_author_wants(built: Built) -> None:
    assert "Nobody minds." in built.body("index")


@pytest.mark.parametrize("drawn", ["diagram", "table"])
def test_that_nothing_is_said_is_no_promise(drawn: str, site: Site) -> None:
    view = f"```{{archdoc:impact}} web\n:as: {drawn}\n```\n"
    site.write({"index.md": "# Start\n\n" + component("web") + view})
    assert "Nothing depends on web." in site.build().body("index")


def test_a_view_of_an_entry_is_no_mention_of_it(site: Site) -> None:
    views = "```{archdoc:impact} web\n```\n\n```{archdoc:diagram}\n:root: web\n```\n"
    site.write(
        {"index.md": "# Start\n\n```{toctree}\na\n```\n\n" + views, "a.md": "# A\n\n" + component("web")}
    )
    built = site.build()
    assert built.warnings == []
    assert "Mentioned in" not in built.body("a")


def test_a_name_that_leads_nowhere_is_a_problem(site: Site) -> None:
    site.write({"index.md": "# Start\n\n" + component("database") + "\n```{archdoc:impact} databse\n```\n"})
    built = site.build("dummy")
    assert built.codes == ["index.md:7 dangling-reference"]
    assert "did you mean 'database'?" in built.warnings[0]


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("shop.md", "Orders are *queued*.", "Orders are **lost**."),
        ("shop.md", ":owner: @shop", ":owner: @web"),
        ("billing.md", ":depends-on: orders, reports", ":depends-on: reports"),
        ("store.md", ":focus: high", ":focus: low"),
    ],
)
def test_it_is_never_stale(page: str, old: str, new: str, built_site: BuiltSite) -> None:
    site, _ = built_site(FILES)
    site.write({page: FILES[page].replace(old, new)})
    after = site.build()
    assert after.read == {page.removesuffix(".md")}
    assert_same(after, site.build(out="clean"))


def test_it_is_a_table_or_a_list_on_paper(built: Built, build_site: BuildSite) -> None:
    text = build_site(FILES, "text").text("index.txt")
    assert "If the database is down" in text
    assert "No degradation described" in text


OUTAGE = {
    "outage": {
        "argument": "(?P<of>.+) down",
        "shown-name": "of",
        "fields": {
            "of": {"type": "refs", "targets": ["component"], "failing": True},
            "affects": {"type": "refs", "targets": ["component"], "degraded": True},
        },
    }
}


def test_what_only_has_a_name_is_a_link_that_is_never_stale(site: Site) -> None:
    site.conf["archdoc_kinds"] = OUTAGE
    outage = "```{archdoc:outage} database down\n:affects: web\n```\n"
    site.write({"index.md": "# Start\n\n```{toctree}\na\nb\nc\n```\n"})
    site.write({"view.md": "---\norphan: true\n---\n# View\n\n```{archdoc:impact} database\n```\n"})
    site.write({"a.md": "# A\n\n" + component("web", ":depends-on: cache") + outage})
    cache = component("cache", ":depends-on: database")
    site.write({"b.md": "# B\n\n" + component("database"), "c.md": f"# C\n\n{cache}"})
    built = site.build()
    assert built.warnings == []
    assert rows(built.body("view")) == ["cache No degradation described", "web cache database"]
    site.write({"b.md": "# B\n", "c.md": f"# C\n\n{cache}" + component("database")})
    assert_same(site.build(), site.build(out="clean"))


@pytest.mark.parametrize(("drawn", "written"), [("diagram", set()), ("table", {"view"})])
def test_a_picture_is_not_drawn_again_for_what_the_table_shows(
    drawn: str, written: set[str], site: Site
) -> None:
    view = f"---\norphan: true\n---\n# View\n\n```{{archdoc:impact}} database\n:as: {drawn}\n```\n"
    site.write(FILES | {"view.md": view})
    site.build()
    site.write({"shop.md": FILES["shop.md"].replace("They wait.", "They leave.")})
    after = site.build()
    assert_same(after, site.build(out="clean"))
    assert after.written - {"index", "shop"} == written
