"""The words that are not the author's are said in the language of the project, all of them."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest
import translations
from samples import myst

from sphinx_archdoc.schema.loader import builtin_kinds
from tests.conftest import Built, MakeSite, Site
from tests.languages.conftest import PAGES
from tests.languages.messages import marked, messages_of, po, unmarked

DOCS = Path(__file__).parent.parent.parent / "docs"
OWN = "locale/eo/LC_MESSAGES/sphinx_archdoc.po"
SPHINX = {"Link to this heading", "Link to this definition"}
"""Words that Sphinx translates."""
CODE = {"PK", "FK", "UK", "DECIMAL"}
"""Words of SQL, and of diagrams of tables."""


@functools.cache
def own_words() -> list[str]:
    """The words of the code and the kinds: extracted once, and only if a test asks."""
    return [message.id for message in translations.template() if message.id]


EMPTY = """\
# Empty

```{archdoc:table} webhook
:scope: page
```

```{archdoc:impact} Mailgate
```

```{archdoc:impact} Mailgate
:as: diagram
```

```{archdoc:diagram}
:scope: page
:kind: component
```

```{archdoc:diagram}
:root: ticket-api
:where: name = "none"
```

```{archdoc:summary}
:scope: page
```
"""


def everything() -> dict[str, str]:
    """Pages with every kind and every view."""
    kinds = "\n\n".join(myst(kind) for kind in builtin_kinds().values())
    cast = (DOCS / "snippets/kinds-cast.md").read_text("utf-8")
    views = "\n\n".join(path.read_text("utf-8") for path in sorted(DOCS.glob("snippets/gallery/*.md")))
    many = "\n".join(f"```{{archdoc:component}} c{n}\n:layer: L{n % 2}\n:purpose: x\n```" for n in range(70))
    museum = (DOCS / "gallery/museum.md").read_text("utf-8").replace("../gallery.md", "../index.md")
    return {
        "index.md": f"# Gallery\n\n{kinds}\n\n{cast}\n\n```{{toctree}}\n:glob:\n\n*\ngallery/*\n```\n",
        "views.md": f"# Views\n\n{views}\n",
        "empty.md": EMPTY,
        "many.md": f"# Many\n\n{many}\n\n```{{archdoc:diagram}}\n:scope: page\n```\n",
        "gallery/museum.md": museum,
    }


@pytest.fixture(scope="module")
def marked_site(make_site: MakeSite) -> Site:
    """All words of ours stand in one sort of brackets, and all of authors in another."""
    site = make_site("marked", everything())
    site.conf |= {"gettext_compact": "all"}
    texts = messages_of(site.build("gettext", out="gettext").out / "all.pot")
    site.conf |= {"language": "eo", "locale_dirs": ["locale"]}
    site.write(
        {OWN: po(marked(own_words(), "⟦", "⟧")), "locale/eo/LC_MESSAGES/all.po": po(marked(texts, "«", "»"))}
    )
    return site


@pytest.fixture(scope="module")
def marked_pages(marked_site: Site) -> Built:
    return marked_site.build()


@pytest.mark.slow
def test_no_word_is_forgotten(marked_pages: Built) -> None:
    written = "\n".join(everything().values()).casefold()
    assert marked_pages.warnings == []
    for page, body in marked_pages.bodies().items():
        if page.startswith("archdoc-"):
            continue  # index pages shorten texts, and begin with letters
        for text in unmarked(body):
            words = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
            if words and words not in SPHINX | CODE:
                assert words not in own_words(), (page, text)
                assert all(word.casefold() in written for word in words.split()), (page, text)


def test_index_pages_and_the_search_are_translated(marked_pages: Built) -> None:
    for kind in builtin_kinds().values():
        assert f"<h1>⟦{kind.plural}⟧</h1>" in marked_pages.text(f"archdoc-{kind.name}.html")
        assert f"(⟦{kind.title}⟧)" in marked_pages.text("genindex.html")
        assert f'"⟦{kind.title}⟧"' in marked_pages.text("_static/archdoc-entries.js")
        if kind.takes_name:  # one that is its page is found as that
            assert json.dumps(f"⟦{kind.title}⟧") in marked_pages.text("searchindex.js")


@pytest.mark.parametrize("builder", ["text", "latex"])
@pytest.mark.slow
def test_other_formats_have_the_same_words(builder: str, marked_site: Site) -> None:
    built = marked_site.build(builder, out=builder)
    text = "\n".join(path.read_text("utf-8") for path in built.out.rglob("*.t[ex][xt]*"))
    assert built.warnings == []
    for words in ("Depended on by", "Owner", "Focus", "No degradation described"):
        assert f"⟦{words}⟧" in text
    assert not re.search(r"(?<![⟦\w])(Depended on by|Failure Scenario|No degradation described)", text)


def test_a_german_page_is_german(site: Site) -> None:
    site.write(PAGES)
    site.conf["language"] = "de"
    built = site.build()
    body = built.body("service")
    assert built.warnings == []
    for words in ("Umgebungsvariablen", "Erforderlich", "Verwendet von", "Benötigt von", "Erwähnt in"):
        assert words in body
    assert '<span role="img" aria-label="ja">✓</span>' in body
    assert "<dd>hoch</dd>" in body
    index = built.body("index")
    assert 'data-archdoc-found="{found} von {all} Zeilen"' in index
    columns: list[tuple[str, str]] = []
    for keys, heads in re.findall(r'data-archdoc-columns="([^"]+)">.*?<tr>(.*?)</tr>', index, re.S):
        columns += zip(keys.split(), re.findall(r"<th[^>]*>(.*?)</th>", heads), strict=True)
    assert ("depended-on-by", "Benötigt von") in columns


def test_a_japanese_page_is_japanese(site: Site) -> None:
    site.write(PAGES)
    site.conf["language"] = "ja"
    built = site.build()
    assert built.warnings == []
    for words in ("環境変数", "コンポーネント", "依存元", "言及元", "使用元"):
        assert words in built.body("service")
    assert "落とし穴" in built.text("genindex.html")


def test_what_authors_write_and_read_stays_english(site: Site) -> None:
    site.conf["language"] = "de"
    site.write(
        {
            "index.md": "# A\n\n```{archdoc:document}\n:focus: high\n```\n\n```{archdoc:component} a\n:purpose: x\n```\n"
            "```{archdoc:component} b\n:purpose: x\n:depends-on: a, nowhere\n```\n\n"
            "```{archdoc:table} component\n:columns: name, depended-on-by, benötigt-von\n```\n\n"
            '```{archdoc:table} document\n:where: focus = "high" and kind = "document"\n:empty: Nothing fits.\n```\n\n'
            "```{archdoc:document}\n:focus: hoch\n```\n"
        }
    )
    built = site.build()
    site.conf["language"] = "en"
    assert built.warnings == site.build(out="english").warnings
    assert [line.partition(" ")[2] for line in built.codes] == [
        "dangling-reference",
        "unknown-column",
        "duplicate-entry",
        "wrong-value",
    ]
    assert "Nothing fits." not in built.body("index")


def test_kinds_of_a_project_are_shown_as_they_are_written_or_as_it_translates_them(site: Site) -> None:
    page = "# A\n\n```{archdoc:team} Blue\n:lead: Ann\n:purpose: x\n```\n\n```{archdoc:table} team\n```\n"
    site.conf |= {
        "language": "de",
        "locale_dirs": ["locale"],
        "archdoc_kinds": {
            "team": {
                "title": "Crew",
                "fields": {
                    "lead": {"title": "Head", "column": True},
                    "purpose": {"column": True},
                },
            }
        },
    }
    site.write({"index.md": page})
    body = site.build().body("index")
    assert ">Crew</th>" in body and ">Head</th>" in body and ">Zweck</th>" in body
    site.write({"locale/de/LC_MESSAGES/sphinx_archdoc.po": po({"Crew": "Gruppe", "Purpose": "Aufgabe"})})
    after = site.build()
    assert after.read == {"index"}
    body = after.body("index")
    assert ">Gruppe</th>" in body and ">Head</th>" in body and ">Aufgabe</th>" in body
    assert site.build().read == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "translation",
    ["What depends on {nobody}", "{", "{name.missing}", "{name[0][0][x]}", "{0}", "{name!x}", "{name:%%}"],
)
def test_a_translation_with_wrong_places_is_not_used(translation: str, site: Site) -> None:
    site.conf |= {"language": "eo", "locale_dirs": ["locale"]}
    site.write({**PAGES, OWN: po({"What depends on {name}": translation})})
    built = site.build()
    assert built.warnings == []
    assert 'aria-label="What depends on api"' in built.body("index")


@pytest.mark.parametrize(
    "content", [b"", b"no translation", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40]
)
def test_a_compiled_file_that_is_none_is_not_used(content: bytes, site: Site) -> None:
    site.conf |= {"language": "de", "locale_dirs": ["locale"]}
    site.write(PAGES)
    path = site.source / "locale/de/LC_MESSAGES/sphinx_archdoc.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert "Umgebungsvariablen" in site.build().body("service")


def test_another_language_reads_all_pages_again(site: Site) -> None:
    site.write(PAGES)
    site.conf["language"] = "de"
    site.build()
    site.conf["language"] = "ja"
    after = site.build()
    assert after.read == {"index", "service"}
    assert after.bodies() == site.build(out="clean", fresh=True).bodies()
