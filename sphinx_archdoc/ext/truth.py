"""Report what the documents say that the code contradicts, as ``sphinx-archdoc check`` does.

The facts are never stored in the environment, and no page shows a verdict, so pages need no rewriting for it.
"""

from __future__ import annotations

import datetime
import fnmatch
import functools
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc import __version__
from sphinx_archdoc.checks.configuration import Configuration, SourcesSettings
from sphinx_archdoc.checks.engine import check_truth
from sphinx_archdoc.checks.finding import Checked, Finding, Severity
from sphinx_archdoc.checks.pages import CheckedPage
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.project import read_code
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.parsing.page_settings import PageSettings, page_settings, page_suppressions, read_yaml
from sphinx_archdoc.problems import Location

logger = logging.getLogger(__name__)


def register(app: Sphinx, configuration: Configuration, root: Path) -> None:
    """Register the report; it runs after the one about the catalogue.

    :param root: the root of the code.
    """
    handler = functools.partial(report, configuration=configuration, root=root.resolve())
    app.connect("env-updated", handler, priority=600)


def report(app: Sphinx, env: BuildEnvironment, *, configuration: Configuration, root: Path) -> None:
    """Handle ``env-updated``: log what is not true."""
    for finding in find(app, env, configuration, root).findings:
        if not _is_suppressed(finding, app.config):
            log(env, finding)


def log(env: BuildEnvironment, finding: Finding) -> None:
    """Log a finding: a note as information, and all others as warnings."""
    path = Path(env.srcdir, finding.where.source)
    location = f"{path.resolve() if '..' in path.parts else path}:{finding.where.line or 1}"
    text = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    if finding.severity is Severity.NOTE:
        logger.info("%s: NOTE: %s [archdoc.%s]", location, text, finding.rule)
    else:
        logger.warning("%s", text, type="archdoc", subtype=finding.rule, location=location)


def _is_suppressed(finding: Finding, config: Config) -> bool:
    """Return whether ``suppress_warnings`` names the rule; Sphinx itself does not read patterns."""
    code = f"archdoc.{finding.rule}"
    return any(fnmatch.fnmatchcase(code, str(pattern)) for pattern in config.suppress_warnings)


def find(app: Sphinx, env: BuildEnvironment, configuration: Configuration, root: Path) -> Checked:
    """Return what is not true, from the cache if nothing has changed."""
    store = store_of(env)
    sources = configuration.sources or SourcesSettings()
    cache_file = Path(app.doctreedir, caches.FILE)
    tree, cache = read_code(
        root,
        cache_file,
        exclude=configuration.unread,
        tests=sources.tests,
        readers=sources.readers,
        patterns=[(pattern.globs, pattern.expression) for pattern in sources.pattern],
    )
    pages = {page.docname: page for page in _pages(env, store, root)}
    today = caches.today()
    key = _key(store, pages, configuration, tree, today)
    if cache.findings_key == key and not tree.has_changed:
        return msgspec.msgpack.decode(cache.findings, type=Checked)
    checked = check_truth(store.catalogue, pages, tree, configuration, today)
    cache.findings_key, cache.findings = key, msgspec.Raw(msgspec.msgpack.encode(checked))
    caches.save(cache_file, cache)
    return checked


def _key(
    store: EntryStore,
    pages: dict[str, CheckedPage],
    configuration: Configuration,
    tree: FileTree,
    today: datetime.date,
) -> str:
    """Return a digest of everything that the findings depend on."""
    documents = msgspec.json.encode([list(pages.values()), store.catalogue.entries]).decode()
    return digest_text(
        "\0".join([__version__, documents, repr(configuration), today.isoformat(), tree.digest()])
    )


def _pages(env: BuildEnvironment, store: EntryStore, root: Path) -> Iterator[CheckedPage]:
    """Yield all pages of the project."""
    for docname in sorted(env.found_docs):
        path = str(env.doc2path(docname))
        source = relative_path(str(env.srcdir), path)
        page = store.pages.get(docname)
        settings = page.settings if page else PageSettings()
        suppressions = list(page.suppressions) if page else []
        if settings == PageSettings():  # the field lists of reStructuredText
            settings = _field_list_settings(env, docname, source)
            suppressions += page_suppressions(settings, Location(source, 1))
        real = os.path.realpath(path)
        below = os.path.relpath(real, root).replace(os.sep, "/")
        yield CheckedPage(
            docname=docname,
            source=source,
            path=None if below.startswith("../") else below,
            settings=settings,
            suppressions=tuple(suppressions),
        )


def _field_list_settings(env: BuildEnvironment, docname: str, source: str) -> PageSettings:
    written = str(env.metadata.get(docname, {}).get("archdoc", ""))
    if not written.startswith("{"):
        return PageSettings()
    return page_settings(read_yaml(f"archdoc: {written}", "archdoc"), Location(source, 1))[0]
