"""Profile pages, and the view: what is written, what is written again, and what is removed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import BuildSite, Built, BuiltSite, Site
from tests.ext.links import dead_links
from tests.ext.test_incremental import assert_same

API = "archdoc-component/archdoc-component-api"
LEDGER = "archdoc-component/archdoc-component-ledger"
BANK = "archdoc-integration/archdoc-integration-Bank"

FILES = {
    "index.md": "# Start\n\n```{toctree}\nshop\nold\nuse\n```\n",
    "shop.md": """\
# Shop

```{archdoc:document}
:focus: high
:owner: "@shop"
:status: active
:created: 2025-01-02
```

```{archdoc:component} api
:type: Service
:depends-on: ledger

Answers *requests*, see [the old page](old.md) and {archdoc:component}`ledger`.
```

```{archdoc:envvar} PORT
:used-by: api
:default: 80

The port of [the API](#component.api).
```

```{archdoc:integration} Bank
:provider: Bank & Sons

Pays.

:::{archdoc:endpoint} GET /pay
Pays one.
:::
```

```{archdoc:related} Old things
:target: old
```
""",
    "old.md": """\
# Old <page>

```{archdoc:document}
:status: deprecated
```

```{archdoc:component} ledger
Keeps the books.
```
""",
    "use.md": """\
# Use

```{archdoc:profile} api
:caption: The interface
```

```{archdoc:table} component
:columns: name, type
:marks:
```

