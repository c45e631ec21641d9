"""query, show, impact and schema, as users call them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from sphinx_archdoc.cli.output.terminal import Exit
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import shop, write_catalogue
from tests.cli.conftest import Run


@pytest.fixture
def source(tmp_path: Path) -> str:
    write_catalogue(tmp_path / "archdoc.json", shop())
    return str(tmp_path)


def test_the_default_is_the_current_folder(run: Run, source: str) -> None:
    ran = run("query", "--kind", "component", "--columns", "name,technology,depended-on-by")
    assert (
        ran.out
        == "Component  Technology  Depended on by\napi                    web\ndb         PostgreSQL  api\nweb\n"
    )
    assert (ran.status, ran.err) == (Exit.DONE, "")


def test_rows_are_grouped(run: Run, source: str) -> None:
    ran = run("query", "--kind", "component", "--columns", "name", "--group-by", "owner")
    assert ran.out == "Component\n\n@api\napi\n\n—\ndb\nweb\n"


def test_nothing_is_selected(run: Run, source: str) -> None:
    ran = run("query", "--kind=component", "--columns=name", "--where", "name = none")
    assert (ran.status, ran.out) == (Exit.DONE, "Component\n")
    assert ran.err == "sphinx-archdoc: none of 3 entries is selected\n"


def test_all_formats_have_the_same_rows(run: Run, source: str) -> None:
    query = ("query", "--kind", "component,envvar", "--limit", "4")
    keys = run(*query, "--format", "keys")
    assert keys.out == "component:api\ncomponent:db\nenvvar:ops#PORT\nenvvar:other#PORT\n"
    assert keys.err == "sphinx-archdoc: 4 of 5 entries are shown\n"
    answer = run(*query, "--format", "json").json()
    assert [item["key"] for item in answer["items"]] == keys.out.split()
    envelope = {"format": "1.0", "complete": True, "missing": [], "total": 5, "truncated": True}
    assert {key: answer[key] for key in envelope} == envelope
    lines = run(*query, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == answer["items"]
    rows = list(csv.DictReader(StringIO(run(*query, "--format", "csv").out)))
    assert [row["name"] for row in rows] == ["api", "db", "PORT", "PORT"]
    markdown = run(*query, "--format", "markdown").out.splitlines()
    assert markdown[:3] == [
        "| Name | Kind | Page | Summary |",
        "| --- | --- | --- | --- |",
        "| api | Components | Title of index | Keeps carts. |",
    ]


def test_an_entry_is_shown(run: Run, source: str) -> None:
    assert run("show", "api").out == (
        "api (Component)\nindex.md:3\nhttps://docs.example/shop/index.html#component-3\n\n"
        "Purpose         Keeps carts.\nOwner           @api\nDepends on      db, mail\nUses            PORT\n"
        "Depended on by  web\nRaises          LIMIT\n"
    )
    shown = run("show", "api", "--format", "json").json()["items"][0]
    assert shown["references"] == {
        "depends-on": [
            {"id": "index#component-4", "key": "component:db", "title": "db"},
            {"id": "", "key": "", "title": "mail"},
        ]
    }
    assert [end["key"] for end in shown["backlinks"]["depended-on-by"]] == ["component:web"]
    assert "- **Purpose:** Shows \\*carts\\* \\| more." in run("show", "web", "--format", "markdown").out


def test_impact(run: Run, source: str) -> None:
    assert run("impact", "db").out.splitlines() == [
        "2 dependants are affected if db is down",
        "",
        "Affected  Through  Owner  Focus  What happens",
        "api                @api   high   db is down: Carts are read-only.",
        "web       api      @shop  high",
    ]
    assert [
        item["key"] for item in run("impact", "db", "--depth", "1", "--format", "json").json()["items"]
    ] == ["component:api"]
    needed = run("impact", "web", "--reverse", "--format", "json").json()["items"]
    assert [(item["title"], item["distance"]) for item in needed] == [("api", 1), ("db", 2), ("mail", 2)]
    assert run("impact", "web", "--reverse").out.startswith("web needs 3 others\n\nNeeded  Through")
    assert "api -->" not in run("impact", "db", "--format", "dot").out
    assert 'label="db" shape=box penwidth=2.5 URL="https://docs.example/shop/index.html#component-4"' in (
        run("impact", "db", "--format", "dot").out
    )
    assert run("impact", "db", "--format", "mermaid").out.startswith("flowchart LR\n")
    assert run("impact", "db", "--format", "markdown").out.splitlines()[4].startswith("| api |  | `@api` |")
    ran = run("impact", "web")
    assert (ran.status, ran.err) == (0, "sphinx-archdoc: no entry depends on web\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "--kind", "componnt"), "unknown kind 'componnt'; did you mean 'component'?"),
        (("query", "--where", "name ="), "(character 7)"),
        (("query", "--columns", "nme"), "did you mean 'name'?"),
        (("query", "--limit", "-1"), "limit: -1 is less than 0"),
        (("query", "--format", "yaml"), "invalid choice: 'yaml'"),
        (("show", "ap"), "there is no entry 'ap'; did you mean 'api'?"),
        (("show", "PORT"), "may mean 2 entries: envvar:ops#PORT, envvar:other#PORT"),
        (("impact", "xyzzy"), "there is no entry 'xyzzy'"),
        (("impact", "db", "--depth", "0"), "depth: 0 is less than 1"),
        (("schema", "rulez"), "invalid choice"),
        (("schema", "query", "--kinds", "x.toml"), "does not depend on kinds"),
        (("schema", "catalogue", "--kinds", "none.toml"), "cannot be read"),
        (("query", "none"), "'none' cannot be read: there is no such file or folder"),
        (("query", ""), "'' cannot be read"),
        (("query", "a\0b"), "cannot be read"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...], message: str, run: Run, source: str) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message in ran.err
    assert ran.err.startswith("sphinx-archdoc: ")


def test_an_answer_without_one_of_the_sources_says_so(run: Run, source: str) -> None:
    ran = run("query", ".", "gone.json", "--kind", "component", "--format", "json")
    answer = ran.json()
    assert (ran.status, answer["complete"], answer["missing"], answer["total"]) == (
        2,
        False,
        ["gone.json"],
        3,
    )
    assert "'gone.json' cannot be read" in ran.err
    ran = run("query", "gone.json", "away.json")
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.parametrize("name", ["query", "show", "impact"])
def test_answers_are_as_their_schema_says(name: str, run: Run, source: str) -> None:
    schema = run("schema", name).json()
    jsonschema.Draft202012Validator.check_schema(schema)
    arguments = () if name == "query" else ("db",)
    jsonschema.validate(run(name, *arguments, "--format", "json").json(), schema)


@pytest.fixture
def states(tmp_path: Path) -> None:
    for name, fields in {"old": {}, "new": {"required": True}}.items():
        graph = graph_of([page("a", [entry("envvar", "PORT", description="The port.", **fields)])])
        write_catalogue(tmp_path / f"{name}.json", graph)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 0),
        (("--fail-on", "breaking"), 1),
        (("--fail-on", "any"), 1),
        (("--fail-on", "breaking", "--accepted", "ok.toml"), 0),
        (("--fail-on", "risky", "--accepted", "ok.toml"), 0),
        (("--accepted", "stale.toml"), 0),
        (("--accepted", "stale.toml", "--strict"), 1),
        (("--accepted", "none.toml"), 2),
    ],
)
def test_diff_ends_as_asked(
    arguments: tuple[str, ...], status: int, run: Run, states: None, tmp_path: Path
) -> None:
    change = run("diff", "old.json", "new.json", "--format", "json").json()["items"][0]
    (tmp_path / "ok.toml").write_text(f"[{change['fingerprint']}]\nreason = 'Agreed'\n")
    (tmp_path / "stale.toml").write_text("[aaaaaaaaaaaa]\nreason = 'Agreed'\n")
    ran = run("diff", "old.json", "new.json", *arguments)
    assert ran.status == status
    if status < 2:
        assert f"a.md:1: envvar:a#PORT: demand-raised required: yes [{change['fingerprint']}]" in ran.out
        assert ("no longer occurs" in ran.err) == ("stale.toml" in arguments)


def test_diff_with_a_state_that_is_missing_is_not_without_changes(run: Run, states: None) -> None:
    for arguments in (("none.json", "new.json"), ("old.json", "none.json"), ("old.json",)):
        ran = run("diff", *arguments, "--fail-on", "never")
        assert (ran.status, ran.out) == (2, "")
        assert "cannot be read" in ran.err
    assert run("diff", "old.json", "old.json").out == "no changes\n"
    jsonschema.validate(
        run("diff", "old.json", "new.json", "--format", "json").json(), run("schema", "changes").json()
    )
    assert run("diff", "old.json", "new.json", "--format", "markdown").out.startswith(
        "<!-- sphinx-archdoc:diff:shop"
    )
