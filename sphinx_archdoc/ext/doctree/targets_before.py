"""Targets before an entry, ``(label)=``: the entry keeps its own anchor, and links to the label lead to it.

docutils moves the names of a target to the node behind it. An entry in a table has no nodes of its own in the
end, so the names go back to the target, which stays on the page, and links go to the anchor of the entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.ext.doctree.object_description import anchored


def separate_targets(
    env: BuildEnvironment, document: nodes.document, descriptions: Iterable[addnodes.desc]
) -> None:
    """Give the ids that docutils moved to descriptions of entries back to the targets they are from."""
    anchors = {moved: own for description in descriptions for moved, own in _moved(description)}
    if not anchors:
        return
    for target in document.findall(nodes.target):
        moved = target.get("refid")
        if moved in anchors:
            del target["refid"]
            target["ids"] = [moved]
            document.ids[moved] = target
    for reference in document.findall(nodes.reference):
        if reference.get("refid") in anchors:
            reference["refid"] = anchors[reference["refid"]]
    labels = env.domains.standard_domain.anonlabels
    for name, (docname, anchor) in list(labels.items()):
        if docname == env.docname and anchor in anchors:
            labels[name] = docname, anchors[anchor]


def _moved(description: addnodes.desc) -> Iterable[tuple[str, str]]:
    """Take the ids that are not of the entry itself from a description, and return each with the entry's."""
    own = anchored(description)["ids"][0]
    moved = [anchor for anchor in description["ids"] if anchor != own]
    description["ids"] = [anchor for anchor in description["ids"] if anchor == own]
    return [(anchor, own) for anchor in moved]
