"""Parsed texts of entries, in the form in which they are stored to be shown on other pages."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import ParsedText
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.doctree.nodes import field_text

Fragment = str | list[nodes.Node]
"""A parsed text: a string if it has no markup, else a list of nodes."""


def fragment_of(node: field_text) -> Fragment:
    """Return the text in *node*: a string if it is one paragraph without markup."""
    children = list(node.children)
    if (
        len(children) == 1
        and isinstance(children[0], nodes.paragraph)
        and all(isinstance(child, nodes.Text) for child in children[0].children)
    ):
        return children[0].astext()
    return children


def parsed_text(fragment: Fragment) -> ParsedText:
    """Return the words and the digest of a text for the catalogue, without the words of nested entries."""
    if isinstance(fragment, str):
        return ParsedText(fragment)
    words = " ".join(node.astext() for node in fragment if not isinstance(node, addnodes.desc))
    digest = digest_text("".join(node.pformat() for node in fragment))
    return ParsedText(words, digest, _is_paragraph(fragment))


def _is_paragraph(fragment: list[nodes.Node]) -> bool:
    return len(fragment) == 1 and isinstance(fragment[0], nodes.paragraph)


def first_paragraph(fragment: list[nodes.Node]) -> list[nodes.Node]:
    """Return the inline nodes of the first paragraph; none if there is no paragraph.

    They keep the line of the paragraph, for warnings about their links.
    """
    paragraph = next((node for node in fragment if isinstance(node, nodes.paragraph)), None)
    if paragraph is None:
        return []
    for node in paragraph.children:
        if isinstance(node, nodes.Element) and node.line is None:
            node.source, node.line = paragraph.source, paragraph.line
    return list(paragraph.children)
