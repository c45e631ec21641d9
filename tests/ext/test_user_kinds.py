"""A project adds kinds, and fields to the package's kinds, in one place: everything else follows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.conftest import BuildSite, Built, Site
from tests.ext.test_incremental import assert_same, inventory

KINDS = """\
[runbook]
title = "Runbook"
plural = "Runbooks"
heading = "Alarm"
body = "steps"

[runbook.fields]
severity = { type = "choice", choices = ["page", "ticket"], column = true }
steps = { required = true, column = true, width = 40 }
concerns = { type = "refs", targets = ["component"], inverse = "Runbooks" }

[component.fields.tier]
type = "choice"
choices = ["1", "2"]
"""

PAGE = """\
# Start

```{archdoc:component} api
:purpose: Answers.
:tier: 1
```

```{archdoc:runbook} High latency
:severity: page
:concerns: api

Restart *one* of them.
```

See {archdoc:runbook}`High latency` and {ref}`archdoc-runbook`.
"""


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    return build_site({"index.md": PAGE, "kinds.toml": KINDS}, archdoc_kinds="kinds.toml")


def test_the_table_is_right(built: Built) -> None:
    assert built.warnings == []


def test_a_new_kind_has_directive_table_role_and_backlinks(built: Built) -> None:
    body = built.body("index")
    assert '<th class="head" scope="col">Alarm</th>' in body
    assert "Restart <em>one</em> of them." in body
    row = body[body.index('id="archdoc-component-api"') :].partition("</tr>")[0]
    assert 'href="#archdoc-runbook-High-latency"' in row
    assert body.count('href="#archdoc-runbook-High-latency"') == 3  # permalink, backlink, role


def test_a_new_kind_has_index_and_inventory(built: Built) -> None:
    assert "High latency" in built.text("archdoc-runbook.html")
    assert any(line.startswith("archdoc:runbook High latency ") for line in inventory(built))


def test_a_new_field_of_a_kind_that_has_columns_stands_in_the_trail(built: Built) -> None:
    body = built.body("index")
    assert '<th class="head" scope="col">Tier</th>' not in body
    assert '<dt class="archdoc-value">Tier</dt>' in body


def test_the_table_may_stand_in_conf_py(site: Site) -> None:
    site.conf["archdoc_kinds"] = {"runbook": {"fields": {"severity": {}}}}
    site.write({"index.md": "# Start\n\n```{archdoc:runbook} X\n:severity: high\n```\n"})
    built = site.build()
    assert built.warnings == []
    assert '<th class="head" scope="col">Severity</th>' in built.body("index")


def test_a_change_of_the_table_reads_the_pages_anew(site: Site) -> None:
    site.conf["archdoc_kinds"] = "kinds.toml"
    site.write({"index.md": PAGE, "kinds.toml": KINDS})
    site.build()
    site.write({"kinds.toml": KINDS.replace('"Alarm"', '"Alert"')})
    after = site.build()
    assert after.read == {"index"}
    assert '<th class="head" scope="col">Alert</th>' in after.body("index")
    assert_same(after, site.build(out="clean"))
    assert site.build().read == set()


def test_a_missing_file_is_a_problem_and_the_build_goes_on(site: Site) -> None:
    site.conf["archdoc_kinds"] = "none.toml"
    site.write({"index.md": "# Start\n\n```{archdoc:envvar} PORT\nThe port.\n```\n"})
    built = site.build()
    assert built.warnings == [
        "conf.py:1: WARNING: archdoc_kinds: there is no file 'none.toml' [archdoc.wrong-setting]"
    ]
    assert 'id="archdoc-envvar-PORT"' in built.body("index")


RAW = "Q&A <img src=x onerror=alert(1)>"
HOSTILE = {"faq": {"title": RAW, "plural": f"{RAW}s", "heading": RAW, "fields": {"why": {"title": RAW}}}}
ASKED = """\
# Start

```{archdoc:faq} one
:why: Because.
```

See {ref}`archdoc-faq` and {archdoc:faq}`one`.

```{archdoc:table} faq
:columns: name, kind, why
```

```{archdoc:summary}
:by: kind
```
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_titles_of_kinds_are_text_in_every_page(site: Site, builder: str) -> None:
    site.conf |= {"archdoc_kinds": HOSTILE, "html_theme": "alabaster", "epub_show_urls": "no"}
    site.write({"index.md": ASKED})
    built = site.build(builder)
    files = [p for p in built.out.rglob("*") if p.suffix in (".html", ".xhtml", ".ncx", ".opf")]
    shown = [p for p in files if "onerror" in p.read_text("utf-8")]
    assert shown
    for path in shown:
        text = path.read_text("utf-8")
        assert "<img" not in text, path.name
        if path.suffix in (".xhtml", ".ncx", ".opf"):
            ElementTree.fromstring(text)
        elif builder == "html":
            assert "Q&A" not in text, path.name


def test_the_title_of_an_index_page_is_shown_whole(site: Site) -> None:
    """Themes take tags out of the title of a page, so a title that is not escaped would lose words."""
    site.conf["archdoc_kinds"] = HOSTILE
    site.write({"index.md": ASKED})
    title = site.build().text("archdoc-faq.html").partition("<title>")[2].partition("</title>")[0]
    assert title.startswith("Q&amp;A &lt;img src=x onerror=alert(1)&gt;s")


def test_the_title_of_an_index_in_a_book_is_text(site: Site) -> None:
    site.conf["archdoc_kinds"] = {"faq": {"title": "Q&A", "plural": "Q&A_100%"}}
    site.write({"index.md": "# Start\n\n```{archdoc:faq} one\n```\n"})
    (tex,) = [p.read_text("utf-8") for p in site.build("latex").out.glob("*.tex")]
    assert r"\renewcommand{\indexname}{Q\&A\_100\%}" in tex
