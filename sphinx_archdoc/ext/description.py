"""The description of an entry in a document, from reading to showing: an object description of Sphinx.

Only what readers see by itself has a heading, and with it a place in the table of contents. All else is shown
in a table or a list, together with others: fewer nodes are less for every transform to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.schema.model import Kind, Layout


def new_description(kind: Kind, title: str, anchor: str, docname: str) -> addnodes.desc:
    """The description of an entry, still without its content."""
    description = addnodes.desc(
        domain="archdoc",
        objtype=kind.name,
        desctype=kind.name,
        classes=["archdoc", kind.name, "simple"],  # "simple": no API of a program, so not set like one
        docname=docname,
    )
    if kind.layout is Layout.CARD:
        heading = addnodes.desc_signature(title, "", classes=[f"archdoc-name-{kind.name_style}"])
        description += [heading, addnodes.desc_content()]
        set_heading(description, title)
    anchored(description)["ids"] = [anchor]
    return description


def descriptions_in(document: nodes.document) -> Iterator[addnodes.desc]:
    """The entries that directives have left in a document."""
    return (node for node in document.findall(addnodes.desc) if node.get("domain") == "archdoc")


def anchored(description: addnodes.desc) -> nodes.Element:
    """What carries the anchor of an entry: its heading, if it has one."""
    first = description[0] if description.children else None
    return first if isinstance(first, addnodes.desc_signature) else description


def anchor_of(description: addnodes.desc) -> str:
    """The anchor of an entry."""
    return str(anchored(description)["ids"][0])


def content_of(description: addnodes.desc) -> nodes.Element:
    """What holds the texts of an entry, and the entries that stand in it."""
    last = description[-1] if description.children else None
    return last if isinstance(last, addnodes.desc_content) else description


def set_heading(description: addnodes.desc, title: str) -> None:
    """Show a title in the heading of an entry, if it has one, and in the table of contents."""
    heading = anchored(description)
    if heading is not description:
        heading[:] = [addnodes.desc_name(title, title)]
        heading["_toc_parts"], heading["_toc_name"] = (title,), title
