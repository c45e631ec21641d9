"""What a page looks like: layouts, runs of entries, long bodies, assets."""

from __future__ import annotations

import re

import pytest

from tests.conftest import BuildSite, Built, Site

FILES = {
    "index.md": """\
# Start

```{toctree}
plain
cards
```

```{archdoc:envvar} A
:default: 1

The *first*.
```

% a comment does not part them

<!-- nor does this one -->

```{archdoc:envvar} B
The second.

It has a long story:

- one
- two
```

A paragraph does.

```{archdoc:envvar} C
:default: none
:required: no

The third.
```

```{archdoc:code} Server
:area: Backend
:paths: `src/a/`; src/b/ · src/c/
```
```{archdoc:code} Pages
:area: Frontend
:paths: web/
```
```{archdoc:code} Worker
:area: Backend
:paths: src/w/
```

```{archdoc:table} mcp-server
```
""",
    "plain.md": "# Plain\n\nNothing of ours.\n",
    "cards.md": """\
# Cards

```{archdoc:gotcha} Clocks drift
:symptom: Fresh tokens are refused.
:fix: Set the clock.

The clocks *differ*.
```

```{archdoc:dbtable} orders
:purpose: One row an order.

CREATE TABLE orders (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  buyer UUID NOT NULL REFERENCES buyers (id),
  note TEXT
);
```

```{archdoc:dbtable} buyers
CREATE TABLE buyers (id UUID PRIMARY KEY);
```

````{archdoc:integration} Mailgate
:description: Sends *mails*.
:provider: Mailgate Inc.

It is slow on Mondays.

```{archdoc:endpoint} POST /send
:purpose: Sends one.
```
````

```{archdoc:upstream} Postgres
:type: Database
:reason: Keeps everything.
```
```{archdoc:upstream} orders
:reason: Is read.
```

```{archdoc:upstream} Redis
- A list comes first.

A paragraph second.
```

```{archdoc:error} GONE
---
cause: It is gone.
resolution: |
  Look elsewhere.

  Or wait.
---
```

```{archdoc:related} The plain page
:target: plain.md

Nothing *much*.
```
```{archdoc:related} Elsewhere
:target: https://elsewhere.example/
```
""",
}


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    built = build_site(FILES)
    assert built.warnings == []
    return built


def tables(body: str) -> list[str]:
    return re.findall(r"<table.*?</table>", body, re.S)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.replace("<wbr/>", "")).split())


def test_entries_that_follow_each_other_are_one_table(built: Built) -> None:
    found = [re.findall(r'id="archdoc-envvar-(.)"', table) for table in tables(built.body("index"))]
    assert found[:2] == [["A", "B"], ["C"]]


def test_a_column_that_nobody_fills_is_left_out_but_for_the_template_s(built: Built) -> None:
    heads = [re.findall(r'<th class="head"[^>]*>(.*?)</th>', table) for table in tables(built.body("index"))]
    assert heads[0] == ["Variable", "Required", "Default", "Description", "Example"]


def test_flags_and_none_are_shown_as_the_template_does(built: Built) -> None:
    row = tables(built.body("index"))[1]
    assert 'aria-label="no">✗<' in row
    assert "<td>—</td>" in row


def test_a_long_body_is_shown_in_full_under_its_table(built: Built) -> None:
    body = built.body("index")
    assert "long story" not in tables(body)[0]
    assert "The second." in tables(body)[0]
    full = body[body.index('class="archdoc-full') : body.index("A paragraph does.")]
    assert words(full).endswith("B The second. It has a long story: one two")


def test_rows_are_grouped_where_the_kind_says_so(built: Built) -> None:
    text = words(tables(built.body("index"))[2])
    assert "Backend Server" in text
    assert text.index("Worker") < text.index("Frontend Pages")


def test_several_paths_stand_below_each_other(built: Built) -> None:
    table = tables(built.body("index"))[2]
    code = '<code translate="no">src/{}/</code>'
    assert "<br />".join(code.format(name) for name in "abc") in table


def test_a_view_without_entries_says_so(built: Built) -> None:
    assert "MCP servers: none." in built.body("index")


def test_a_card_has_its_fields_in_order(built: Built) -> None:
    body = built.body("cards")
    card = body[body.index('id="archdoc-gotcha-Clocks-drift"') : body.index('id="archdoc-dbtable-orders"')]
    assert re.findall(r"<dt>(.*?)</dt>", card) == ["Symptom", "Cause", "Fix"]
    assert "The clocks <em>differ</em>." in card


def test_a_body_adds_to_the_field_that_an_option_gives(built: Built) -> None:
    body = built.body("cards")
    card = words(body[body.index('id="archdoc-integration-Mailgate"') : body.index("Postgres")])
    assert "Sends mails . It is slow on Mondays. Endpoint Method" in card


def test_sql_is_read_into_columns_and_keys(built: Built) -> None:
    table = tables(built.body("cards"))[0]
    rows = [words(row) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
    assert rows == [
        "Column Type Null Default Key",
        "id uuid no GEN_RANDOM_UUID() primary",
        "buyer uuid no → buyers.id",
        "note text yes",
    ]
    assert 'href="#archdoc-dbtable-buyers"' in table
    assert "Referenced by" in built.body("cards")


def test_source_code_is_shown_once(built: Built) -> None:
    assert words(built.body("cards")).count("CREATE TABLE buyers") == 1


def test_no_part_of_a_text_is_lost_or_shown_twice(built: Built) -> None:
    text = words(built.body("cards"))
    for part in ("A list comes first.", "A paragraph second.", "Or wait."):
        assert text.count(part) == 1


def test_dependencies_are_a_list(built: Built) -> None:
    body = built.body("cards")
    items = [words(item) for item in re.findall(r'<li id="archdoc-.*?</li>', body, re.S)]
    assert items[:2] == ["Postgres (Database) – Keeps everything.", "orders – Is read."]
    assert '<a class="reference internal" href="#archdoc-dbtable-orders">' in body


def test_related_documents_are_links(built: Built) -> None:
    body = built.body("cards")
    assert re.search(r'<a class="reference internal" href="plain.html">.*?The plain page', body)
    assert '<a class="reference external" href="https://elsewhere.example/">Elsewhere</a>' in body


def test_the_stylesheet_is_linked_only_from_pages_that_show_an_entry(built: Built) -> None:
    assert "archdoc.css" in built.text("index.html")
    for page in ("plain", "genindex", "search"):
        assert "archdoc.css" not in built.text(f"{page}.html")


def test_the_script_is_linked_only_from_pages_with_a_view(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\nview\n```\n\n```{archdoc:envvar} A\nThe *first*.\n```\n",
            "view.md": '# View\n\n```{archdoc:table} envvar\n```\n\n`<p data-archdoc-view="x">`\n',
        }
    )
    built = site.build()
    assert re.search(r'<script defer="defer" src="_static/archdoc.js\?v=\w+">', built.text("view.html"))
    for page in ("index", "genindex", "search", "archdoc-envvar"):
        assert "archdoc.js" not in built.text(f"{page}.html")
    assert (built.out / "_static" / "archdoc.js").exists()
    book = site.build("epub", out="book")
    assert "archdoc.js" not in book.text("view.xhtml")
    assert not (book.out / "_static" / "archdoc.js").exists()


def test_the_search_finds_the_words_of_a_table(built: Built) -> None:
    assert '"frontend":' in built.text("searchindex.js")
    assert "pagesweb" not in built.text("searchindex.js")
