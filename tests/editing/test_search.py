"""What the search of an incremental build finds is what that of a clean build finds."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Site
from tests.editing.search import listed_entries, search_index

FILES = {
    "index.md": "# Start\n\n```{toctree}\na\nb\n```\n\n```{archdoc:table} component\n```\n\n```{archdoc:summary}\n```\n",
    "a.md": """\
# Alpha

```{archdoc:component} cache
:owner: Zebra
Keeps giraffes.
```

```{archdoc:component} api
Serves.
```
""",
    "b.md": """\
# Beta

```{archdoc:component} worker
:depends-on: cache, api
Works for {archdoc:component}`api`.
```

```{archdoc:gotcha} Sleepy
:affects: worker
:symptom: Yawns
:cause: Night
:fix: Coffee
```

Mind {archdoc:component}`cache`.
""",
}

EDITS = {
    "the last mention": ("b.md", "\nMind {archdoc:component}`cache`.\n", ""),
    "a reference": ("b.md", ":depends-on: cache, api\n", ":depends-on: api\n"),
    "a name": ("b.md", "{archdoc:component} worker\n", "{archdoc:component} digger\n"),
    "a field": ("a.md", ":owner: Zebra\n", ""),
}


@pytest.mark.slow
def test_search_knows_what_a_clean_build_knows_after_each_edit(site: Site) -> None:
    files = dict(FILES)
    site.write(files)
    before = search_index(site.build())
    for edit, (name, old, new) in EDITS.items():
        assert old in files[name]
        files[name] = files[name].replace(old, new)
        site.write({name: files[name]})
        after, clean = site.build(), site.build(out=edit)
        assert search_index(after) == search_index(clean), edit
        assert listed_entries(after) == listed_entries(clean), edit
        assert search_index(clean) != before, edit
        before = search_index(clean)


def test_sphinx_keeps_the_words_that_no_page_has_any_more(site: Site) -> None:
    """Why :func:`search_index` leaves them out; if this fails, it no longer has to."""
    site.conf["extensions"] = ["myst_parser"]
    site.write({"index.md": "# Start\n\nGiraffes.\n"})
    site.build()
    site.write({"index.md": "# Start\n\nZebras.\n"})
    text = site.build().text("searchindex.js")
    assert json.loads(text[text.index("(") + 1 : text.rindex(")")])["terms"] == {"giraff": [], "zebra": 0}
