"""All neighbours in one project: each page shows and reports what it does with its own alone."""

from __future__ import annotations

from tests.conftest import Site
from tests.neighbours import test_design, test_docstrings, test_needs, test_notebooks
from tests.neighbours.addresses import Addresses

EXTENSIONS = [
    "myst_nb", "sphinx_design", "sphinx_copybutton", "sphinx_needs", "sphinx.ext.autodoc", "sphinx.ext.napoleon",
    "sphinx.ext.autosummary", "sphinx.ext.intersphinx", "sphinx.ext.todo", "sphinx_archdoc",
]  # fmt: skip

pytestmark = [*test_needs.pytestmark, *test_docstrings.pytestmark]


def test_each_page_reports_what_it_does_alone(site: Site) -> None:
    cells = ("# A notebook", ">>> print(1)", test_notebooks.ENTRY, test_notebooks.TABLE.format("NB"))
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\n:glob:\n*\n```\n\n```{archdoc:table} envvar, component\n```\n",
            "design.md": test_design.DESIGN,
            "needs.rst": test_needs.NEEDS,
            "mails.md": test_docstrings.PAGE,
            "api.rst": test_docstrings.API,
            "mails_of_a_test.py": test_docstrings.MODULE,
            "nb.ipynb": test_notebooks.notebook(*cells, archdoc=True),
        }
    )
    site.conf |= {"extensions": EXTENSIONS, "nb_execution_mode": "off", "intersphinx_mapping": {}}
    site.conf["source_suffix"] = {".rst": "restructuredtext", ".md": "myst-nb", ".ipynb": "myst-nb"}
    with test_docstrings.importable(site):
        built = site.build()
    place = "mails_of_a_test.py:docstring of mails_of_a_test"
    assert sorted(built.codes) == [
        "design.md:53 dangling-reference",
        "design.md:7 unknown-field",
        f"{place}.send:10 dangling-reference",
        f"{place}.send:6 unknown-field",
        f"{place}.send:8 dangling-reference",
        f"{place}:1 dangling-reference",
        "nb.ipynb:30003 unknown-field",
        "nb.ipynb:30007 dangling-reference",
        "nb.ipynb:40007 dangling-reference",
        "nb.ipynb:40007 wrong-value",
        "needs.rst:10 unknown-field",
        "needs.rst:7 dangling-reference",
    ]
    assert len(built.warnings) == 12
    assert Addresses(built.out).dead() == []
    with test_docstrings.importable(site):
        again = site.build()
    assert again.warnings == built.warnings
    assert again.read == set()
