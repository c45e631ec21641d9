"""Comments between entries, however many."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_archdoc.ext.doctree.object_description import _is_unseen
from tests.fuzz.bounds import bounded


@pytest.mark.parametrize(("end", "is_unseen"), [("", True), ("x", False), ("<!--", False), (" \n", True)])
def test_many_comments_are_told_from_other_html(end: str, is_unseen: bool) -> None:
    with bounded():
        assert _is_unseen(nodes.raw("", f"{'<!-- a -->' * 5000}{end}", format="html")) is is_unseen
