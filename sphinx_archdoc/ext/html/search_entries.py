"""The search page: a list of all entries for the script that ranks and describes them.

Sphinx's own index has no place for a sentence or a status. It is a script, and not a JSON file, so that
it loads from a folder as well as from a server. ``static/search.js`` reads it.
"""

from __future__ import annotations

import json
import re
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
from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.parsing.values import Ref
from sphinx_archdoc.problems import shorten

_ENTRIES = "archdoc-entries.js"
_SCRIPT = "archdoc-search.js"
_SOURCE = Path(__file__).parents[2] / "static" / "search.js"
_WIDTH = 160
_END = re.compile(r"[.!?](?<=[\w)\]}\"'»”`]{2}.)(?=\s+[^\sa-z])|[。！？]")
"""The end of a sentence that another one follows; ``e.g.`` and ``z. B.`` are not one."""


def write_entries(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Handle ``html-collect-pages``, before the search page is written: list the entries, or tidy up.

    Like Sphinx's own index, the list is made anew by every build.
    """
    static = Path(app.outdir) / "_static"
    if _is_needed(app.builder):
        static.mkdir(exist_ok=True)
        listed = json.dumps(_listed(store_of(app.env)), ensure_ascii=False, separators=(",", ":"))
        script = f"archdocEntries={listed};\n"
        # what is not Unicode, as names of files may be, becomes an escape that JavaScript knows
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
    """Handle ``html-page-context``: link both scripts from the search page, and from no other."""
    builder = app.builder
    if pagename == "search" and isinstance(builder, StandaloneHTMLBuilder) and _is_needed(builder):
        for name in (_ENTRIES, _SCRIPT):
            builder.add_js_file(name, defer="defer")


def _is_needed(builder: Builder) -> bool:
    """Whether there is a search page that will find entries."""
    if not (isinstance(builder, StandaloneHTMLBuilder) and builder.search and is_read_in_browser(builder)):
        return False
    store = store_of(builder.env)
    return any(entry.name and store.kinds[entry.kind].takes_name for entry in store.catalogue.entries)


class _Listed(NamedTuple):
    """What is listed of the entries of a kind."""

    number: int
    summary: str
    searchable: tuple[str, ...]


def _listed(store: EntryStore) -> dict[str, object]:
    """The entries by page, with numbers for their kinds; without those that are pages, and found as such."""
    catalogue = store.catalogue
    listed = {
        kind.name: _Listed(number, kind.summary, tuple(f.name for f in kind.fields.values() if f.searchable))
        for number, kind in enumerate(store.kinds.values())
        if kind.takes_name
    }
    found = [entry for entry in catalogue.entries if entry.name and entry.kind in listed]
    return {
        "kinds": [[store.words(kind.title), int(names_another(kind))] for kind in store.kinds.values()],
        "pages": [
            [
                page,
                catalogue.title_of(page),
                [_entry(entry, listed[entry.kind], catalogue) for entry in entries],
            ]
            for page, entries in groupby(found, key=attrgetter("page"))
        ],
    }


def _entry(entry: Entry, listed: _Listed, catalogue: Catalogue) -> list[object]:
    """Kind, name, anchor, first sentence, and other words that find it."""
    sentence = first_sentence(catalogue.text_of(entry, listed.summary))
    listing: list[object] = [listed.number, entry.title, entry.anchor, sentence]
    for field in listed.searchable:
        listing += filter(None, _words(entry, field, catalogue))
    return listing


def _words(entry: Entry, field: str, catalogue: Catalogue) -> Iterator[str]:
    """The values of a field, as a reader would type them."""
    value = entry.values.get(field)
    if isinstance(value, tuple):
        yield from (one.text if isinstance(one, Ref) else one for one in value)
    else:
        yield catalogue.text_of(entry, field)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line, and no longer than a result should be."""
    start = text[: 4 * _WIDTH].strip()
    end = _END.search(start)
    return shorten(start[: end.end()] if end else start, _WIDTH)
