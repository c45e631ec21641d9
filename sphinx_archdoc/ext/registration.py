"""Everything that is registered with Sphinx, in the order in which it runs."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain

from sphinx_archdoc.ext import (
    assets,
    collect,
    contents,
    index_pages,
    indices,
    kinds,
    pictures,
    report,
    rewrite,
    written,
)
from sphinx_archdoc.ext.environments import exclude_environments
from sphinx_archdoc.ext.fill import ShowEntries, remember_builder
from sphinx_archdoc.ext.latex import SetForLatex
from sphinx_archdoc.ext.line_breaks import BreakLongNames
from sphinx_archdoc.ext.man import SetForMan
from sphinx_archdoc.ext.recognised import RecogniseEntries, highlight_mermaid, remember_text
from sphinx_archdoc.ext.search import entries, stemmer
from sphinx_archdoc.ext.titles import KeepTitle, ShowTranslatedTitles
from sphinx_archdoc.render.html_fragment import markup


def register(app: Sphinx, config: Config) -> None:
    """Register the domain, and what runs beside it."""
    exclude_environments(app, config)
    kinds.add_domain(app, config)
    app.connect("builder-inited", remember_builder)
    app.connect("builder-inited", assets.copy_assets)
    app.connect("builder-inited", highlight_mermaid)
    app.connect("env-get-outdated", kinds.pages_to_reread)
    app.connect("source-read", remember_text, priority=900)  # after whoever else changes the text
    app.add_node(markup, override=True, html=(_without_tag, _without_tag))
    app.add_transform(KeepTitle)
    app.add_transform(RecogniseEntries)
    app.add_transform(ShowTranslatedTitles)
    app.connect("doctree-read", collect.collect, priority=600)  # after Sphinx collected the titles (500)
    app.connect("doctree-read", contents.set_cards_apart, priority=600)
    app.connect("env-updated", indices.label_indices)
    app.connect("env-updated", report.report)
    app.connect("env-updated", pictures.say_what_is_missing)
    app.connect("env-updated", rewrite.pages_to_rewrite)
    app.add_post_transform(ShowEntries)
    app.add_post_transform(BreakLongNames)
    app.add_post_transform(SetForLatex)
    app.add_post_transform(SetForMan)
    app.connect("warn-missing-reference", _is_reported)
    app.connect("doctree-resolved", contents.hide_cards)  # before the toctrees of the page are resolved
    app.connect("doctree-resolved", stemmer.stem_words_once)
    app.connect("html-page-context", index_pages.show_index, priority=100)  # before its assets are linked
    app.connect("html-page-context", index_pages.leave_out_mermaid, priority=900)  # after who adds it (500)
    app.connect("html-page-context", assets.link_assets)
    app.connect("html-page-context", entries.link_script)
    app.connect("html-page-context", indices.leave_current_indices)
    app.connect("html-page-context", contents.list_cards, priority=400)  # before themes look at it (500)
    app.connect("html-page-context", indices.share_toctree, priority=400)  # before themes ask for it (500)
    app.connect("html-collect-pages", pictures.remove_old_pictures)
    app.connect("html-collect-pages", entries.write_entries)
    app.connect("build-finished", pictures.remove_old_pictures)
    app.connect("build-finished", contents.hide_cards)
    app.connect("build-finished", written.keep_digests)


def _without_tag(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write the children of a node, and nothing around them."""


def _is_reported(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Keep Sphinx from reporting once more, in its own words, what is reported already."""
    return True if node.get("archdoc") or (domain and domain.name == "archdoc") else None
