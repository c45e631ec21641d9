"""Beside sphinx-design and sphinx-copybutton: entries and views in cards, grids, tabs and what folds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.neighbours.addresses import Addresses

pytest.importorskip("sphinx_design")
pytest.importorskip("sphinx_copybutton")

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parent.parent.parent / "docs/examples/neighbours"

DESIGN = """\
# Design

::::{grid} 2
:::{grid-item-card} In a grid
```{archdoc:component} auth-api
:purpose: Issues tokens.
:layr: edge
```
```{archdoc:component} web-shop
:purpose: Sells.
:depends-on: auth-api
```
:::
:::{grid-item-card} A card that is a link
:link: auth-api
:link-type: any
Leads to the component.
:::
::::

::::{tab-set}
:::{tab-item} One
```{archdoc:envvar} PORT
:default: `80`

The port.
```
:::
:::{tab-item} Two
```{archdoc:dbtable} orders
:owner: web-shop

CREATE TABLE orders (id INT PRIMARY KEY);
```
```{archdoc:table} component
```
:::
::::

:::{dropdown} Folded
```{archdoc:gotcha} Clocks drift
:symptom: Refused.
:cause: Time.
:fix: Set it.
:affects: auth-api
```
```{archdoc:diagram}
```
:::

:::{card} A card
Uses {archdoc:envvar}`PORT` and
{archdoc:envvar}`PROT`.
:::

{bdg-ref-primary}`Badge <archdoc-envvar>`

```{archdoc:component} behind
:purpose: With {octicon}`rocket` and {bdg-primary}`badge`.
```
"""


@pytest.fixture(scope="module")
def built(make_site: MakeSite) -> Built:
    files = {
        "index.md": "# Start\n\n```{toctree}\ndesign\n```\n\n```{archdoc:table} component\n:columns: name, purpose\n```\n",
        "design.md": DESIGN,
    }
    site = make_site("design", files)
    site.conf["extensions"] = ["myst_parser", "sphinx_design", "sphinx_copybutton", "sphinx_archdoc"]
    return site.build()


def test_entries_in_a_card_are_one_table(built: Built) -> None:
    card = built.body("design").partition("In a grid")[2].partition("A card that is a link")[0]
    assert re.findall(r'<tr[^>]* id="(archdoc-component-[^"]*)"', card) == [
        "archdoc-component-auth-api",
        "archdoc-component-web-shop",
    ]
    assert card.count("<table") == 1


def test_a_card_may_be_a_link_to_an_entry(built: Built) -> None:
    assert re.search(
        r'<a class="sd-stretched-link[^"]*" href="#archdoc-component-auth-api"', built.body("design")
    )


def test_tabs_and_what_folds_hold_entries_and_views(built: Built) -> None:
    tabs, _, folded = built.body("design").partition("sd-tab-set")[2].partition('<details class="sd')
    assert 'id="archdoc-envvar-PORT"' in tabs
    assert 'id="archdoc-dbtable-orders"' in tabs
    assert "data-archdoc-view=" in tabs
    assert 'id="archdoc-gotcha-Clocks-drift"' in folded
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="archdoc-picture"' in folded


def test_icons_and_badges_in_the_text_of_an_entry_are_shown_elsewhere(built: Built) -> None:
    for page in ("design", "index"):
        row = built.body(page).partition("behind")[2].partition("</tr>")[0]
        assert '<svg version="1.1"' in row and 'class="sd-sphinx-override sd-badge' in row


def test_problems_stand_at_their_lines(built: Built) -> None:
    assert built.codes == ["design.md:7 unknown-field", "design.md:53 dangling-reference"]
    assert len(built.warnings) == 2


def test_every_link_leads_somewhere(built: Built) -> None:
    assert Addresses(built.out).dead() == []


def test_code_in_an_entry_gets_a_button_like_any_other(built: Built) -> None:
    """The button is put into what the selector finds: blocks of code, and no cell of a table."""
    script = built.text("_static/copybutton.js")
    assert "div.highlight pre" in script
    body = built.body("design")
    sql = body.partition('id="archdoc-dbtable-orders"')[2]
    assert '<div class="highlight"><pre>' in sql
    assert body.count('<div class="highlight"><pre>') == 1


def test_the_example_of_the_reference(site: Site) -> None:
    exec((EXAMPLE / "conf.py").read_text("utf-8"), {}, site.conf)
    site.write({"index.md": (EXAMPLE / "index.md").read_text("utf-8")})
    built = site.build()
    assert built.warnings == []
    assert re.search(
        r'<a class="sd-stretched-link[^"]*" href="#archdoc-component-parcel-tracker"', built.body("index")
    )
