"""Headings of backlinks collide neither with columns nor with fields, and equal ones are one."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_archdoc.catalogue.graph import MENTIONED_IN
from sphinx_archdoc.schema.headings import COLUMNS
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import heading_key


def refs(inverse: str, *targets: str) -> dict[str, Any]:
    return {"type": "refs", "targets": [*targets], "inverse": inverse}


@pytest.mark.parametrize("inverse", ["Page", "name", "Kind:", "SUMMARY", "Mentioned in", "→"])
def test_backlinks_under_the_heading_of_a_column_that_every_kind_has_are_a_problem(inverse: str) -> None:
    table = {"team": {"fields": {"leads": refs(inverse, "component"), "owns": refs("Owned by", "dbtable")}}}
    kinds, (problem,) = merge_kinds(builtin_kinds(), table, "conf.py")
    assert problem.message.startswith(f"team.fields.leads.inverse: '{inverse}' ")
    assert kinds["team"].fields["leads"].inverse == ""
    assert kinds["team"].fields["leads"].targets == ("component",)
    assert kinds["team"].fields["owns"].inverse == "Owned by"


def test_backlinks_from_prose_have_a_column_of_every_kind() -> None:
    assert heading_key(MENTIONED_IN) in COLUMNS


def test_a_heading_in_other_letters_is_the_one_that_was_there() -> None:
    table = {
        "team": {"fields": {"reads": refs("used BY", "secret"), "leads": refs("Led by")}},
        "board": {"fields": {"heads": refs("led-by")}},
    }
    kinds, problems = merge_kinds(builtin_kinds(), table, "conf.py")
    assert problems == []
    assert kinds["team"].fields["reads"].inverse == "Used by"
    assert kinds["board"].fields["heads"].inverse == "Led by"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"component": {"fields": {"uses": {}}}}, "component.fields.uses"),
        ({"team": {"fields": {"gotchas": {"type": "integer"}}}}, "team.fields.gotchas"),
        ({"team": {"fields": {"led-by": {}, "leads": refs("Led by", "team")}}}, "team.fields.leads.inverse"),
    ],
)
def test_a_field_that_has_the_name_of_backlinks_is_one_problem(table: dict[str, Any], key: str) -> None:
    kinds, (problem,) = merge_kinds(builtin_kinds(), table, "conf.py")
    assert problem.message.startswith(f"{key}: ")
    assert all(table[kind]["fields"].keys() <= kinds[kind].fields.keys() for kind in table)


def test_references_and_backlinks_under_one_heading_are_no_problem() -> None:
    table = {"team": {"fields": {"uses": refs("Used by", "component"), "used-by": refs("Uses", "team")}}}
    assert merge_kinds(builtin_kinds(), table, "conf.py")[1] == []
    assert merge_kinds(builtin_kinds(), {"component": {"fields": {"uses": refs("Used by")}}}, "c")[1] == []
