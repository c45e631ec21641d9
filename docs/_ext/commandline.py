"""Print the commands from their parser, and show what they really say.

Only our own documentation uses this, as it does :mod:`selfdoc`.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from printed import code
from selfdoc import CODE, TextDirective
from walkthrough import depends_on_commands, run_program

import sphinx_archdoc
from sphinx_archdoc.cli.main import Parser, make_parser

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec


def commands() -> dict[str, Parser]:
    """The parsers of the commands, by name."""
    (found,) = (one for one in make_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def described(parser: Parser) -> Iterator[str]:
    """A command and its options, in MyST Markdown."""
    actions = [one for one in parser._actions if one.dest not in {"help", "version"}]
    optional = (f"[{_called(one)}]" for one in actions if one.option_strings)
    yield from ("```text", " ".join([parser.prog, *optional, *map(_place, _positional(actions))]), "```", "")
    yield from (str(parser.description), "")
    for action in (*_positional(actions), *(one for one in actions if one.option_strings)):
        yield from (code(_called(action)), f": {_marked(str(action.help))}", "")


def _positional(actions: Iterable[argparse.Action]) -> list[argparse.Action]:
    return [one for one in actions if not one.option_strings]


def _called(action: argparse.Action) -> str:
    """An option with the name of its value, or the name of an argument."""
    value = "|".join(action.choices) if action.choices else str(action.metavar or "")
    return " ".join(filter(None, [", ".join(action.option_strings), value if action.nargs != 0 else ""]))


def _place(action: argparse.Action) -> str:
    """An argument in the pattern of a call."""
    name = _called(action)
    return {"+": f"{name}…", "*": f"[{name}…]"}.get(str(action.nargs), name)


def _marked(help_: str) -> str:
    """The help of an option, with code marked as such."""
    words = (code(word) if word.startswith(("--", "archdoc_")) else word for word in help_.split(" "))
    return " ".join(words).replace(",` ", "`, ")


class Command(TextDirective):
    """``{command} NAME``: a command of ours with its options, from the parser."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Print it."""
        self.env.note_dependency(CODE / "cli/main.py")
        self.env.note_dependency(__file__)
        return self.parse("\n".join(described(commands()[self.arguments[0]])))


class Terminal(TextDirective):
    """``{terminal} FOLDER``: what commands say, one a line, in a copy of the folder.

    With ``:lines: N``, no more than the first lines of what each of them says. They are expected to
    succeed, but for the last one with ``:status: N``.
    """

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "lines": directives.positive_int,
        "status": directives.nonnegative_int,
    }

    def run(self) -> list[Node]:
        """Run them, and show the commands with what they say."""
        said: list[str] = []
        with tempfile.TemporaryDirectory() as here:
            if self.arguments:
                folder = Path(self.env.srcdir, self.arguments[0])
                shutil.copytree(folder, here, dirs_exist_ok=True)
                for path in folder.rglob("*"):
                    self.env.note_dependency(path)
            depends_on_commands(self.env)
            for number, line in enumerate(self.content, 1):
                status = self.options.get("status", 0) if number == len(self.content) else 0
                said += [f"$ {line}", *self._said(line, here, status)]
        text = "\n".join(said)
        return [nodes.container("", *self.parse(f"````console\n{text}\n````"), classes=["build-output"])]

    def _said(self, line: str, here: str, status: int) -> list[str]:
        program, *arguments = shlex.split(line)
        done = run_program(program, arguments, here)
        if done.returncode != status:
            raise self.error(f"{line} ends with {done.returncode}: {done.stdout}")
        lines = done.stdout.splitlines()
        first = self.options.get("lines", len(lines))
        return [*lines[:first], *(["…"] if first < len(lines) else [])]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("command", Command)
    app.add_directive("terminal", Terminal)
    return {"version": sphinx_archdoc.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
