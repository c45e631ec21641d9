"""Mistakes in a YAML list of entries: each is one problem, which says what to write in YAML."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.recognise.values.entry_values import read_found
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.markdown.recognise.yaml_list import read_yaml_list
from sphinx_archdoc.schema.loader import builtin_kinds

KINDS = builtin_kinds()
VOCABULARY = Vocabulary(KINDS)


def read(text: str) -> tuple[list[str], list[str]]:
    """The names of the entries in a list of components, and the problems as ``line: message``."""
    kind = KINDS["component"]
    result = read_yaml_list(text, kind, VOCABULARY, "page.md")
    parsed = [read_found(entry, kind, ("postgres",), "page.md") for entry in result.entries]
    problems = [*result.problems, *(problem for one in parsed for problem in one.problems)]
    return [one.name for one in parsed], [f"{one.where.line}: {one}" for one in problems]


@pytest.mark.parametrize(
    ("text", "names", "problem"),
    [
        (
            "- name: alpha\n  name: beta\n  purpose: p",
            ["alpha"],
            "2: the field 'name' is given twice; the first one is used",
        ),
        (
            "- name: alpha\n  component: beta\n  purpose: p",
            ["alpha"],
            "2: the field 'name' is given twice; the first one is used",
        ),
        (
            "- name: null\n  purpose: p",
            [""],
            "1: this component has no name; add a line 'name: …' to the item",
        ),
        ("- name: ~\n  purpose: p", [""], "1: this component has no name; add a line 'name: …' to the item"),
        ("- purpose: p", [""], "1: this component has no name; add a line 'name: …' to the item"),
        (
            "- name: alpha",
            ["alpha"],
            "1: component 'alpha' needs the field 'purpose'; add a line 'purpose: …' to the item",
        ),
        (
            "- name: alpha\n  owner: me",
            ["alpha"],
            "1: component 'alpha' needs the field 'purpose'; add a line 'purpose: …' to the item",
        ),
        (
            "- name: alpha\n  purpse: p",
            ["alpha"],
            "2: component has no field 'purpse'; did you mean 'purpose'?",
        ),
        (
            "- name: alpha\n  purpose: {a: b}",
            ["alpha"],
            "2: purpose: the value is a mapping or a list of lists; write a string, such as '|' and indented "
            "lines below it, or a list of strings",
        ),
        (
            "- name: alpha\n\tpurpose: p",
            [],
            "2: this is not valid YAML: the line is indented with a tab; indent it with spaces; "
            "it is shown as it is",
        ),
        (
            "- name: alpha\n  purpose: p\n- \tname: beta\n\t  purpose: p",
            [],
            "3: this is not valid YAML: the line is indented with a tab; indent it with spaces; "
            "it is shown as it is",
        ),
    ],
)
def test_a_mistake_is_one_problem(text: str, names: list[str], problem: str) -> None:
    assert read(text) == (names, [problem])


def test_a_name_without_its_key_is_one_problem() -> None:
    assert read("- web: Answers.\n- db: Stores.") == (
        [],
        [
            "1: this item is not a valid component; write '- name: web', and the fields below it",
            "2: this item is not a valid component; write '- name: db', and the fields below it",
        ],
    )


def test_the_name_null_can_be_written_in_quotes() -> None:
    assert read("- name: 'null'\n  purpose: p") == (["null"], [])


def test_a_field_that_is_misspelt_can_be_given_as_well() -> None:
    names, problems = read("- name: alpha\n  purpse: p\n  purpose: q")
    assert (names, problems) == (
        ["alpha"],
        ["2: component has no field 'purpse'; did you mean 'purpose'?"],
    )
