"""Write again the pages that show a change, and none but these; read none of them.

Digests are kept by builder and output folder: several may share one environment, and each has its own
pages to bring up to date. The way in which diagrams are shown is part of what a page shows.
"""

from __future__ import annotations

from functools import partial

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.digest import Outside, digest_of
from sphinx_archdoc.ext.links import IndexLinks, destination
from sphinx_archdoc.ext.pictures import way_of
from sphinx_archdoc.ext.source import relative_path
from sphinx_archdoc.ext.store import store_of


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Handle ``env-updated``: the pages that show something from elsewhere that has changed."""
    domain = store_of(env)
    graph = domain.graph
    output = f"{app.builder.name} {relative_path(str(app.srcdir), str(app.outdir))}"
    way = way_of(app.builder)
    old: dict[str, str] = domain.data["digests"].get(output, {})
    outside = Outside(partial(destination, env), IndexLinks(app.builder, "").has)
    new = {
        docname: f"{way} {digest_of(page, graph, outside)}" for docname, page in graph.catalogue.pages.items()
    }
    domain.data["digests"][output] = new
    changed = [docname for docname, digest in new.items() if old.get(docname) != digest]
    if old.keys() - new.keys() - env.all_docs.keys():
        # a page is gone, and its entries with it: the index pages are written with some page, or not at all
        changed.append(env.config.root_doc)
    return sorted(set(changed))
