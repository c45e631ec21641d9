"""Edits that a build once did not follow: found by random ones, and made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editing.builds import Rebuilt
from tests.editing.project import Entry, Page, Project, Prose

FOUND: dict[str, tuple[Project, Project]] = {
    "title of a page that a text links to": (
        Project(
            {"b": Page("One", (Entry("code", "beta", (("notes", "See <page:c>."),)),)), "c": Page("One")}
        ),
        Project(
            {"b": Page("One", (Entry("code", "beta", (("notes", "See <page:c>."),)),)), "c": Page("Two")}
        ),
    ),
    "title of a page that prose links to": (
        Project({"b": Page("One", (Prose("See <page:c>."),), "rst"), "c": Page("One")}),
        Project({"b": Page("One", (Prose("See <page:c>."),), "rst"), "c": Page("Two")}),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_the_edit_is_followed(name: str, tmp_path: Path) -> None:
    site = Rebuilt(tmp_path)
    for project in FOUND[name]:
        site.follow(project)
