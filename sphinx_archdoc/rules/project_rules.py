"""The rules of a project: a TOML file as records.

A mistake becomes a problem at its line, and only its rule is left out. The rules are asked of entries in
:mod:`sphinx_archdoc.content.ruling`, as the columns that they name are those of views.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from importlib import resources
from typing import Annotated, NamedTuple

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.expression import FUNCTIONS, Expression, Test, columns_of, parse_expression
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.possible import mistake_in_values
from sphinx_archdoc.catalogue.tokens import ExpressionError
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.rules.finding import Finding, Level, Severity
from sphinx_archdoc.rules.toml_problems import TomlProblems
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, FieldType, heading_key
from sphinx_archdoc.schema.toml_keys import lines_of_keys
from sphinx_archdoc.schema.toml_text import TomlError, load_toml
from sphinx_archdoc.schema.value_errors import describe
from sphinx_archdoc.spelling import did_you_mean

RECOMMENDED = "recommended"
"""The name of the rules that the package has, instead of a path."""

DOCUMENT = "document."
"""What the columns of the entry that describes the page begin with."""

OWN_COLUMNS = ("problems", "catalogue")
"""Columns that rules have and views have not: the codes of problems, and the name of the catalogue."""

_EVERY_KIND = ("name", "page", "kind", "summary")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

RequiredText = Annotated[str, msgspec.Meta(min_length=1)]


class WrittenRule(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """One table of the file, ``[ID]``."""

    kinds: tuple[str, ...] = ()
    """Names of kinds; empty for all."""
    where: RequiredText
    """An expression that is true for the entries that break the rule."""
    applies: str = ""
    """An expression that is true for the entries that the rule is about; empty for all of the kinds."""
    message: RequiredText
    """What is wrong with such an entry: ``has no owner``."""
    level: Level = "warning"
    """How bad that is."""
    points: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 1
    """The weight of the rule in the score."""
    help: str = ""
    """What to do about it."""
    owner: str = ""
    """Who set the rule, and answers questions about it: ``@platform``."""


class ProjectRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that can be applied."""

    id: str
    kinds: tuple[str, ...]
    """Names of kinds; empty for all."""
    where: Expression
    """True for the entries that break the rule."""
    applies: Expression | None
    """True for the entries that it is about; None for all of the kinds."""
    message: str
    level: Severity
    points: int
    help: str
    owner: str = ""
    """Who set the rule; empty if the file does not say so."""

    @property
    def hint(self) -> str:
        """What to do about a violation, and whom to ask."""
        return " ".join(filter(None, (self.help, f"Owner of the rule: {self.owner}." if self.owner else "")))

    @property
    def uses_age(self) -> bool:
        """Whether the result depends on the day."""
        return any(test.function == "age" for _, test in self.tests())

    def tests(self) -> Iterator[tuple[str, Test]]:
        """Yield the tests of both expressions, each with the key that holds it."""
        for key, expression in (("where", self.where), ("applies", self.applies)):
            if expression is not None:
                yield from ((key, test) for test in columns_of(expression))


class Violation(Finding, frozen=True, kw_only=True, gc=False):
    """An entry that breaks a rule of the project."""

    catalogue: str
    """The name of the catalogue that has the entry."""
    reference: str
    """The reference that finds the entry."""
    rule_owner: str = ""
    """Who set the rule; empty if that is not known."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Catalogue, rule and entry, by which a baseline knows it."""
        return self.catalogue, self.rule, self.reference


class ReadRules(NamedTuple):
    """The rules in a file."""

    rules: tuple[ProjectRule, ...] = ()
    problems: Sequence[Problem] = ()
    ids: tuple[str, ...] = ()
    """The ids of all rules of the file, also of those that are not valid."""


def recommended_rules() -> str:
    """Return the text of the rules that the package has."""
    return resources.files("sphinx_archdoc.rules").joinpath("recommended.toml").read_text("utf-8")


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids of the rules in a file; none if it cannot be read."""
    try:
        return tuple(load_toml(text))
    except TomlError:
        return ()


def read_rules(text: str, source: str, kinds: Sequence[KindsTable]) -> ReadRules:
    """Return the rules in the text of a file, and the problems of the file.

    :param source: how problems name the file.
    :param kinds: the kinds of each catalogue; a rule may name what one of them has.
    """
    try:
        tables = load_toml(text)
    except TomlError as error:
        where = Location(source, error.line)
        return ReadRules(problems=[Problem(where, Code.WRONG_RULE, f"the file is {error}")])
    reader = _RulesReader(source, lines_of_keys(text.split("\n")), kinds)
    rules = tuple(rule for id_, raw in tables.items() if (rule := reader.rule(id_, raw)))
    return ReadRules(rules, reader.problems, tuple(tables))


def columns_for(kinds: KindsTable, names: Iterable[str]) -> Set[str]:
    """Return the columns that rules about some kinds may name, with those of the page's document."""
    chosen = [name for name in names if name in kinds]
    documents = [name for name, kind in kinds.items() if not kind.takes_name]
    own = _columns(kinds, chosen)
    return {*own, *OWN_COLUMNS, *(f"{DOCUMENT}{column}" for column in _columns(kinds, documents))}


def _columns(kinds: KindsTable, names: Sequence[str]) -> Set[str]:
    headings = Graph(Catalogue({}, kinds)).headings(names)
    fields = (field for name in names for field in kinds[name].fields)
    return {*_EVERY_KIND, *fields, *map(heading_key, headings)}


