"""The description of an entry, from reading to rendering: a Sphinx object description (``desc`` node).

Only the description of a card has a signature, and with it a place in the table of contents. All other
entries are rendered together in tables and lists, so they need no nodes, which keeps documents small for
every transform.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TypeGuard

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.render.line_breaks import prose_pieces
from sphinx_archdoc.render.spans import BREAK
from sphinx_archdoc.schema.model import Kind, Layout


def new_description(kind: Kind, title: str, anchor: str, docname: str) -> addnodes.desc:
    """Return the description of an entry, without its content."""
    description = addnodes.desc(
        domain="archdoc",
        objtype=kind.name,
        desctype=kind.name,
        classes=["archdoc", kind.name, "simple"],  # "simple": themes do not style it as the API of a program
        docname=docname,
    )
    if kind.layout is Layout.CARD:
        heading = addnodes.desc_signature(title, "", classes=[f"archdoc-name-{kind.name_style}"])
        description += [heading, addnodes.desc_content()]
        set_heading(description, title)
    anchored(description)["ids"] = [anchor]
    return description


def anchored(description: addnodes.desc) -> nodes.Element:
    """Return the node that carries the entry's id: its signature if it has one, else the ``desc`` node."""
    first = description[0] if description.children else None
    return first if isinstance(first, addnodes.desc_signature) else description


def anchors_of(description: addnodes.desc) -> list[str]:
    """Return the anchor of an entry, or the anchors of all entries that were merged into one description."""
    return [str(anchor) for anchor in anchored(description)["ids"]]


def merge_adjacent(document: nodes.document, descriptions: Iterable[addnodes.desc]) -> None:
    """Merge adjacent descriptions of one kind that have no children: the first gets the ids of all.

    Most entries have no children, and fewer nodes are faster to store, to traverse and to render.
    """
    parents = {id(description.parent): description.parent for description in descriptions}
    for parent in parents.values():
        kept: list[nodes.Node] = []
        for child in parent.children:
            previous = kept[-1] if kept else None
            if _is_bare(child) and _is_bare(previous) and child["desctype"] == previous["desctype"]:
                previous["ids"] += child["ids"]
                document.ids.update(dict.fromkeys(child["ids"], previous))
            else:
                kept.append(child)
        parent.children = kept


def _is_bare(node: nodes.Node | None) -> TypeGuard[addnodes.desc]:
    return isinstance(node, addnodes.desc) and node.get("domain") == "archdoc" and not node.children


def body_of(description: addnodes.desc) -> nodes.Element:
    """Return the node that holds the texts of an entry and the entries nested in it."""
    last = description[-1] if description.children else None
    return last if isinstance(last, addnodes.desc_content) else description


def set_heading(description: addnodes.desc, title: str) -> None:
    """Set the title in the signature of an entry, if it has one, and in the table of contents.

    Sphinx's ``TocTreeCollector`` reads ``_toc_parts`` and ``_toc_name``;
    ``test_a_heading_says_by_toc_name_what_the_contents_list`` checks that it still does.
    """
    heading = anchored(description)
    if heading is not description:
        heading[:] = [addnodes.desc_name(title, title)]
        heading["_toc_parts"], heading["_toc_name"] = (title,), title


def adjacent(descriptions: Iterable[addnodes.desc]) -> Iterator[list[addnodes.desc]]:
    """Group *descriptions* into runs of entries of one kind that follow each other, in document order.

    Invisible nodes between two entries do not end a run.
    """
    seen: set[int] = set()
    for description in descriptions:
        if id(description) in seen:
            continue
        run = [description]
        siblings = description.parent.children
        for sibling in siblings[description.parent.index(description) + 1 :]:
            if (
                isinstance(sibling, addnodes.desc)
                and sibling.get("desctype") == description["desctype"]
                and sibling.get("domain") == "archdoc"
            ):
                run.append(sibling)
            elif not _is_unseen(sibling):
                break
        seen.update(map(id, run))
        yield run


def anchors_in(run: Iterable[addnodes.desc]) -> list[str]:
    """Return the anchors of the entries in a run."""
    return [anchor for description in run for anchor in anchors_of(description)]


def _is_unseen(node: nodes.Node) -> bool:
    """Return whether *node* is invisible to readers: a comment in either markup, or a target."""
    if isinstance(node, nodes.raw):
        return _is_comments(node.astext())
    return isinstance(node, nodes.Invisible | addnodes.index)


_BLANK = re.compile(r"\s*")


def _is_comments(text: str) -> bool:
    """Return whether a text consists of HTML comments only.

    This takes linear time. A single regular expression for it gives wrong results in Python 3.11.2.
    """
    rest = text.strip()
    position = 0
    while rest.startswith("<!--", position):
        end = rest.find("-->", position + 4)
        if end < 0:
            return False
        position = _BLANK.match(rest, end + 3).end()  # type: ignore[union-attr]  # it always matches
    return 0 < position == len(rest)


def set_name_as_prose(description: addnodes.desc) -> None:
    """Set the name in an entry's signature as prose in HTML; Sphinx would set each word as code."""
    name = anchored(description)[0]
    if isinstance(name, addnodes.desc_name):
        html = BREAK.join(map(escape, prose_pieces(name.astext())))
        name[:] = [nodes.raw("", html, format="html")]
