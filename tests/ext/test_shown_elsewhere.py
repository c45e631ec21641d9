"""A text that another page shows: no messages of parsers, links that lead where they do at home, each fault once."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

import pytest

from tests.conftest import BuildSite, Built, Site

LIST = "# Start\n\n```{toctree}\nhome\nmore\n```\n\n```{archdoc:table} component\n```\n"


def pages(text: str, **others: str) -> dict[str, str]:
    return {"index.md": LIST, "home.md": text, "more.md": "# More\n\nWords.\n"} | {
        f"{name}.md": content for name, content in others.items()
    }


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man"])
def test_the_message_of_a_parser_is_not_printed(site: Site, builder: str) -> None:
    """An unknown role leaves a message in the text, which Sphinx removes from the page after all have read it."""
    site.write(pages("# Home\n\n```{archdoc:component} mill\n\nGrinds {unheard}`of` it, {pep}`8x`.\n```\n"))
    built = site.build(builder)
    assert [line.partition(" WARNING")[0] for line in built.warnings if "unheard" in line] == ["home.md:5:"]
    shown = [
        p.read_text("utf-8") for p in built.out.rglob("*") if p.suffix in (".html", ".txt", ".tex", ".1")
    ]
    assert any("Grinds" in text for text in shown)
    for text in shown:
        assert "SYSTEM MESSAGE" not in text.upper().replace("-", " ")
        assert "WARNING/2" not in text
        assert str(site.source) not in text


def test_what_a_parser_could_not_read_links_to_no_message(site: Site) -> None:
    site.write(pages("# Home\n\n```{archdoc:component} mill\n\nGrinds {pep}`8x`.\n```\n"))
    body = site.build().body("index")
    assert "problematic" in body
    assert not re.search(r'href="#id\d+"', body)


BROKEN = """\
# Home

```{archdoc:component} mill

See [a](#nowhere), [b](nofile.md), {term}`noterm`, {doc}`nodoc`, {ref}`noref`.
```
"""


def test_a_broken_link_in_a_text_is_reported_once(site: Site) -> None:
    """Three pages show the text, and the page that holds it reports its links, at their line."""
    view = "# More\n\n```{archdoc:table} component\n```\n"
    site.write(pages(BROKEN, more=view))
    warnings = site.build().warnings
    assert len(warnings) == 5, warnings
    assert all(line.startswith("home.md:5: WARNING") for line in warnings)


CITED = """\
# Home

```{math}
:label: sum
x=1
```

```{archdoc:component} mill

Grinds[^slow] as in {eq}`sum`, see [below](#below).
```

## Below

[^slow]: Slowly.
"""


@pytest.fixture(scope="module")
def book(build_site: BuildSite) -> Built:
    rest = "R\n=\n\n.. archdoc:component:: oven\n\n   Bakes [CIT]_.\n\n.. [CIT] A book.\n"
    files = {**pages(CITED), "rest.rst": rest, "index.md": LIST.replace("more", "more\nrest")}
    return build_site(files, builder="latex", myst_enable_extensions=["dollarmath"])


def test_a_copied_link_leads_to_a_label_of_the_book(book: Built) -> None:
    (tex,) = [p.read_text("utf-8") for p in book.out.glob("*.tex")]
    labels = set(re.findall(r"\\label\{(?:\\detokenize\{)?([^{}]*)", tex))
    asked = set(re.findall(r"\\hyperref\[\\detokenize\{([^{}]*)\}", tex))
    asked |= set(re.findall(r"\\(?:eq)?ref\{([^{}\\]*)\}", tex))
    assert {"home:slow", "home:below", "equation:home:sum"} <= asked
    assert asked <= labels
    cited = re.findall(r"\\sphinxcite\{([^{}]*)\}", tex)
    assert len(cited) == 2  # at home and in the table
    assert set(cited) <= set(re.findall(r"\\bibitem\[[^]]*\]\{([^{}]*)\}", tex))


def test_no_label_is_added_to_a_footnote_that_no_copy_leads_to(site: Site) -> None:
    site.write({"index.md": "# Start\n\nWords[^n].\n\n[^n]: A note.\n"})
    (tex,) = [p.read_text("utf-8") for p in site.build("latex").out.glob("*.tex")]
    assert "A note" in tex
    assert r"\label{\detokenize{index:n}}" not in tex


COMPOSED = "café-dienst"
APART = unicodedata.normalize("NFD", COMPOSED)


@pytest.mark.parametrize(("defined", "used"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_a_name_is_the_same_however_its_accents_are_written(site: Site, defined: str, used: str) -> None:
    """macOS writes a letter and an accent where most editors write one character; both look the same."""
    entries = (
        f"```{{archdoc:component}} {defined}\n:purpose: Serves.\n```\n\n"
        f"```{{archdoc:envvar}} PORT\n:used-by: {used}\nThe port.\n```\n\n"
        f"See {{archdoc:component}}`{used}`, [](#component.{used}).\n\n"
        f"```{{archdoc:table}} component\n:where: name = '{used}'\n```\n"
    )
    site.write({"index.md": f"# Start\n\n{entries}"})
    built = site.build()
    assert built.warnings == []
    body = built.body("index")
    assert body.count('href="#archdoc-component-cafe-dienst"') == 5  # permalink, reference, role, link, view
    assert defined in built.words("index")  # as it is written


def test_two_spellings_of_an_accent_are_a_duplicate(site: Site) -> None:
    entry = "```{{archdoc:component}} {}\n:purpose: Serves.\n```\n\n"
    site.write({"index.md": f"# Start\n\n{entry.format(COMPOSED)}{entry.format(APART)}"})
    assert site.build().codes == ["index.md:7 duplicate-entry"]


def test_a_page_is_found_however_its_accents_are_written(site: Site) -> None:
    """Sphinx composes the names of pages itself, as macOS does not."""
    header = "```{archdoc:document}\n:status: active\n\nOf it.\n```\n"
    links = "".join(
        f"```{{archdoc:related}} {name}\n:target: {target}\n```\n\n"
        for name, target in (("One", COMPOSED), ("Two", APART))
    )
    site.write(
        {
            "index.md": f"# Start\n\n```{{toctree}}\n:glob:\n*\n```\n\n{links}",
            f"{COMPOSED}.md": f"# Service\n\n{header}",
        }
    )
    built = site.build()
    assert built.warnings == []
    assert built.body("index").count(f'href="{quote(COMPOSED)}.html"') == 3  # toctree, and both links