class _RulesReader(TomlProblems):
    """Reads the rules of one file, and collects its problems."""

    code = Code.WRONG_RULE

    def __init__(self, source: str, lines: Mapping[str, int], kinds: Sequence[KindsTable]) -> None:
        super().__init__(source, lines)
        self.kinds = kinds
        self.known_kinds = dict.fromkeys(name for table in kinds for name in table)

    def rule(self, id_: str, raw: object) -> ProjectRule | None:
        """Return a rule; None if something in it is wrong, which is reported."""
        before = len(self.problems)
        written = self.written(id_, raw)
        if written is None:
            return None
        for name in written.kinds:
            if name not in self.known_kinds:
                hint = did_you_mean(name, self.known_kinds) or f"the kinds are {', '.join(self.known_kinds)}"
                self.report(f"{id_}.kinds", f"unknown kind '{shorten(name)}'", hint)
        where = self.expression(f"{id_}.where", written.where)
        applies = self.expression(f"{id_}.applies", written.applies) if written.applies.strip() else None
        if where is None or len(self.problems) > before:
            return None
        rule = ProjectRule(
            id=id_,
            kinds=written.kinds,
            where=where,
            applies=applies,
            message=" ".join(written.message.split()),
            level=Severity(written.level),
            points=written.points,
            help=" ".join(written.help.split()),
            owner=" ".join(written.owner.split()),
        )
        self.check_columns(rule)
        return rule if len(self.problems) == before else None

    def written(self, id_: str, raw: object) -> WrittenRule | None:
        from sphinx_archdoc.rules.builtin import builtin_rules

        if not _ID.fullmatch(id_) or id_ in builtin_rules():
            taken = "a check against the code has this name" if _ID.fullmatch(id_) else ""
            hint = taken or "use lower-case words joined by hyphens"
            self.report(id_, "not a valid name for a rule", hint)
            return None
        if not isinstance(raw, Mapping):
            self.report(id_, "must be a table with the properties of the rule")
            return None
        properties = {field.encode_name: field for field in msgspec.structs.fields(WrittenRule)}
        before = len(self.problems)
        for key, value in raw.items():
            if key not in properties:
                hint = did_you_mean(key, properties) or f"one of {', '.join(properties)}"
                self.report(f"{id_}.{key}", "unknown property", hint)
                continue
            try:
                msgspec.json.encode(msgspec.convert(value, properties[key].type))
            except (msgspec.ValidationError, UnicodeEncodeError) as error:  # a lone surrogate
                self.report(f"{id_}.{key}", *describe(error, properties[key].type))
        missing = [name for name, field in properties.items() if field.required and name not in raw]
        for key in missing:
            self.report(id_, f"'{key}' is missing")
        return msgspec.convert(raw, WrittenRule) if len(self.problems) == before else None

    def expression(self, key: str, text: str) -> Expression | None:
        try:
            return parse_expression(text, FUNCTIONS)
        except ExpressionError as error:
            self.report(key, f"{error} (character {error.position})")
            return None

    def check_columns(self, rule: ProjectRule) -> None:
        """Report the columns that no kind of the rule has, and comparisons that can never be right."""
        columns: set[str] = set()
        fields: dict[str, list[Field | None]] = defaultdict(list)
        for kinds in self.kinds:
            own = rule.kinds or tuple(kinds)
            columns |= columns_for(kinds, own)
            for column, field in _fields_by_column(kinds, own):
                fields[column].append(field)
        behind = {name.removeprefix(DOCUMENT) for name in columns if name.startswith(DOCUMENT)}
        for key, test in rule.tests():
            known: Collection[str] = columns | behind if key == "applies" else columns
            place = f"(character {test.position})"
            if test.column not in known:
                of = " and ".join(rule.kinds) if 0 < len(rule.kinds) < 4 else "none of the kinds"
                says = "have" if " and " in of else "has"
                missing = f"{of} {says} {'a' if of.startswith('none') else 'no'} column"
                hint = did_you_mean(test.column, known)
                hint = hint or shorten(f"there are {', '.join(sorted(known))}", 400)
                self.report(f"{rule.id}.{key}", f"{missing} '{shorten(test.column)}' {place}", hint)
                continue
            of_page = fields[f"{DOCUMENT}{test.column}"] if key == "applies" else []
            if mistake := mistake_in_values(test, [*fields[test.column], *of_page]):
                self.report(f"{rule.id}.{key}", f"{mistake.message} {place}", mistake.hint)
            elif test.function == "age" and not any(map(_is_date, [*fields[test.column], *of_page])):
                dates = [column for column, found in sorted(fields.items()) if any(map(_is_date, found))]
                hint = f"dates are {', '.join(dates)}" if dates else ""
                self.report(f"{rule.id}.{key}", f"'{shorten(test.column)}' is not a date {place}", hint)


def _is_date(field: Field | None) -> bool:
    return field is not None and field.type is FieldType.DATE


def _fields_by_column(kinds: KindsTable, names: Iterable[str]) -> Iterator[tuple[str, Field | None]]:
    """Yield the fields that columns hold, those of the page's document as well; None for backlinks."""
    chosen = [name for name in names if name in kinds]
    for name, kind in kinds.items():
        for field in kind.fields.values():
            if name in chosen:
                yield field.name, field
            if not kind.takes_name:
                yield f"{DOCUMENT}{field.name}", field
    for heading in Graph(Catalogue({}, kinds)).headings(chosen):
        yield heading_key(heading), None
