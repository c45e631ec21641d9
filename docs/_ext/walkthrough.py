"""Follow a page step by step: write the files that it shows, and run the commands that it names.

Only our own documentation uses this. The steps of a page are done in one folder, which is empty at first,
so that a page that cannot be followed literally fails the build. ``tests/cli/test_walkthroughs.py`` follows
the same pages without building the documentation.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from selfdoc import CODE, TextDirective

import sphinx_archdoc
from sphinx_archdoc.cli.output.terminal import PROGRAM

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

SKELETON = "cli/init/skeleton"
"""The folder of our package that holds a ``conf.py``."""

LANGUAGES = {".py": "python", ".md": "markdown"}


class StepFailed(Exception):
    """What goes wrong if a reader does what the page says."""


class Walk:
    """The folder of a reader who follows a page."""

    def __init__(self, home: Path) -> None:
        self.home = self.here = home.resolve()

    def write(self, name: str, text: str) -> None:
        """Save a file that the page shows, where the reader is."""
        path = self.here / name
        if not path.parent.is_dir():
            raise StepFailed(f"there is no folder for {name}")
        path.write_text(text, "utf-8")

    def run(
        self, lines: Sequence[str], *, status: int = 0, problems: bool = False, first: int | None = None
    ) -> list[str]:
        """Run commands, and return them with what they say, as a reader sees it.

        :param first: how many of the problems are shown.
        :param status: how the last of them ends; all others succeed.
        :param problems: whether the last of them reports problems, which the page shows on purpose.
        :raises StepFailed: if it comes differently.
        """
        said: list[str] = []
        for number, line in enumerate(lines, 1):
            last = number == len(lines)
            ended, out = self._run(shlex.split(line))
            if ended != (status if last else 0):
                raise StepFailed(f"'{line}' ends with {ended}: {out}")
            if ("WARNING: " in out or "ERROR: " in out) != (problems and last):
                raise StepFailed(f"'{line}' says: {out}")
            said += [f"$ {line}", *_shortened(out.splitlines(), first)]
        return said

    def _run(self, words: list[str]) -> tuple[int, str]:
        program, *arguments = words
        if step := STEPS.get(program):
            step(self, arguments)
            return 0, ""
        done = run_program(program, arguments, self.here)
        return done.returncode, done.stdout.replace(f"{self.here}{os.sep}", "")


def _change_folder(walk: Walk, arguments: list[str]) -> None:
    (name,) = arguments
    folder = (walk.here / name).resolve()
    if not folder.is_dir() or not folder.is_relative_to(walk.home):
        raise StepFailed(f"there is no folder {name}")
    walk.here = folder


def _make_folder(walk: Walk, arguments: list[str]) -> None:
    (name,) = arguments
    (walk.here / name).mkdir()


def _remove(walk: Walk, arguments: list[str]) -> None:
    for name in arguments:
        (walk.here / name).unlink()


def _make_environment(walk: Walk, arguments: list[str]) -> None:
    """Make a virtual environment. No package is installed there, but files such as packages bring."""
    name = arguments[-1]
    if arguments[:-1] != ["-m", "venv"]:
        raise StepFailed(f"the walkthrough cannot run python3 {shlex.join(arguments)}")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", name], cwd=walk.here, check=True)
    packages = next((walk.here / name).glob("**/site-packages"))
    (packages / "README.md").write_text("### Not a page\n\n[nowhere](nowhere.md)\n", "utf-8")
    shutil.copytree(CODE / SKELETON, packages / "sphinx_archdoc" / SKELETON)


def _activate(walk: Walk, arguments: list[str]) -> None:
    (name,) = arguments
    if not (walk.here / name).exists():
        raise StepFailed(f"there is no {name}")


def _install(walk: Walk, arguments: list[str]) -> None:
    """Everything is installed where the documentation is built."""
    if arguments[:1] != ["install"]:
        raise StepFailed(f"the walkthrough cannot run pip {shlex.join(arguments)}")


STEPS: dict[str, Callable[[Walk, list[str]], None]] = {
    "cd": _change_folder,
    "mkdir": _make_folder,
    "rm": _remove,
    "python3": _make_environment,
    "source": _activate,
    "pip": _install,
}
"""The commands of a shell that pages use, and how they are done without one."""

PROGRAMS = {
    PROGRAM: [sys.executable, "-m", sphinx_archdoc.__name__],
    "sphinx-build": [sys.executable, "-m", "sphinx", "--no-color"],
    "cat": ["cat"],
}


def run_program(program: str, arguments: Sequence[str], here: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of our commands, or another that pages name, with what it says on one stream."""
    return subprocess.run(
        [*PROGRAMS[program], *arguments],
        cwd=here,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CODE.parent), "PYTHONUTF8": "1"},
    )


