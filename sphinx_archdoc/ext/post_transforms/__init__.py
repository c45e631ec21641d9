"""Post-transforms, which run while a document is written: render the placeholders of entries and views."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.post_transforms import pictures
from sphinx_archdoc.ext.post_transforms.break_long_names import BreakLongNames
from sphinx_archdoc.ext.post_transforms.latex import LabelFootnotes, SetForLatex
from sphinx_archdoc.ext.post_transforms.man import SetForMan
from sphinx_archdoc.ext.post_transforms.show_entries import ShowEntries
from sphinx_archdoc.ext.post_transforms.warn_of_deprecated import WarnOfDeprecated
from sphinx_archdoc.render.html_fragment import inline_markup


def register(app: Sphinx) -> None:
    """Register the post-transforms, and the handlers for the pictures that they draw."""
    app.add_node(inline_markup, override=True, html=(_without_tag, _without_tag))
    app.add_post_transform(ShowEntries)
    app.add_post_transform(WarnOfDeprecated)
    app.add_post_transform(BreakLongNames)
    app.add_post_transform(LabelFootnotes)
    app.add_post_transform(SetForLatex)
    app.add_post_transform(SetForMan)
    app.connect("warn-missing-reference", _is_reported)
    app.connect("env-updated", pictures.log_diagram_hint, priority=AfterReading.PREPARE_OUTPUT)
    app.connect("html-collect-pages", pictures.remove_old_pictures)
    app.connect("build-finished", pictures.remove_old_pictures)


def _without_tag(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing for the node itself, so that only its children are written."""


def _is_reported(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Handle ``warn-missing-reference``: suppress warnings for links that :mod:`.report` checks."""
    return True if node.get("archdoc") or (domain and domain.name == "archdoc") else None
