"""A name means one entry, or the answer says which."""

from __future__ import annotations

import pytest

from sphinx_archdoc.answers.answer import Question
from sphinx_archdoc.answers.markdown import markdown_code, markdown_table, markdown_text
from sphinx_archdoc.answers.names import find_entry
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import loaded, shop

OTHER = graph_of([page("x", [entry("component", "api")])])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("api", "index#component-3"),
        ("component:api", "index#component-3"),
        ("index", "index#document-1"),
        ("envvar:ops#PORT", "ops#envvar-1"),
        ("index#component-3", "index#component-3"),
        ("  api ", "index#component-3"),
    ],
)
def test_a_reference_or_an_id_finds_an_entry(name: str, place: str) -> None:
    found, _ = find_entry(name, [loaded(shop())])
    assert f"{found.page}#{found.anchor}" == place


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ap", "there is no entry 'ap'; did you mean 'api'?"),
        ("component:wbe", "there is no entry 'component:wbe'; did you mean 'web'?"),
        ("xyzzy", "there is no entry 'xyzzy'"),
        ("", "there is no entry ''"),
        ("PORT", "'PORT' may mean 2 entries: envvar:ops#PORT, envvar:other#PORT; use one of these names"),
    ],
)
def test_a_name_that_means_no_entry_or_several(name: str, message: str) -> None:
    with pytest.raises(Question) as caught:
        find_entry(name, [loaded(shop())])
    assert str(caught.value) == message


def test_a_catalogue_can_be_named() -> None:
    catalogues = [loaded(shop()), loaded(OTHER, "pay")]
    with pytest.raises(Question, match="shop:component:api, pay:component:api"):
        find_entry("api", catalogues)
    assert find_entry("pay:component:api", catalogues)[1].name == "pay"
    assert find_entry("external+shop:api", catalogues)[1].name == "shop"


def test_no_text_is_markup() -> None:
    assert markdown_text("a|b <i> *x*\n\n@team #1") == r"a\|b &lt;i&gt; \*x\* `@team` \#1"
    assert markdown_text("a.b@c.org") == "a.b@\N{WORD JOINER}c.org"
    assert markdown_code("a`b|") == r"``a`b\|``"
    assert markdown_code("`") == "`` ` ``"
    assert list(markdown_table(["A"], [["x"]])) == ["| A |", "| --- |", "| x |"]
