"""What is put into pages of plain Markdown stands where it should, in translations and all formats."""

from __future__ import annotations

import logging
import re

import pytest
from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexer_classes

from tests.conftest import Built, Site
from tests.markdown.documents import HEADER, envvars

LISTED = f"""\
{HEADER}
## Key Components

| Component | Type | Purpose | Technology | Owner | Depends on |
|---|---|---|---|---|---|
| billing | Service | Writes invoices | Go | @money | ledger |
| ledger | Database | Keeps them | Go | @money | — |

## Dependencies

### Upstream Dependencies

- **Service:** billing - because it must

  More of it.
"""

TEXTS = {
    "billing": "Abrechnung",
    "**Service:** billing - because it must": "**Dienst:** billing - weil es *muss*",
}


def translated(site: Site, page: str, texts: dict[str, str]) -> Built:
    """A page in a language that has these texts."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    messages = "\n".join(f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in texts.items())
    site.conf |= {"language": "de", "locale_dirs": ["locale"]}
    site.write({"index.md": page, "locale/de/LC_MESSAGES/index.po": head + messages})
    return site.build()


def test_translated_names_keep_their_entries(site: Site) -> None:
    built = translated(site, LISTED, TEXTS)
    body = built.body("index")
    assert built.warnings == []
    for anchor in ("component-billing", "component-ledger", "upstream-billing"):
        assert body.count(f'id="archdoc-{anchor}"') == 1
    assert "Abrechnung" in body
    assert "<dt>Benötigt von</dt>" in body
    assert 'href="#archdoc-component-ledger"' in body
    assert "weil es <em>muss</em>" in body


@pytest.mark.parametrize("texts", [{}, TEXTS], ids=["as it is", "translated"])
def test_anchors_and_permalinks_are_in_the_first_paragraph(texts: dict[str, str], site: Site) -> None:
    body = translated(site, LISTED, texts).body("index")
    cell = re.search(r"<td>(.*?)</td>", body, re.S)
    item = re.search(r"<li[^>]*>\s*(<p>.*?</p>)", body, re.S)
    assert cell
    assert item
    for found, anchor in ((cell, "component-billing"), (item, "upstream-billing")):
        assert re.match(rf'<p><span[^>]* id="archdoc-{anchor}"></span>', found[1])
        assert re.search(rf'<a class="headerlink" href="#archdoc-{anchor}"[^>]*>¶</a></p>', found[1])


def test_a_file_with_another_suffix_is_recognised_if_it_is_markdown(site: Site) -> None:
    site.conf["source_suffix"] = {".md": "restructuredtext", ".text": "markdown"}
    site.write({"index.text": f"{HEADER}\n## Environment Variables\n\n{envvars('PORT')}\n"})
    assert 'id="archdoc-envvar-PORT"' in site.build().body("index")


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_formats_of_data_have_none_of_our_notes(builder: str, site: Site) -> None:
    site.write({"index.md": LISTED})
    built = site.build(builder)
    text = built.text("index.xml" if builder == "xml" else "index.pseudoxml")
    assert "archdoc-component-billing" in text
    assert "archdoc-texts" not in text


DIAGRAM = "```mermaid\nflowchart LR\n```\n"


@pytest.mark.parametrize("builder", ["html", "latex", "singlehtml"])
def test_a_diagram_needs_no_warning_only_on_pages_with_entries(builder: str, site: Site) -> None:
    pages = "# Start\n\n```{toctree}\nwith\nwithout\n```\n"
    site.write({"index.md": pages, "with.md": f"{HEADER}\n{DIAGRAM}", "without.md": f"# W\n\n{DIAGRAM}"})
    for built in (site.build(builder), site.build(builder, fresh=True)):
        (warning,) = built.warnings
        assert warning.startswith("without.md:3: WARNING: Pygments lexer name 'mermaid' is not known")


def test_nothing_is_left_in_what_all_builds_of_a_process_share(site: Site) -> None:
    def filters() -> dict[str, int]:
        loggers = {name: logging.getLogger(name) for name in logging.root.manager.loggerDict}
        return {name: len(one.filters) for name, one in loggers.items() if name.startswith("sphinx.")}

    site.write({"index.md": "# Start\n"})
    site.build()
    before = filters()
    site.write({"index.md": f"{HEADER}\n{DIAGRAM}"})
    assert site.build().warnings == []
    assert "mermaid" not in lexer_classes
    assert filters() == before
    assert not any(before.values())


def test_another_extension_may_say_what_mermaid_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class Own(TextLexer):
        pass

    monkeypatch.setitem(lexer_classes, "mermaid", Own)
    site.write({"index.md": "# Start\n\n```mermaid\nflowchart LR\n```\n"})
    assert site.build().warnings == []
    assert lexer_classes["mermaid"] is Own


SEVERAL = f"""\
{HEADER}
## Core Tables

```sql
CREATE TABLE accounts (id INT);
CREATE TABLE groups (id INT);
CREATE TABLE unused (id INT, a INT REFERENCES accounts (id), g INT REFERENCES groups (id));
```

Words.
"""


def test_the_backlinks_of_several_tables_in_a_block_are_in_order_under_their_names(site: Site) -> None:
    site.write({"index.md": SEVERAL})
    body = site.build().body("index")
    below = body[body.index("</pre>") : body.index("Words.")]
    names = re.findall(r'<div class="archdoc-full[^"]*">\s*<p><a[^>]*>.*?<span class="pre">(\w+)<', below)
    assert names == ["accounts", "groups"]
    assert below.count("Referenced by") == 2


def test_the_backlinks_of_one_table_stand_below_it_without_its_name(site: Site) -> None:
    table = "```sql\nCREATE TABLE accounts (id INT);\n```\n\n"
    other = "```sql\nCREATE TABLE b (id INT REFERENCES accounts (id));\n```\n"
    site.write({"index.md": f"{HEADER}\n## Core Tables\n\n{table}{other}"})
    body = site.build().body("index")
    assert body.count("archdoc-trail") == 1
    assert "archdoc-full" not in body
