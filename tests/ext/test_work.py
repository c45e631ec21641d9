"""What an entry costs, counted in work and not in seconds, so that it is the same on every machine."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from docutils import nodes
from myst_parser.mocking import MockInliner, MockState
from sphinx.testing.util import SphinxTestApp

import sphinx_archdoc
from sphinx_archdoc.catalogue import graph
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Layout
from tests.bench.corpus import ENTRIES_PER_PAGE, SECTIONS, write_corpus

pytestmark = pytest.mark.slow

PACKAGE = str(Path(sphinx_archdoc.__file__).parent)


@dataclass
class Work:
    """What one build from nothing did."""

    entries: int
    cards: int
    """Entries that are shown by themselves, and have a place in the table of contents."""
    calls: Counter[CodeType] = field(default_factory=Counter)
    """Calls of functions of the package."""
    idle: Counter[CodeType] = field(default_factory=Counter)
    """The same of a second build, which has nothing to do."""
    parsed: list[str] = field(default_factory=list)
    """Texts that were given to MyST from within a directive."""
    stored: Counter[str] = field(default_factory=Counter)
    """Nodes of the stored documents, by their class."""
    shown: int = 0
    """Nodes of the documents as they are written."""
    environment: int = 0
    """Bytes."""
    html: int = 0
    """Bytes of the pages."""

    def calls_of(self, name: str) -> int:
        return sum(number for code, number in self.calls.items() if code.co_qualname == name)


def build(folder: Path, way: str, pages: int) -> Work:
    """Build the project of the benchmark, and count."""
    write_corpus(folder, way, pages)
    cards = [s.count for s in SECTIONS if builtin_kinds()[s.kind].layout is Layout.CARD]
    work = Work(pages * ENTRIES_PER_PAGE, pages * sum(cards))

    def parse(self: Any, text: str, *args: Any) -> Any:
        work.parsed.append(str(text))
        return [], []

    def note_shown(app: object, document: nodes.document, docname: str) -> None:
        work.shown += sum(1 for _ in document.findall())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MockInliner, "parse", parse)
        patch.setattr(MockState, "nested_parse", parse)
        app = SphinxTestApp("html", srcdir=folder)
        app.connect("doctree-resolved", note_shown)
        _count_calls(app, work.calls)
        _count_calls(SphinxTestApp("html", srcdir=folder), work.idle)
    assert not app.warning.getvalue()
    for docname in app.env.found_docs:
        work.stored.update(type(node).__name__ for node in app.env.get_doctree(docname).findall())
    work.environment = (Path(app.doctreedir) / "environment.pickle").stat().st_size
    work.html = sum(
        path.stat().st_size for path in Path(app.outdir).glob("[as]*.html") if path.stem != "search"
    )
    return work


def _count_calls(app: SphinxTestApp, calls: Counter[CodeType]) -> None:
    """Build, and count the calls of functions of the package."""

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGE):
            calls[frame.f_code] += 1

    sys.setprofile(count)
    try:
        app.build()
    finally:
        sys.setprofile(None)
        app.cleanup()


def _lines_run(app: SphinxTestApp) -> int:
    """Build, and return how many lines of the package are run. A turn of a loop in one line counts as well."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        app.build()
    finally:
        sys.settrace(before)
        app.cleanup()
    return lines


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Work]]:
    """The same pages without entries, and with them; and then twice as many."""
    sizes = {"floor": ("floor", 6), "some": ("archdoc", 6), "more": ("archdoc", 12)}
    yield {name: build(tmp_path_factory.mktemp(name), *size) for name, size in sizes.items()}


def test_words_and_code_are_not_parsed(works: dict[str, Work]) -> None:
    assert works["some"].parsed == []


def test_all_entries_of_a_table_are_one_node_of_the_stored_document(works: dict[str, Work]) -> None:
    some, floor = works["some"], works["floor"]
    tables = 6 * (len(SECTIONS) - 1)  # one of the sections has cards
    entries = some.stored - floor.stored
    card = dict.fromkeys(["desc_signature", "desc_name", "Text", "desc_content"], some.cards)
    assert entries == {"desc": tables + some.cards, "view_node": len(SECTIONS), **card}


def test_a_table_is_written_without_a_node_for_each_row(works: dict[str, Work]) -> None:
    some, floor = works["some"], works["floor"]
    tables = 6 * len(SECTIONS) + len(SECTIONS)
    assert some.shown - floor.shown < tables + 26 * some.cards


