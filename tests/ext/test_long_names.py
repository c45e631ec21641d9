"""Long names in tables get places to break; formulas and highlighted code are left as they are."""

from __future__ import annotations

import html
import re

import pytest

from tests.conftest import Built, Site

LONG = "requests_total_of_all_services"

CELLS = {
    "plain code": (f"`{LONG}`", "requests_<wbr/>total_of_"),
    "a formula": (f"{{math}}`{LONG}`", f"\\({LONG}\\)"),
    "highlighted code": (f"`{LONG}`{{l=python}}", f">{LONG}<"),
}


@pytest.fixture(params=CELLS)
def cell(request: pytest.FixtureRequest) -> tuple[str, str]:
    return CELLS[request.param]


def build(site: Site, text: str) -> Built:
    site.conf["myst_enable_extensions"] = ["attrs_inline"]
    row = f"| Variable | Required | Description |\n|---|---|---|\n| `A_B` | ✓ | See {text}. |"
    entry = f"```{{archdoc:envvar}} C_D\nSee {text}.\n```\n"
    site.write(
        {
            "index.md": f"---\narchdoc: true\n---\n# T\n\n## Environment Variables\n\n{row}\n\n{entry}\n"
            "```{archdoc:table} envvar\n```\n"
        }
    )
    return site.build()


def test_only_what_is_written_piece_by_piece_is_broken(cell: tuple[str, str], site: Site) -> None:
    text, expected = cell
    built = build(site, text)
    assert built.warnings == []
    assert html.unescape(built.body("index")).count(expected) == 4  # in both tables and twice in the view


def test_the_name_of_a_card_may_break_and_is_whole_elsewhere(site: Site) -> None:
    card = f"```{{archdoc:dbtable}} {LONG}\n:purpose: Counts `{LONG}` and {{archdoc:dbtable}}`{LONG}`.\n```\n"
    site.write({"index.md": f"# T\n\n{card}\nBeside `{LONG}`.\n"})
    built = site.build()
    heading = built.body("index").partition('<dt class="')[2].partition("</dt>")[0]
    assert heading.count("<wbr/>") == 2
    assert f"archdoc-dbtable-{LONG}" in heading
    card, _, beside = built.body("index").partition("Beside")
    broken = re.findall(r'requests_(?:</span>)?<wbr/>(?:<span class="pre">)?total_of_', card)
    assert len(broken) == 3, "in the name, in code and in a reference"
    assert "<wbr/>" not in beside
    assert LONG in site.build("text").text("index.txt")


def test_a_kind_with_a_name_that_is_no_markup_makes_a_book(site: Site) -> None:
    site.conf["archdoc_kinds"] = {"thing": {"plural": "Risks & <things>", "fields": {}}}
    site.conf |= {"epub_copyright": "2026", "version": "1", "copyright": "2026"}
    site.write({"index.md": "# T\n\n```{archdoc:thing} A\n```\n"})
    text = site.build("epub").text("archdoc-thing.xhtml")
    assert "<h1>Risks &amp; &lt;things&gt;</h1>" in text


def test_two_plain_pages_in_one_document_have_tables_of_their_own_names(site: Site) -> None:
    rows = "".join(f"| `A_{n}` | One. |\n" for n in range(12))
    page = f"---\narchdoc: true\n---\n# P\n\n## Environment Variables\n\n| Variable | Description |\n|---|---|\n{rows}"
    site.write({"index.md": "# T\n\n```{toctree}\na\nb\n```\n", "a.md": page, "b.md": page})
    text = site.build("singlehtml").text("index.html")
    assert text.count('data-archdoc-view="archdoc-plain-1"') == 1
    assert text.count('data-archdoc-view="archdoc-plain-2"') == 1
