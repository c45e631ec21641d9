"""``sphinx-archdoc new``: what it prints is complete, and is not taken for data."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.problems import Code, Location
from sphinx_archdoc.schema.loader import builtin_kinds, read_kinds_file
from sphinx_archdoc.schema.model import FieldType, Kind
from tests.cli.conftest import Run

OWN = """\
[ship]
body = "log"
[ship.fields]
flag = { type = "flag" }
when = { type = "date", example = "some day" }
crew = { type = "integer" }
size = { type = "choice", choices = ["small", "large"], example = "huge" }
note = { help = '''[# "of"]
the day.''' }
word = { example = "hello" }
ports = { type = "list", example = "[home], away" }
log = { type = "json" }

[harbour]
argument = '(?P<code>[A-Z]+)'
[harbour.fields]
code = { type = "code" }
"""


def read_back(kind: Kind, printed: str) -> ParsedEntry:
    """What is read of the only directive in a text."""
    (fence,) = MarkdownIt().parse(printed)
    directive, _, name = unescapeAll(fence.info).partition(" ")
    assert directive == f"{{archdoc:{kind.name}}}"
    lines = fence.content.splitlines()
    options, body = read_options(lines, yaml=True)
    written = RawDirective(name=name, options=options, body="\n".join(lines[body:]), body_index=body)
    return EntryParser(kind).read(
        written, Location("page.md", 1), lambda index: Location("page.md", index + 2)
    )


@pytest.mark.parametrize("kind", builtin_kinds().values(), ids=builtin_kinds())
def test_every_field_is_there_and_reported_until_it_is_filled_in(kind: Kind, run: Run) -> None:
    ran = run("new", kind.name, *([kind.example] if kind.takes_name else []))
    assert (ran.status, ran.err) == (0, "")
    reading = read_back(kind, ran.out)
    assert {problem.code for problem in reading.problems} == {Code.PLACEHOLDER}
    flags = {field.name for field in kind.fields.values() if field.type is FieldType.FLAG}
    reported = [str(problem).partition(":")[0] for problem in reading.problems]
    assert sorted([*reported, *reading.values]) == sorted(kind.fields)
    assert set(reading.values) == flags | set(kind.name_fields)


def test_the_order_is_that_of_the_table(run: Run) -> None:
    assert run("new", "envvar", "PORT").out == (
        "```{archdoc:envvar} PORT\n:required:\n:default: [TODO]\n:example: [TODO]\n:used-by: [auth-api]\n"
        ":secret: [jwt-signing-key]\n:type: [What sort of value it takes, and in which unit]\n\n[What it controls]\n```\n"
    )


def test_placeholders_tell_what_is_asked_for(run: Run) -> None:
    lines = run("new", "document").out.splitlines()
    assert lines[1:9] == [
        ":type: [What sort of document this is]",
        ":focus: [critical/high/medium/low]",
        ":owner: [The person or team that keeps the page correct]",
        ":status: [draft/active/deprecated]",
        ":created: YYYY-MM-DD",
        ":updated: YYYY-MM-DD",
        ":review-every: [How often the page is checked against the system]",
        ":code: [services/auth, packages/tokens]",
    ]
    assert lines[10] == "[Two or three sentences on scope and purpose]"


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
    assert [str(problem) for problem in reading.problems] == [
        f"{field}: the placeholder '{text}' was not filled in"
        for field, text in {
            "when": "YYYY-MM-DD",
            "crew": "[TODO]",
            "size": "[small/large]",
            "note": '[# "of" the day]',
            "word": "[Word]",
            "ports": "[home, away]",
            "log": "[TODO]",
        }.items()
    ]
    assert reading.values == {"flag": True}


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
        (["envar", "PORT"], "unknown kind 'envar'; did you mean 'envvar'?"),
        (["zzz", "PORT"], "unknown kind 'zzz'; the kinds are document, envvar, "),
        (["envvar"], "envvar needs a name, such as 'JWT_SECRET'"),
        (["harbour"], "harbour needs a name"),
        (["harbour", "x"], "'x' is not a valid name for harbour; write (?P<code>[A-Z]+)"),
        (["document", "x"], "document takes no name: it is named after its page"),
        (["endpoint", "x"], "'x' is not a valid name for endpoint; write METHOD PATH, such as GET /v1/users"),
        (["endpoint"], "endpoint needs METHOD PATH, such as GET /v1/users"),
    ],
)
def test_a_wrong_call(arguments: list[str], message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "archdoc.toml").write_text(OWN, "utf-8")
    ran = run("new", *arguments, "--kinds", "archdoc.toml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"sphinx-archdoc: {message}")
