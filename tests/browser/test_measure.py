"""The measure itself, on small pages of which one can see by eye what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from tests.browser.measure import faults, measure
from tests.browser.page import Page

pytestmark = pytest.mark.slow

STYLE = """
body { margin: 0; font: 16px/1.5 monospace; }
main { padding: 0 10px; }
.archdoc-frame { container-type: inline-size; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0; padding: 2px; text-align: left; vertical-align: top; }
dl, dd { margin: 0; }
@container (max-width: 30rem) {
  table, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
"""

TRAIL = '<dl class="archdoc-trail"><div class="archdoc-from"><dt>Used by</dt><dd><a href="#">web</a></dd></div></dl>'

Show = Callable[..., dict[str, Any]]


@pytest.fixture
def show(driver: webdriver.Chrome, tmp_path: Path) -> Show:
    """Show a table with a name, and what else is given, and measure it."""

    def show_(
        prose: str = "Sends mail.",
        *,
        name: str = "mail",
        fact: str = "Go",
        style: str = "",
        width: int = 1000,
    ) -> dict[str, Any]:
        path = tmp_path / "page.html"
        path.write_text(
            f"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><style>{STYLE}{style}</style>
            <main role="main"><section><h2>Parts</h2><div class="archdoc-frame"><table class="archdoc-table">
            <thead><tr><th scope="col">Name</th><th scope="col">Prose</th><th scope="col">Fact</th></tr></thead>
            <tbody><tr id="one"><th scope="row">{name}</th><td>{prose}</td><td>{fact}</td></tr></tbody>
            </table></div></section></main>""",
            "utf-8",
        )
        page = Page(driver, path.as_uri())
        page.emulate(width, dark=False)
        page.load()
        return measure(page)

    return show_


@pytest.mark.parametrize(("width", "stacked"), [(1000, False), (360, True)])
def test_a_table_that_fits_has_no_faults(width: int, stacked: bool, show: Show) -> None:
    measured = show(f"<p>Sends mail.</p>{TRAIL}", width=width)
    assert faults(measured) == []
    (table,) = measured["tables"]
    assert table["stacked"] is stacked
    assert [(column["heading"], column["state"]) for column in table["columns"]] == [
        ("Name", "visible"), ("Prose", "visible"), ("Fact", "visible"),
    ]  # fmt: skip
    assert table["trails"] == [{"row": "one", "heading": "Used by", "way": "from", "state": "visible"}]


def test_a_table_that_scrolls_overflows_and_hides_columns(show: Show) -> None:
    measured = show(style=".archdoc-frame { overflow: auto; } table { width: 2000px; table-layout: fixed; }")
    (table,) = measured["tables"]
    assert [column["state"] for column in table["columns"]] == ["visible", "cut", "hidden"]
    assert measured["page"] == 0
    found = faults(measured)
    assert found[0].startswith("a box scrolls: DIV.archdoc-frame: Name")
    assert "table 0 (Parts): wider than its container: 2000 in 980" in found
    assert "table 0 (Parts): column 'Fact' is hidden" in found


@pytest.mark.parametrize(
    "style", ["table { width: 1100px; }", "main { width: 3000px; } table { width: 2900px; }"]
)
def test_a_table_may_be_wider_than_the_window(style: str, show: Show) -> None:
    measured = show(style=style)
    assert measured["page"] > 1000
    assert "table 0 (Parts): beyond the window" in faults(measured)


def test_what_is_cut_off_without_a_bar_is_seen(show: Show) -> None:
    measured = show(style=".archdoc-frame { overflow: hidden; } table { width: 1100px; }")
    assert "table 0 (Parts): column 'Fact' is cut" in faults(measured)
    assert not any("scrolls" in fault for fault in faults(measured))


def test_a_cell_may_be_too_narrow_for_what_it_holds(show: Show) -> None:
    measured = show("x" * 150, style="table { table-layout: fixed; }")
    assert any("TD holds" in fault for fault in faults(measured))


@pytest.mark.parametrize("fact", ["Go", "<b hidden>Go</b>Rust"])
def test_a_fact_that_a_stacked_table_hides_is_missed(fact: str, show: Show) -> None:
    style = "@container (max-width: 30rem) { td:last-child { display: none; } }"
    assert faults(show(fact=fact, style=style, width=360)) == ["table 0 (Parts): column 'Fact' is hidden"]
    assert faults(show(fact="", style=style, width=360)) == []


