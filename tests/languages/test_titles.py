"""What authors write is extracted, and comes back translated wherever it is shown; names and anchors stay."""

from __future__ import annotations

import re

import pytest
from sphinx.util.inventory import InventoryFile

from tests.conftest import Built, MakeSite, Site
from tests.languages.conftest import INDEX, PAGES, SERVICE, TRANSLATED, translate
from tests.languages.messages import messages_of


@pytest.fixture(scope="module")
def german(make_site: MakeSite) -> Built:
    site = make_site("german", PAGES)
    translate(site, "de", TRANSLATED)
    return site.build()


@pytest.fixture(scope="module")
def english(make_site: MakeSite) -> Built:
    return make_site("english", PAGES).build()


def line_of(text: str, source: str) -> int:
    return source[: source.index(text)].count("\n") + 1


def test_titles_captions_and_texts_are_extracted(make_site: MakeSite) -> None:
    built = make_site("extracted", PAGES).build("gettext")
    assert built.warnings == []
    index, service = (messages_of(built.out / f"{page}.pot") for page in ("index", "service"))
    assert {*TRANSLATED["index"]} == index.keys()
    assert {
        *TRANSLATED["service"],
        "Tokens are refused.",
        "The clocks differ.",
        "Shows pages.",
    } == service.keys()
    assert service["Clocks that drift"] == line_of("```{archdoc:gotcha}", SERVICE)
    assert index["All traps"] == line_of("```{archdoc:table} gotcha", INDEX)


def test_all_that_is_translated_is_shown_so(german: Built) -> None:
    assert german.warnings == []
    pages = {page: german.text(f"{page}.html") for page in ("index", "service", "archdoc-gotcha", "genindex")}
    for text in ("Clocks that drift", "Cache gone", "The service", "The team", "All traps", "Nobody calls."):
        assert [page for page, html in pages.items() if text in html] == [], text
    assert "<caption>" in pages["index"] and "Alle Fallen" in pages["index"]
    assert "<figcaption>Die Schichten</figcaption>" in pages["index"]
    assert "<p>Niemand ruft an.</p>" in pages["index"]
    assert "Uhren, die abweichen (Fallstrick)" in pages["genindex"]
    assert "Uhren, die abweichen" in pages["archdoc-gotcha"]


def test_references_and_backlinks_show_translated_titles(german: Built) -> None:
    body = german.body("index")
    link = '<a class="reference internal" href="service.html#archdoc-gotcha-Clocks-that-drift"'
    assert re.search(rf"{link}[^>]*>(<span[^>]*>)*Uhren, die abweichen<", body.rpartition("Vorsicht")[2])
    assert "Der Dienst" in body.rpartition("Niemand ruft an")[2]
    component = german.body("service").partition('id="archdoc-component-api"')[2].partition("</tr>")[0]
    assert ">Uhren, die abweichen</a>" in component
    assert "bekommen Antwort" in component and 'href="#archdoc-envvar-PORT"' in component
    assert 'href="#archdoc-component-web"' in component


def test_groups_clusters_counts_and_order_are_in_the_words_of_readers(german: Built) -> None:
    body = german.body("index")
    assert '<th scope="rowgroup" colspan="4">Vorne</th>' in body
    assert '<g class="archdoc-cluster"><title>Vorne</title>' in body
    assert '<th scope="row">Vorne</th>' in body.rpartition("Nach Schicht")[2]
    assert '<th scope="rowgroup" colspan="4">Im Browser</th>' in german.body("service")
    table = body.partition('data-archdoc-view="archdoc-2"')[2]
    assert table.index("Andere") < table.index("Das Team")


def test_impact_tells_translated_owners_and_scenarios(german: Built) -> None:
    body = german.body("index").partition('data-archdoc-view="archdoc-4"')[2].partition("</table>")[0]
    assert re.findall(r"<td>([^<]*)</td>", body) == ["Andere", "hoch"]
    assert ">Cache weg</a>: Langsamer." in body


def test_anchors_and_names_stay(english: Built, german: Built) -> None:
    def anchors(built: Built, page: str) -> set[str]:
        return set(re.findall(r'\bid="(archdoc-[^"]*)"', built.body(page)))

    for page in ("index", "service"):
        assert anchors(german, page) == anchors(english, page) != set()
    one, other = inventory(english), inventory(german)
    assert {key: uri for key, (uri, _) in one.items()} == {key: uri for key, (uri, _) in other.items()}
    assert other["archdoc:gotcha", "Clocks that drift"][1] == "Uhren, die abweichen"


