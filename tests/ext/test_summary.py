"""``archdoc:summary`` in a build: every count leads to the rows that it counts."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built, BuiltSite, MakeSite, Site
from tests.ext.links import dead_links, repeated_ids
from tests.ext.test_impact import component
from tests.ext.test_incremental import assert_same, replace

FILES = {
    "index.md": """\
# Start

```{toctree}
a
sub/b
c
counts
```
""",
    "counts.md": """\
# Counts

```{archdoc:summary}
:caption: All <of> it
```

```{archdoc:summary}
:kind: component
:by: owner, layer
:where: name != db
```

```{archdoc:summary}
:kind: gotcha
:empty: No gotchas.
```

```{archdoc:summary}
:kind: secret
```
""",
    "a.md": "# A & co\n\n```{archdoc:document}\n:focus: high\n:status: active\n```\n"
    + component("web", ":owner: <shop>", ":layer: Front")
    + component("api", ":owner: core", ":layer: Back")
    + component("db", ":owner: core", ":layer: Back"),
    "sub/b.md": "# B\n\n```{archdoc:envvar} PORT\nThe port.\n```\n\n```{archdoc:summary}\n:scope: page\n:by: kind, page\n```\n",
    "c.rst": "C\n=\n\n.. archdoc:document::\n   :focus: low\n\n.. archdoc:summary::\n   :by: focus, required\n",
}


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    site = make_site("summary", FILES)
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    return site


@pytest.fixture(scope="module")
def html(shared: Site) -> Built:
    return shared.build()


def counts(body: str) -> list[str]:
    """The rows of the summaries of a page: what, how many, and where that leads."""
    found = []
    for table in re.findall(r'<table class="[^"]*archdoc-summary[ "].*?</table>', body, re.S):
        for row in re.findall(r"<tr.*?</tr>", table, re.S)[1:]:
            words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
            href = re.search(r'href="([^"]+)"', row)
            found.append(f"{words} {href[1]}" if href else f"[{words}]")
    return found


def test_counts_lead_to_the_index_the_page_or_the_rows_below(html: Built) -> None:
    assert counts(html.body("counts")) == [
        "[By kind]",
        "Documents 2 archdoc-document.html",
        "Environment variables 1 archdoc-envvar.html",
        "Components 3 archdoc-component.html",
        "[By page]",
        "A &amp; co 4 a.html",
        "C 1 c.html",
        "B 1 sub/b.html",
        "[By owner]",
        "&lt;shop&gt; 1 #archdoc-1-owner-1",
        "core 2 #archdoc-1-owner-2",
        "Not given 2 #archdoc-1-owner-3",
        "[By status]",
        "active 1 #archdoc-1-status-1",
        "Not given 1 #archdoc-1-status-2",
        "[By focus]",
        "high 1 #archdoc-1-focus-1",
        "low 1 #archdoc-1-focus-2",
        "[By owner]",
        "&lt;shop&gt; 1 #archdoc-2-owner-1",
        "core 1 #archdoc-2-owner-2",
        "[By layer]",
        "Back 1 #archdoc-2-layer-1",
        "Front 1 #archdoc-2-layer-2",
    ]


def test_the_rows_of_a_count_stand_below_it(html: Built) -> None:
    body = html.body("counts")
    rows = body[body.index('id="archdoc-1-owner-2"') :].partition("</details>")[0]
    assert re.findall(r'href="a.html#archdoc-component-(\w+)"', rows) == ["api", "db"]
    assert "<summary>Owner: &lt;shop&gt; (1)</summary>" in body
    assert "All &lt;of&gt; it" in body


def test_a_part_of_the_project_counts_its_own(html: Built) -> None:
    assert counts(html.body("sub/b")) == [
        "[By kind]",
        "Environment variables 1 #archdoc-1-kind-1",
        "[By page]",
        "B 1 #archdoc-1-page-1",
    ]
    assert counts(html.body("c")) == [
        "[By focus]",
        "high 1 #archdoc-1-focus-1",
        "low 1 #archdoc-1-focus-2",
        "[By required]",
        "✗ 1 #archdoc-1-required-1",
    ]


def test_nothing_to_count_is_said(html: Built) -> None:
    assert "No gotchas." in html.body("counts")
    assert "There is nothing to count." in html.body("counts")


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo"]
)
def test_every_builder_writes_it_and_no_link_is_dead(builder: str, shared: Site) -> None:
    built = shared.build(builder, out=f"as-{builder}")
    assert built.warnings == []
    if "html" in builder:
        assert set(dead_links(built)) <= {"index.html: #document-index"}
        assert repeated_ids(built) == []


def test_links_to_the_rows_work_on_paper(shared: Site) -> None:
    text = shared.build("latex", out="as-latex").text("test.tex")
    linked = set(re.findall(r"\\hyperref\[\\detokenize\{(counts:archdoc-\d[^}]*)\}\]", text))
    assert len(linked) == 11
    assert all(rf"\label{{\detokenize{{{place}}}}}" in text for place in linked)


@pytest.mark.parametrize(
    ("page", "old", "new", "showing"),
    [
        ("a.md", ":owner: core", ":owner: kernel", {"a", "counts"}),
        ("a.md", ":purpose: Works.", ":purpose: Rests.", {"a"}),
        ("a.md", "{archdoc:component} web", "{archdoc:component} shop", {"a", "counts"}),
        ("a.md", "# A & co", "# A", {"a", "counts", "c"}),
        ("a.md", ":focus: high", ":focus: low", {"a", "counts", "c"}),
        ("sub/b.md", "The port.", "The door.", {"sub/b"}),
        ("sub/b.md", "{archdoc:envvar} PORT", "{archdoc:envvar} DOOR", {"sub/b", "c"}),
    ],
)
def test_it_is_written_again_where_a_count_or_its_rows_change(
    page: str, old: str, new: str, showing: set[str], built_site: BuiltSite
) -> None:
    site, _ = built_site(FILES)
    assert site.build().written == set()
    replace(page, old, new)(site)
    after = site.build()
    assert_same(after, site.build(out="clean"))
    assert after.written - {"index"} == showing


def test_a_name_below_a_count_leads_to_where_its_target_is_now(site: Site) -> None:
    summary = "```{archdoc:summary}\n:kind: upstream\n:by: type\n```\n"
    dependency = "```{archdoc:upstream} api\n:reason: Sells.\n:type: HTTP\n```\n"
    site.write({"index.md": "# Start\n\n```{toctree}\na\nb\nc\n```\n", "a.md": f"# A\n\n{dependency}"})
    site.write({"view.md": f"---\norphan: true\n---\n# View\n\n{summary}"})
    site.write({"b.md": "# B\n\n" + component("api"), "c.md": "# C\n"})
    assert "b.html#archdoc-component-api" in site.build().body("view")
    site.write({"b.md": "# B\n", "c.md": "# C\n\n" + component("api")})
    after = site.build()
    assert_same(after, site.build(out="clean"))
    assert "c.html#archdoc-component-api" in after.body("view")
