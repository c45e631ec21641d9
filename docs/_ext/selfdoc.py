"""Print the reference from the code that it describes, and show examples beside what comes of them.

Only our own documentation uses this. Each directive makes MyST Markdown and has it parsed, so that
headings, anchors and entries work as if they had been written by hand. What the code does not know
any more, or an example that no longer does what the text says, fails the build.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import catalogue_docs  # noqa: F401  (it adds printers)
import rooms
import versions
from docutils import nodes
from docutils.parsers.rst import directives
from lexer import MystLexer
from printed import PRINTERS, code, read_as, table
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import sphinx_archdoc
from sphinx_archdoc.catalogue.expression import parse_expression
from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)

CODE = Path(sphinx_archdoc.__file__).parent
PRINTED = (
    "problems.py",
    "schema/kinds.toml",
    "schema/meaning.py",
    "schema/model.py",
    "schema/wording.py",
    "parsing/values.py",
    "ext/config.py",
    "catalogue_file/records.py",
    "changes/classes.py",
    "export/format.py",
    *sorted(path.relative_to(CODE).as_posix() for path in (CODE / "export/formats").glob("*.py")),
    "export/tables.py",
    "markdown/recognise/words/vocabulary.py",
)
"""The files that the reference is printed from: if one changes, the pages are read again."""


class TextDirective(SphinxDirective):
    """A directive that is MyST Markdown."""

    def parse(self, text: str) -> list[Node]:
        """Parse *text* where the directive stands."""
        return self.parse_text_to_nodes(text, allow_section_headings=True)

    def parse_source(self, path: str) -> list[Node]:
        """The source code of a page, or of a part of one."""
        language = "rst" if path.endswith(".rst") else "markdown"
        return self.parse(f"```{{literalinclude}} /{path}\n:language: {language}\n```")


class Print(TextDirective):
    """``{selfdoc} NAME``: a part of the reference, printed from the code."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Print it."""
        printing = (Path(__file__).with_name(name) for name in ("printed.py", "samples.py", "rooms.py"))
        for path in (*(CODE / name for name in PRINTED), *printing, *versions.FILES, *rooms.FILES):
            self.env.note_dependency(path)
        return self.parse("\n".join(PRINTERS[self.arguments[0]](self.config)))


class Example(TextDirective):
    """``{example} FILE``: a snippet as it is written, and below it what readers see.

    A file in reStructuredText is read as such. With ``:beside:``, the two stand beside each other
    where the screen is wide enough.
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"beside": directives.flag}

    def run(self) -> list[Node]:
        """Show both."""
        path = self.arguments[0]
        source = self.parse_source(path)
        is_rst = path.endswith(".rst")
        result = self.parse(
            f"```{{eval-rst}}\n.. include:: /{path}\n```" if is_rst else f"```{{include}} /{path}\n```"
        )
        both: list[Node] = [
            nodes.container("", *source, classes=["example-source"]),
            nodes.container("", *result, classes=["example-result"]),
        ]
        if "beside" in self.options:
            return [nodes.container("", *both, classes=["example-beside"])]
        return both


class Recognised(TextDirective):
    """``{recognised} FILE``: a snippet of plain Markdown, and the entries that are recognised in it."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Show both."""
        for path in (CODE / "markdown").rglob("*.py"):
            self.env.note_dependency(path)
        path = Path(self.env.srcdir, self.arguments[0])
        found = convert(path.read_text("utf-8"), Vocabulary(builtin_kinds()))
        if not found.entries or any(part.reason for part in found.parts):
            raise self.error(f"not all of {path.name} is recognised")
        source = self.parse_source(self.arguments[0])
        result = self.parse(f"`````markdown\n{found.text.strip()}\n`````")
        return [
            nodes.container("", *source, classes=["example-source"]),
            nodes.paragraph("", "is read as"),
            nodes.container("", *result, classes=["build-output"]),
        ]


class RecognisedProblems(TextDirective):
    """``{recognised-problems} FILE``: a snippet of plain Markdown, and what an author is told about it."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Show both."""
        for path in ((CODE / "problems.py"), *(CODE / "markdown").rglob("*.py")):
            self.env.note_dependency(path)
        path = Path(self.env.srcdir, self.arguments[0])
        blocks = read_blocks(path.read_text("utf-8"))
        found = recognise(blocks, Vocabulary(builtin_kinds()), path.name).problems
        if not found:
            raise self.error(f"there are no problems in {path.name}")
        lines = [f"{p.where.source}:{p.where.line}: WARNING: {p} [archdoc.{p.code}]" for p in sorted(found)]
        said = "\n".join(line for one in lines for line in textwrap.wrap(one, 100, subsequent_indent="  "))
        return [
            nodes.container("", *self.parse_source(self.arguments[0]), classes=["example-source"]),
            nodes.container("", *self.parse(f"```text\n{said}\n```"), classes=["build-output"]),
        ]


class Values(TextDirective):
    """``{values} TYPE``: how each line of the content is read as a value of this type."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        """Print a table."""
        field = Field(
            type=FieldType(self.arguments[0]),
            choices=("draft", "active", "deprecated") if self.arguments[0] == "choice" else (),
        )
        rows = [(code(line), read_as(field, "" if line == "(nothing)" else line)) for line in self.content]
        return self.parse("\n".join(table(("Written", "Read as"), rows)))


class Expressions(TextDirective):
    """``{expressions}``: expressions and what they mean, one a line; each of them is read."""

    has_content = True

    def run(self) -> list[Node]:
        """Print a table."""
        rows = [line.split(" -- ") for line in self.content]
        for written, _ in rows:
            parse_expression(written)
        return self.parse("\n".join(table(("Written", "True if"), ((code(one), two) for one, two in rows))))


class Build(TextDirective):
    """``{build} FOLDER``: the problems that a build of a project in our examples reports.

    With ``:first: N``, no more than the first lines.
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"first": directives.positive_int}

    def run(self) -> list[Node]:
        """Build it in a process of its own, and show what it says."""
        folder = Path(self.env.srcdir, self.arguments[0])
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.env.note_dependency(path)
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run(
                [sys.executable, "-m", "sphinx", "-q", "--no-color", "-b", "html", str(folder), out],
                capture_output=True,
                text=True,
                check=True,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(CODE.parent)},
            )
        lines = done.stderr.replace(f"{folder}{os.sep}", "").strip().splitlines()
        first = self.options.get("first", len(lines))
        more = [f"… and {len(lines) - first} more"] if first < len(lines) else []
        said = "\n".join([*lines[:first], *more])
        return [nodes.container("", *self.parse(f"```text\n{said}\n```"), classes=["build-output"])]


def check_paths(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: the code that our own architecture page names must exist."""
    for entry in env.domains["archdoc"].catalogue.of_kind("code"):  # type: ignore[attr-defined]
        for path in entry.values.get("paths", ()) if entry.page == "architecture" else ():
            if not (CODE.parent / path).exists():
                place = (entry.page, entry.where.line)
                logger.warning("there is no %s", path, type="selfdoc", location=place)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives, and the highlighting of what they show."""
    app.add_lexer("markdown", MystLexer)
    app.add_directive("selfdoc", Print)
    app.add_directive("example", Example)
    app.add_directive("recognised", Recognised)
    app.add_directive("recognised-problems", RecognisedProblems)
    app.add_directive("values", Values)
    app.add_directive("expressions", Expressions)
    app.add_directive("build", Build)
    app.connect("env-updated", check_paths)
    return {"version": sphinx_archdoc.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