def _shortened(lines: list[str], first: int | None) -> list[str]:
    """What a build says, without its course: the problems and the end."""
    if not lines or not lines[0].startswith("Running Sphinx"):
        return lines
    end = next(number for number, line in enumerate(lines) if re.match(r"build (succeeded|finished)", line))
    found = [line for line in lines[:end] if "WARNING: " in line]
    shown = found[:first]
    more = [f"… and {len(found) - len(shown)} more"] if len(shown) < len(found) else []
    return ["…", *shown, *more, *([""] if shown else []), *lines[end:]]


def depends_on_commands(env: BuildEnvironment) -> None:
    """Read the page again if what our commands say may have changed."""
    for part in ("answers", "changes", "cli", "export", "markdown", "schema"):
        for path in (CODE / part).rglob("*.*"):
            if path.suffix != ".pyc":
                env.note_dependency(path)


class StepDirective(TextDirective):
    """A step of the page."""

    has_content = True

    @property
    def walk(self) -> Walk:
        """The folder in which this page is followed."""
        data = self.env.temp_data
        if "walk" not in data:
            data["walk"] = tempfile.TemporaryDirectory()
            data["walked"] = Walk(Path(data["walk"].name))
        walk: Walk = data["walked"]
        return walk


class File(StepDirective):
    """``{file} NAME``: a file that readers save, with its text in the content or in ``:from:``."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"from": directives.unchanged_required}

    def run(self) -> list[Node]:
        """Save it, and show it under its name."""
        name = self.arguments[0]
        text = "\n".join(self.content) + "\n"
        if origin := self.options.get("from"):
            path = Path(self.env.srcdir, origin)
            self.env.note_dependency(path)
            text = path.read_text("utf-8")
        try:
            self.walk.write(name, text)
        except StepFailed as failed:
            raise self.error(str(failed)) from None
        language = LANGUAGES[Path(name).suffix]
        return self.parse(f"`````{{code-block}} {language}\n:caption: {name}\n\n{text}`````")


class RunSteps(StepDirective):
    """``{run}``: commands, one a line, and what they say.

    ``:status: N`` says how the last of them ends, and ``:problems:`` that it reports problems;
    with ``:first: N``, the first of them are shown.
    """

    option_spec: ClassVar[OptionSpec] = {
        "status": directives.nonnegative_int,
        "problems": directives.flag,
        "first": directives.positive_int,
    }

    def run(self) -> list[Node]:
        """Run them, and show them."""
        depends_on_commands(self.env)
        try:
            said = self.walk.run(
                list(self.content),
                status=self.options.get("status", 0),
                problems="problems" in self.options,
                first=self.options.get("first"),
            )
        except StepFailed as failed:
            raise self.error(str(failed)) from None
        text = "\n".join(said)
        return [nodes.container("", *self.parse(f"````console\n{text}\n````"), classes=["build-output"])]


def leave(app: Sphinx, doctree: nodes.document) -> None:
    """Handle ``doctree-read``: remove the folder of the page."""
    if folder := app.env.temp_data.get("walk"):
        folder.cleanup()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("file", File)
    app.add_directive("run", RunSteps)
    app.connect("doctree-read", leave)
    return {"version": sphinx_archdoc.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
