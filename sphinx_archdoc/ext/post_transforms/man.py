"""Make entries readable in manual pages: set the captions of tables as text, not as headings."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class SetForMan(SphinxPostTransform):
    """Move the captions of our tables into paragraphs above them.

    In a section of the first level, the manual page writer of docutils 0.22 writes the title of a table as
    a heading, and does not escape it, so a backslash in it becomes a command. We found no upstream issue.
    This can go when the test of manual pages in ``tests/hostile/test_builders.py`` passes without it.
    """

    default_priority = 700
    formats = ("man",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change the tables of entries and views only."""
        for table in list(self.document.findall(nodes.table)):
            title = next(iter(table.children), None)
            if "archdoc-table" in table["classes"] and isinstance(title, nodes.title):
                table.remove(title)
                caption = nodes.paragraph("", "", nodes.strong("", "", *title.children))
                table.parent.insert(table.parent.index(table), caption)
