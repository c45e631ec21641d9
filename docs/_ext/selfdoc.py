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
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, get_args, get_origin

import msgspec
from docutils import nodes
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

import sphinx_archdoc
from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema import model
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Record, Scope, Subject
from sphinx_archdoc.schema.values import WrongValue, parse_value

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

CODE = Path(sphinx_archdoc.__file__).parent
PRINTED = ("problems.py", "schema/kinds.toml", "schema/model.py", "schema/values.py", "ext/config.py")
"""The files that the reference is printed from: if one changes, the pages are read again."""

UNSAID = {
    "plural": "Plural, as in \"Environment variables\"; made from the title if it is not given.",
    "help": "One sentence on what the kind is for.",
    "name-width": "Weight of the name's column, relative to the others.",
    "required": "An entry without the field is a problem.",
    "choices": "The words that a field of type `choice` takes.",
    "fields": "The fields, by name. Their order is the order of the columns.",
}
"""What the model leaves without a docstring, because the name says it."""

STAR = "\N{NARROW NO-BREAK SPACE}\\*"
"""Marks a field that must be given."""

LAYOUTS = {
    "header": "the head of the page", "card": "a card of its own",
    "row": "a row of a table", "list": "a point of a list",
}


class TextDirective(SphinxDirective):
    """A directive that is MyST Markdown."""

    def parse(self, text: str) -> list[Node]:
        """Parse *text* where the directive stands."""
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class Print(TextDirective):
    """``{selfdoc} NAME``: a part of the reference, printed from the code."""

    required_arguments = 1
    printers: ClassVar[dict[str, Callable[[Config], Iterator[str]]]] = {}

    def run(self) -> list[Node]:
        """Print it."""
        for name in PRINTED:
            self.env.note_dependency(CODE / name)
        return self.parse("\n".join(self.printers[self.arguments[0]](self.config)))


class Example(TextDirective):
    """``{example} FILE``: a snippet as it is written, and below it what readers see."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Show both."""
        path = self.arguments[0]
        source = self.parse(f"```{{literalinclude}} /{path}\n:language: text\n```")
        result = self.parse(f"```{{include}} /{path}\n```")
        return [nodes.container("", *source, classes=["example-source"]),
                nodes.container("", *result, classes=["example-result"])]


class Values(TextDirective):
    """``{values} TYPE``: how each line of the content is read as a value of this type."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        """Print a table."""
        field = Field(type=FieldType(self.arguments[0]), choices=("draft", "active", "deprecated")
                      if self.arguments[0] == "choice" else ())
        rows = [(_code(line), _read_as(field, "" if line == "(nothing)" else line)) for line in self.content]
        return self.parse("\n".join(_table(("Written", "Read as"), rows)))


class Build(TextDirective):
    """``{build} FOLDER``: the problems that a build of a project in our examples reports."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Build it in a process of its own, and show what it says."""
        folder = Path(self.env.srcdir, self.arguments[0])
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.env.note_dependency(path)
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run(
                [sys.executable, "-m", "sphinx", "-q", "--no-color", "-b", "html", str(folder), out],
                capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(CODE.parent)})
        return self.parse(f"```text\n{done.stderr.replace(f'{folder}{os.sep}', '').strip()}\n```")


def printer(name: str) -> Callable[[Callable[[Config], Iterator[str]]], Callable[[Config], Iterator[str]]]:
    """Make a function what ``{selfdoc} NAME`` prints."""
    def note(function: Callable[[Config], Iterator[str]]) -> Callable[[Config], Iterator[str]]:
        Print.printers[name] = function
        return function
    return note


@printer("kinds-overview")
def kinds_overview(config: Config) -> Iterator[str]:
    """All kinds in one table."""
    rows = ((f"[`{kind.name}`](#kind-{kind.name})", kind.section, _argument(kind), kind.layout.value,
             kind.scope.value) for kind in builtin_kinds().values())
    yield from _table(("Kind", "Section of the template", "Argument", "Shown as", "Name is unique in its"), rows)


@printer("kinds")
def kinds(config: Config) -> Iterator[str]:
    """A section on each kind."""
    for kind in builtin_kinds().values():
        yield from ("", f"(kind-{kind.name})=", f"## {kind.title}", "", kind.help, "")
        yield f"Written with `archdoc:{kind.name}` and {_argument(kind)}; shown as {LAYOUTS[kind.layout.value]}."
        where = "project" if kind.scope is Scope.PROJECT else "page"
        yield f"The name is {f'unique in its {where}' if kind.takes_name else 'that of the page'}."
        if kind.body:
            yield f"The content fills the field `{kind.body}`, unless an option does."
        yield f"In the template: *{kind.section}*."
        yield ""
        rows = [(_code(field.name) + (STAR if field.required else ""), _type(field), field.title,
                 field.help, field.inverse or "—") for field in kind.fields.values()
                if field.name not in kind.name_fields]
        yield from _table(("Field", "Type", "Column heading", "Meaning", "Backlink"), rows)
        for name in kind.name_fields:
            if kind.fields[name].inverse:
                yield from ("", f"The `{name}` in the name is a reference too; at the entry that it names, "
                            f"the backlink is \"{kind.fields[name].inverse}\".")
        source = example_of(kind)
        yield from ("", "````text", *source, "````", "", ":::{container} example-result", *source, ":::")


