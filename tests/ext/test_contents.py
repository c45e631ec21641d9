"""Tables of contents: cards stand in that of their own page, and in no other."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeSite, Site

PAGES = {
    "index.md": "# Start\n\n```{toctree}\n:maxdepth: 9\ncards\nshop\nplain\n```\n",
    "shop.md": """\
# Shop

## Traps

```{archdoc:gotcha} Carts vanish
:symptom: They do.
:cause: The cache is full.
:fix: Make it larger.
```

## More

### Mail

````{archdoc:integration} Mailgate
:provider: Mailgate Inc.

```{archdoc:gotcha} Mails twice
:symptom: They come again.
:cause: A retry.
:fix: Look at the number.
```
````
""",
    "cards.md": "# Cards\n\n```{archdoc:gotcha} First of all\n:symptom: s\n:cause: c\n:fix: f\n```\n",
    "plain.md": "# Plain\n\n## Part\n\nWords.\n",
}

CARDS = ["First of all", "Carts vanish", "Mailgate", "Mails twice"]


def contents(html: str) -> list[str]:
    """The words of the links in the side bar."""
    side = html[html.index('<div class="sphinxsidebar"') :]
    return [re.sub("<[^>]+>", "", link) for link in re.findall(r'<a class="reference internal".*?</a>', side)]


@pytest.fixture(scope="module", params=[0, 2], ids=["one process", "two"])
def site(request: pytest.FixtureRequest, make_site: MakeSite) -> Site:
    pages = {**PAGES, **{f"more{n}.md": f"---\norphan: true\n---\n# More {n}\n" for n in range(6)}}
    site = make_site(f"contents{request.param}", pages)
    site.conf["html_sidebars"] = {"**": ["localtoc.html"]}
    site.build(parallel=request.param)
    return site


def test_a_page_lists_its_cards_in_their_places(site: Site) -> None:
    listed = contents(site.build().text("shop.html"))
    assert listed == ["Shop", "Traps", "Carts vanish", "More", "Mail", "Mailgate", "Mails twice"]


def test_only_names_in_code_are_set_as_code(make_site: MakeSite) -> None:
    table = "\n\n```{archdoc:dbtable} orders\nCREATE TABLE orders (id INT);\n```\n"
    site = make_site("code", {"index.md": PAGES["shop.md"] + table})
    site.conf["html_sidebars"] = {"**": ["localtoc.html"]}
    html = site.build().text("index.html")
    side = html[html.index('<div class="sphinxsidebar"') :]
    assert re.findall('<code[^>]*><span class="pre">(.*?)</span>', side) == ["orders"]


def test_no_other_page_does(site: Site) -> None:
    body = site.build().body("index")
    assert "Part</a>" in body
    assert "Mail</a>" in body
    assert not any(card in body for card in CARDS)


def test_a_side_bar_of_all_pages_lists_the_cards_of_its_own(make_site: MakeSite) -> None:
    site = make_site("global", PAGES)
    site.conf |= {
        "html_sidebars": {"**": ["globaltoc.html"]},
        "html_theme_options": {"globaltoc_collapse": False},
    }
    built = site.build()
    assert "Mail" in contents(built.text("plain.html"))
    assert not set(CARDS) & set(contents(built.text("plain.html")))
    assert not set(CARDS) & set(contents(built.text("archdoc-gotcha.html")))
    assert set(CARDS) & set(contents(built.text("shop.html"))) == set(CARDS[1:])


def test_sections_keep_their_numbers(make_site: MakeSite) -> None:
    numbered = PAGES | {"index.md": PAGES["index.md"].replace("9\n", "9\n:numbered:\n")}
    site = make_site("numbered", numbered)
    site.conf["html_sidebars"] = {"**": ["localtoc.html"]}
    listed = contents(site.build().text("shop.html"))
    assert listed[:3] == ["2. Shop", "2.1. Traps", "Carts vanish"]


def test_what_is_listed_follows_edits(site: Site) -> None:
    site.write({"shop.md": PAGES["shop.md"].replace("Carts vanish", "Carts go")})
    assert "Carts go" in contents(site.build().text("shop.html"))
    site.write({"shop.md": "# Shop\n\n## Traps\n"})
    assert contents(site.build().text("shop.html")) == ["Shop", "Traps"]
    site.write({"shop.md": PAGES["shop.md"]})
    assert set(CARDS[1:]) <= set(contents(site.build().text("shop.html")))


def test_all_pages_in_one_have_the_contents_of_all(make_site: MakeSite) -> None:
    site = make_site("single", PAGES)
    site.conf["html_sidebars"] = {"**": ["localtoc.html"]}
    listed = contents(site.build("singlehtml").text("index.html"))
    assert {"Shop", "Mail", "Plain", "Part"} <= set(listed)
