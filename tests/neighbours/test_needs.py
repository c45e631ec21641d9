"""Beside sphinx-needs: each may stand in the other, and mention the other."""

from __future__ import annotations

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.neighbours.addresses import Addresses

pytest.importorskip("sphinx_needs")
pytestmark = [
    pytest.mark.slow,
    # of docutils, which sphinx-needs parses templates with
    pytest.mark.filterwarnings("ignore:The frontend.Option:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:sphinx_needs"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning:sphinx_needs"),
]

NEEDS = """\
Needs
=====

.. req:: Sign in
   :id: R_SIGN_IN

   Met by :archdoc:component:`auth-api`, not by :archdoc:component:`auth-app`.

   .. archdoc:envvar:: LIMIT
      :requried:

      How often, see :need:`R_SIGN_IN`.

.. needtable::
   :columns: id, title

.. archdoc:table:: envvar, component
   :columns: name, purpose, description, mentioned-in
"""

OURS = """\
# Ours

```{archdoc:component} auth-api
:purpose: Does what {need}`R_SIGN_IN` asks for.
```

```{req} Sign out
:id: R_SIGN_OUT

By [](#component.auth-api).
```
"""

PLAIN = """\
> **Type:** Architecture

# Plain

## Environment Variables

| Variable | Required | Default | Description |
|---|---|---|---|
| `PLAIN_PORT` | ✓ | — | For {need}`R_SIGN_OUT` |
"""


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    files = {
        "index.md": "# Start\n\n```{toctree}\nneeds\nours\nplain\nelsewhere\n```\n",
        "needs.rst": NEEDS,
        "ours.md": OURS,
        "plain.md": PLAIN,
        "elsewhere.md": "# Elsewhere\n\n```{archdoc:table} component\n```\n",
    }
    site = make_site("needs", files)
    site.conf["extensions"] = ["myst_parser", "sphinx_needs", "sphinx_archdoc"]
    return site


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.build()


def test_an_entry_stands_in_a_need(built: Built) -> None:
    need = built.body("needs").partition('id="R_SIGN_IN"')[2]
    assert 'id="archdoc-envvar-LIMIT"' in need
    assert 'href="ours.html#archdoc-component-auth-api"' in need


def test_a_need_is_a_mention_of_the_entry(built: Built) -> None:
    row = built.body("ours").partition('id="archdoc-component-auth-api"')[2].partition("</tr>")[0]
    assert 'href="needs.html"' in row
    assert row.count("Needs") == 1


def test_an_entry_mentions_a_need(built: Built) -> None:
    link = '<a class="reference internal" href="needs.html#R_SIGN_IN" title="R_SIGN_IN">'
    assert link in built.body("ours")
    assert 'href="ours.html#R_SIGN_OUT"' in built.body("plain")


def test_tables_of_both_show_what_is_elsewhere(built: Built) -> None:
    body = built.body("needs")
    views = body.partition("data-archdoc-view")[2]
    assert 'href="#archdoc-envvar-LIMIT"' in views
    assert 'href="plain.html#archdoc-envvar-PLAIN_PORT"' in views
    assert 'href="ours.html#R_SIGN_OUT"' in body.partition("data-archdoc-view")[0]
    assert 'href="#R_SIGN_IN"' in views


def test_where_a_page_has_no_need_the_text_of_an_entry_shows_the_id(built: Built) -> None:
    assert "R_SIGN_IN" in built.body("elsewhere")
    assert "needs.html#R_SIGN_IN" not in built.body("elsewhere")


def test_problems_stand_at_their_lines(built: Built) -> None:
    assert built.codes == ["needs.rst:7 dangling-reference", "needs.rst:10 unknown-field"]
    assert len(built.warnings) == 2


def test_every_link_leads_somewhere(built: Built) -> None:
    assert Addresses(built.out).dead() == []
