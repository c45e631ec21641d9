"""One mistake in an entry is one problem, at its line, and costs at most its own field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.parsing.values import WrongValue, parse_value
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.fuzz.bounds import bounded
from tests.fuzz.entries import FIRST, KINDS, Draft, Mistake, lost_fields, mistakes, read, right
from tests.schema.hostile import lines, texts

FIELDS = [field for kind in KINDS.values() for field in kind.fields.values()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_nothing_is_wrong_with_an_example(kind: Kind) -> None:
    reading = read(right(kind))
    assert reading.problems == []
    assert set(reading.values) >= {name for name, _ in right(kind).options}


@given(mistakes())
def test_a_mistake_is_told_at_its_line_and_costs_its_field_alone(mistake: Mistake) -> None:
    with bounded():
        reading = read(mistake.draft)
    assert [(p.where.line - FIRST, p.code) for p in reading.problems] == [(mistake.line, mistake.code)]
    whole = read(right(KINDS[mistake.draft.kind]))
    assert set(lost_fields(reading, whole)) <= {mistake.field, *KINDS[mistake.draft.kind].name_fields}


@given(
    st.sampled_from([*KINDS]), texts, st.lists(st.tuples(st.sampled_from(FIELDS), texts), max_size=8), texts
)
def test_any_entry_is_read(kind: str, name: str, options: list[tuple[Field, str]], body: str) -> None:
    given_options = tuple((field.name, " ".join(value.split())) for field, value in options)
    body = body.replace("\r", "")  # Sphinx makes ends of lines of them
    with bounded():
        reading = read(Draft(kind, " ".join(name.split()), given_options, body))
    assert reading.values.keys() <= KINDS[kind].fields.keys()
    last = FIRST + len(options) + 1 + len(body.split("\n"))
    assert all(FIRST <= problem.where.line <= last for problem in reading.problems)


@given(st.sampled_from(FIELDS), texts)
def test_any_text_is_a_value_or_a_problem(field: Field, text: str) -> None:
    with bounded():
        try:
            value = parse_value(field, text)
        except WrongValue as wrong:
            assert len(wrong.message) < 300
            return
    assert value is None or isinstance(value, bool if field.type is FieldType.FLAG else str | int | tuple)


@given(lines, st.booleans(), st.booleans())
def test_any_lines_are_options_or_none(some: list[str], yaml: bool, block: bool) -> None:
    with bounded():
        options, end = read_options(["---", *some] if block else some, yaml=yaml)
    assert all(option.index < end for option in options)