def test_an_entry_takes_few_calls(works: dict[str, Work]) -> None:
    # 376 before views had trails, and before rows of index pages were written here instead of by a template;
    # 446 before each entry was also a row of the page of all entries, and a record of archdoc.json;
    # 722 before what these and the search show in common was computed once
    assert works["some"].calls.total() / works["some"].entries < 500


def test_what_all_lists_show_of_an_entry_is_computed_once(works: dict[str, Work]) -> None:
    some = works["some"]
    assert some.calls_of("first_sentence") == some.calls_of("EntryLines._line") == some.entries
    assert some.calls_of("marks_by_meaning") == some.entries


def test_a_build_with_nothing_to_do_takes_few_calls(works: dict[str, Work]) -> None:
    # 256 before what the index pages and the search show in common was computed once
    assert works["some"].idle.total() / works["some"].entries < 125


def test_twice_the_entries_are_twice_the_work(works: dict[str, Work]) -> None:
    assert works["more"].calls.total() / works["some"].calls.total() < 2.05


@pytest.mark.parametrize(
    ("above", "entry"),
    [
        ("## Gotchas", "### Clock {}\n\n**Symptom:** Tokens expire.\n\n**Fix:** Synchronise.\n"),
        ("## Environment variables\n\n| Variable | Description |\n|---|---|", "| `PORT_{}` | A port. |"),
    ],
    ids=["headings", "rows"],
)
def test_a_page_of_plain_markdown_twice_as_long_is_twice_the_work(
    above: str, entry: str, tmp_path: Path
) -> None:
    totals = []
    for number in (1, 100, 200, 300):  # the first build fills caches
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_archdoc']\n", "utf-8")
        entries = "\n".join(entry.format(n) for n in range(number))
        (folder / "index.md").write_text(f"---\narchdoc: true\n---\n# A\n\n{above}\n{entries}\n", "utf-8")
        totals.append(_lines_run(SphinxTestApp("html", srcdir=folder)))
    assert totals[3] - totals[2] < 1.01 * (totals[2] - totals[1])


def test_what_concerns_all_pages_is_computed_once(works: dict[str, Work]) -> None:
    for work in (works["some"], works["more"]):
        assert work.calls_of(graph.Graph.__init__.__qualname__) <= 2  # while reading, and after it
        assert work.calls_of("pages_to_rewrite") == 1


def test_the_environment_has_little_of_each_entry(works: dict[str, Work]) -> None:
    """In bytes of a pickle that is not compressed, and that you can look into."""
    some, more = works["some"], works["more"]
    assert (more.environment - some.environment) / (more.entries - some.entries) < 500


@pytest.mark.parametrize(
    ("text", "loaded", "not_loaded"),
    [
        (
            "Words.",
            [],
            ["markdown.document.parser", "ext.transforms.recognised_page", "ext.directives.entries"],
        ),
        (
            "> **Type:** Architecture\n> **Focus:** small",
            ["markdown.document.parser", "ext.transforms.recognised_page"],
            [],
        ),
        (
            "{archdoc:envvar}`PORT`\n\n```{archdoc:envvar} PORT\na port\n```",
            [],
            ["markdown.document.parser", "ext.transforms.recognised_page", "ext.directives.entries"],
        ),
        (
            "```{archdoc:envvars}\n- PORT: a port\n```",
            ["markdown.document.parser", "ext.directives.entries"],
            [],
        ),
    ],
)
def test_what_reads_markdown_is_loaded_for_who_needs_it(
    text: str, loaded: list[str], not_loaded: list[str], tmp_path: Path
) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_archdoc']\n", "utf-8")
    (tmp_path / "index.md").write_text(f"# Start\n\n{text}\n", "utf-8")
    modules = _modules_after(
        f"from sphinx.cmd.build import main\nassert main(['-q', {str(tmp_path)!r}, {str(tmp_path / 'out')!r}]) == 0"
    )
    assert {f"sphinx_archdoc.{name}" for name in loaded} <= modules
    assert modules.isdisjoint({f"sphinx_archdoc.{name}" for name in not_loaded} | {"sqlglot"})


def test_setting_up_loads_little() -> None:
    modules = _modules_after(
        "import sphinx_archdoc\n"
        "class App:\n    def __getattr__(self, name): return lambda *args, **kwargs: None\n"
        "sphinx_archdoc.setup(App())"
    )
    own = {name for name in modules if name.startswith("sphinx_archdoc.")}
    rooms = ("", ".setup", ".config", ".version", ".catalogue_builder")
    assert own == {f"sphinx_archdoc.ext{name}" for name in rooms}


def _modules_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"]
    return set(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split())
