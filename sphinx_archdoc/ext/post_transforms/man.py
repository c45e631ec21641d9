"""What manual pages need: captions that are words, and no headings."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class SetForMan(SphinxPostTransform):
    """Put the captions of our tables above them.

    In a section of the first level, docutils' writer makes a heading of the title of a table, and does not
    escape it: a backslash in it would be a command.
    """

    default_priority = 700
    formats = ("man",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change what is ours in the document, and nothing else."""
        for table in list(self.document.findall(nodes.table)):
            title = next(iter(table.children), None)
            if "archdoc-table" in table["classes"] and isinstance(title, nodes.title):
                table.remove(title)
                caption = nodes.paragraph("", "", nodes.strong("", "", *title.children))
                table.parent.insert(table.parent.index(table), caption)
