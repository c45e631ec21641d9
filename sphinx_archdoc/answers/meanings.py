"""The value of the field with a meaning: that of an entry, or else of the document of its page."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.schema.meaning import Meaning


def text_by_meaning(entry: Entry | None, meaning: Meaning, state: LoadedCatalogue) -> str:
    """Return the value of the field with a meaning, as readers see it; empty if there is none."""
    catalogue = state.graph.catalogue
    for one in (entry, catalogue.document_of(entry.page)) if entry else ():
        field = catalogue.kind_of(one).field_meaning(meaning) if one else None
        if one and field and (text := title_of_cell(one, field.name, state.graph)):
            return text
    return ""
