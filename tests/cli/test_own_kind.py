"""A kind of a project's own gets every command and every format, without a line of code."""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from sphinx_archdoc.cli.commands import COMMANDS
from sphinx_archdoc.cli.main import make_parser
from sphinx_archdoc.remote.sources import content_of
from tests.cli.conftest import Run

KINDS = """\
[pump]
title = "Pump"
plural = "Pumps"
nature = "runs"
body = "task"

[pump.fields]
crew = { required = true, column = true, meaning = "owner" }
bar = { type = "integer", change = "contract" }
feeds-from = { type = "refs", targets = ["pump"], inverse = "Feeds", dependency = true }
task = { meaning = "purpose" }
"""
PAGE = """\
# Plant

```{archdoc:pump} well
:crew: North
:bar: 6

Lifts water.
```

```{archdoc:pump} boiler
:crew: South
:feeds-from: well

Feeds the boiler.
```
"""
CONF = "project = 'Plant'\nextensions = ['myst_parser', 'sphinx_archdoc']\narchdoc_kinds = 'kinds.toml'\n"
RULES = "[crew]\nkinds = ['pump']\nwhere = 'crew = South'\nmessage = 'is of the South'\nlevel = 'note'\n"

CALLS: Mapping[str, Sequence[str]] = {
    "convert": ("docs", "--check", "--kinds", "docs/kinds.toml"),
    "check": ("docs",),
    "init": ("fresh",),
    "new": ("pump", "spare", "--kinds", "docs/kinds.toml"),
    "kinds": ("pump", "--kinds", "docs/kinds.toml"),
    "query": ("built", "--kind", "pump", "--where", "feeds-from or bar > 5", "--columns", "name,feeds"),
    "show": ("well", "built"),
    "impact": ("well", "built"),
    "diff": ("built", "after"),
    "coverage": ("built", "--by", "owner,crew,kind,lifecycle", "--rules", "rules.toml"),
    "export": ("built",),
    "schema": (),
    "editor": ("vscode", "--kinds", "docs/kinds.toml"),
}
"""A call of each command that must know the kind."""

SAID: Mapping[str, Sequence[str]] = {
    "convert": ("plant.md",),
    "new": ("{archdoc:pump}", ":crew:"),
    "kinds": ("pump", "crew"),
    "query": ("well", "boiler"),
    "show": ("North", "boiler"),
    "impact": ("boiler",),
    "diff": ("pump:",),
    "export": ("well",),
    "editor": ("archdoc-pump",),
}
"""What the command must say in every format."""

BEFORE = ("export", "schema")
"""Commands whose format is their first argument."""


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, and its catalogue before and after a pump is taken out and another changed."""
    folder = tmp_path_factory.mktemp("plant")
    docs = folder / "docs"
    docs.mkdir()
    for name, text in {"conf.py": CONF, "kinds.toml": KINDS, "plant.md": PAGE, "archdoc.toml": ""}.items():
        (docs / name).write_text(text)
    (docs / "conf.py").write_text(f"{CONF}root_doc = 'plant'\n")
    (folder / "rules.toml").write_text(RULES)
    content = content_of(str(docs))
    changed = content.replace(b'"bar":6', b'"bar":9').splitlines(keepends=True)
    left = b"".join(line for line in changed if b'"id":"plant#archdoc-pump-boiler"' not in line)
    left = left.replace(b"}},\n]", b"}}\n]")
    for name, file in {"built": content, "after": left}.items():
        (folder / name).mkdir()
        (folder / name / "archdoc.json").write_bytes(file)
    return folder


def formats(command: str) -> Iterator[tuple[str, ...]]:
    """The arguments for each format or schema of a command; none for one without a choice."""
    (subparsers,) = (one for one in make_parser()._actions if isinstance(one, argparse._SubParsersAction))
    for action in subparsers.choices[command]._actions:
        if action.dest in {"format", "schema"} and action.choices:
            option = action.option_strings[-1:]
            yield from ((*option, choice) for choice in action.choices)
            return
    yield ()


def test_every_command_is_called() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_format_knows_the_kind(command: str, run: Run, plant: Path, tmp_path: Path) -> None:
    shutil.copytree(plant, tmp_path, dirs_exist_ok=True)
    for given in formats(command):
        out = tmp_path / f"out-{'-'.join(given)}"
        call = (*given, *CALLS[command]) if command in BEFORE else (*CALLS[command], *given)
        ran = run(command, *call, *(("-o", out) if command == "export" else ()))
        if ran.status == 2 and "needs pyarrow" in ran.err:
            continue
        assert ran.status == 0, (given, ran.err)
        written = [path for path in (out, *out.glob("*")) if path.is_file()]
        said = b"".join([ran.out.encode(), *(path.read_bytes() for path in written)])
        for word in SAID.get(command, ()):
            assert word.encode() in said, (given, word)


def test_what_follows_from_the_declarations_of_the_kind(
    run: Run, plant: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plant)
    changes = {one["id"]: one for one in run("diff", "built", "after", "--format", "json").json()["items"]}
    assert {id_: change["risk"] for id_, change in changes.items()} == {
        "contract-changed": "breaking",
        "entry-removed": "risky",
    }
    assert changes["entry-removed"]["owner"] == "South"
    (affected,) = run("impact", "well", "built", "--format", "json").json()["items"]
    assert (affected["key"], affected["owner"]) == ("pump:plant#boiler", "South")
    answer = run("coverage", "built", "--rules", "rules.toml", "--format", "json").json()
    assert [
        (one["group"], one["fields"]["reached"], one["points"]["reached"]) for one in answer["items"]
    ] == [
        ("North", 1, 1),
        ("South", 1, 0),
    ]
    schema = run("schema", "catalogue", "--kinds", "docs/kinds.toml").json()
    file = json.loads((plant / "built/archdoc.json").read_text())
    jsonschema.validate(file, schema)
    file["entries"][0]["fields"]["bra"] = 6
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file, schema)
    assert run("export", "sqlite", "built", "-o", tmp_path / "a.sqlite").status == 0
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        rows = connection.execute("SELECT value FROM value WHERE field = 'crew' ORDER BY value").fetchall()
    assert rows == [("North",), ("South",)]
