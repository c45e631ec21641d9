"""The search page: a list of all entries for the script that ranks and describes them.

Sphinx's own index has no place for a sentence or a status. It is a script, and not a JSON file, so that
it loads from a folder as well as from a server. ``static/search.js`` reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset_file

from sphinx_archdoc.catalogue.catalogue import Catalogue, names_another
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.pictures import is_read_in_browser
from sphinx_archdoc.ext.store import EntryStore, store_of
from sphinx_archdoc.problems import shorten

_ENTRIES = "archdoc-entries.js"
_SCRIPT = "archdoc-search.js"
_SOURCE = Path(__file__).parents[2] / "static" / "search.js"
_WIDTH = 160
_SENTENCE = re.compile(r".*?(?:[\w)\]}\"'»”`]{2}[.!?](?=\s+[^\sa-z])|[。！？])", re.DOTALL)
"""A sentence that another one follows; ``e.g.`` and ``z. B.`` end none."""


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
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
        and is_read_in_browser(builder)
        and any(map(store_of(builder.env).is_searched, store_of(builder.env).catalogue.entries))
    )


def _listed(store: EntryStore) -> dict[str, object]:
    """The entries by page, with numbers for their kinds."""
    catalogue = store.catalogue
    numbers = {name: number for number, name in enumerate(store.kinds)}
    pages = groupby(filter(store.is_searched, catalogue.entries), key=lambda entry: entry.page)
    return {
        "kinds": [[store.words(kind.title), int(names_another(kind))] for kind in store.kinds.values()],
        "pages": [
            [page, catalogue.title_of(page), [_entry(entry, numbers[entry.kind], catalogue) for entry in entries]]
            for page, entries in pages
        ],
    }


def _entry(entry: Entry, kind: int, catalogue: Catalogue) -> list[object]:
    """Kind, name, anchor, first sentence, and other words that find it."""
    text = catalogue.text_of(entry, catalogue.kind_of(entry).summary)
    return [kind, entry.title, entry.anchor, first_sentence(text), *_other_words(entry, catalogue)]


def _other_words(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    for field in catalogue.kind_of(entry).fields.values():
        if field.searchable and field.name in entry.values:
            value = entry.values[field.name]
            yield from map(str, value) if isinstance(value, tuple) else (str(value),)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line, and no longer than a result should be."""
    start = text[: 4 * _WIDTH].strip()
    found = _SENTENCE.match(start)
    return shorten(found[0] if found else start, _WIDTH)
