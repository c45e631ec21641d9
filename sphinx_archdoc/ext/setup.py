"""Everything that is registered with Sphinx, in the order in which it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_archdoc import __version__
from sphinx_archdoc.ext import assets, collect, config, indices, pictures, report, rewrite
from sphinx_archdoc.ext.fill import ShowEntries, remember_builder
from sphinx_archdoc.ext.latex import SetForLatex
from sphinx_archdoc.ext.man import SetForMan
from sphinx_archdoc.ext.recognised import RecogniseEntries, highlight_mermaid, remember_text
from sphinx_archdoc.ext.store import DATA_VERSION
from sphinx_archdoc.ext.titles import KeepTitle, ShowTranslatedTitles

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    config.register(app)
    app.connect("config-inited", config.add_domain)
    app.connect("builder-inited", remember_builder)
    app.connect("builder-inited", assets.copy_assets)
    app.connect("builder-inited", highlight_mermaid)
    app.connect("env-get-outdated", config.pages_to_reread)
    app.connect("source-read", remember_text, priority=900)  # after whoever else changes the text
    app.add_transform(KeepTitle)
    app.add_transform(RecogniseEntries)
    app.add_transform(ShowTranslatedTitles)
    app.connect("doctree-read", collect.collect, priority=600)  # after Sphinx collected the titles (500)
    app.connect("env-updated", indices.label_indices)
    app.connect("env-updated", report.report)
    app.connect("env-updated", pictures.say_what_is_missing)
    app.connect("env-updated", rewrite.pages_to_rewrite)
    app.add_post_transform(ShowEntries)
    app.add_post_transform(SetForLatex)
    app.add_post_transform(SetForMan)
    app.connect("warn-missing-reference", _is_reported)
    app.connect("html-page-context", assets.link_assets)
    app.connect("html-collect-pages", pictures.remove_old_pictures)
    app.connect("build-finished", pictures.remove_old_pictures)
    return {
        "version": __version__,
        "env_version": DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _is_reported(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Keep Sphinx from reporting once more, in its own words, what is reported already."""
    return True if node.get("archdoc") or (domain and domain.name == "archdoc") else None
