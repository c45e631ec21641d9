"""Beside Sphinx's own extensions: they work in the texts of entries, also where another page shows these."""

from __future__ import annotations

import pytest

from tests.conftest import Built, MakeSite
from tests.neighbours.addresses import Addresses

pytestmark = pytest.mark.slow

EXTENSIONS = [
    "todo", "graphviz", "extlinks", "autosectionlabel", "ifconfig", "duration", "githubpages", "mathjax", "coverage",
    "doctest", "inheritance_diagram", "viewcode",
]  # fmt: skip

PAGE = """\
# Auth

````{archdoc:component} auth-api
:depends-on: store

Signs with $x^2$ as in {ticket}`12`; see {ref}`auth:Keys`.

```{todo}
Ask the *owner*.
```
````

```{archdoc:component} store
:purpose: Keeps.
```

## Keys

```{archdoc:envvar} KEY
See [](#component.auth-api).
```
"""

REST = """\
Rest
====

.. ifconfig:: project == "Test"

   .. archdoc:component:: shown
      :purpose: Stands below a condition.

.. ifconfig:: project == "Another"

   .. archdoc:component:: hidden
      :purpose: Stands below a condition that does not hold.

.. only:: drafts

   .. archdoc:component:: hidden-too
      :purpose: Stands below another that does not hold.

.. todolist::

.. digraph:: calls

   a -> b

.. archdoc:component:: calls
   :purpose: Has a drawing of somebody else, :math:`y` and :ticket:`13`.

See :ref:`archdoc-component` and :any:`auth-api`.
"""


@pytest.fixture(scope="module")
def built(make_site: MakeSite) -> Built:
    files = {
        "index.md": "# Start\n\n```{toctree}\nauth\nrest\n```\n\n```{archdoc:table} component\n```\n",
        "auth.md": PAGE,
        "rest.rst": REST,
    }
    site = make_site("own", files)
    site.conf |= {
        "extensions": ["myst_parser", *(f"sphinx.ext.{name}" for name in EXTENSIONS), "sphinx_archdoc"],
        "myst_enable_extensions": ["dollarmath"],
        "extlinks": {"ticket": ("https://tickets.example/%s", "ticket %s")},
        "autosectionlabel_prefix_document": True,
        "todo_include_todos": True,
        "html_baseurl": "https://docs.example/",
        "graphviz_dot": "no-such-program",
        "suppress_warnings": ["graphviz"],
    }
    return site.build()


def test_nothing_is_wrong(built: Built) -> None:
    assert [line for line in built.warnings if "no-such-program" not in line] == []


@pytest.mark.parametrize("page", ["auth", "index"])
def test_a_text_is_whole_wherever_it_is_shown(page: str, built: Built) -> None:
    body = built.body(page)
    assert r'<span class="math notranslate nohighlight">\(x^2\)</span>' in body
    assert 'href="https://tickets.example/12"' in body
    assert 'href="#keys"' in body or 'href="auth.html#keys"' in body
    assert "mathjax" in built.text(f"{page}.html").partition("</head>")[0]


def test_the_list_of_things_to_do_has_each_once(built: Built) -> None:
    assert built.body("rest").count("admonition-todo") == 1
    assert "admonition-todo" in built.body("auth")
    assert 'href="auth.html#id1"' in built.body("rest")


def test_entries_below_a_condition_that_holds_are_entries(built: Built) -> None:
    assert 'href="rest.html#archdoc-component-shown"' in built.body("index")


def test_so_are_those_below_one_that_does_not_hold(built: Built) -> None:
    """Without a place that a link could lead to, as with Sphinx's own domains."""
    assert built.body("index").count("does not hold") == 2
    assert "does not hold" not in built.body("rest")


def test_every_link_leads_somewhere(built: Built) -> None:
    assert [link for link in Addresses(built.out).dead() if "component-hidden" not in link] == []
    assert (built.out / ".nojekyll").is_file()
