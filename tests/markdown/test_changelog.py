"""Which pages are changelogs."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.changelog import is_changelog


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("changelog.md", "# Anything"),
        ("docs/CHANGELOG.md", ""),
        ("docs\\Release-Notes.md", ""),
        ("release_notes.md", ""),
        ("a.md", "# Changelog"),
        ("a.md", "# Paperless change log"),
        ("a.md", "# Release notes for 2.0"),
        ("a.md", "---\ntitle: Changelog\n---\n\nText"),
        ("history.md", "# Shop\n\n## 2.0.1\n\n## 2.0.0"),
        ("a.md", "# News\n\n## Shop v3.1"),
        ("a.md", "# Shop\n\n## [1.1.0] - 2026-11-01\n\n### Fixed\n\n## [1.0.0](x) (2026-10-01)"),
        ("a.md", "# Shop\n\n## Unreleased\n\n## v1.1, November 1, 2026\n\n## v1.0, 3 Oct 2026"),
    ],
)
def test_a_changelog_is_known_by_its_title_its_file_or_its_headings(source: str, text: str) -> None:
    assert is_changelog(read_blocks(text), source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("history.md", "# Order history\n\n## Components\n\n| Component | Purpose |\n|---|---|\n| a | b |"),
        ("news.md", "# News\n\n## Environment Variables"),
        ("a.md", "# API\n\n## v1.0\n\n## v2.0\n\n## v3.0"),
        ("a.md", "# API\n\n## v1.0 (2026-01-01)\n\n## Errors\n\n## Components"),
        ("a.md", "# Release process\n\n## Release notes"),
        ("changelog-service.md", "# Changelog service"),
        ("a.md", ""),
    ],
)
def test_other_pages_are_none(source: str, text: str) -> None:
    assert not is_changelog(read_blocks(text), source)
