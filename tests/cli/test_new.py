"""``sphinx-archdoc new``: what it prints can be built."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.loader import builtin_kinds, read_kinds_file
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.options import read_options
from sphinx_archdoc.schema.reading import Reader, Reading, Written
from tests.cli.conftest import Run

OWN = """\
[ship]
body = "log"
[ship.fields]
flag = { type = "flag" }
when = { type = "date", example = "some day" }
crew = { type = "integer" }
size = { type = "choice", choices = ["small", "large"], example = "huge" }
note = { example = '''# "of" two
lines''' }
log = { type = "json" }

[harbour]
argument = '(?P<code>[A-Z]+)'
[harbour.fields]
code = { type = "code" }
"""


def read_back(kind: Kind, printed: str) -> Reading:
    """What is read of the only directive in a text."""
    (fence,) = MarkdownIt().parse(printed)
    directive, _, name = unescapeAll(fence.info).partition(" ")
    assert directive == f"{{archdoc:{kind.name}}}"
    lines = fence.content.splitlines()
    options, body = read_options(lines, yaml=True)
    written = Written(name=name, options=options, body="\n".join(lines[body:]), body_index=body)
    return Reader(kind).read(written, Location("page.md", 1), lambda index: Location("page.md", index + 2))


def codes(problems: list[Problem]) -> list[Code]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("kind", builtin_kinds().values(), ids=builtin_kinds())
def test_every_kind_is_complete_and_right(kind: Kind, run: Run) -> None:
    ran = run("new", kind.name, *([kind.example] if kind.takes_name else []))
    assert (ran.status, ran.err) == (0, "")
    reading = read_back(kind, ran.out)
    assert reading.problems == []
    assert set(reading.values) == set(kind.fields)


def test_the_order_is_that_of_the_table(run: Run) -> None:
    assert run("new", "envvar", "PORT").out == (
        "```{archdoc:envvar} PORT\n:required:\n:default: 3600\n:example: change-me\n:used-by: auth-api\n"
        ":secret: jwt-signing-key\n\nSigns the access tokens.\n```\n"
    )


def test_words_of_a_name_need_no_quotes(run: Run) -> None:
    assert run("new", "endpoint", "GET", "/v1/x").out.startswith("```{archdoc:endpoint} GET /v1/x\n")


def test_a_name_may_stand_behind_an_option(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text("", "utf-8")
    assert run("new", "envvar", "--kinds", "archdoc.toml", "PORT").out.startswith(
        "```{archdoc:envvar} PORT\n"
    )


def test_kinds_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text(OWN, "utf-8")
    kinds, problems = read_kinds_file(builtin_kinds(), tmp_path / "archdoc.toml", "archdoc.toml")
    assert problems == []
    reading = read_back(kinds["ship"], run("new", "ship", "Argo", "--kinds", "archdoc.toml").out)
    assert codes(reading.problems) == [Code.PLACEHOLDER] * 3, "when, crew and log have no example that fits"
    assert reading.values == {"flag": True, "size": "small", "note": '# "of" two\nlines'}


@pytest.mark.parametrize(
    "name", ["a`b", "```", "{x}", "a\nb", "[x](y)", "\\*", "&amp;", "#", "~~~", "a ``` b ~~~"]
)
def test_odd_names(name: str, run: Run) -> None:
    kind = builtin_kinds()["gotcha"]
    reading = read_back(kind, run("new", "gotcha", name).out)
    assert reading.name.replace(" ", "") == name.replace("\n", "\\n").replace(" ", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["envar", "PORT"], "there is no kind 'envar'; did you mean 'envvar'?"),
        (["zzz", "PORT"], "there is no kind 'zzz'; there are document, envvar, "),
        (["envvar"], "envvar needs a name, such as 'JWT_SECRET'"),
        (["harbour"], "harbour needs a name"),
        (["harbour", "x"], "'x' is no name for this harbour; write (?P<code>[A-Z]+)"),
        (["document", "x"], "document takes no name: its name is that of the page"),
        (["endpoint", "x"], "'x' is no name for this endpoint; write METHOD PATH, such as GET /v1/users"),
        (["endpoint"], "endpoint needs METHOD PATH, such as GET /v1/users"),
    ],
)
def test_a_wrong_call(arguments: list[str], message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text(OWN, "utf-8")
    ran = run("new", *arguments, "--kinds", "archdoc.toml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"sphinx-archdoc: {message}")
