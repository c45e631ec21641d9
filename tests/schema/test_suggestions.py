"""Which field is suggested for a name that no field has."""

from __future__ import annotations

import pytest

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.suggestions import field_meant, hint_of_field
from sphinx_archdoc.spelling import did_you_mean

KINDS = {**builtin_kinds(), **{name: view.options for name, view in VIEWS.items()}}


@pytest.mark.parametrize(
    ("kind", "name", "meant"),
    [
        ("component", "purpse", "purpose"),
        ("component", "dependson", "depends-on"),
        ("component", "tech", "technology"),
        ("envvar", "desc", "description"),
        ("envvar", "mandatory", "required"),
        ("envvar", "default_value", "default"),
        ("envvar", "de", ""),
        ("envvar", "ued-by", "used-by"),
        ("document", "last-updated", "updated"),
        ("gotcha", "solution", "fix"),
        ("impact", "depth", ""),
        ("impact", "direction", ""),
        ("table", "group", "group-by"),
    ],
)
def test_a_field_is_suggested_by_its_words_and_its_spelling(kind: str, name: str, meant: str) -> None:
    assert field_meant(KINDS[kind], name) == meant


def test_without_a_suggestion_all_fields_are_named() -> None:
    assert hint_of_field(KINDS["impact"], "depth") == "it has as, caption, empty"
    assert hint_of_field(KINDS["gotcha"], "solution") == "did you mean 'fix'?"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("urk", "url", "url"),
        ("depth", "empty", ""),
        ("direction", "caption", ""),
        ("onwer", "owner", "owner"),
    ],
)
def test_words_must_be_alike_to_be_suggested(word: str, known: str, expected: str) -> None:
    assert did_you_mean(word, [known]) == (f"did you mean '{expected}'?" if expected else "")
