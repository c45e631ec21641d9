"""A line across the page, as Markdown's ``---``, within an entry."""

from __future__ import annotations

import pytest

from tests.conftest import Site

WARNING = "WARNING: Transition only valid as child of <document> or <section>. [docutils]"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("***\n\nWhere it listens.", [4]),
        ("Where it listens.\n\n***", [6]),
        ("***\n\n***\n\nWhere it listens.\n\n***\n\n***", [4, 6, 10, 12]),
        ("***", [4]),
        ("> ***\n> Where it listens.", [4]),
        ("- Where it listens.\n\n  ***", [6]),
    ],
)
def test_a_line_that_begins_or_ends_a_text_costs_itself(body: str, lines: list[int], site: Site) -> None:
    after = "```{archdoc:envvar} HOST\nItself.\n```\n"
    site.write({"index.md": f"# Start\n\n```{{archdoc:envvar}} PORT\n{body}\n```\n\n{after}"})
    built = site.build()
    assert sorted(built.warnings) == sorted(f"index.md:{line}: {WARNING}" for line in lines)
    page = built.body("index")
    assert "<hr" not in page
    assert page.count("Where it listens.") == ("listens" in body)
    assert page.count("<table") == 1, "the two entries are still beside each other"
