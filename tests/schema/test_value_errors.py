"""What a table says wrongly is told in words that its author knows."""

from __future__ import annotations

import pytest

from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"layout": "crd"}, "team.layout: 'crd' is not one of header, card, row, list; did you mean 'card'?"),
        ({"layout": "xyzzy"}, "team.layout: 'xyzzy' is not one of header, card, row, list"),
        ({"layout": 7}, "team.layout: must be a string, and is a whole number"),
        ({"title": 7}, "team.title: must be a string, and is a whole number"),
        ({"title": ["x"]}, "team.title: must be a string, and is a list"),
        ({"title": True}, "team.title: must be a string, and is true or false"),
        ({"title": {"a": 1}}, "team.title: must be a string, and is a table"),
        ({"name-width": "wide"}, "team.name-width: must be a whole number, and is a string"),
        ({"name-width": 0}, "team.name-width: must be a whole number of at least 1"),
        ({"name-width": 101}, "team.name-width: must be a whole number of at most 100"),
        ({"fields": {"a": {"required": "yes"}}}, "team.fields.a.required: must be true or false, and is a string"),
        ({"fields": {"a": {"targets": 5}}}, "team.fields.a.targets: must be a list, and is a whole number"),
        ({"fields": {"a": {"targets": [5]}}}, "team.fields.a.targets: each item must be a string, and is a whole number"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_words(properties: dict[str, object], said: str) -> None:
    _, problems = merge_kinds(builtin_kinds(), {"team": properties}, "conf.py")
    assert [str(problem) for problem in problems] == [said]
