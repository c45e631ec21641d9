"""The reference page of the command line names every command and option."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import commands, described

from sphinx_archdoc.cli.terminal import Exit

PAGE = (Path(__file__).parent.parent.parent / "docs/reference/command-line.md").read_text("utf-8")


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
