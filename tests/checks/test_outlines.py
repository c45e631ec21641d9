"""What a page says of its entries: what is planned, what is gone, and what is a diagram."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.checks.facts.outlines import Outline
from sphinx_archdoc.checks.in_use import GONE_FOLDERS
from sphinx_archdoc.markdown.document.blocks import HeadingBlock
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.evidence import is_to_come
from sphinx_archdoc.rules.builtin import builtin_rules
from tests.checks.interfaces import found
from tests.checks.trees import Document, FakeTree, check, variables
from tests.duration import at_most
from tests.examples import examples


@pytest.mark.parametrize(
    "title",
    [
        "Planned tables",
        "Tables to create",
        "3.2 TODO: endpoints",
        "Variables (planned)",
        "Deferred tables",
        "Future work",
        "Proposed endpoints",
        "Legacy variables",
        "2. Deprecated endpoints",
        "Variables (removed in 2.0)",
        "Not yet implemented",
        "Roadmap",
        "4. Upcoming endpoints",
        "Pending changes",
        "Webhooks (deferred to 2.0)",
        "Dropped columns",
        "Unused variables",
        "Old endpoints",
    ],
)
def test_headings_about_another_time(title: str) -> None:
    assert not Outline(f"# A\n\n## {title}\n\n### B\n\nX").is_about_now(7)
    assert Outline(f"# A\n\n## {title}\n\n## B\n\nX").is_about_now(7)


@pytest.mark.parametrize(
    "title",
    [
        "Todo API",
        "`GET /projects/archived`",
        "List archived projects",
        "GET /events/upcoming",
        "Futures",
        "Roadmap items",
        "is_deprecated",
        "Orders",
        "Pending orders",
        "Orders (pending, paid)",
        "410 Gone",
        "Unsupported media types",
    ],
)
def test_headings_about_now(title: str) -> None:
    assert Outline(f"# {title}\n\nX").is_about_now(3)


@pytest.mark.parametrize("state", ["Planned", "Proposed", "Future", "Upcoming", "Pending", "Deferred"])
@pytest.mark.parametrize("thing", ["tables", "endpoints (2.0)", "variables", "improvements"])
def test_what_is_not_compared_is_not_converted_either(state: str, thing: str) -> None:
    for title in (f"{state} {thing}", f"{thing.partition(' ')[0].title()} ({state.lower()})"):
        assert not Outline(f"# A\n\n## {title}\n\nX").is_about_now(5), title
        assert is_to_come(title), title


@pytest.mark.parametrize(
    ("status", "is_now"),
    [
        ("Design Phase", False),
        ("proposed", False),
        ("Superseded by 7", False),
        ("Deferred", False),
        ("\u23f3 Pending (after 2.0)", False),
        ("active", True),
        ("draft", True),
        ("Planned (next year)", False),
        ("removed in 2.0", False),
        ("Deprecated, use the new one", False),
        ("Proposed | **Owner:** web", False),
        ("planned | paid", True),
        ("values are planned and paid", True),
        ("planned, paid or archived", True),
    ],
)
def test_the_status_of_a_page(status: str, is_now: bool) -> None:
    assert Outline(f"# A\n\n> **Status**: {status}\n\nX").is_about_now(5) is is_now


@pytest.mark.parametrize(
    "line",
    [
        "**Status:** Planned",
        "Status: planned",
        ":Status: Planned",
        "**Status: planned**",
        "> Status: *planned*",
    ],
)
def test_how_a_status_is_written(line: str) -> None:
    assert not Outline(f"# A\n\n{line}\n\nX").is_about_now(5)
    assert Outline(f"# A\n\n## B\n\n{line}\n\nX").is_about_now(7), "a section is not the whole page"


@pytest.mark.parametrize(
    "line",
    [
        "| status | text | planned, paid or archived |",
        "| status: planned | text |",
        "- `status`: the design of the page",
        "- status: planned",
        "`status`: planned",
        "```yaml\nstatus: planned\n```",
    ],
)
def test_what_is_not_the_status_of_a_page(line: str) -> None:
    assert Outline(f"# A\n\n{line}\n\nX").is_about_now(6)


def test_comments_of_the_front_matter_are_not_headings() -> None:
    assert Outline("---\n# TODO: add an owner\nowner: web\n---\nX").is_about_now(5)
    assert not Outline("---\nstatus: proposed\n---\nX").is_about_now(4)
    assert not Outline("---\n\n# Planned\n\nX").is_about_now(5), "a line, not the front matter"


def test_headings_may_be_underlined() -> None:
    outline = Outline("Shop\n====\n\n**Planned**\nvariables\n---\n\nX\n\nNow\n---\n\nY\n\nEnd\n  =\nZ")
    assert [outline.headings(line) for line in (3, 8, 13, 17)] == [
        ("Shop",),
        ("Shop", "**Planned** variables"),
        ("Shop", "Now"),
        ("End",),
    ]
    assert outline.section(8) == 4
    assert [outline.is_about_now(line) for line in (8, 13)] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "- Planned\n---",
        "- Old\n  Planned\n---",
        "> Planned\n---",
        "    Planned\n---",
        "Planned\n\n---",
        "| Planned |\n| --- |\n| x |\n---",
        "Planned | Y\n--- | ---\nx | y\n---",
        "***\n---",
        "<!-- Planned\n---\n# Planned\n-->",
        "<div>\n# Planned\n</div>",
        "<pre>\n\n# Planned\n</pre>",
        "    # Planned",
        "> # Planned",
        "```\nPlanned\n---\n```",
    ],
)
def test_what_is_not_a_heading(text: str) -> None:
    outline = Outline(f"{text}\n\nX")
    assert outline.is_about_now(text.count("\n") + 3)
    assert not [block for block in read_blocks(text) if isinstance(block, HeadingBlock)]


@pytest.mark.parametrize("line", ["<a id='x'></a>", "<https://example.com/>", "<!-- a comment -->", "<br>\n"])
def test_what_a_heading_may_follow(line: str) -> None:
    assert not Outline(f"{line}\n## Planned\n\nX").is_about_now(line.count("\n") + 4)


LINES = st.sampled_from(
    [
        "",
        "",
        "# A",
        "## B",
        "a",
        "**b**",
        "---",
        "===",
        "> q",
        "```",
        "a | b\n- | -",
        "<div>",
        "    c",
        "***",
    ]
)


@examples(20)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_headings_are_those_of_the_parser(text: str) -> None:
    headings = [block for block in read_blocks(text) if isinstance(block, HeadingBlock)]
    outline = Outline(text)
    assert [outline.section(block.end) for block in headings] == [block.start for block in headings]


def test_colon_fences_have_no_headings() -> None:
    outline = Outline("# A\n::::{note}\n:::{tip}\n# Planned\n:::\n# Planned\n::::\nX\n\n# Planned\n\nY")
    assert outline.is_about_now(8)
    assert not outline.is_about_now(12)


def test_code_has_no_headings_but_may_be_a_diagram() -> None:
    outline = Outline("# A\n```bash\n# Planned\n```\n```mermaid\nerDiagram\n  A {\n```\nX")
    assert outline.is_about_now(9)
    assert [outline.is_in_diagram(line) for line in (3, 6, 7, 9)] == [False, True, True, False]


def test_a_section_says_that_what_it_lists_is_not_there_yet() -> None:
    text = "# Tables\n\nThese tables are designed but not yet created:\n\n| a |\n\n## Other\n\nAll is built.\n\n| b |"
    outline = Outline(text)
    assert [outline.is_about_now(line) for line in (5, 11)] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "is_now"),
    [
        ("All of these are not available to guests.", True),
        ("All tables are not created by hand, but by migrations.", True),
        ("The following are not implemented.", False),
        ("These endpoints are **not implemented**:", False),
        ("All of these have not been built yet, but will be.", False),
        ("These are not yet available to guests.", False),
    ],
)
def test_a_sentence_about_what_is_not_done_says_yet_or_ends(sentence: str, is_now: bool) -> None:
    assert Outline(f"# Tables\n\n{sentence}\n\n| a |").is_about_now(5) is is_now


def test_nothing_is_said_of_what_is_planned() -> None:
    page = variables(SHOP_GONE={})
    tree = FakeTree({"src/a.py": ()}, texts={"docs/page.md": "# Planned variables"})
    assert check(tree, page) == []
    assert len(check(FakeTree({"src/a.py": ()}, texts={"docs/page.md": "# Variables"}), page)) == 1


def test_secrets_are_found_among_plans() -> None:
    page = Document("page").add("envvar", "SHOP_KEY", example="q8Zr2vN7kLx4TtB9wYc3HsD6")
    tree = FakeTree({"src/a.py": ()}, texts={"docs/page.md": "# Planned variables"})
    assert [line.partition(" ")[2].partition(":")[0] for line in check(tree, page)] == ["secret-value"]


API = 'openapi: "3.0.0"\npaths:\n' + "".join(f"  /api/{name}:\n    get: {{}}\n" for name in "abcd")


def endpoints(*paths: str) -> Document:
    page = Document("page")
    for path in paths:
        page.add("endpoint", f"GET {path}", method="GET", path=path)
    return page


def test_endpoints_of_a_program_that_is_called() -> None:
    own = ("/api/a", "/api/b", "/api/c")
    theirs = ("/admin/realms/{r}/users", "/admin/realms/{r}/groups", "/realms/{r}/token")
    assert "absent" not in str(found({"api.yaml": API}, endpoints(*own, *theirs)))
    assert str(found({"api.yaml": API}, endpoints(*own, "/api/x", "/health"))).count("absent") == 2


def test_an_endpoint_that_the_text_names_is_documented() -> None:
    page = endpoints("/api/a", "/api/b", "/api/c")
    assert "GET /api/d" in str(found({"api.yaml": API}, page))
    texts = {"api.yaml": API, "docs/page.md": "| a |\n| b |\n| c |\nSee `GET /api/d` for more."}
    assert found(texts, page) == []


def test_few_rules_cover_plans() -> None:
    covering = {name for name, rule in builtin_rules().items() if rule.covers_plans}
    assert {"secret-value", "secret-unknown", "env-undocumented"} <= covering
    assert covering.isdisjoint(
        {"env-absent", "table-absent", "column-type", "endpoint-absent", "code-missing"}
    )


def test_the_reference_names_the_folders_that_are_not_compared() -> None:
    text = Path(__file__).parents[2].joinpath("docs/reference/checks.md").read_text("utf-8")
    line = text[text.index("- entries on pages in a folder") :].partition("\n- ")[0]
    assert set(line.split("`")[1::2]) == GONE_FOLDERS


@pytest.mark.parametrize("unit", ["| ", "|-", "- ", "= ", "a ", "<a ", "`", ": ", "(a", "*_", "# ", "> "])
@pytest.mark.parametrize("end", ["", "x", "\n"])
def test_a_long_line_takes_linear_time(unit: str, end: str) -> None:
    with at_most(1):
        Outline(f"# A\n\n{unit * 50_000}{end}\n\nb\n{unit * 50_000}{end}\nc")
