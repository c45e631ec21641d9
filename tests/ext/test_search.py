"""What the search page is given: a list of all entries, that follows them in every build."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from sphinx_archdoc.content.first_sentence import first_sentence
from tests.conftest import BuildSite, Built, BuiltSite, Site

LIST, SCRIPT = "_static/archdoc-entries.js", "_static/archdoc-search.js"
START = "# Start\n\n```{toctree}\nmail\nweb\n```\n"
MAIL = """\
# Mail

```{archdoc:document}
:type: Architecture
```

```{archdoc:error} NO_HOST
:status: 503
:cause: Nobody *answers*. Or all do.
:resolution: Wait.
```
"""
WEB = "# Web\n\n```{archdoc:upstream} mail\n:reason: Sends.\n```\n"
FILES = {"index.md": START, "mail.md": MAIL, "web.md": WEB}


@pytest.fixture
def mail(site: Site) -> Site:
    site.write(FILES)
    return site


@pytest.fixture
def built(build_site: BuildSite) -> Built:
    return build_site(FILES)


def listed(built: Built) -> dict[str, Any]:
    text = built.text(LIST)
    assert text.startswith("archdocEntries={")
    found: dict[str, Any] = json.loads(text.removeprefix("archdocEntries=").removesuffix(";\n"))
    return found


def test_each_entry_is_listed_with_its_first_sentence_and_what_else_finds_it(built: Built) -> None:
    content = listed(built)
    number = next(n for n, (kind, _) in enumerate(content["kinds"]) if kind == "Error")
    assert content["pages"][0] == [
        "mail",
        "Mail",
        [[number, "NO_HOST", "archdoc-error-NO_HOST", "Nobody answers.", "503"]],
    ]
    assert [kind for kind, names_another in content["kinds"] if names_another] == [
        "Upstream dependency",
        "Downstream dependency",
    ]


def test_the_search_page_alone_links_it(built: Built) -> None:
    for name in (LIST, SCRIPT):
        assert built.text("search.html").count(f'src="{name}?v=') == 1
        assert name not in built.text("mail.html")


def test_a_page_is_no_second_result_beside_itself(built: Built) -> None:
    names = built.text("searchindex.js")
    assert '"NO_HOST"' in names
    assert ":document" not in names


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_formats_without_a_search_page_have_none(builder: str, mail: Site) -> None:
    built = mail.build(builder)
    assert not (built.out / LIST).exists()
    assert not (built.out / SCRIPT).exists()


def test_a_project_without_entries_has_none_nor_keeps_one(built_site: BuiltSite) -> None:
    mail, built = built_site(FILES)
    assert (built.out / LIST).exists()
    mail.write({"mail.md": "# Mail\n", "web.md": "# Web\n"})
    built = mail.build()
    assert not (built.out / LIST).exists()
    assert not (built.out / SCRIPT).exists()
    assert "archdoc" not in built.text("search.html")


@pytest.mark.parametrize(
    "edit",
    [
        {"mail.md": MAIL.replace("503", "504")},
        {"mail.md": MAIL.replace("# Mail", "# Post")},
        {"mail.md": MAIL.replace("Nobody", "No host")},
        {"web.md": "# Web\n\n```{archdoc:envvar} PORT\nWhere.\n```\n"},
        {"index.md": "# Start\n\n```{toctree}\nmail\n```\n", "web.md": ""},
    ],
)
def test_it_follows_an_edit_as_a_clean_build_would(edit: dict[str, str], built_site: BuiltSite) -> None:
    mail, _ = built_site(FILES)
    mail.write({name: text for name, text in edit.items() if text})
    for name, text in edit.items():
        if not text:
            mail.remove(name)
    built, clean = mail.build(), mail.build(out="clean", fresh=True)
    for name in (LIST, SCRIPT):
        assert built.text(name) == clean.text(name)


def test_fields_of_a_project_may_be_searchable(mail: Site) -> None:
    fields: dict[str, object] = {
        "ticket": {"type": "list", "searchable": True},
        "reviewer": {"type": "text"},
        "motto": {"type": "text", "searchable": True},
        "near": {"type": "refs", "searchable": True},
    }
    mail.conf["archdoc_kinds"] = {"error": {"fields": fields}}
    mail.write(
        {
            "mail.md": MAIL.replace(
                ":status: 503", ":ticket: OPS-1, OPS-2\n:reviewer: Ann\n:motto: *So* be it\n:near: mail"
            )
        }
    )
    assert listed(mail.build())["pages"][0][2][0][4:] == ["OPS-1", "OPS-2", "So be it", "mail"]


def test_it_is_small(site: Site) -> None:
    entries = (
        f"```{{archdoc:envvar}} SERVICE_{n}_PORT\n:default: {n}\nWhere service {n} listens. Else {n}.\n```\n"
        for n in range(500)
    )
    site.write({"index.md": "# Start\n\n" + "\n".join(entries)})
    text = site.build().text(LIST).encode()
    assert len(text) / 500 < 150
    assert len(gzip.compress(text)) / 500 < 50


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("Holds it", "Holds it"),
        ("Holds it. And more.", "Holds it."),
        ("Holds, e.g. mails, for a day. And more.", "Holds, e.g. mails, for a day."),
        ("Hält z. B. Mails. Und mehr.", "Hält z. B. Mails."),
        ("Runs v1.2 on a.b. Yes.", "Runs v1.2 on a.b. Yes."),
        ("Is it down? Then `wait`.", "Is it down?"),
        ("管理する。毎晩動く。", "管理する。"),
        ("Two\nlines. More", "Two lines."),
        ("It (all of it). 3 more.", "It (all of it)."),
        ("word " * 100, "word " * 31 + "word…"),
    ],
)
def test_a_sentence_ends_where_another_begins(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
