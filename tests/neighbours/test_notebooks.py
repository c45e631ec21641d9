"""Beside MyST-NB, which reads the Markdown in its own way: entries, recognised tables, and their lines."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Built, MakeSite
from tests.neighbours.addresses import Addresses

pytest.importorskip("myst_nb")

pytestmark = pytest.mark.slow

TABLE = """\
## Environment Variables

| Variable | Required | Default | Description |
|---|---|---|---|
| `{0}_PORT` | ✓ | `80` | The port of {{archdoc:component}}`scheduler` |
| `{0}_MODE` | maybe | — | See {{archdoc:envvar}}`{0}_PROT` |
"""

ENTRY = """\
```{archdoc:component} scheduler
:layr: none
Starts the *jobs*, see {archdoc:envvar}`NB_PORT`.
```

It needs {archdoc:component}`nobody`.
"""

TEXT = """\
---
file_format: mystnb
kernelspec:
  name: python3
language_info:
  name: python
archdoc: true
---
# A notebook in text

```{code-cell} ipython3
print("text")
```

"""


def notebook(*cells: str, **metadata: object) -> str:
    """A notebook of these cells; those of code begin with a sign."""
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    made = []
    for number, cell in enumerate(cells):
        is_code = cell.startswith(">>> ")
        made.append(
            {
                "id": f"c{number}",
                "metadata": {},
                "source": cell.removeprefix(">>> ").splitlines(keepends=True),
            }
            | (
                {"cell_type": "code", "outputs": [], "execution_count": 1}
                if is_code
                else {"cell_type": "markdown"}
            )
        )
    said = {"kernelspec": kernel, "language_info": {"name": "python"}, **metadata}
    return json.dumps({"cells": made, "metadata": said, "nbformat": 4, "nbformat_minor": 5}, indent=1)


INDEX = "# Start\n\n```{toctree}\ntext\nnb\nasked\nrefused\nplain\n```\n\n```{archdoc:table} envvar, component\n```\n"
HEADER = "# Header\n\n> **Type:** Architecture\n> **Focus:** high\n"


@pytest.fixture(scope="module")
def built(make_site: MakeSite) -> Built:
    files = {
        "index.md": INDEX,
        "text.md": TEXT + TABLE.format("TEXT"),
        "nb.ipynb": notebook(
            "# A notebook\n\nWords.\n",
            ">>> print('of the notebook')",
            ENTRY,
            TABLE.format("NB"),
            archdoc=True,
        ),
        "asked.ipynb": notebook(
            HEADER, TABLE.format("ASKED").replace("maybe", "no").replace("_PROT", "_PORT")
        ),
        "refused.ipynb": notebook(
            HEADER, TABLE.format("REFUSED").replace("REFUSED_PROT", "NB_PORT"), archdoc=False
        ),
        "plain.md": "# Plain\n\n{archdoc:envvar}`NB_PORT`\n",
    }
    site = make_site("notebooks", files)
    site.conf |= {"extensions": ["myst_nb", "sphinx_archdoc"], "nb_execution_mode": "off"}
    # else Sphinx takes what ".md" was in an earlier build of this process for its default
    site.conf["source_suffix"] = {".md": "myst-nb", ".ipynb": "myst-nb"}
    return site.build()


def test_entries_stand_among_the_cells(built: Built) -> None:
    body = built.body("nb")
    assert 'id="archdoc-component-scheduler"' in body
    assert 'class="cell docutils' in body and "of the notebook" in body
    assert 'class="cell docutils' in built.body("text")


def test_plain_markdown_is_recognised_in_cells(built: Built) -> None:
    for page, name in (("nb", "NB"), ("text", "TEXT"), ("asked", "ASKED")):
        assert f'id="archdoc-envvar-{name}_PORT"' in built.body(page)
        assert f"{page}.html#archdoc-envvar-{name}_PORT" in built.body("index")
    assert "archdoc-envvar-REFUSED" not in built.body("refused") + built.body("index")
    assert 'href="nb.html#archdoc-envvar-NB_PORT"' in built.body("plain")


def test_a_row_in_a_cell_has_its_backlinks(built: Built) -> None:
    table = built.body("nb").partition('id="archdoc-envvar-NB_PORT"')[2].partition("</tr>")[0]
    assert "plain.html" in table


def test_problems_stand_at_the_lines_that_myst_nb_counts(built: Built) -> None:
    """In JSON, ten thousand for each cell, and one more than the line in it."""
    assert sorted(built.codes) == [
        "nb.ipynb:30003 unknown-field",
        "nb.ipynb:30007 dangling-reference",
        "nb.ipynb:40007 dangling-reference",
        "nb.ipynb:40007 wrong-value",
        "text.md:20 dangling-reference",
        "text.md:20 wrong-value",
    ]
    assert len(built.warnings) == 6


def test_every_link_leads_somewhere(built: Built) -> None:
    assert Addresses(built.out).dead() == []
