"""Where a node is: the meaning of the headings above it."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.schema.model import Kind


class HeadingContext(msgspec.Struct, frozen=True):
    """The meaning of the headings above a node."""

    kind: Kind | None = None
    """The kind named by the nearest heading that names one."""
    is_nearest: bool = False
    """Whether that heading is the nearest of all, and says nothing else."""
    is_exact: bool = False
    """Whether that heading says nothing else, wherever it is."""
    heading: str = ""
    """The nearest heading, as Markdown."""
    section: Section = msgspec.field(default_factory=Section)
    """The section that the node is directly in."""
    titles: tuple[str, ...] = ()
    """The headings above the nearest one, as Markdown."""
    before: str = ""
    """The paragraph directly before the node, as Markdown."""

    def below(
        self, title: str, kind: Kind | None = None, *, is_nearest: bool = False, is_exact: bool = False
    ) -> HeadingContext:
        """Return the meaning of a heading below these.

        :param kind: the kind that the heading names, or that goes on below it.
        """
        titles = (*self.titles, self.heading) if self.heading else self.titles
        return HeadingContext(kind, is_nearest, is_nearest or is_exact, title, titles=titles)
