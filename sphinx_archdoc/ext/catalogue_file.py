"""Write ``archdoc.json`` beside ``objects.inv``, for other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.catalogue_file.encoding import encode
from sphinx_archdoc.catalogue_file.recording import record
from sphinx_archdoc.catalogue_file.records import FILE_NAME, About
from sphinx_archdoc.ext.catalogue_builder import CatalogueBuilder
from sphinx_archdoc.ext.environment.settings_of_pages import suppressions_of
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.parsing.names import composed


def register(app: Sphinx) -> None:
    """Register the writer of the file."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: write the file if its content changes; remove it if there are no entries."""
    out = Path(app.outdir)
    if exception or not (app.builder.name == CatalogueBuilder.name or (out / "objects.inv").is_file()):
        return
    store, path = store_of(app.env), out / FILE_NAME
    if not store.catalogue.entries:
        path.unlink(missing_ok=True)
        return

    def url_of(docname: str) -> str:
        return app.builder.get_target_uri(docname).partition("#")[0]  # singlehtml adds an anchor

    suppressions = suppressions_of(app.env, store)
    file = record(store.graph, about_project(app.config), url_of, store.build.problems, suppressions)
    content = encode(file)
    if not path.is_file() or path.read_bytes() != content:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def about_project(config: Config) -> About:
    """Return what ``conf.py`` says of the project."""
    given = config.archdoc_catalogue
    return About(
        name=name_of_project(config),
        title=config.project,
        version=config.release or config.version,
        language=config.language or "en",
        url=f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else "",
        repository=given.get("repository", ""),
        revision=given.get("revision", ""),
    )


def name_of_project(config: Config) -> str:
    """Return the short name by which other projects know this one."""
    return config.archdoc_catalogue.get("name") or slug(config.project)


def slug(title: str) -> str:
    """Return a title as a short name: its words in lower case, joined by hyphens."""
    words: Sequence[str] = re.findall(r"\w+", composed(title).casefold())
    return "-".join(words) or "catalogue"
