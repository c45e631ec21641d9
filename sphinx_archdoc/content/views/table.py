"""``archdoc:table``: a table of a selection of entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from sphinx_archdoc.content.blocks import ContentBlock
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.entry_table import table_content
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.table import label_of
from sphinx_archdoc.content.view import nothing
from sphinx_archdoc.content.view_options import SELECTION, TEXTS, ViewOptions, declare
from sphinx_archdoc.schema.model import Field, FieldType, Kind


class TableView(EntriesView, frozen=True, kw_only=True):
    """A table of a selection of entries."""

    has_marks: bool = False
    """True if names are followed by the status, the focus and the owner."""

    options: ClassVar[Kind] = declare(
        "table",
        Field(name="columns", type=FieldType.LIST),
        Field(name="sort", type=FieldType.LIST),
        Field(name="group-by", type=FieldType.CODE),
        Field(name="marks", type=FieldType.FLAG),
        *SELECTION,
        *TEXTS,
        argument="name",
        form="the name of a kind, or several separated by commas",
    )

    @classmethod
    def read(cls, options: ViewOptions) -> TableView | None:
        """Create the view; return None if the directive names no known kind."""
        kinds = options.known_kinds(options.name, options.where)
        if not kinds:
            return None
        return cls(
            **options.selection(kinds),
            columns=options.names("columns"),
            sort=options.names("sort"),
            has_marks=bool(options.values.get("marks")),
        )

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return a table with a filter, or a note if it has no rows."""
        table = select(self, cells.page, cells.graph).table
        label = self.caption or label_of(cells.graph.catalogue.kinds, self.kinds, cells.words)
        if not table.entries:
            return nothing(self.empty or cells.words("{entries}: none.", entries=label))
        content = table_content(table, cells, label, home=False, has_marks=self.has_marks)
        return [msgspec.structs.replace(content, has_filter=True)]


VIEW = TableView
