"""Whatever stands in a field, no format takes it for more than words, and no file is written elsewhere."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po

from sphinx_archdoc.schema.model import FieldType
from sphinx_archdoc.testing.site import body_of
from tests.conftest import Built, MakeSite, Site
from tests.drawing.test_mermaid import FLOWCHART, TABLES
from tests.ext.tags import Tags
from tests.hostile.site import KINDS, PAYLOADS, files

pytestmark = pytest.mark.slow

NUMBERS = range(len(PAYLOADS))
TEX = [[*PAYLOADS].index(name) for name in ("tex", "tex signs", "template")]
Build = Callable[[str], Built]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    site = make_site("hostile", files())
    # what is HTML in a text is none of its author's, then
    site.conf |= {"myst_disable_syntax": ["html_inline", "html_block"], "html_use_index": True}
    # a page with tables takes TeX's writer a second
    site.conf["latex_documents"] = [
        (f"page-{number}", f"page-{number}.tex", "T", "A", "manual") for number in TEX
    ]
    site.conf["man_pages"] = [("index", "test", "Test", "Us", "1")]
    return site


@pytest.fixture(scope="module")
def build(site: Site) -> Iterator[Build]:
    """Build the site in a format, once; afterwards, nothing is in the folder but what was to be written."""
    done: dict[str, Built] = {}

    def once(builder: str) -> Built:
        if builder not in done:
            name, _, way = builder.partition(" ")
            site.conf["archdoc_diagrams"] = way or "picture"
            if way == "mermaid":
                site.conf["extensions"] = [*site.conf["extensions"], "sphinxcontrib.mermaid"]
                site.conf["mermaid_use_local"] = "_static/mermaid.mjs"
            done[builder] = site.build(
                name, out=f"build-{name}" if name == "gettext" or way == "mermaid" else "build"
            )
        return done[builder]

    before = set(site.source.parent.parent.iterdir())
    yield once
    assert set(site.source.parent.parent.iterdir()) == before
    assert {path.name for path in site.source.parent.iterdir()} <= {
        "source",
        "build",
        "build-html",
        "build-gettext",
    }
    assert {path.name for path in site.source.iterdir()} == {*files(), "conf.py"}


def test_every_text_is_in_every_field_of_every_kind() -> None:
    """Of those that may hold any text."""
    assert len(PAYLOADS) > max(len(kind.fields) for kind in KINDS.values())


def test_the_build_says_what_is_wrong_and_goes_on(build: Build) -> None:
    problems = build("html").warnings
    assert not re.search(r"Traceback|Exception occurred", "\n".join(problems))
    told = {re.sub(r".*\[archdoc\.|\]$", "", line) for line in problems if "[archdoc." in line}
    assert {"wrong-value", "dangling-reference", "ambiguous-reference"} <= told
    wrong = sum("[archdoc.wrong-value]" in line for line in problems)
    strict = [
        f
        for kind in KINDS.values()
        for f in kind.fields.values()
        if f.type in (FieldType.URL, FieldType.DATE)
    ]
    assert wrong >= len(NUMBERS) * len(strict)


@pytest.mark.parametrize("builder", ["html", "html mermaid", "dirhtml", "singlehtml"])
def test_nothing_runs_in_a_browser(builder: str, build: Build) -> None:
    built = build(builder)
    pages = [
        path for path in built.out.rglob("*.html") if not {"_static", "search", "search.html"} & {*path.parts}
    ]
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        found = Tags(text)
        assert (found.wrong, found.handlers) == ([], []), path
        schemes = {urlsplit(address).scheme for address in found.addresses}
        assert schemes <= {"", "http", "https"}, path
        body = body_of(text)
        assert "<script" not in body.replace('<script type="module">', ""), path
        assert not re.search(r"<(iframe|object|embed|base|form|style)\b", body), path


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("number", NUMBERS, ids=PAYLOADS)
def test_every_text_is_shown_as_it_is(builder: str, number: int, build: Build) -> None:
    built = build(builder)
    text = list(PAYLOADS.values())[number]
    page = built.text(f"page-{number}.{'html' if builder == 'html' else 'txt'}")
    if builder == "html":
        assert " ".join(text.split()) in " ".join("".join(Tags(page).words).split())
    else:  # which breaks its lines anywhere, in boxes
        assert re.sub(r"\W", "", text) in re.sub(r"\W", "", page)


def test_mermaid_gets_words_and_links_to_our_pages_alone(build: Build) -> None:
    built = build("html mermaid")
    sources = [
        html.unescape(source)
        for path in built.out.glob("page-*.html")
        for source in re.findall(r'<pre[^>]*class="mermaid[^>]*>(.*?)</pre>', path.read_text("utf-8"), re.S)
    ]
    assert len(sources) >= len(NUMBERS)
    for source in sources:
        first, *lines = source.strip().splitlines()
        forms = TABLES if first == "erDiagram" else FLOWCHART
        assert [line for line in (first, *lines) if not any(re.fullmatch(form, line) for form in forms)] == []
        links = re.findall(r'click n\d+ href "(.*)"', source)
        assert all(re.fullmatch(r"(page-\d+\.html)?#archdoc-[^:]*", link) for link in links)


def test_an_e_book_is_well_formed_and_runs_nothing(build: Build) -> None:
    built = build("epub")
    paths = [path for path in built.out.rglob("*") if path.suffix in (".xhtml", ".svg", ".opf", ".ncx")]
    assert {path.suffix for path in paths} == {".xhtml", ".svg", ".opf", ".ncx"}
    for path in paths:
        for element in ElementTree.parse(path).iter():
            assert not str(element.tag).endswith("}script"), path
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name, address in element.attrib.items():
                if name.endswith(("href", "src")):
                    assert urlsplit(address).scheme in ("", "http", "https"), path


COMMANDS = r"\\(pwned|input\s*\{pwned|write18|href\s*\{(javascript|vbscript|data|file))"


def test_tex_gets_no_command_from_an_author(build: Build) -> None:
    built = build("latex list")  # pixels say nothing to TeX, and take long
    paths = list(built.out.glob("page-*.tex"))
    assert len(paths) == len(TEX)
    for path in paths:
        text = path.read_text("utf-8")
        assert text.count("pwned") > 50
        assert not re.search(rf"(?<!\\){COMMANDS}", text)
        assert not re.search(r"(?<!\\)(%pwned|\$.{0,20}pwned)|\^\^5c|\{\{ pwned", text)
        assert text.count(r"\end{document}") == 1


def test_roff_gets_no_request_from_an_author(build: Build) -> None:
    (path,) = build("man").out.glob("*.1")
    text = path.read_text("utf-8")
    assert not re.search(r"^[.'](sy|so|pi|mso|open|cf)", text, re.M)
    # (a link is an escape of the writer's own, in docutils before 0.22)
    assert not re.search(r"(?<!\\)\\(\*\[pwned|X'(?!tty: link)|pwned|input|write)", text)
    assert "sy pwned" in text


def test_texinfo_gets_no_command_from_an_author(build: Build) -> None:
    (path,) = build("texinfo").out.glob("*.texi")
    text = path.read_text("utf-8")
    assert not re.search(r"(?<!@)(@@)*@(include|pwned)", text)
    assert len(re.findall(r"(?<!@)(?:@@)*@bye", text)) == 1


def test_xml_is_well_formed(build: Build) -> None:
    for path in build("xml").out.glob("*.xml"):
        assert "<?pwned" not in path.read_text("utf-8")
        ElementTree.parse(path)


def test_catalogues_of_messages_hold_the_texts_and_nothing_else(build: Build) -> None:
    messages = []
    for path in build("gettext").out.glob("*.pot"):
        with path.open("rb") as file:
            messages += [message for message in read_po(file, abort_invalid=True) if message.id]
    assert not any(message.string for message in messages)
    texts = {str(message.id) for message in messages}
    assert "pwned" not in texts
    assert any(PAYLOADS["catalogue"] in text for text in texts)


def test_the_search_index_is_data(build: Build) -> None:
    text = build("html").text("searchindex.js")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert {f"page-{number}" for number in NUMBERS} <= set(index["docnames"])


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_pictures_are_named_by_us(builder: str, build: Build) -> None:
    folder = build(builder).out
    names = {path.name for path in Path(folder).rglob("*") if path.suffix in (".png", ".svg")}
    ours = {name for name in names if name.startswith("archdoc-")}
    assert not [name for name in names if "pwned" in name]
    assert all(re.fullmatch(r"archdoc-[0-9a-f]{20}\.(png|svg)", name) for name in ours)