def example_of(kind: Kind) -> list[str]:
    """A complete entry of *kind*, from the examples in the kinds table."""
    lines = [f"```{{archdoc:{kind.name}}} {kind.example if kind.takes_name else ''}".rstrip()]
    for field in kind.fields.values():
        if field.name == kind.body or field.name in kind.name_fields:
            continue
        if field.type is FieldType.FLAG:
            lines.append(f":{field.name}:")
        elif field.example:
            lines.append(f":{field.name}: {field.example}")
    body = kind.fields[kind.body].example if kind.body else ""
    return [*lines, *(["", body] if body else []), "```"]


@printer("backlinks")
def backlinks(config: Config) -> Iterator[str]:
    """Where a reference shows at the entry that it names."""
    rows = [(field.inverse, ", ".join(map(_code, field.targets)) or "any kind", f"`{kind.name}`, field `{field.name}`")
            for kind in builtin_kinds().values() for field in kind.fields.values() if field.inverse]
    yield from _table(("Label", "Shown at", "Comes from"), sorted(rows))


@printer("problems")
def problems(config: Config) -> Iterator[str]:
    """A section on each problem."""
    for code in Code:
        yield from ("", f"(problem-{code.value})=", f"## archdoc.{code.value}", "", code.meaning, "",
                    f"**What to do.** {code.remedy}", "")


@printer("configuration")
def configuration(config: Config) -> Iterator[str]:
    """A section on each configuration value."""
    for name, option in config.values.items():
        if name.startswith("archdoc_"):
            types = sorted(one.__name__ for one in option.valid_types)  # type: ignore[union-attr]
            yield from ("", f"(config-{name})=", f"## {name}", "", f":Type: {' or '.join(map(_code, types))}",
                        f":Default: {_code(repr(option.default))}",
                        f":A change: {'reads' if option.rebuild == 'env' else 'writes'} all pages again", "",
                        option.description, "")


@printer("kind-keys")
def kind_keys(config: Config) -> Iterator[str]:
    """The keys of a kind in the kinds table."""
    yield from _keys(Kind)


@printer("field-keys")
def field_keys(config: Config) -> Iterator[str]:
    """The keys of a field in the kinds table."""
    yield from _keys(Field)


@printer("field-types")
def field_types(config: Config) -> Iterator[str]:
    """The types that a field may have."""
    docs = _docstrings()
    plain = {"integer": "A whole number.", "choice": "One of the field's `choices`.",
             "sql": "SQL statements. Columns and foreign keys are read from the first `CREATE TABLE`.",
             "json": "JSON. It is checked, and shown as source."}
    yield from _table(("Type", "Holds"), (
        (_code(one.value), docs.get(("FieldType", one.name)) or plain[one.value]) for one in FieldType))


def _keys(record: type[Record]) -> Iterator[str]:
    docs = _docstrings()
    rows = []
    for field in msgspec.structs.fields(record):
        if field.name == "name":
            continue
        said = docs.get((record.__name__, field.name)) or UNSAID.get(field.encode_name)
        meaning = said or str(field.type.__doc__).partition("\n")[0]
        default = "" if field.default in (msgspec.NODEFAULT, "", ()) else (
            str(field.default).lower() if isinstance(field.default, bool) else str(field.default))
        rows.append((_code(field.encode_name), _words(field.type), _code(default) if default else "—", meaning))
    yield from _table(("Key", "Value", "Default", "Meaning"), rows)


def _docstrings() -> Mapping[tuple[str, str], str]:
    found = ModuleAnalyzer.for_module(model.__name__).find_attr_docs()
    return {key: " ".join(filter(None, lines)).replace("``", "`") for key, lines in found.items()}


def _words(type_: object) -> str:
    """A type, in words."""
    if isinstance(type_, type) and issubclass(type_, Enum):
        return " or ".join(_code(str(one.value)) for one in type_)
    if get_origin(type_) is not None and int in get_args(type_):
        return "number from 1 to 100"
    known = {"str": "text", "bool": "`true` or `false`", "tuple": "list of texts", "Mapping": "table of fields"}
    origin = get_origin(type_) or type_
    return known.get(getattr(origin, "__name__", ""), "number from 1 to 100")


def _argument(kind: Kind) -> str:
    if not kind.takes_name:
        return "no argument"
    return kind.form.partition(", such")[0] if kind.form else "a name"


def _type(field: Field) -> str:
    if field.choices:
        return ", ".join(map(_code, field.choices))
    if field.type is not FieldType.REFS:
        return field.type.value
    subject = "of the page " if field.subject is Subject.PAGE else ""
    return f"references {subject}to {', '.join(map(_code, field.targets)) or 'any kind'}"


def _read_as(field: Field, text: str) -> str:
    try:
        value = parse_value(field, text)
    except WrongValue as error:
        return f"problem [`archdoc.{error.code.value}`](#problem-{error.code.value}): {error.message}"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(_code(getattr(one, "text", str(one))) for one in value) if isinstance(value, tuple) \
        else _code(str(value))


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("selfdoc", Print)
    app.add_directive("example", Example)
    app.add_directive("values", Values)
    app.add_directive("build", Build)
    return {"version": sphinx_archdoc.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
