"""Every builder of Sphinx writes the same pages without a warning."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeSite, Site
from tests.ext.test_incremental import FILES

BUILDERS = [
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "gettext",
    "linkcheck", "dummy",
]  # fmt: skip

MORE = """\
# More

````{archdoc:integration} Mailgate
:provider: Mailgate Inc.
:credentials: jwt-key

Sends *mails*.

```{archdoc:endpoint} GET /v1/mails/{id}
:purpose: One mail.
```
````

```{archdoc:gotcha} Clocks drift
:symptom: Fresh tokens are **refused**.
:cause: The clocks of two hosts differ.
:fix: Set the clock, see {archdoc:component}`auth-api`.
:affects: auth-api
```

```{archdoc:code} Tokens
:area: Backend
:paths: src/auth/, src/tokens/
```

```{archdoc:mcp-server} tokens-mcp
:purpose: Looks tokens up.
:connection: stdio

{"mcpServers": {"tokens-mcp": {"command": "node"}}}
```

```{archdoc:related} Orders
:target: shop/orders
```
"""


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    index = FILES["index.md"].replace("plain\n", "plain\nmore\nquiet\n")
    site = make_site("builders", FILES | {"index.md": index, "more.md": MORE})
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    return site


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_writes_everything_without_a_warning(builder: str, shared: Site) -> None:
    assert shared.build(builder, out=builder).warnings == []


def test_tables_are_readable_as_text(shared: Site) -> None:
    text = shared.build("text", out="as-text").text("more.txt")
    row = next(line for line in text.splitlines() if "/v1/mails" in line)
    assert [cell.strip() for cell in row.strip(" |").split("|")][:3] == [
        '"/v1/mails/{id}"',
        "GET",
        "One mail.",
    ]
    assert max(map(len, text.splitlines())) < 120


def test_trails_go_on_after_the_prose_in_text(shared: Site) -> None:
    text = shared.build("text", out="as-text").text("auth.txt")
    assert "| **auth-api**" in text
    cell = " ".join(re.findall(r"^\| [^|]*\|[^|]*\|([^|]*)\|", text, re.M))
    assert 'Issues tokens, see "JWT_SECRET". · → Depends on: orders-db · ← Uses:' in " ".join(cell.split())


def test_rows_can_be_linked_to_in_latex(shared: Site) -> None:
    text = shared.build("latex", out="as-latex").text("test.tex")
    assert r"\label{\detokenize{auth:archdoc-envvar-JWT_SECRET}}" in text
    assert r"\hyperref[\detokenize{shop/orders:archdoc-component-orders-db}]" in text


def test_gettext_finds_the_prose_of_entries(shared: Site) -> None:
    text = shared.build("gettext", out="as-pot").text("auth.pot")
    assert 'msgid "The port."' in text
    assert 'msgid "Signs *tokens*, with {archdoc:secret}`jwt-key` or without."' in text


def test_all_pages_in_one_link_within_it(shared: Site) -> None:
    text = shared.build("singlehtml", out="as-one").text("index.html")
    assert 'href="#archdoc-component-orders-db"' in text
    assert "#document-shop/orders#archdoc-component" not in text
