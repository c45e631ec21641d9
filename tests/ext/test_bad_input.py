"""No name, option, body, role or file ends a build or loses an entry; all of it comes out escaped and anchored."""

from __future__ import annotations

import pickle
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.parsing.names import clean_name
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.conftest import Built, MakeSite, Site
from tests.ext import hostile_site
from tests.ext.tags import Tags
from tests.ext.workbench import Workbench
from tests.schema.hostile import texts

pytestmark = pytest.mark.slow

KINDS = builtin_kinds()
OF_VIEWS = [view.options for view in VIEWS.values()]
ELSEWHERE = [
    *(f"names/{name}" for name in ("tags", "pipes", "rtl", "braces", "index")),
    *("nested", "oddities", "control", "nameless", "same", "crlf", "unclosed"),
]
"""Pages that other builders write too: the text writer takes seconds to wrap a word of 10,000 characters."""

OURS = re.compile(r"\[archdoc\.[a-z-]+\]$")
SPHINX = re.compile(r"\[(docutils|myst|ref|toc|image|download|misc|app|config)(\.[a-z_]+)?\]$")


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    site = make_site("hostile", {})
    for name, text in hostile_site.files().items():
        path = site.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    site.conf["myst_disable_syntax"] = [
        "html_inline",
        "html_block",
    ]  # what is HTML then is none of the author's
    site.conf["archdoc_kinds"] = "none.toml"
    site.conf["latex_documents"] = [
        (page, f"{page}.tex".replace("/", "-"), "T", "A", "manual") for page in ELSEWHERE
    ]
    return site


@pytest.fixture(scope="module")
def html(site: Site) -> Built:
    return site.build("html")


@pytest.fixture(scope="module")
def pages(html: Built) -> dict[str, Page]:
    """What was noted of each document."""
    with (html.out.parent / "doctrees" / "environment.pickle").open("rb") as file:
        return pickle.load(file).domaindata["archdoc"]["pages"]


@pytest.fixture(scope="module")
def entries(pages: dict[str, Page]) -> list[Entry]:
    return [entry for page in pages.values() for entry in page.entries]


@pytest.fixture(scope="module")
def tags(html: Built) -> dict[str, Tags]:
    return {page: Tags(html.text(f"{page}.html")) for page in (*html.read, "genindex")}


def test_the_build_ends_and_says_all_in_problems(html: Built) -> None:
    shown = [line for line in html.warnings if re.match(r"\S+?(:\d+)?: (WARNING|ERROR|CRITICAL)", line)]
    assert len(shown) > 300
    assert [
        line for line in shown if not (OURS.search(line) or SPHINX.search(line) or "docutils" not in line)
    ] == []
    assert not re.search(r"Traceback|Exception occurred|Error:", "\n".join(html.warnings))
    assert all(len(line) < 1000 for line in shown if OURS.search(line))


def test_no_problem_brings_control_characters_into_the_log(html: Built) -> None:
    ours = [line for line in html.warnings if OURS.search(line)]
    assert [line for line in ours if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", line)] == []


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_other_builders_end_and_say_the_same(site: Site, html: Built, builder: str) -> None:
    app = SphinxTestApp(buildername=builder, srcdir=site.source, builddir=site.source.parent / "build")
    try:
        app.build(filenames=[str(app.env.doc2path(page)) for page in ELSEWHERE])
        said = app.warning.getvalue()
    finally:
        app.cleanup()
    assert said.count("[archdoc.") == "\n".join(html.warnings).count("[archdoc.")
    assert not re.search(r"Traceback|Exception occurred", said)


@pytest.mark.parametrize("key", hostile_site.NAMES)
def test_every_hostile_name_of_every_kind_is_an_entry(key: str, pages: dict[str, Page]) -> None:
    text = hostile_site.NAMES[key]
    found = [(entry.kind, entry.name) for entry in pages[f"names/{key}"].entries]
    expected = [clean_name(hostile_site.name_of(kind, text)) or f"names/{key}" for kind in KINDS.values()]
    assert found == list(zip(KINDS, expected, strict=True))
    number = list(hostile_site.NAMES).index(key)
    assert len(pages[f"names/{key}-rst"].entries) == len(list(KINDS.values())[number % 3 :: 3])


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("nested", ["outer", "inner", "GET /inner", "hook", "IN_LIST", "IN_QUOTE", "in-note", "in-body", "IN_BODY", "IN_TABLE", "IN_RST"]),
        ("oddities", ["TWO LINES", "RST_LIST", "in-rst-note", "outer-rst", "inner-rst", "GET /rst", "headed"]),
        ("bodies", list(hostile_site.BODIES)),
        ("unclosed", ["unclosed", "UNCLOSED_INNER"]),
        ("unclosed-yaml", ["UNCLOSED_YAML"]),
        ("crlf", ["CRLF"]),
        ("crlf-rst", ["CRLF_RST"]),
        ("tabs", ["TABS"]),
        ("tabs-rst", ["TABS_RST"]),
        ("titleless", ["titleless"]),
        ("same", ["SAME", "SAME", "OTHER", "✓", "😀", "a b", "a-b", "A-B", "--"]),
    ],
)  # fmt: skip
def test_an_entry_in_an_odd_place_is_not_lost(page: str, names: list[str], pages: dict[str, Page]) -> None:
    assert [entry.name for entry in pages[page].entries if entry.name] == names


