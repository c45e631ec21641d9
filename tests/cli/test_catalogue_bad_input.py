"""What the commands say of input that they cannot use.

Other files test the rest: ``test_sources`` files that are not catalogues and sources that do not exist,
``test_catalogue_commands`` wrong names and expressions, ``test_main`` closed pipes and Ctrl-C.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_archdoc.cli.output.terminal import Exit
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import shop, write_catalogue
from tests.cli.conftest import Run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_catalogue(tmp_path / "archdoc.json", shop())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "--kind", "zzz"), "unknown kind 'zzz'; the kinds are document, envvar, secret, "),
        (("query", "--columns", "zzz"), "has a column 'zzz'; there are account, affects, "),
        (("query", "--sort", "zzz"), "has a column 'zzz'; there are account, affects, "),
        (("query", "--where", "zzz"), "has a column 'zzz' (character 1 of 'where'); there are account, "),
        (("coverage", "--by", "zzz"), "by: no kind has a column 'zzz'; there are account, affects, "),
        (("query", "--format", "zzz"), "(choose from 'table', 'json', 'jsonl', 'csv', 'markdown', 'keys')"),
        (("export", "zzz"), "(choose from 'backstage', 'csv', 'cyclonedx', 'dot', 'likec4', "),
    ],
)
def test_if_no_name_is_near_all_are_listed(
    arguments: tuple[str, ...], message: str, run: Run, source: Path
) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message.replace("'", "") in ran.err.replace("'", "")  # argparse quotes choices up to Python 3.13


@pytest.mark.parametrize("command", ["query", "show web", "impact web", "coverage", "export csv", "diff"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"format":"1.0",\n"catalogue":{"na', "it is not valid JSON at line 2, column "),
        (
            b'{"format":"2.0","catalogue":{},"generator":{"version":"3.1"}}',
            "3.1 in format 2.0; this is 1.0",
        ),
    ],
)
def test_no_command_takes_a_broken_file_for_an_empty_one(
    command: str, content: bytes, message: str, run: Run, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_bytes(content)
    ran = run(*command.split(), "broken.json")
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message in ran.err
    if command != "diff":
        assert run(*command.split(), "archdoc.json", "broken.json").status == Exit.FAILED


def test_catalogues_with_other_names_are_compared_and_that_is_said_first(
    run: Run, source: Path, tmp_path: Path
) -> None:
    write_catalogue(tmp_path / "pay.json", shop(), "pay")
    ran = run("diff", "archdoc.json", "pay.json")
    assert (ran.status, ran.out) == (Exit.DONE, "no changes\n")
    assert ran.err == "sphinx-archdoc: these are different catalogues: shop and pay\n"
    comment = run("diff", "archdoc.json", "pay.json", "--format", "markdown").out
    assert comment.splitlines()[3] == "> these are different catalogues: shop and pay"


def test_a_kind_that_one_side_knows(run: Run, source: Path, tmp_path: Path) -> None:
    file: dict[str, Any] = json.loads(source.read_text())
    file["kinds"]["pump"] = {**file["kinds"]["component"], "title": "Pump", "plural": "Pumps"}
    for found in file["entries"]:
        if found["name"] == "db":
            found |= {"kind": "pump", "key": "pump:db"}
    (tmp_path / "new.json").write_text(json.dumps(file))
    for arguments in (("archdoc.json", "new.json"), ("new.json", "archdoc.json")):
        ran = run("diff", *arguments, "--format", "json")
        assert ran.status == Exit.DONE
        found = {(one["id"], one["key"]) for one in ran.json()["items"]}
        assert ("kind-changed", "pump") in found
        assert {key for id_, key in found if id_.startswith("entry-")} == {"pump:db", "component:db"}


def test_of_entries_with_one_key_the_first_counts_and_that_is_said_once(run: Run, tmp_path: Path) -> None:
    for name, cause in {"old": "x", "new": "y"}.items():
        twice = [entry("component", "api", purpose=purpose) for purpose in ("First.", cause)]
        others = [entry("component", other) for other in "bbccdd"]
        write_catalogue(tmp_path / f"{name}.json", graph_of([page("a", [*twice, *others])]))
    ran = run("diff", "old.json", "new.json")
    assert (ran.status, ran.out) == (Exit.DONE, "no changes\n")
    assert ran.err == (
        "sphinx-archdoc: several entries have the same key, and the first one is used: "
        "component:api, component:b, component:c and 1 more\n"
    )
    assert run("show", "api", "old.json").out.count("First.") == 1
