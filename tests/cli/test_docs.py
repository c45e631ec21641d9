"""The reference page of the command line names every command and option, and guides use them as they are."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from itertools import takewhile
from pathlib import Path

import pytest
import yaml
from commandline import commands, described

from sphinx_archdoc.cli.main import make_parser
from sphinx_archdoc.cli.output.terminal import Exit

PAGES = Path(__file__).parent.parent.parent / "docs"
PAGE = (PAGES / "reference/command-line.md").read_text("utf-8")


@pytest.mark.parametrize("name", commands())
def test_every_command_has_a_section_with_its_options(name: str) -> None:
    assert f"## sphinx-archdoc {name}\n\n```{{command}} {name}\n```\n" in PAGE
    printed = "\n".join(described(commands()[name]))
    for action in commands()[name]._actions:
        if action.dest != "help":
            assert action.help
            called = ", ".join(action.option_strings) or str(action.metavar)
            assert f"\n`{called}" in printed


@pytest.mark.parametrize("status", Exit)
def test_every_exit_status_is_named(status: Exit) -> None:
    assert f"\n{status.value}\n: " in PAGE


CALL = re.compile(r"^\s*(?:\$|- run:|-|entry:) (sphinx-archdoc .*)$", re.MULTILINE)
CALLS = [
    (path.stem, call)
    for path in sorted((PAGES / "how-to").glob("*.md"))
    for call in CALL.findall(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("page", "call"), CALLS, ids=str)
def test_every_call_in_a_guide_is_valid(page: str, call: str) -> None:
    """Of those that no build runs: in consoles, and in the configuration of CI."""
    call = re.sub(r"\$\([^)]*\)", "REVISION", call)
    words = shlex.split(call, comments=True)
    arguments = list(takewhile(lambda word: word not in ("|", ">"), words[1:]))
    assert make_parser().parse_args(arguments).parser.prog == f"sphinx-archdoc {arguments[0]}"


@pytest.mark.parametrize("page", sorted((PAGES / "how-to").glob("*.md")), ids=lambda page: page.stem)
def test_the_configuration_in_a_guide_can_be_read(page: Path) -> None:
    for language, text in re.findall(
        r"^```(yaml|toml|json)\n(.*?)^```", page.read_text("utf-8"), re.M | re.S
    ):
        if language == "toml":
            tomllib.loads(text)
        elif language == "json":
            json.loads(text)
        else:
            assert list(yaml.safe_load_all(text))
