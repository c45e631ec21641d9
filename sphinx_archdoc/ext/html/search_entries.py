"""Write data about all entries for the search page, where ``static/search.js`` ranks and describes them.

Sphinx's own search index has no place for a sentence or a status. The data is a script and not a JSON file
because browsers do not load JSON for pages that are opened from a folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

from sphinx_archdoc.catalogue.catalogue import Catalogue, names_another
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.entry_lines import EntryLine, entry_lines
from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.parsing.values import Ref

_ENTRIES = "archdoc-entries.js"
_SCRIPT = "archdoc-search.js"
_SOURCE = Path(__file__).parents[2] / "static" / "search.js"


def write_entries(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Handle ``html-collect-pages``: write the data and copy the script, or remove both if not needed.

    Like Sphinx's own search index, the data is written in every build. Sphinx 9.0 writes the search page
    after this event, and so finds the files for their checksums;
    ``test_pages_of_extensions_come_before_the_search_page`` checks the order.

    :returns: an empty list, as the handler adds no pages.
    """
    static = Path(app.outdir) / "_static"
    if _is_needed(app.builder):
        static.mkdir(exist_ok=True)
        listed = json.dumps(_search_data(store_of(app.env)), ensure_ascii=False, separators=(",", ":"))
        script = f"archdocEntries={listed};\n"
        # file names can contain lone surrogates, which become escapes that JavaScript understands
        (static / _ENTRIES).write_bytes(script.encode("utf-8", "backslashreplace"))
        copy_asset_file(_SOURCE, static / _SCRIPT, force=True)
    else:
        for name in (_ENTRIES, _SCRIPT):
            (static / name).unlink(missing_ok=True)
    return []


def link_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: link both scripts from the search page only."""
    builder = app.builder
    if pagename == "search" and isinstance(builder, StandaloneHTMLBuilder) and _is_needed(builder):
        for name in (_ENTRIES, _SCRIPT):
            builder.add_js_file(name, defer="defer")


def _is_needed(builder: Builder) -> bool:
    """Return whether the builder writes a search page and there are entries to find."""
    if not (isinstance(builder, StandaloneHTMLBuilder) and builder.search and is_read_in_browser(builder)):
        return False
    store = store_of(builder.env)
    return any(entry.name and store.kinds[entry.kind].takes_name for entry in store.catalogue.entries)


class _SearchedKind(NamedTuple):
    """A kind whose entries the search finds."""

    number: int
    """Index of the kind in the list of kinds."""
    searchable: tuple[str, ...]
    """Names of the other fields that find an entry."""


def _search_data(store: EntryStore) -> dict[str, object]:
    """Return the kinds, and the entries by page, for JSON.

    Entries that are pages are left out: Sphinx's search finds the pages.
    """
    catalogue = store.catalogue
    kinds = {
        kind.name: _SearchedKind(number, tuple(f.name for f in kind.fields.values() if f.searchable))
        for number, kind in enumerate(store.kinds.values())
        if kind.takes_name
    }
    lines = entry_lines(store.graph, store.build.link_resolver.profile).in_order
    found = [line for line in lines if line.entry.name and line.entry.kind in kinds]
    return {
        "kinds": [[store.words(kind.title), int(names_another(kind))] for kind in store.kinds.values()],
        "pages": [
            [
                page,
                catalogue.title_of(page),
                [_entry(line, kinds[line.entry.kind], catalogue) for line in of_page],
            ]
            for page, of_page in groupby(found, key=attrgetter("entry.page"))
        ],
    }


def _entry(line: EntryLine, kind: _SearchedKind, catalogue: Catalogue) -> list[object]:
    """Return index of the kind, title, anchor and first sentence of an entry, then its other search terms."""
    entry = line.entry
    found: list[object] = [kind.number, entry.title, entry.anchor, line.sentence]
    for field in kind.searchable:
        found += filter(None, _search_terms(entry, field, catalogue))
    return found


def _search_terms(entry: Entry, field: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the values of a field as a reader would type them."""
    value = entry.values.get(field)
    if isinstance(value, tuple):
        yield from (one.text if isinstance(one, Ref) else one for one in value)
    else:
        yield catalogue.text_of(entry, field)
