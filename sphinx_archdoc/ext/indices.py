"""The index pages: a Sphinx domain index for each kind in use, at ``archdoc-<kind>``."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast

from docutils import nodes
from sphinx import __version__ as sphinx_version
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Index, IndexEntry
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.digest import digest_text
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.store import EntryStore, IndexContent, store_of
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind

_SUMMARY_WIDTH = 120


def index_for(kind: Kind, words: Translator) -> type[Index]:
    """The index class of *kind*; *words* say its name."""

    class KindIndex(Index):
        name = kind.name
        localname = words(kind.plural)
        shortname = None  # else every theme that shows them would list all kinds in the head of every page

        def generate(
            self, docnames: Iterable[str] | None = None
        ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
            store = cast(EntryStore, self.domain)
            entries, known = store.catalogue.of_kind(kind.name), store.computed.index_content
            if docnames is not None:
                pages = frozenset(docnames)
                return _content(kind, (e for e in entries if e.page in pages), store.catalogue), False
            if kind.name not in known:
                known[kind.name] = _content(kind, entries, store.catalogue)
            return known[kind.name], False

    return KindIndex


def headings_of(kind: Kind) -> tuple[str, str, str]:
    """The headings of the columns of an index page: names, pages, and what the entries are."""
    summary = kind.fields.get(kind.summary)
    return kind.heading, "Page", summary.title if summary else "Summary"


def _content(kind: Kind, entries: Iterable[Entry], catalogue: Catalogue) -> IndexContent:
    """What the index of *kind* lists of some entries."""
    summary = kind.summary
    return [
        (letter, [_index_entry(summary, entry, catalogue) for entry in group])
        for letter, group in groupby(sorted(entries, key=_order), key=_letter)
    ]


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return (_letter(entry), entry.title.casefold(), entry.title, entry.page)


def _letter(entry: Entry) -> str:
    start = entry.title.lstrip("_/.{[('\"<@#$")[:1].upper()
    return start if start.isalpha() else "#"


def _index_entry(summary: str, entry: Entry, catalogue: Catalogue) -> IndexEntry:
    text = shorten(catalogue.text_of(entry, summary), _SUMMARY_WIDTH)
    page = catalogue.title_of(entry.page)
    return IndexEntry(
        entry.title or "–", 0, entry.page, entry.anchor, page if page != entry.title else "", "", text
    )


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: let ``{ref}`` know the index pages that are written, and no others.

    Sphinx writes none for a kind without entries, but has a label for each.
    """
    store = store_of(env)
    standard = env.domains.standard_domain
    for label, (docname, *_) in list(standard.anonlabels.items()):
        if docname == label and label.startswith(index_label("")):  # also of kinds that are gone
            del standard.anonlabels[label]
            standard.labels.pop(label, None)
    written = getattr(env.config, f"{app.builder.format}_domain_indices", True)
    for name in sorted({entry.kind for entry in store.catalogue.entries}):
        label = index_label(name)
        if written is True or (written and label in written):
            standard.note_hyperlink_target(label, label, "", store.words(store.kinds[name].plural))


def index_digests(app: Sphinx) -> dict[str, str]:
    """What the index pages show, and what is around it on the page, as digests; by name."""
    builder, env = app.builder, app.env
    if not isinstance(builder, StandaloneHTMLBuilder):
        return {}
    around = [
        sphinx_version,
        builder.build_info.config_hash,
        builder.build_info.tags_hash,
        builder.templates.newest_template_mtime() if builder.templates else 0,
        sorted((docname, toc.astext()) for docname, toc in env.tocs.items()),
        sorted(env.toctree_includes.items()),
    ]
    shown = digest_text(repr(around))
    domain = store_of(env)
    return {
        index_label(index.name): digest_text(
            f"{shown} {index.localname} {headings_of(domain.kinds[index.name])} {index(domain).generate()!r}"
        )
        for index in domain.indices
    }


def leave_current_indices(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, behind all documents: do not write index pages that show no change.

    Sphinx writes them all in every build, which takes longer than all the rest of one that has nothing to do.
    It tells nobody before it begins; the general index, or the first of these pages, comes soon enough.
    """
    if pagename not in app.env.all_docs and isinstance(app.builder, StandaloneHTMLBuilder):
        if app.builder.embedded:  # books and help files are put together from all index pages
            return
        current = store_of(app.env).current_indices
        app.builder.domain_indices[:] = [
            index for index in app.builder.domain_indices if index[0] not in current
        ]


def share_toctree(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``: compute the side bar once for all index pages.

    They stand in one folder, and in no toctree themselves. For each, Sphinx would go through all pages.
    """
    store = store_of(app.env)
    # builders of data have no side bar
    if "toctree" in context and pagename in {index_label(kind) for kind in store.kinds}:
        store.index_toctree = store.index_toctree or functools.cache(context["toctree"])
        context["toctree"] = store.index_toctree


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