See {archdoc:component}`ledger`, [it](#component.ledger), {any}`ledger`, {doc}`old` and [page](old.md).
""",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)
KINDS = ["component", "integration"]


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    return build_site(FILES, archdoc_profiles=KINDS)


def profiles(built: Built) -> list[str]:
    return [page for page in built.bodies() if "/" in page]


def links(html: str) -> dict[str, str]:
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html)
    return {re.sub("<[^>]*>", "", text): uri for uri, text in found}


def test_each_entry_of_a_kind_has_a_page_that_its_trail_leads_to(built: Built) -> None:
    assert built.warnings == []
    assert profiles(built) == [API, LEDGER, BANK]
    assert f'Profile</dt> <dd><a href="{API}.html">api</a>' in built.body("shop")
    assert f'Profile</dt> <dd><a href="{BANK}.html">Bank</a>' in built.body("shop")


def test_links_of_a_profile_page_lead_somewhere(built: Built) -> None:
    for page in profiles(built):
        for uri in links(built.body(page)).values():
            path, _, anchor = uri.partition("#")
            target = (built.out / page).parent / path if path else built.out / f"{page}.html"
            assert target.resolve().is_file(), uri
            assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), uri


def test_it_shows_the_entry_and_what_refers_to_it(built: Built) -> None:
    words = built.words(API)
    assert words.startswith("api Component Status: active Focus: high Owner: @shop Answers requests")
    assert "Created 2025-01-02" in words
    assert "Variable Required Default Description PORT ✗ 80" in words
    found = links(built.body(API))
    assert found["ledger"] == "archdoc-component-ledger.html"
    assert found["PORT"] == "../shop.html#archdoc-envvar-PORT"
    assert found["Shop"] == "../shop.html#archdoc-component-api"
    assert "GET /pay" in built.words(BANK)
    assert "Bank &amp; Sons" in built.body(BANK)


def test_its_parts_are_headings_and_in_its_table_of_contents(built: Built) -> None:
    html = built.text(f"{API}.html")
    assert html.count("<h1>") == 1
    heading = '<h2 class="archdoc-section rubric" id="archdoc-profile-uses-envvar">'
    assert heading in html
    assert 'href="#archdoc-profile-uses-envvar">Uses: environment variables (1)</a>' in html
    assert "<title>api" in html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_the_page_above_is_the_index_page_of_the_kind(built: Built) -> None:
    assert '<a href="../archdoc-component.html" accesskey="U">Components</a>' in built.text(f"{API}.html")


def test_the_search_does_not_index_profile_pages(built: Built) -> None:
    assert (
        "archdoc-component-api"
        not in built.text("searchindex.js").partition("titles")[0].partition("docnames")[2]
    )


def test_what_is_deprecated_is_marked_wherever_it_is_linked(built: Built) -> None:
    mark = ' <span class="archdoc-warning">deprecated</span>'
    prose = built.body("use").partition("See ")[2]
    assert prose.count(mark) == 5
    assert re.search(rf">ledger</a>{mark}", built.body("shop"))  # in a trail
    assert built.body("shop").count(mark) >= 4  # in prose twice, and of a link in a field
    assert mark not in built.body("old")
    assert "(deprecated)" not in prose


def test_in_a_table_that_asks_for_them_the_marks_follow_the_name(built: Built) -> None:
    table = built.body("use").rpartition("<table")[2].partition("</table>")[0]
    assert "Status:</span> active" in table
    assert table.count("archdoc-warning") == 1  # once, as the status


def test_the_view_has_the_name_and_no_anchor_twice(built: Built) -> None:
    body = built.body("use")
    assert "The interface" in body
    ids = re.findall(r' id="([^"]*)"', body)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_links_lead_to_profiles(builder: str, site: Site) -> None:
    site.conf["archdoc_profiles"] = ["component"]
    site.write(FILES)
    clean = site.build(builder)
    assert dead_links(clean) == []
    site.write({"use.md": FILES["use.md"].replace("The interface", "An interface")})
    assert dead_links(site.build(builder)) == []


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "singlehtml", "json", "dirhtml"])
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")
def test_in_other_formats_there_is_the_view_and_no_page_but_on_websites(builder: str, site: Site) -> None:
    site.conf["archdoc_profiles"] = KINDS
    site.write(FILES)
    built = site.build(builder)
    assert [line for line in built.warnings if "unknown node" in line or "archdoc" in line] == []
    pages = list(built.out.rglob("archdoc-component-api*"))
    assert bool(pages) is (builder in {"dirhtml", "json"})
    if builder == "text":
        text = built.text("use.txt")
        assert "**api** Component (Status: active, Focus: high, Owner: @shop)" in text
        assert "ledger (deprecated)" in text
        assert "Profile" not in built.text("shop.txt")


def test_a_project_that_asks_for_none_gets_none(build_site: BuildSite, built: Built) -> None:
    files = {name: text for name, text in FILES.items() if name != "use.md"}
    files["index.md"] = files["index.md"].replace("use\n", "")
    without = build_site(files)
    assert profiles(without) == []
    assert "Profile" not in "".join(without.bodies().values())


def edit(site: Site, name: str, old: str, new: str) -> None:
    text = (site.source / name).read_text("utf-8")
    assert old in text
    site.write({name: text.replace(old, new)})


def clean(site: Site) -> Built:
    return site.build(out="clean", parallel=2)


@pytest.mark.parametrize(
    ("change", "written"),
    [
        (("shop.md", "The port of", "A port of"), {API}),
        (("shop.md", ":provider: Bank & Sons", ":provider: Bank"), {BANK}),
        (("old.md", "status: deprecated", "status: active"), {API, LEDGER}),
        (("old.md", "Keeps the books.", "Keeps all books."), {LEDGER}),
        (("shop.md", "created: 2025-01-02", "created: 2025-01-03"), {API, BANK}),
        (("index.md", "# Start\n", "# Start\n\nWords.\n"), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_only_profiles_that_show_a_change_are_written(
    change: tuple[str, str, str], written: set[str], built_site: BuiltSite
) -> None:
    site, first = built_site(FILES, archdoc_profiles=KINDS)
    edit(site, *change)
    second = site.build()
    assert {name for name in second.written if "/" in name} == written
    assert_same(second, clean(site))
    assert site.build().written == set()
    assert profiles(first) == profiles(second)


def test_an_image_in_a_text_is_found_in_an_incremental_build(site: Site) -> None:
    site.conf["archdoc_profiles"] = KINDS
    site.write({**FILES, "shop.md": FILES["shop.md"].replace("The port", "The ![port](port.png)")})
    Path(site.source, "port.png").write_bytes(PNG)
    site.build()
    edit(site, "old.md", "status: deprecated", "status: active")
    assert 'src="../_images/port.png"' in site.build().body(API)


def test_the_page_of_an_entry_that_is_gone_is_removed(site: Site) -> None:
    site.conf["archdoc_profiles"] = KINDS
    site.write(FILES)
    built = site.build()
    edit(site, "shop.md", "{archdoc:integration} Bank", "{archdoc:integration} Post")
    after = site.build()
    assert profiles(after) == [API, LEDGER, BANK.replace("Bank", "Post")]
    site.remove("old.md")
    edit(site, "index.md", "old\n", "")
    after = site.build()
    assert LEDGER not in profiles(after)
    site.conf["archdoc_profiles"] = []
    assert profiles(site.build()) == []
    assert not (built.out / "archdoc-component").exists()


def test_a_change_of_a_kind_shows_on_its_profiles(site: Site) -> None:
    site.conf |= {"archdoc_profiles": ["asset"], "archdoc_kinds": asset_with_team("Team")}
    site.write({"index.md": "# Start\n\n```{archdoc:asset} x\n:team: a\n```\n"})
    site.build()
    site.conf["archdoc_kinds"] = asset_with_team("Squad")
    assert "Squad" in site.build().body("archdoc-asset/archdoc-asset-x")


def asset_with_team(title: str) -> dict[str, object]:
    return {"asset": {"fields": {"team": {"type": "code", "title": title}}}}


def test_a_page_that_was_deleted_is_written_again(site: Site) -> None:
    site.conf["archdoc_profiles"] = KINDS
    site.write(FILES)
    built = site.build()
    (built.out / f"{API}.html").unlink()
    assert API in profiles(site.build())


def test_hostile_and_unusual_names_are_only_names(site: Site) -> None:
    names = ["<img src=x onerror=alert(1)>", "日本語", "a" * 400, "a/b", "..", "PORT", "port"]
    site.conf["archdoc_profiles"] = ["component"]
    entries = "".join(
        f"```{{archdoc:component}} {name}\n:depends-on: port\n\nWorks.\n```\n" for name in names
    )
    site.write({"index.md": f"# Start\n\n{entries}"})
    built = site.build()
    assert len({page.casefold() for page in profiles(built)}) == len(names)
    assert not any("<img src" in built.text(f"{page}.html") for page in profiles(built))
    assert all(
        Path(built.out, f"{page}.html").resolve().is_relative_to(built.out.resolve())
        for page in profiles(built)
    )


@pytest.mark.parametrize("value", [["compnent"], ["component", "nothing"]])
def test_an_unknown_kind_is_a_problem_and_the_others_are_shown(value: list[str], site: Site) -> None:
    site.conf["archdoc_profiles"] = value
    site.write({"index.md": "# Start\n\n```{archdoc:component} api\nAnswers.\n```\n"})
    built = site.build()
    assert [problem.code for problem in built.problems] == ["wrong-setting"]
    assert profiles(built) == ([API] if "component" in value else [])
