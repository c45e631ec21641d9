"""The measure of recall and precision counts what a reader would count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.labels import Named, main, measure

PAGE = "# Environment variables\n\n| Variable | Purpose |\n|-|-|\n| `OVEN_PORT` | The port |\n| `OVEN_HOST` | The host |\n"


def test_names_are_right_missing_or_wrong() -> None:
    found = measure(PAGE, [Named("envvar", "OVEN_PORT"), Named("envvar", "OVEN_KEY")])
    assert [[one.name for one in names] for names in found] == [["OVEN_PORT"], ["OVEN_KEY"], ["OVEN_HOST"]]


def test_words_before_and_after_a_name_do_not_count() -> None:
    page = "# Gotchas\n\n## 1. The oven is cold\n\n**Symptom:** no bread\n\n**Fix:** heat it\n"
    assert measure(page, [Named("gotcha", "The oven is cold today")]).wrong == []
    assert measure(page, [Named("gotcha", "The oven is hot")]).right == []


def test_it_prints_the_shares_of_each_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, name, text in (("docs", "a.md", PAGE), ("expected", "a.txt", "envvar\tOVEN_PORT\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")
    main([str(tmp_path)])
    assert "all                 recall 1/1 (1.000), precision 1/2 (0.500)" in capsys.readouterr().out
