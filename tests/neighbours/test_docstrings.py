"""Beside autodoc, napoleon and autosummary: references and entries in docstrings, and where they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.neighbours.addresses import Addresses

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        "ignore:The mapping interface for autodoc options:PendingDeprecationWarning",  # of Sphinx, in napoleon
        "ignore:The mapping interface for autodoc options:DeprecationWarning",
    ),
]

MODULE = '''\
"""Mails, as :archdoc:component:`mailer` sends them. Not :archdoc:component:`mail`."""


def send(text):
    """Send a mail.

    Reads :archdoc:envvar:`MAIL_HOST`.

    .. archdoc:envvar:: MAIL_FROM
       :requried:

       Who sends; see :archdoc:component:`nobody`.

    Args:
        text: what to send, at most :archdoc:envvar:`MAIL_MOST` signs.
    """


class Box:
    """Keeps mails, see :archdoc:dbtable:`mails`."""

    def clear(self):
        """Empty it, and :archdoc:envvar:`MAIL_FROM` stays."""
'''

API = """\
API
===

.. autosummary::

   mails_of_a_test.send
   mails_of_a_test.Box

.. automodule:: mails_of_a_test
   :members:
"""

PAGE = """\
# Mails

```{archdoc:component} mailer
:purpose: Sends with {py:func}`mails_of_a_test.send`.
```

```{archdoc:envvar} MAIL_HOST
Where {py:class}`.Box` is.
```

```{archdoc:dbtable} mails
CREATE TABLE mails (id INT);
```
"""


@contextmanager
def importable(site: Site) -> Iterator[None]:
    """Let autodoc import the module of a site, and no other of that name."""
    sys.path.insert(0, str(site.source))
    try:
        yield
    finally:
        sys.path.remove(str(site.source))
        sys.modules.pop("mails_of_a_test", None)


@pytest.fixture(scope="module")
def built(make_site: MakeSite) -> Iterator[Built]:
    files = {
        "index.md": "# Start\n\n```{toctree}\nmails\napi\n```\n\n```{archdoc:table} envvar, component\n```\n",
        "mails.md": PAGE,
        "api.rst": API,
        "mails_of_a_test.py": MODULE,
    }
    site = make_site("docstrings", files)
    site.conf["extensions"] = [
        "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.autosummary", "sphinx.ext.viewcode",
        "sphinx_archdoc",
    ]  # fmt: skip
    with importable(site):
        yield site.build()


def test_docstrings_refer_to_entries(built: Built) -> None:
    body = built.body("api")
    assert 'href="mails.html#archdoc-component-mailer"' in body
    assert 'href="mails.html#archdoc-dbtable-mails"' in body
    assert 'id="archdoc-envvar-MAIL_FROM"' in body
    assert 'href="#archdoc-envvar-MAIL_FROM"' in body


def test_entries_have_backlinks_from_docstrings_and_link_to_code(built: Built) -> None:
    row = built.body("mails").partition('id="archdoc-component-mailer"')[2].partition("</tr>")[0]
    assert 'href="api.html"' in row
    assert 'href="api.html#mails_of_a_test.send"' in row
    assert 'href="api.html#mails_of_a_test.send"' in built.body("index")
    assert 'href="api.html#mails_of_a_test.Box"' in built.body("index")


def test_problems_name_the_docstring_and_the_line_in_it(built: Built) -> None:
    """A docstring with sections for napoleon is counted as napoleon rewrites it, as for Sphinx's own warnings."""
    place = "mails_of_a_test.py:docstring of mails_of_a_test"
    assert built.codes == [
        f"{place}:1 dangling-reference",
        f"{place}.send:6 unknown-field",
        f"{place}.send:8 dangling-reference",
        f"{place}.send:10 dangling-reference",
    ]
    assert len(built.warnings) == 4


def test_every_link_leads_somewhere(built: Built) -> None:
    assert Addresses(built.out).dead() == []
