"""The steps that rows of the table of readers name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_archdoc.sources.steps import STEPS, step
from sphinx_archdoc.sources.suffixes import JAVASCRIPT
from sphinx_archdoc.sources.table import code_digest, readers_table, style
from sphinx_archdoc.sources.text import CodeText


@pytest.mark.parametrize("name", STEPS)
def test_each_step_is_a_function_that_reads_a_text(name: str) -> None:
    assert list(step(name)(CodeText("a", "", style("")))) == []


def test_rows_name_each_of_them() -> None:
    assert {name for row in readers_table().reader for name in row.steps} == set(STEPS)


def test_the_suffixes_of_javascript_are_those_of_its_reader() -> None:
    reader = next(row for row in readers_table().reader if row.name == "javascript")
    assert {f"*{suffix}" for suffix in JAVASCRIPT} == set(reader.globs)


def test_cached_facts_are_not_valid_once_a_step_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Path.read_text
    before = code_digest.__wrapped__()
    for name in ("readers.toml", "reader.py", "dotenv.py", "words.py"):

        def changed(path: Path, *given: str, name: str = name) -> str:
            return text(path, *given) + "#" * (path.name == name)

        monkeypatch.setattr(Path, "read_text", changed)
        assert code_digest.__wrapped__() != before, name
    monkeypatch.undo()
    assert code_digest.__wrapped__() == before
