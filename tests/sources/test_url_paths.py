"""Paths of URLs: how parts of them are joined."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.url_paths import join_paths


@pytest.mark.parametrize(
    ("front", "path", "joined"),
    [
        ("/a", "/b", "/a/b"),
        ("a/", "b/", "a/b/"),
        ("/a", "", "/a"),
        ("/a", "/", "/a"),
        ("/a/", "/", "/a/"),
        ("", "b", "b"),
        ("", "/", "/"),
        ("", "", ""),
        ("/", "b", "/b"),
        ("/", "/b", "/b"),
        ("/", "", "/"),
        ("/", "/", "/"),
        ("/a", "~/b", "/b"),
        ("", "~/b", "/b"),
        ("/a", ":id", "/a/:id"),
    ],
)
def test_parts_of_a_path_are_joined_with_one_slash(front: str, path: str, joined: str) -> None:
    assert join_paths(front, path) == joined
