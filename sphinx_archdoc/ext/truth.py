"""Report the claims of documents that the code contradicts, as ``sphinx-archdoc check`` does.

The facts are never stored in the environment, and no page shows a verdict, so pages need no rewriting for it.
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc import __version__
from sphinx_archdoc.checks.engine import check_truth
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.environment.settings_of_pages import checking_of
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.ext.report import log_finding
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.kept_findings import keep_findings, known_findings
from sphinx_archdoc.inventory.project import read_code
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from sphinx_archdoc.rules.finding import Checked
from sphinx_archdoc.rules.pages import CheckedPage


def register(app: Sphinx, configuration: Configuration, root: Path) -> None:
    """Register the report.

    :param root: the root of the code.
    """
    handler = functools.partial(report, configuration=configuration, root=root.resolve())
    app.connect("env-updated", handler, priority=AfterReading.COMPARE_WITH_CODE)


def report(app: Sphinx, env: BuildEnvironment, *, configuration: Configuration, root: Path) -> None:
    """Handle ``env-updated``: log what is not true."""
    for finding in find(app, env, configuration, root).findings:
        log_finding(app, env, finding, finding.rule)


def find(app: Sphinx, env: BuildEnvironment, configuration: Configuration, root: Path) -> Checked:
    """Return what is not true, from the cache if nothing has changed."""
    store = store_of(env)
    sources = configuration.sources or SourcesSettings()
    cache_file = Path(app.doctreedir, caches.FILE)
    tree, cache = read_code(
        root,
        cache_file,
        exclude=configuration.exclude,
        tests=sources.tests,
        readers=sources.readers,
        patterns=[(pattern.globs, pattern.expression) for pattern in sources.pattern],
    )
    pages = {page.docname: page for page in _pages(env, store, root)}
    today = caches.today()
    key = _key(store, pages, configuration, today)
    known = known_findings(cache, tree, key)
    if known is not None:
        checked = msgspec.msgpack.decode(known, type=Checked)
    else:
        checked = check_truth(store.catalogue, pages, tree, configuration, today)
        keep_findings(cache, tree, key, checked)
    if known is None or tree.has_changed:
        caches.save(cache_file, cache)
    return checked


def _key(
    store: EntryStore, pages: dict[str, CheckedPage], configuration: Configuration, today: datetime.date
) -> str:
    """Return a digest of everything that the findings depend on but the code."""
    documents = msgspec.json.encode([list(pages.values()), store.catalogue.entries]).decode()
    parts = [__version__, documents, store.kinds_digest, repr(configuration), today.isoformat()]
    return digest_text("\0".join(parts))


def _pages(env: BuildEnvironment, store: EntryStore, root: Path) -> Iterator[CheckedPage]:
    """Yield all pages of the project."""
    for docname in sorted(env.found_docs):
        checking = checking_of(env, store, docname)
        real = os.path.realpath(str(env.doc2path(docname)))
        below = os.path.relpath(real, root).replace(os.sep, "/")
        yield CheckedPage(
            docname=docname,
            source=checking.source,
            path=None if below.startswith("../") else below,
            title=env.titles[docname].astext() if docname in env.titles else "",
            settings=checking.settings,
            suppressions=checking.suppressions,
        )