def test_a_trail_that_is_hidden_is_missed(show: Show) -> None:
    measured = show(f"<p>Sends.</p>{TRAIL}", style="dd { display: none; }")
    assert faults(measured) == ["table 0 (Parts): 'Used by' of one is hidden"]


def test_what_is_folded_is_neither_hidden_nor_broken(show: Show) -> None:
    more = (
        '<details class="archdoc-more"><summary>and 2 more</summary><a href="#">abcdefghijklm</a></details>'
    )
    trail = TRAIL.replace("</dd>", f" {more}</dd>")
    assert faults(show(trail, style="details { width: 5em; overflow-wrap: anywhere; }")) == []
    measured = show(
        trail.replace("<details", "<details open"), style="details { width: 5em; overflow-wrap: anywhere; }"
    )
    assert any("broken inside: abcdefgh|ijklm" in fault for fault in faults(measured))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LANGFUSE_S3_BUCKET", ["broken inside: BU|CKET", "broken inside: LANGFUS|E"]),
        ("LANG_FUSE_BUCKET", ["broken inside: BUCK|ET", "broken inside: FU|SE"]),  # where it is full
        ("FURTHER_ON", ["broken before a sign: FURTHER|"]),
        ("GO_ON", []),
        ("GO_<wbr>FURTHER", []),
        ("S3_ FURTHER", []),
        ("<code>fur</code><wbr><code>niture</code>", ["broken inside: fur|niture"]),
        ("<p>fur</p><p>niture</p>", []),
        ("eventually", ["broken inside: eventua|lly"]),
        ("0" * 30, []),  # fits nowhere
        ("failIf<wbr>QueueConsumptionStuck", []),
        ("failIf<wbr>Stuck", ["broken inside: failIf|Stuck"]),
        ("日本語の文章です", []),
    ],
)
def test_words_are_broken_after_signs_alone(name: str, expected: list[str], show: Show) -> None:
    column = "table { table-layout: fixed; } th:first-child { overflow-wrap: anywhere; width: calc(7ch + 4px) !important; }"
    found = [
        fault
        for fault in faults(show(name=name, style=f"{column} th {{ padding: 2px; }}"))
        if "broken" in fault
    ]
    assert sorted(fault.split(": ", 1)[1].split(" in a line")[0] for fault in found) == expected


@pytest.mark.parametrize(
    "change",
    [
        "th.outerHTML = `<td>${th.innerHTML}</td>`",
        "th.setAttribute('scope', 'col')",
        "th.removeAttribute('scope'); th.parentElement.querySelectorAll('td').forEach((td) => td.remove())",
    ],
)
def test_a_row_without_a_heading_is_said(change: str, show: Show, driver: webdriver.Chrome) -> None:
    show()
    driver.execute_script(f"const th = document.querySelector('tbody th'); {change}")
    assert faults(measure(Page(driver, ""))) == ["table 0 (Parts): of 1 rows, 0 have a heading"]


def test_a_heading_needs_no_scope_where_html_implies_it(show: Show, driver: webdriver.Chrome) -> None:
    show()
    driver.execute_script("document.querySelector('tbody th').removeAttribute('scope')")
    assert faults(measure(Page(driver, ""))) == []


def test_a_box_inside_a_cell_that_scrolls_down_is_seen(show: Show) -> None:
    measured = show('<div style="height: 20px; overflow: auto">a<br>b<br>c</div>')
    assert [(box["across"], box["down"]) for box in measured["inner"]] == [(False, True)]
    assert len(faults(measured)) == 1


@pytest.mark.parametrize(
    ("style", "ours"),
    [("h2 { margin-left: 2000px; }", False), (".archdoc-frame { margin-left: 500px; width: 1000px; }", True)],
)
def test_a_page_that_scrolls_sideways_is_a_fault_only_if_something_of_ours_sticks_out(
    style: str, ours: bool, show: Show
) -> None:
    measured = show(style=f"section {{ overflow-x: auto; }} {style}")
    assert [(box["across"], box["down"], box["ours"]) for box in measured["inner"]] == [(True, False, ours)]
