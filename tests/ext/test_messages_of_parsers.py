"""What docutils says about a text is a warning, once, at its line; it is never part of an entry."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.conftest import Built, Site

HEAD = "Page\n====\n\n.. archdoc:components::\n\n"
FIRST_LINE = 6

FORMS = {
    "list": ("- **a**: broken *x\n", 0),
    "several paragraphs": ("- **a**: works\n\n  broken *x\n", 2),
    "list-table": (
        ".. list-table::\n   :header-rows: 1\n\n   * - Component\n     - Purpose\n   * - a\n     - broken *x\n",
        6,
    ),
    "csv-table": ('.. csv-table::\n   :header: "Component", "Purpose"\n\n   "a", "broken *x"\n', None),
    "simple table": (
        "=========  =========\nComponent  Purpose\n=========  =========\na          broken *x\n=========  =========\n",
        None,
    ),
    "grid table": (
        "+-----------+-----------+\n| Component | Purpose   |\n+===========+===========+\n"
        "| a         | broken *x |\n+-----------+-----------+\n",
        None,
    ),
}
"""Content of a directive, and the index of the line with the mistake; None if docutils counts otherwise."""


def rest(site: Site, content: str, builder: str = "html") -> Built:
    site.write({"index.rst": f"{HEAD}{indent(content, '   ')}"})
    return site.build(builder)


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_text_is_one_warning_and_no_more_than_a_text(form: str, site: Site) -> None:
    content, line = FORMS[form]
    built = rest(site, content)
    assert built.entry("component", "a").fields["purpose"].endswith("broken *x")
    for written in ("index.html", "archdoc-component.html", "archdoc-all.html", "archdoc.json"):
        assert "start-string" not in built.text(written)
    (warning,) = built.warnings
    assert "Inline emphasis start-string without end-string" in warning
    if line is not None:
        assert warning.startswith(f"index.rst:{FIRST_LINE + line}: ")


def test_a_role_that_is_not_known_is_reported_once(site: Site) -> None:
    built = rest(site, "- **a**: has :nosuch:`role` in it\n", "dummy")
    assert built.entry("component", "a").fields["purpose"] == "has :nosuch:`role` in it"
    errors = [warning for warning in built.warnings if "nosuch" in warning]
    assert len(errors) == 1


def test_a_comment_in_a_cell_is_not_part_of_an_entry(site: Site) -> None:
    content = FORMS["list-table"][0].replace("broken *x\n", "words\n\n       .. hidden\n")
    built = rest(site, content, "dummy")
    assert built.entry("component", "a").fields["purpose"] == "words"
    assert built.warnings == []


def test_a_broken_text_that_is_shown_as_it_is_is_reported(site: Site) -> None:
    built = rest(site, "Broken *x.\n\n- **a**: works\n")
    assert [warning.partition(" WARNING: ")[0] for warning in built.warnings] == ["index.rst:6:"]


def test_a_broken_text_in_a_list_table_of_markdown_is_one_warning(site: Site) -> None:
    content = indent(FORMS["list-table"][0], "    ")
    site.write({"index.md": "# Page\n\n```{eval-rst}\n.. archdoc:components::\n\n" + content + "```\n"})
    built = site.build("dummy")
    assert built.entry("component", "a").fields["purpose"] == "broken *x"
    assert len(built.warnings) == 1