def test_every_nameless_directive_is_shown_and_told(pages: dict[str, Page]) -> None:
    for page in ("nameless", "nameless-rst"):
        assert [entry.kind for entry in pages[page].entries] == list(KINDS)
        told = {problem.where.line for problem in pages[page].problems if problem.code == "missing-name"}
        assert len(told) == len(KINDS)  # all but the document, and one table


def test_a_mistake_in_a_file_with_windows_line_ends_has_its_line(pages: dict[str, Page]) -> None:
    assert [p.where.line for p in pages["crlf"].problems] == [5]
    assert [p.where.line for p in pages["crlf-rst"].problems] == [5]


def test_every_page_of_html_is_balanced_and_runs_nothing(tags: dict[str, Tags], html: Built) -> None:
    for page, found in tags.items():
        assert found.wrong == [], page
        assert found.handlers == [], page
        assert "<script>alert" not in html.text(f"{page}.html"), page
        assert not any(link.lower().startswith("javascript:") for link in found.links), page


def test_every_anchor_is_unique_and_every_entry_has_one(tags: dict[str, Tags], entries: list[Entry]) -> None:
    for page, found in tags.items():
        assert [id_ for id_, count in Counter(found.ids).items() if count > 1] == [], page
    assert len({entry.key for entry in entries}) == len(entries)
    lost = [(entry.page, entry.anchor) for entry in entries if entry.anchor not in tags[entry.page].ids]
    assert lost == []


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(tags: dict[str, Tags], html: Built) -> None:
    known: dict[Path, set[str]] = {}
    dead = []
    for page, found in tags.items():
        for link in found.links:
            parts = urlsplit(link)
            if (
                parts.scheme or parts.netloc or re.fullmatch(r"#id\d+", link)
            ):  # docutils' own: to its messages
                continue
            path = (
                (html.out / f"{page}.html").parent / unquote(parts.path)
                if parts.path
                else html.out / f"{page}.html"
            )
            if path.resolve() not in known:
                known[path.resolve()] = set(Tags(path.read_text("utf-8")).ids) if path.is_file() else set()
            if not path.is_file() or (
                parts.fragment and unquote(parts.fragment) not in known[path.resolve()]
            ):
                dead.append((page, link[:100]))
    assert dead == []


def test_every_name_is_shown_as_it_is(tags: dict[str, Tags], entries: list[Entry]) -> None:
    words = {page: " ".join("".join(found.words).split()) for page, found in tags.items()}
    plain = [
        entry
        for entry in entries
        if entry.name and not KINDS[entry.kind].pattern and KINDS[entry.kind].takes_name
    ]
    missing = [(entry.kind, entry.name[:50]) for entry in plain if entry.name not in words[entry.page]]
    assert missing == []


def test_the_inventory_holds_every_name(html: Built, entries: list[Entry]) -> None:
    lines = zlib.decompress((html.out / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode().split("\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r".+ \S+:\S+ -?\d+ \S* .+", line) for line in lines)
    for entry in entries:
        if entry.name:
            name = re.escape(entry.name)
            assert any(
                re.match(rf"(\S+#)?{name} archdoc:{entry.kind} ", line)
                for line in lines
                if entry.name in line
            )


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    bench = Workbench(tmp_path_factory.mktemp("workbench"))
    yield bench
    bench.app.cleanup()


lines = texts.map(lambda text: " ".join(text.split()))
options = st.lists(
    st.tuples(
        st.sampled_from(sorted({field for kind in [*KINDS.values(), *OF_VIEWS] for field in kind.fields}))
        | lines,
        lines,
    ).map(lambda option: f":{option[0]}: {option[1]}"),
    max_size=4,
)
directives = st.tuples(st.sampled_from([*KINDS, *VIEWS]), lines, options, texts)


@given(st.booleans(), st.lists(directives, min_size=1, max_size=3))
def test_any_directive_is_read_and_written(
    workbench: Workbench, in_myst: bool, some: list[tuple[str, str, list[str], str]]
) -> None:
    make, name = (hostile_site.myst, "myst.md") if in_myst else (hostile_site.rst, "rst.rst")
    title = "# Title\n\n" if in_myst else "Title\n=====\n\n"
    entries, html = workbench.show(name, title + "\n".join(make(*directive) for directive in some))
    assert len(entries) >= sum(kind not in VIEWS for kind, *_ in some) or ":::" in str(some)
    found = Tags(html)
    assert found.wrong == []
    assert found.handlers == []
    assert [entry.anchor for entry in entries if entry.anchor not in found.ids] == []
    assert [id_ for id_, count in Counter(found.ids).items() if count > 1] == []
