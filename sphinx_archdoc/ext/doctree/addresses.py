"""The lines of links that are made from the values of fields, for the builder that checks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType

_TYPES = (FieldType.URL, FieldType.LINK)


def locate_addresses(shown: Iterable[nodes.Node], entries: Sequence[Entry], kinds: KindsTable) -> None:
    """Give the links to the addresses in the fields of entries the lines of these fields.

    Without one, Sphinx reports a link at the next line that it finds around it: of another entry, or of the
    title of the page.

    :param shown: the nodes that show the entries.
    """
    lines: dict[str, int] = {}
    for entry in entries:
        for field in kinds[entry.kind].fields.values():
            if field.type in _TYPES and field.name in entry.values:
                lines.setdefault(str(entry.values[field.name]), entry.line_of(field.name).line)
    for node in shown if lines else ():
        for reference in node.findall(nodes.reference):
            line = lines.get(reference.get("refuri", ""))
            if line and not reference.line:
                reference.line = line
