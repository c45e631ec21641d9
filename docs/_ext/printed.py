"""The reference as MyST Markdown, printed from the code that it describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, get_args, get_origin

import msgspec
from samples import myst
from sphinx.config import ENUM
from sphinx.pycode import ModuleAnalyzer

from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.parsing.values import WrongValue, parse_value
from sphinx_archdoc.problems import Code
from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.schema import meaning, model
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Scope, Subject
from sphinx_archdoc.schema.wording import Record, Wording

if TYPE_CHECKING:
    from sphinx.config import Config

Printer = Callable[["Config"], Iterator[str]]

PRINTERS: dict[str, Printer] = {}
"""What ``{selfdoc} NAME`` prints."""

STAR = "\N{NARROW NO-BREAK SPACE}\\*"
"""Marks a field that must be given."""

LAYOUTS = {
    "header": "the header of the page",
    "card": "a card",
    "row": "a row of a table",
    "list": "a list item",
}


def printer(name: str) -> Callable[[Printer], Printer]:
    """Make a function what ``{selfdoc} NAME`` prints."""

    def note(function: Printer) -> Printer:
        PRINTERS[name] = function
        return function

    return note


@printer("kinds-overview")
def kinds_overview(config: Config) -> Iterator[str]:
    """All kinds in one table."""
    rows = (
        (
            f"[`{kind.name}`](#kind-{kind.name})",
            kind.section,
            _argument(kind),
            kind.layout.value,
            kind.scope.value,
        )
        for kind in builtin_kinds().values()
    )
    yield from table(("Kind", "Section of the template", "Argument", "Layout", "Name unique in"), rows)


@printer("kinds")
def kinds(config: Config) -> Iterator[str]:
    """A section on each kind."""
    for kind in builtin_kinds().values():
        yield from ("", f"(kind-{kind.name})=", f"## {kind.title}", "", kind.help, "")
        yield f"Write it with the directive `archdoc:{kind.name}` and {_argument(kind)}."
        yield f"It is shown as {LAYOUTS[kind.layout.value]}."
        where = "in the project" if kind.scope is Scope.PROJECT else "on its page"
        yield f"Its name {f'must be unique {where}' if kind.takes_name else 'is that of the page'}."
        if kind.body:
            yield f"The content of the directive fills the field `{kind.body}`, unless an option does."
        yield f"In the template, its section is *{kind.section}*."
        yield ""
        rows = [
            (
                code(field.name) + (STAR if field.required else ""),
                _type(field),
                field.title,
                field.help,
                field.inverse or "—",
            )
            for field in kind.fields.values()
            if field.name not in kind.name_fields
        ]
        yield from table(("Field", "Type", "Column heading", "Meaning", "Backlink"), rows)
        for name in kind.name_fields:
            if kind.fields[name].inverse:
                yield from (
                    "",
                    f"The part `{name}` of the name is a reference, too. The entry that it refers to shows "
                    f'the backlink "{kind.fields[name].inverse}".',
                )
        yield from ("", "````markdown", myst(kind), "````", "", f"[How it is shown](#gallery-{kind.name}).")


@printer("gallery")
def gallery(config: Config) -> Iterator[str]:
    """A complete entry of each kind, as it is written and as it is shown."""
    for kind in builtin_kinds().values():
        source = myst(kind)
        yield from ("", f"(gallery-{kind.name})=", f"### {kind.title}", "")
        yield f"{kind.help} [Its fields](#kind-{kind.name})."
        yield from ("", ":::::{container} example-beside", "::::{container} example-source")
        yield from ("````markdown", source, "````", "::::")
        yield from ("::::{container} example-result", source, "::::", ":::::")


@printer("gallery-links")
def gallery_links(config: Config) -> Iterator[str]:
    """Links to the kinds in the gallery."""
    yield " · ".join(f"[`{kind.name}`](#gallery-{kind.name})" for kind in builtin_kinds().values())


@printer("backlinks")
def backlinks(config: Config) -> Iterator[str]:
    """The label of each backlink, and the field that it comes from."""
    rows = [
        (
            field.inverse,
            ", ".join(map(code, field.targets)) or "any kind",
            f"`{kind.name}`, field `{field.name}`",
        )
        for kind in builtin_kinds().values()
        for field in kind.fields.values()
        if field.inverse
    ]
    yield from table(("Label", "Shown at", "Comes from"), sorted(rows))


@printer("searchable")
def searchable(config: Config) -> Iterator[str]:
    """Fields whose values the search finds."""
    for kind in builtin_kinds().values():
        for field in kind.fields.values():
            if field.searchable:
                yield f"- `{field.name}` of `{kind.name}`"


@printer("problems")
def problems(config: Config) -> Iterator[str]:
    """A section on each problem."""
    for one in Code:
        yield from (
            "",
            f"(problem-{one.value})=",
            f"## archdoc.{one.value}",
            "",
            one.meaning,
            "",
            f"**What to do.** {one.remedy}",
            "",
        )


@printer("rules")
def rules(config: Config) -> Iterator[str]:
    """A section on each rule of the checks."""
    for rule in builtin_rules().values():
        about = f", about {', '.join(map(code, rule.kinds))}" if rule.kinds else ""
        yield from (
            "",
            f"(rule-{rule.id})=",
            f"### {rule.id}",
            "",
            f"{str(rule.severity).capitalize()}{about}. {rule.meaning}",
            "",
            f"**What to do.** {rule.remedy}",
            "",
        )


@printer("configuration")
def configuration(config: Config) -> Iterator[str]:
    """A section on each configuration value."""
    for name, option in config.values.items():
        if name.startswith("archdoc_"):
            again = {"env": "the next build reads all pages again", "": "no page is read or written again"}
            effect = again.get(option.rebuild, "the next build writes all pages again")
            yield from (
                "",
                f"(config-{name})=",
                f"## {name}",
                "",
                _QUOTED.sub(_quoted, option.description),
                "",
                f"The value is {_values(option.valid_types)}. The default is {code(repr(option.default))}. "
                f"If you change it, {effect}.",
                "",
            )


_QUOTED = re.compile(r"(?<!\w)'(\w[\w:. ]*)'")


def _quoted(found: re.Match[str]) -> str:
    """Return what is between quotes as code, and a value of Python with its quotes."""
    return code(found[0] if found[1].isidentifier() else found[1])


def _values(valid: object) -> str:
    """What a configuration value may be, in words."""
    if isinstance(valid, ENUM):  # it tells its words in its repr only
        words = re.findall(r"'\w+'", repr(valid))
        return " or ".join(map(code, words))
    types = sorted(one.__name__ for one in valid)  # type: ignore[attr-defined]
    return f"a {' or a '.join(map(code, types))}"


@printer("plurals")
def plurals(config: Config) -> Iterator[str]:
    """The directives that hold several entries of a kind."""
    rows = (
        (f"[`{kind.name}`](#kind-{kind.name})", ", ".join(code(f"archdoc:{name}") for name in names))
        for kind in builtin_kinds().values()
        if kind.takes_name and (names := [one for one in kind.plural_names if one not in builtin_kinds()])
    )
    yield from table(("Kind", "Directives for several entries"), rows)


@printer("recognised-headings")
def recognised_headings(config: Config) -> Iterator[str]:
    """The headings below which the entries of each kind stand."""
    rows = (
        (
            f"[`{kind.name}`](#recognised-{kind.name})",
            kind.section,
            ", ".join(_others((kind.plural, kind.title, *kind.wording.headings), {kind.section})),
        )
        for kind in builtin_kinds().values()
    )
    yield from table(("Kind", "The template's heading", "Other headings"), rows)


@printer("recognised")
def recognised(config: Config) -> Iterator[str]:
    """A section on the columns and labels of each kind."""
    for kind in builtin_kinds().values():
        yield from ("", f"(recognised-{kind.name})=", f"### {kind.plural}", "")
        names = (kind.heading, _others((kind.title, *kind.wording.names), {kind.heading}))
        rows = [("the name", *names)] if kind.takes_name else []
        for field in kind.fields.values():
            if field.name in kind.name_fields and not field.column:  # no more than a part of the name
                continue
            words = (field.name.replace("-", " "), *kind.wording.fields.get(field.name, ()))
            heading = f"{field.group}: {field.title}" if field.group else field.title
            rows.append((code(field.name), heading, _others(words, {field.title})))
        yield from table(
            ("Field", "Column heading or label", "Other words"),
            ((field, heading, ", ".join(others) or "—") for field, heading, others in rows),
        )


def _others(words: Iterable[str], known: set[str]) -> list[str]:
    """The *words* that are not *known*, each once, however it is written."""
    keys = {key_of(word) for word in known}
    found = []
    for word in words:
        if key_of(word) not in keys:
            keys.add(key_of(word))
            found.append(word[:1].upper() + word[1:])
    return found


@printer("wording-keys")
def wording_keys(config: Config) -> Iterator[str]:
    """The keys of the words of a kind."""
    yield from _keys(Wording)


@printer("kind-keys")
def kind_keys(config: Config) -> Iterator[str]:
    """The keys of a kind in the kinds table."""
    yield from _keys(Kind)


@printer("natures")
def natures(config: Config) -> Iterator[str]:
    """What the entries of each nature are, and the kinds that have it."""
    docs = _docstrings(meaning.__name__)
    rows = (
        (
            code(nature),
            docs[("Nature", nature.name)],
            ", ".join(code(kind.name) for kind in builtin_kinds().values() if kind.nature is nature),
        )
        for nature in meaning.Nature
    )
    yield from table(("Nature", "Its entries are", "Built-in kinds"), rows)


@printer("field-keys")
def field_keys(config: Config) -> Iterator[str]:
    """The keys of a field in the kinds table."""
    yield from _keys(Field)


@printer("field-types")
def field_types(config: Config) -> Iterator[str]:
    """The types that a field may have."""
    docs = _docstrings()
    yield from table(
        ("Type", "Holds"), ((code(one.value), docs[("FieldType", one.name)]) for one in FieldType)
    )


def _keys(record: type[Record]) -> Iterator[str]:
    docs = _docstrings()
    rows = []
    for field in msgspec.structs.fields(record):
        if field.name == "name":
            continue
        meaning = docs.get((record.__name__, field.name)) or str(field.type.__doc__).partition("\n")[0]
        default = (
            ""
            if field.default in (msgspec.NODEFAULT, "", (), None) or isinstance(field.default, Record)
            else (str(field.default).lower() if isinstance(field.default, bool) else str(field.default))
        )
        rows.append((code(field.encode_name), _words(field.type), code(default) if default else "—", meaning))
    yield from table(("Key", "Value", "Default", "Meaning"), rows)


def _docstrings(module: str = model.__name__) -> Mapping[tuple[str, str], str]:
    found = ModuleAnalyzer.for_module(module).find_attr_docs()
    return {key: " ".join(filter(None, lines)).replace("``", "`") for key, lines in found.items()}


def _words(type_: object) -> str:
    """A type, in words."""
    if isinstance(type_, type) and issubclass(type_, Record):
        return "table"
    if isinstance(type_, type) and issubclass(type_, Enum):
        return " or ".join(code(str(one.value)) for one in type_)
    for one in get_args(type_):
        if isinstance(one, type) and issubclass(one, Enum):
            return " or ".join(code(str(value.value)) for value in one)
        if isinstance(one, type) and issubclass(one, Record) and type(None) in get_args(type_):
            return f"table with {', '.join(code(field.encode_name) for field in msgspec.structs.fields(one))}"
    if get_origin(type_) is not None and int in get_args(type_):
        return "number from 1 to 100"
    known = {
        "str": "text",
        "bool": "`true` or `false`",
        "tuple": "list of texts",
        "Mapping": "table of lists of texts" if "tuple" in str(type_) else "table of fields",
    }
    origin = get_origin(type_) or type_
    return known.get(getattr(origin, "__name__", ""), "number from 1 to 100")


def _argument(kind: Kind) -> str:
    if not kind.takes_name:
        return "no argument"
    form = kind.form.partition(", such")[0]
    return code(form) if form[:1].isupper() else form or "a name"


def _type(field: Field) -> str:
    if field.choices:
        return ", ".join(map(code, field.choices))
    if field.type is not FieldType.REFS:
        return field.type.value
    subject = "of the page " if field.subject is Subject.PAGE else ""
    return f"references {subject}to {', '.join(map(code, field.targets)) or 'any kind'}"


def read_as(field: Field, text: str) -> str:
    """What *text* is read as, in words."""
    try:
        value = parse_value(field, text)
    except WrongValue as error:
        return f"problem [`archdoc.{error.code.value}`](#problem-{error.code.value}): {error.message}"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (
        ", ".join(code(getattr(one, "text", str(one))) for one in value)
        if isinstance(value, tuple)
        else code(str(value))
    )


def code(text: str) -> str:
    """*text* as a literal."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A pipe table."""
    for row in (head, ("---",) * len(head), *rows):
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
