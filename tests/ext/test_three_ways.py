"""The same catalogue from plain Markdown as it is, wrapped in directives, and converted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.schema.model import FieldType
from tests.conftest import MakeSite, Site
from tests.markdown.documents import KINDS, VOCABULARY, is_flag

EXAMPLES = Path(__file__).parent.parent.parent / "docs/examples/plain"
PLAIN = (EXAMPLES / "langfuse.md").read_text("utf-8")
WAYS = {
    "as it is": PLAIN,
    "wrapped": (EXAMPLES / "wrapped.md").read_text("utf-8"),
    "converted": convert(PLAIN, VOCABULARY).text,
}

Catalogue = dict[tuple[str, str], dict[str, Any]]


def catalogue(site: Site) -> tuple[Catalogue, list[str]]:
    """All that is known of each entry, but for its line."""
    site.write_conf()
    app = SphinxTestApp("dummy", srcdir=site.source, builddir=site.source.parent / "build")
    try:
        app.build()
        found: Catalogue = {}
        for page in store_of(app.env).pages.values():
            for entry in page.entries:
                values: dict[str, Any] = dict(entry.values)
                for field in KINDS[entry.kind].fields.values():
                    if field.type is FieldType.TEXT and field.name in values:
                        parsed = page.texts.get((entry.anchor, field.name))
                        values[field.name] = seen(parsed.words if parsed else str(values[field.name]))
                    if not is_flag(KINDS[entry.kind], field.name) and not values.get(field.name, True):
                        del values[field.name]
                shape = {"anchor": entry.anchor, "parent": entry.parent, "shapes": bool(entry.shapes)}
                found[entry.kind, entry.name] = values | shape
        return found, app.warning.getvalue().splitlines()
    finally:
        app.cleanup()


def seen(text: str) -> str:
    """The words of a text, without the marks that a parser would have taken."""
    return " ".join(re.sub(r"[`*]|\]\([^)]*\)|\[", "", text).split())


@pytest.fixture(scope="module")
def catalogues(make_site: MakeSite) -> dict[str, Catalogue]:
    storage = (EXAMPLES / "storage.md").read_text("utf-8").replace("langfuse.md", "index.md")
    found = {}
    for way, text in WAYS.items():
        site = make_site(way.replace(" ", "-"), {"index.md": f"{text}\n", "storage.md": storage})
        site.conf["suppress_warnings"] = ["toc.not_included"]
        site.conf["myst_heading_anchors"] = 0
        found[way], problems = catalogue(site)
        assert problems == []
    return found


@pytest.mark.parametrize("way", ["wrapped", "converted"])
def test_the_entries_are_the_same(way: str, catalogues: dict[str, Catalogue]) -> None:
    assert set(catalogues[way]) == set(catalogues["as it is"])


@pytest.mark.parametrize("way", ["wrapped", "converted"])
def test_what_is_known_of_them_is_the_same(way: str, catalogues: dict[str, Catalogue]) -> None:
    for key, entry in catalogues["as it is"].items():
        assert catalogues[way][key] == entry, key


def test_the_example_has_every_kind(catalogues: dict[str, Catalogue]) -> None:
    assert {kind for kind, _ in catalogues["as it is"]} == set(KINDS)


def test_headings_in_the_text_of_an_entry_say_their_level(site: Site) -> None:
    inner = "````{archdoc:component} inner\nServes.\n\n##### five\n````"
    text = f"# T\n\n`````{{archdoc:component}} web\nServes.\n\n#### four\n\nWords.\n\n{inner}\n`````\n"
    site.write({"index.md": text})
    body = site.build().body("index")
    assert re.findall(r'class="([^"]*rubric)"', body) == [
        "archdoc-heading-4 rubric",
        "archdoc-heading-5 rubric",
    ]
