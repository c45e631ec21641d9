"""``archdoc:profile``: everything that is known of one entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sphinx_archdoc.content.blocks import ContentBlock
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.profile import Profile
from sphinx_archdoc.content.view import ComputedView, nothing
from sphinx_archdoc.content.view_options import TEXTS, ViewOptions, declare
from sphinx_archdoc.content.views.impact import impact_table
from sphinx_archdoc.schema.model import Kind


class ProfileView(ComputedView, frozen=True, kw_only=True):
    """The facts of an entry, its neighbours, what refers to it, and what breaks without it."""

    name: str
    """A reference to the entry."""

    options: ClassVar[Kind] = declare("profile", *TEXTS, argument="name", form="the name of an entry")

    @classmethod
    def read(cls, options: ViewOptions) -> ProfileView | None:
        """Create the view, and note its reference to the entry; return None if the directive names none."""
        if not options.name:
            return None
        options.mention(options.name, options.where)
        return cls(**options.common, name=options.name)

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return the profile of the entry, or a note if the name does not mean one entry."""
        found = cells.graph.catalogue.find(self.name, (), cells.page)
        if found.entry:
            return Profile(found.entry, cells, impact_table).blocks(self.caption)
        if found.candidates:
            return nothing(cells.words("{name} may mean several entries.", name=self.name))
        return nothing(self.empty or cells.words("There is no {name}.", name=self.name))

    @property
    def is_drawn(self) -> bool:
        """True, because a profile has a picture of the neighbours."""
        return True


VIEW = ProfileView
