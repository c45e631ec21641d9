"""Tags and attributes that say nothing are left out of tables."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built, MakeSite

DEPENDENCY = "```{archdoc:upstream} mailer\nIs asked.\n```\n"
FILES = {
    "index.md": "# Start\n\n```{toctree}\nshop\nother\n```\n\n"
    "```{archdoc:table} envvar\n:columns: page, name\n```\n\n"
    "```{archdoc:table} envvar\n:columns: page, default\n```\n\n"
    "```{archdoc:table} upstream\n:columns: name, page\n```\n",
    "shop.md": "# Shop\n\n```{archdoc:envvar} PORT\n:default: 8080\n:example: a1\n\n"
    "See `max_rate`, `X-Request-Id` and `a b`.\n```\n\n"
    "```{archdoc:component} mailer\nSends.\n```\n",
    "other.md": f"# Other\n\n{DEPENDENCY}",
}


@pytest.fixture(scope="module")
def built(make_site: MakeSite) -> Built:
    return make_site("weight", FILES).build()


def test_a_page_is_a_link_where_the_name_beside_it_is_none_to_the_page(built: Built) -> None:
    beside_name, alone, beside_another = built.body("index").split("<table")[1:]
    assert "<td>Shop</td>" in beside_name
    assert '<th scope="row"><a href="shop.html">Shop</a></th>' in alone
    assert '<td><a href="other.html">Other</a></td>' in beside_another  # it leads to the component


def test_only_code_with_letters_is_kept_from_translators(built: Built) -> None:
    body = built.body("shop")
    assert "<code>8080</code>" in body
    assert '<code translate="no">a1</code>' in body


def test_only_words_that_could_break_are_kept_whole_by_a_tag(built: Built) -> None:
    codes = re.findall(r'<code class="docutils literal notranslate">(.*?)</code>', built.body("shop"))
    assert codes == ["max_rate", '<span class="pre">X-Request-Id</span>', "a b"]
