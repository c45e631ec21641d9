"""Files that pages include, as the command reads them."""

from __future__ import annotations

import time
from pathlib import Path

from sphinx_archdoc.cli.check.page_cache import ReadPage
from sphinx_archdoc.cli.check.page_reader import MOST_INCLUDES, PageReader, ReadingSettings
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.cli.conftest import Run

INCLUDE = "```{{include}} {}\n```\n\n"


def read(texts: dict[str, str]) -> ReadPage:
    """Return the page ``0.md`` of some texts by their paths."""

    def include(source: str, path: str) -> tuple[str, str] | None:
        return (path, texts[path]) if path in texts else None

    reader = PageReader(Vocabulary(builtin_kinds()), ReadingSettings(), include)
    return reader.read("0", "0.md", texts["0.md"])


def test_a_page_has_no_more_included_files_than_can_be_read() -> None:
    texts = {f"{n}.md": INCLUDE.format(f"{n + 1}.md") * 2 for n in range(40)}
    texts["40.md"] = "```{archdoc:envvar} A_B\n```\n"
    page = read(texts)
    assert 0 < len(page.page.entries) < MOST_INCLUDES
    assert page.passed_by["an included file"] > 0
    assert len(page.includes) == 40


def test_many_files_are_included_if_no_more_than_can_be_read() -> None:
    entry = "```{{archdoc:envvar}} A_{}\n```\n"
    texts = {"0.md": "".join(INCLUDE.format(f"{n}.md") for n in range(1, MOST_INCLUDES + 2))}
    texts |= {f"{n}.md": entry.format(n) for n in range(1, MOST_INCLUDES + 2)}
    page = read(texts)
    assert len(page.page.entries) == MOST_INCLUDES
    assert page.passed_by == {"an included file": 1}


def test_check_ends_on_pages_that_include_each_other_twice(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(23):
        (folder / f"p{n}.md").write_text(f"# P{n}\n\n" + INCLUDE.format(f"p{n + 1}.md") * 2)
    start = time.monotonic()
    assert run("check", "docs").status in (0, 1)
    assert time.monotonic() - start < 30
