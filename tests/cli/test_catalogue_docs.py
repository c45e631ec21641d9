"""The example catalogue of the documentation, and the programs of others that read what we write."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from sphinx_archdoc.cli.commands import commands
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.remote.sources import load
from tests.cli.conftest import Run

DOCS = Path(__file__).parent.parent.parent / "docs"
EXAMPLE = DOCS / "examples/catalogue"
HOW_TO = (DOCS / "how-to/use-the-catalogue.md").read_text("utf-8")


def test_the_example_is_the_project_of_the_tutorial() -> None:
    """Write it anew with ``sphinx-build -b archdoc``, with ``html_baseurl`` of ``docs.example/parcels``."""
    pytest.importorskip("furo", reason="the example uses the theme furo")
    built, kept = load(str(DOCS / "examples/tutorial")).file, load(str(EXAMPLE)).file
    for part in ("kinds", "pages", "entries"):
        assert msgspec.to_builtins(getattr(built, part)) == msgspec.to_builtins(getattr(kept, part)), part


def test_jq_reads_the_answers() -> None:
    if not shutil.which("jq"):
        pytest.skip("there is no jq here: on Debian, apt install jq")
    command, _, said = HOW_TO.partition("| jq -r '")[2].partition("'\n")
    program = [sys.executable, "-m", "sphinx_archdoc"]
    answer = subprocess.run(
        [*program, "query", str(EXAMPLE), "--kind", "component", "--format", "json"],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    found = subprocess.run(
        ["jq", "-r", command], input=answer.stdout, capture_output=True, check=True, timeout=60
    )
    assert found.stdout.decode() == said.partition("```")[0]


def test_sqlite_reads_the_csv(run: Run, tmp_path: Path) -> None:
    if not shutil.which("sqlite3"):
        pytest.skip("there is no sqlite3 here: on Debian, apt install sqlite3")
    path = tmp_path / "rows.csv"
    path.write_text(run("query", EXAMPLE, "--columns", "name,summary,kind", "--format", "csv").out)
    done = subprocess.run(
        ["sqlite3", ":memory:"],
        input=f".mode csv\n.import {path} rows\nselect kind, count(*) from rows group by kind;\n",
        capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["Components,2", '"Environment', 'variables",1', "Gotchas,1"]


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_help_of_a_command(name: str, run: Run) -> None:
    ran = run(name, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) > 5


def test_an_own_kind_is_in_every_answer(run: Run, tmp_path: Path) -> None:
    """A kind that no line of code knows: only the table in the file declares it."""
    file = json.loads((EXAMPLE / "archdoc.json").read_text("utf-8"))
    kind = file["kinds"]["component"]
    file["kinds"]["unit"] = {**kind, "title": "Unit", "plural": "Units", "heading": "Unit"}
    first, second = ({**file["entries"][0], "id": f"notices#{n}", "key": f"unit:{n}", "kind": "unit", "name": n, "title": n,
                      "fields": fields, "text": {}, "references": [], "backlinks": {}}
                     for n, fields in (("u1", {"purpose": "One."}), ("u2", {"owner": "@u", "depends-on": ["u1"]})))  # fmt: skip
    kind["fields"]["depends-on"]["targets"] += ["unit"]
    file["entries"] += [first]
    before = tmp_path / "before.json"
    before.write_text(json.dumps(file))
    file["entries"] += [second]
    after = tmp_path / "archdoc.json"
    after.write_text(json.dumps(file))
    assert run("query", "--kind", "unit", "--columns", "name,owner").out == "Unit  Owner\nu1\nu2    @u\n"
    assert run("show", "unit:u2").out.startswith("u2 (Unit)\n")
    assert run("impact", "u1", "--format", "json").json()["items"][0]["key"] == "unit:u2"
    assert "unit:u2: entry-added" in run("diff", "before.json").out
    for name, format_ in FORMATS.items():
        if not format_.is_binary:
            assert {"u1", "u2"} <= set(re.findall(r"\bu[12]\b", run("export", name).out)), name
    run("export", "sqlite", "-o", "own.sqlite")
    with closing(sqlite3.connect(tmp_path / "own.sqlite")) as database:
        found = database.execute("SELECT key, nature FROM entry WHERE kind = 'unit'").fetchall()
    assert found == [("unit:u1", "runs"), ("unit:u2", "runs")]
