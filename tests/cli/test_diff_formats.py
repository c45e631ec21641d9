"""diff in the formats that it shares with check, and with the catalogues of others."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import write_catalogue
from tests.cli.conftest import Run


@pytest.fixture
def states(tmp_path: Path) -> Path:
    document = entry("document", "", owner="@shop, 100%: ok", status="active")
    port = {"description": "The port."}
    old = [document, entry("component", "api", purpose="Answers."), entry("envvar", "PORT", **port)]
    new = [document, entry("envvar", "PORT", required=True, **port), entry("gotcha", "New", symptom="S.")]
    write_catalogue(tmp_path / "old.json", graph_of([page("a/b", old)]))
    write_catalogue(tmp_path / "new.json", graph_of([page("a/b", new)]))
    others = [entry("component", "web", owner="@web::x,y", depends_on=["external+shop:api"])]
    write_catalogue(tmp_path / "web.json", graph_of([page("w", others)]), "web")
    return tmp_path


def test_annotations(run: Run, states: Path) -> None:
    ran = run("diff", "old.json", "new.json", "--format", "github")
    assert ran.out.splitlines() == [
        "::error file=a/b.md,line=2,title=demand-raised::envvar:a/b#PORT: demand raised required: yes",
        "::warning file=a/b.md,line=2,title=entry-removed::component:api: entry removed",
        "1 breaking, 1 risky, 1 harmless.",
    ]
    ran = run(
        "diff",
        "old.json",
        "new.json",
        "--format",
        "github",
        "--dependants",
        "web.json",
        "--documents",
        "docs",
    )
    assert ran.out.splitlines()[0] == (
        "::error file=docs/a/b.md,line=2,title=entry-removed::component:api: entry removed; "
        "affects web:component:web (@web::x,y)"
    )
    assert ran.status == 0
    assert run("diff", "old.json", "old.json", "--format", "github").out == "no changes.\n"


def test_sarif(run: Run, states: Path) -> None:
    change = run("diff", "old.json", "new.json", "--format", "json").json()["items"][0]
    (states / "ok.toml").write_text(f"[{change['fingerprint']}]\nreason = 'Agreed'\n")
    (found,) = run("diff", "old.json", "new.json", "--format", "sarif", "--accepted", "ok.toml").json()[
        "runs"
    ]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    removed, raised = found["results"]
    assert [removed["level"], raised["level"], raised["suppressions"]] == [
        *("warning", "error"),
        [{"kind": "external", "justification": "Agreed"}],
    ]
    assert rules[raised["ruleIndex"]] == raised["ruleId"] == "demand-raised"
    assert raised["partialFingerprints"] == {"archdocKey/v1": change["fingerprint"]}
    assert removed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a/b.md"
    assert removed["baselineState"] == "new"


def test_junit(run: Run, states: Path) -> None:
    suites = ET.fromstring(run("diff", "old.json", "new.json", "--format", "junit").out)
    assert suites.attrib == {
        "name": "sphinx-archdoc",
        "tests": "3",
        "failures": "2",
        "errors": "0",
        "skipped": "0",
    }
    (suite,) = suites
    assert suite.get("name") == "a/b"
    assert [(case.get("classname"), case.get("name"), len(case)) for case in suite] == [
        ("demand-raised", "envvar:a/b#PORT required", 1),
        ("entry-removed", "component:api", 1),
        ("entry-added", "gotcha:a/b#New", 0),
    ]


def test_a_change_of_a_kind_is_in_no_file(run: Run, states: Path) -> None:
    import json

    file = json.loads((states / "old.json").read_text())
    file["kinds"]["envvar"]["fields"]["type"]["required"] = True
    (states / "kinds.json").write_text(json.dumps(file))
    call = ("diff", "old.json", "kinds.json", "--documents", "docs", "--format")
    assert run(*call, "github").out.startswith(
        "::warning title=kind-changed::envvar: kind changed type: optional"
    )
    (found,) = run(*call, "sarif").json()["runs"]
    assert found["results"][0]["locations"] == []
    (suite,) = ET.fromstring(run(*call, "junit").out)
    assert (suite.get("name"), suite[0].get("file")) == ("kinds", None)


def test_the_folder_of_the_documents_is_found(run: Run, states: Path) -> None:
    (states / "docs").mkdir()
    (states / "docs/conf.py").write_text("")
    (states / "new.json").rename(states / "docs/archdoc.json")
    assert "file=docs/a/b.md," in run("diff", "old.json", "docs", "--format", "github").out


def test_dependants_that_cannot_be_read_leave_the_answer_incomplete(run: Run, states: Path) -> None:
    call = ("diff", "old.json", "new.json", "--dependants", "gone.json")
    ran = run(*call)
    assert (ran.status, ran.out) == (2, "")
    assert "'gone.json' cannot be read" in ran.err
    ran = run(*call, "--dependants", "web.json", "--format", "json")
    answer = ran.json()
    assert (ran.status, answer["complete"], answer["missing"]) == (2, False, ["gone.json"])
    assert answer["items"][0]["affected"][0]["catalogue"] == "web"
    comment = run(*call, "--dependants", "web.json", "--format", "markdown").out
    assert "> gone.json cannot be read, so what it relies on is not known\n" in comment
    assert "`web:component:web` (`@web::x,y`)" in comment
