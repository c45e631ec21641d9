"""Snippets for editors, and the schema of ``archdoc.toml`` in validators of others."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sphinx_archdoc.cli.kinds.editor import snippets
from sphinx_archdoc.cli.output.terminal import Exit
from sphinx_archdoc.export.json_schema import configuration_schema
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent
SNIPPETS = snippets(builtin_kinds())
STOP = re.compile(r"\$(?:0|\{\d+(?:\|((?:[^\\|]|\\.)*)\||:((?:[^\\}$]|\\.)*))\})")
"""A tab stop as Visual Studio Code describes it: with choices, or with a text."""


def filled(body: list[str]) -> str:
    """The text that an author gets who takes the first choice each time and leaves all texts."""
    text = "\n".join(body)
    assert not re.search(r"(?<!\\)\$", STOP.sub("", text)), "all is a tab stop or escaped"
    first = STOP.sub(lambda found: (found[1] or "").split(",")[0] + (found[2] or ""), text)
    return re.sub(r"\\([\\$}|,])", r"\1", first)


def test_each_kind_has_snippets_that_are_entries(run: Run, tmp_path: Path) -> None:
    """What ``new`` would print with the same values is what the snippet writes."""
    for kind in builtin_kinds().values():
        snippet: Any = SNIPPETS[f"{kind.title} (markdown)"]
        text = filled(snippet["body"])
        assert text.startswith(f"```{{archdoc:{kind.name}}}"), text
        for field in kind.missing({kind.body, *kind.name_fields}):
            assert f"\n:{field.name}: " in text
        for field in kind.fields.values():
            for choice in field.choices:
                assert choice in "\n".join(snippet["body"])
    assert len(SNIPPETS) == 2 * len(builtin_kinds())
    assert len({(str(one["prefix"]), str(one["scope"])) for one in SNIPPETS.values()}) == len(SNIPPETS)


def test_snippets_of_a_kind_of_a_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kinds.toml").write_text(
        '[unit]\nargument = "(?P<price>[$].*)"\nexample = "$5 {a}"\n'
        '[unit.fields]\nprice = {}\nlevel = { type = "choice", choices = ["a,b", "c|d", "e}$"] }\n'
    )
    ran = run("editor", "vscode", "--kinds", "kinds.toml", "--to", ".vscode")
    assert (ran.status, ran.out, ran.err) == (Exit.DONE, ".vscode/archdoc.code-snippets\n", "")
    written = json.loads((tmp_path / ".vscode/archdoc.code-snippets").read_text("utf-8"))
    snippet = written["Unit (markdown)"]
    assert snippet["scope"] == "markdown"
    assert snippet["body"] == [
        "```{archdoc:unit} ${1:\\$5 {a\\}}",
        ":level: ${2|a\\,b,c\\|d,e\\}\\$|}",
        "```",
        "$0",
    ]
    assert run("editor", "vscode", "--kinds", "kinds.toml").json() == written


@pytest.mark.parametrize("folder", ["gone/.vscode", "kinds.toml", "a\0b"])
def test_a_folder_that_cannot_be_written(folder: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "kinds.toml").touch()
    ran = run("editor", "vscode", "--to", folder)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert "cannot be written" in ran.err


GOOD = """\
#:schema https://sphinx-archdoc.readthedocs.io/schema/configuration-1.json
[sources]
root = ".."
migrations = [{ path = "db", dialect = "postgres" }]
[sources.environment]
known = ["CI"]
[[sources.scope]]
pages = ["a/**"]
[rules]
"variable-*" = "error"
[[rules.override]]
pages = ["b"]
rules = { "*" = "off" }
[check]
baseline = "baseline.json"
[kinds.unit]
title = "Unit"
[kinds.unit.fields]
level = { type = "choice", choices = ["a"], meaning = "weight" }
[component.fields]
channel = { help = "Where to ask." }
"""

BAD = (
    '[sources]\nrot = ".."\n',
    "[sources]\nroot = 1\n",
    '[rules]\nx = "fatal"\n',
    '[[rules.override]]\npage = ["b"]\n',
    '[kinds.unit]\nlayout = "table"\n',
    '[unit]\nnature = "walks"\n',
    '[unit.fields]\nlevel = { tpye = "list" }\n',
    "[sourcs]\nroot = '..'\n",
)


def test_the_schema_of_the_configuration() -> None:
    validator = jsonschema.Draft202012Validator(configuration_schema())
    validator.check_schema(configuration_schema())
    for text in (
        GOOD,
        *((ROOT / "docs" / name).read_text("utf-8") for name in ("archdoc.toml", "sources.toml")),
    ):
        validator.validate(tomllib.loads(text))
    for text in BAD:
        assert list(validator.iter_errors(tomllib.loads(text))), text


@pytest.mark.slow
def test_taplo_finds_mistakes_by_the_schema(tmp_path: Path) -> None:
    """The TOML server of Visual Studio Code and others reads the schema of the first line."""
    program = shutil.which("taplo")
    if not program:
        pytest.skip("there is no taplo here: npm install @taplo/cli")
    (tmp_path / "schema.json").write_text(json.dumps(configuration_schema()))
    for text in (GOOD, *BAD):
        body = text.partition("configuration-1.json\n")[2] or text
        (tmp_path / "archdoc.toml").write_text(f"#:schema ./schema.json\n{body}")
        done = subprocess.run(
            [program, "lint", "archdoc.toml"], cwd=tmp_path, capture_output=True, check=False, timeout=60
        )
        assert (done.returncode == 0) == (text == GOOD), (text, done.stderr.decode())
