"""The description of an entry in a document, from reading to showing: an object description of Sphinx.

Only what readers see by itself has a heading, and with it a place in the table of contents. All else is shown
in a table or a list, together with others: fewer nodes are less for every transform to look at.
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


_BLANK = re.compile(r"\s*")


def anchored(description: addnodes.desc) -> nodes.Element:
    """What carries the anchor of an entry: its heading, if it has one."""
    first = description[0] if description.children else None
    return first if isinstance(first, addnodes.desc_signature) else description


def anchors_of(description: addnodes.desc) -> list[str]:
    """The anchor of an entry; those of several where one description stands for them."""
    return [str(anchor) for anchor in anchored(description)["ids"]]


def merge_adjacent(document: nodes.document, descriptions: Iterable[addnodes.desc]) -> None:
    """Let one description stand for all entries of a kind in a row that have no nodes of their own.

    Most have none. They are stored, looked at and written faster together.
    """
    parents = {id(description.parent): description.parent for description in descriptions}
    for parent in parents.values():
        kept: list[nodes.Node] = []
        for child in parent.children:
            before = kept[-1] if kept else None
            if _is_bare(child) and _is_bare(before) and child["desctype"] == before["desctype"]:
                before["ids"] += child["ids"]
                document.ids.update(dict.fromkeys(child["ids"], before))
            else:
                kept.append(child)
        parent.children = kept


def _is_bare(node: nodes.Node | None) -> TypeGuard[addnodes.desc]:
    return isinstance(node, addnodes.desc) and node.get("domain") == "archdoc" and not node.children


def body_of(description: addnodes.desc) -> nodes.Element:
    """What holds the texts of an entry, and the entries that stand in it."""
    last = description[-1] if description.children else None
    return last if isinstance(last, addnodes.desc_content) else description


def set_heading(description: addnodes.desc, title: str) -> None:
    """Show a title in the heading of an entry, if it has one, and in the table of contents."""
    heading = anchored(description)
    if heading is not description:
        heading[:] = [addnodes.desc_name(title, title)]
        heading["_toc_parts"], heading["_toc_name"] = (title,), title


def adjacent(descriptions: Iterable[addnodes.desc]) -> Iterator[list[addnodes.desc]]:
    """Yield the entries in the order of the document, in runs: entries of one kind that follow each other."""
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
    """Whether readers see nothing of *node*: a comment in either markup, a target."""
    if isinstance(node, nodes.raw):
        return _is_comments(node.astext())
    return isinstance(node, nodes.Invisible | addnodes.index)


def _is_comments(text: str) -> bool:
    """Whether a text is HTML comments and nothing else; Python 3.11.2 errs with one expression for it."""
    rest = text.strip()
    at = 0
    while rest.startswith("<!--", at):
        end = rest.find("-->", at + 4)
        if end < 0:
            return False
        at = _BLANK.match(rest, end + 3).end()  # type: ignore[union-attr]  # it always matches
    return 0 < at == len(rest)


def set_words(description: addnodes.desc) -> None:
    """Write the heading of an entry as words in HTML; Sphinx would put a tag around each, as in code."""
    name = anchored(description)[0]
    if isinstance(name, addnodes.desc_name):
        html = BREAK.join(map(escape, prose_pieces(name.astext())))
        name[:] = [nodes.raw("", html, format="html")]