def inventory(built: Built) -> dict[tuple[str, str], tuple[str, str]]:
    """The address and the title of each entry, by kind and name."""
    found = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="").data
    return {
        (kind, name): (item.uri, item.display_name)
        for kind, items in found.items()
        for name, item in items.items()
        if kind.startswith("archdoc:")
    }


def test_the_table_of_contents_and_the_search_know_translated_titles(german: Built) -> None:
    contents = german.text("service.html").partition('<div class="sphinxsidebar"')[2]
    assert "Uhren, die abweichen" in re.sub(r"<[^>]+>", "", contents)
    assert '"Uhren, die abweichen"' in german.text("searchindex.js")
    assert '"Umgebungsvariable"' in german.text("searchindex.js")


def test_expressions_compare_what_is_written(site: Site) -> None:
    wanted = {
        "gotcha": 'name = "Clocks that drift"',
        "document": 'name = "The service"',
        "component": 'owner = "The team" and layer = "Front"',
        "degradation": 'name like "Cache*"',
    }
    views = "\n\n".join(
        f"```{{archdoc:table}} {kind}\n:where: {where}\n:empty: Nothing fits.\n```"
        for kind, where in wanted.items()
    )
    site.write({"index.md": f"# Start\n\n```{{toctree}}\nservice\n```\n\n{views}\n", "service.md": SERVICE})
    translate(site, "de", TRANSLATED)
    built = site.build()
    assert built.warnings == []
    assert "Nothing fits." not in built.body("index")
    assert "Uhren, die abweichen" in built.body("index")


def test_a_changed_translation_of_a_title_rewrites_whoever_shows_it(site: Site) -> None:
    site.write(
        {**PAGES, "index.md": INDEX.replace("\nservice\n", "\nservice\nother\n"), "other.md": "# Other\n"}
    )
    translate(site, "de", TRANSLATED)
    assert site.build().warnings == []
    changed = {**TRANSLATED["service"], "Clocks that drift": "Uhren, die nachgehen", "Front": "Vorn"}
    translate(site, "de", {"service": changed})
    after = site.build()
    assert after.read == {"service"}
    assert "other" not in after.written
    clean = site.build(out="clean", fresh=True)
    assert after.bodies() == clean.bodies()
    assert "Uhren, die nachgehen" in after.body("index")


def test_pages_read_by_several_processes_are_translated_alike(site: Site) -> None:
    more = "# More\n\n```{archdoc:gotcha} Locks\n:cause: a\n:fix: b\n:symptom: c\n```\n"
    site.write({**PAGES, **{f"page{number}.md": f"---\norphan: true\n---\n{more}" for number in range(12)}})
    site.conf["gettext_compact"] = "all"
    translate(site, "de", {"all": {**TRANSLATED["index"], **TRANSLATED["service"], "Locks": "Schlösser"}})
    one, four = site.build(out="one"), site.build(out="four", parallel=4)
    assert one.bodies() == four.bodies()
    assert one.warnings == four.warnings
    assert "Schlösser" in four.text("genindex.html")


def test_a_text_without_a_translation_stays_as_it_is(site: Site) -> None:
    site.write(PAGES)
    translate(site, "de", {"service": {"Slower.": "Langsamer."}})
    built = site.build()
    assert built.warnings == []
    assert "Clocks that drift" in built.body("index") and "Cache gone" in built.body("service")


def test_restructuredtext_is_translated_alike(site: Site) -> None:
    site.write(
        {
            "index.rst": "Start\n=====\n\n.. archdoc:gotcha:: Clocks that drift\n   :symptom: See :archdoc:component:`api`.\n"
            "   :fix: Set it.\n   :affects: api\n\n   They *differ*.\n\n"
            ".. archdoc:component:: api\n   :purpose: Answers.\n\n"
            ".. archdoc:table:: gotcha\n   :caption: All traps\n"
        }
    )
    messages = {
        "Clocks that drift": "Uhren, die abweichen",
        "See :archdoc:component:`api`.": "Siehe :archdoc:component:`api`.",
        "They *differ*.": "Sie gehen *verschieden*.",
        "All traps": "Alle Fallen",
    }
    translate(site, "de", {"index": messages})
    built = site.build()
    body = built.body("index")
    assert built.warnings == []
    assert "Alle Fallen" in body and "<em>verschieden</em>" in body
    assert body.count("Uhren, die abweichen") == 3  # in the heading, in the table, and at the component
    assert 'descname">Uhren, die abweichen</span>' in body
    assert re.search(r'Siehe <a class="reference internal" href="#archdoc-component-api"', body)
