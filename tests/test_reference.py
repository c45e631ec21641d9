"""The reference pages name all that there is: kinds, fields, options, configuration, problems.

(The commands are in ``tests/cli/test_docs.py``, versions in ``tests/test_versions.py``.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lexer import MystLexer
from printed import PRINTERS
from pygments.token import Error
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Kind

DOCS = Path(__file__).parent.parent / "docs"
REFERENCE = DOCS / "reference"
KINDS = builtin_kinds()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the pages print of the code, by the name of the page that does so."""
    source = tmp_path_factory.mktemp("reference")
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinx_archdoc"]\n', "utf-8")
    app = SphinxTestApp(srcdir=source)
    try:
        printed = {}
        for name in ("kinds", "problems", "configuration"):
            assert f"```{{selfdoc}} {name}\n" in (REFERENCE / f"{name}.md").read_text("utf-8")
            printed[name] = "\n".join(PRINTERS[name](app.config))
        return {**printed, "values": " ".join(app.config.values)}
    finally:
        app.cleanup()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_and_field_is_named(kind: Kind, printed: Mapping[str, str]) -> None:
    section = printed["kinds"].partition(f"\n## {kind.title}\n")[2].partition("\n## ")[0]
    assert section, "no section"
    missing = [f.name for f in kind.fields.values() if f"`{f.name}`" not in section and f.inverse]
    assert missing == [], "references within the name"
    options = [field.name for field in kind.fields.values() if field.name not in kind.name_fields]
    assert [name for name in options if f"| `{name}`" not in section] == []


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_problem_has_a_section(code: Code, printed: Mapping[str, str]) -> None:
    section = printed["problems"].partition(f"\n## archdoc.{code.value}\n")[2].partition("\n## ")[0]
    assert code.meaning in section
    assert code.remedy in section


def test_every_configuration_value_has_a_section(printed: Mapping[str, str]) -> None:
    values = [name for name in printed["values"].split() if name.startswith("archdoc_")]
    assert 0 < len(values) <= 15, "the contract allows for fifteen"
    assert [name for name in values if f"\n## {name}\n" not in printed["configuration"]] == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_option_of_a_view_is_described(view: str) -> None:
    pages = {path.stem: path.read_text("utf-8") for path in REFERENCE.glob("*.md")}
    text = "".join(text for text in pages.values() if re.search(rf"archdoc:{view}\b", text))
    assert text, "no page of the reference shows the directive"
    options = VIEWS[view].options.fields
    assert [name for name in options if f":{name}:" not in text + pages["views"]] == []
    own = [name for name in options if name not in VIEWS["table"].options.fields]
    assert [name for name in own if f":{name}:" not in text] == []


@pytest.mark.parametrize("page", sorted(REFERENCE.glob("*.md")), ids=lambda page: page.stem)
def test_every_page_opens_with_an_example(page: Path) -> None:
    title = re.compile(r"(?:\(\S+\)=\n)?# .*\n\n")
    one_paragraph = re.compile(r"(?:[^`\n#:].*\n|`[^`].*\n)+\n")
    example = re.compile(r"`{3,}(?:\{(?:example|recognised|literalinclude|terminal|build)\}|\w+\n)")
    text = page.read_text("utf-8")
    assert re.match(f"{title.pattern}{one_paragraph.pattern}{example.pattern}", text), text[:300]


def test_docstrings_name_sections_that_exist() -> None:
    named = [
        (module.name, section, page)
        for module in sorted((DOCS.parent / "sphinx_archdoc").rglob("*.py"))
        for section, page in re.findall(
            r'The reference is "([^"]+)" in\s+``docs/(\S+)``', module.read_text("utf-8")
        )
    ]
    assert len(named) > 20
    missing = [
        one
        for one in named
        if not re.search(f"^##+ {re.escape(one[1])}$", (DOCS / one[2]).read_text("utf-8"), re.M)
    ]
    assert missing == []


PAGES = [path for path in sorted(DOCS.glob("**/*.*")) if path.suffix in (".md", ".rst")]
LANGUAGES = {".md": "markdown", ".rst": "rst"}
INCLUDED = re.compile(r"literalinclude\S* \S+\.(?:md|rst)$", re.MULTILINE)


def test_sources_of_pages_are_highlighted() -> None:
    shown = [
        (page.name, Path(file).suffix, language)
        for page in PAGES
        for file, _, language in re.findall(
            r"literalinclude(?:\}|::) (\S+\.(?:md|rst))\n(?: *:(?!language:).*\n)*( *:language: (\w+))?",
            page.read_text("utf-8"),
        )
    ]
    assert len(shown) == sum(len(INCLUDED.findall(page.read_text("utf-8"))) for page in PAGES) > 8
    assert {suffix for _, suffix, _ in shown} == LANGUAGES.keys()
    assert [one for one in shown if LANGUAGES[one[1]] != one[2]] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.suffix == ".md"], ids=lambda page: page.stem)
def test_highlighting_loses_nothing(page: Path) -> None:
    text = page.read_text("utf-8")
    tokens = list(MystLexer(stripnl=False).get_tokens(text))
    assert "".join(words for _, words in tokens) == text
    assert [words for token, words in tokens if token is Error] == []
