"""YAML is parsed within bounds: what is nested too deep is refused where it begins to be."""

from __future__ import annotations

import pytest
import yaml

from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.header import is_asked_for
from sphinx_archdoc.markdown.recognise.yaml_list import read_yaml_list
from sphinx_archdoc.parsing.yaml_nodes import MAX_DEPTH, compose
from tests.markdown.documents import KINDS, VOCABULARY

DEEP = {
    "lists": "[" * 20_000,
    "mappings": "{a: " * 20_000,
    "items": "- " * 20_000,
    "keys": "? " * 20_000,
    "blocks": "\n".join(" " * depth + "a:" for depth in range(1_000)),
}


@pytest.mark.parametrize("sort", DEEP)
def test_what_is_nested_too_deep_is_refused_after_a_few_events(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = 0
    get_event = yaml.SafeLoader.get_event

    def counted(self: yaml.SafeLoader) -> object:
        nonlocal events
        events += 1
        return get_event(self)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(yaml.SafeLoader, "get_event", counted)
    with pytest.raises(yaml.YAMLError, match="nested more than"):
        compose(DEEP[sort])
    assert events < 4 * MAX_DEPTH


def test_as_deep_as_the_limit_is_read() -> None:
    assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    with pytest.raises(yaml.YAMLError):
        compose("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_nothing_is_none() -> None:
    assert compose("") is None


@pytest.mark.parametrize("sort", ["lists", "mappings", "items"])
def test_a_deep_front_matter_asks_for_nothing(sort: str) -> None:
    blocks = read_blocks(f"---\narchdoc: true\nx: {DEEP[sort]}\n---\n\n# A\n")
    assert not is_asked_for(blocks, VOCABULARY)


def test_a_deep_list_of_entries_is_a_problem() -> None:
    result = read_yaml_list(f"- name: A\n  default: {DEEP['lists']}", KINDS["envvar"], VOCABULARY, "a.md")
    assert [(one.code.value, one.where.line) for one in result.problems] == [("not-entries", 2)]
