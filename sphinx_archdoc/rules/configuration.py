"""The configuration of the checks, :file:`archdoc.toml`, as records.

A mistake becomes a problem that names the line and the key. Only that key is left out.
"""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import msgspec

from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.rules.finding import Severity
from sphinx_archdoc.rules.toml_problems import TomlProblems
from sphinx_archdoc.schema.toml_keys import RESERVED, line_of_key, lines_of_keys
from sphinx_archdoc.schema.toml_text import TomlError, load_toml
from sphinx_archdoc.schema.value_errors import describe
from sphinx_archdoc.spelling import did_you_mean

if TYPE_CHECKING:
    from sphinx_archdoc.rules.builtin import CheckRule

NAME = "archdoc.toml"

BASELINE = "archdoc-baseline.json"
"""The name of the baseline, if the configuration does not give one."""

_SPECIAL = re.compile(r"([\[\]*?\\!# ])")
"""Characters with a meaning in the patterns of :file:`.gitignore`."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Base class of the tables of the configuration."""


class Migrations(Settings, frozen=True):
    """A folder of SQL migrations, or one file."""

    path: str = ""
    dialect: str = ""
    """Empty to find out."""
    schema: str = ""
    """Empty for the default of the dialect."""


class EnvironmentSettings(Settings, frozen=True):
    """What the code does not say about environment variables."""

    known: tuple[str, ...] = ()
    """Patterns of names that a library reads."""
    wrappers: tuple[str, ...] = ()
    """Functions whose first argument is the name of a variable."""
    prefix: str = ""
    """What stands before names whose prefix the readers do not find."""


class ScopeSettings(Settings, frozen=True):
    """Which code some pages are about."""

    pages: tuple[str, ...] = ()
    """Docnames, as globs."""
    code: tuple[str, ...] = ()
    migrations: tuple[Migrations, ...] = ()
    openapi: tuple[str, ...] = ()
    asyncapi: tuple[str, ...] = ()
    mcp: tuple[str, ...] = ()


class PatternSettings(Settings, frozen=True):
    """An idiom of the project that reads variables."""

    globs: tuple[str, ...] = ()
    expression: str = ""
    """A regular expression with the groups ``name`` and, perhaps, ``default``."""


class SourcesSettings(Settings, frozen=True):
    """Where the code is."""

    root: str = "."
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    migrations: tuple[Migrations, ...] = ()
    exclude_tables: tuple[str, ...] = ()
    openapi: tuple[str, ...] = ()
    asyncapi: tuple[str, ...] = ()
    mcp: tuple[str, ...] = ()
    codeowners: str = ""
    environment: EnvironmentSettings = EnvironmentSettings()
    scope: tuple[ScopeSettings, ...] = ()
    readers: tuple[str, ...] = ()
    pattern: tuple[PatternSettings, ...] = ()


class Override(Settings, frozen=True):
    """Severities for some pages."""

    pages: tuple[str, ...] = ()
    rules: Mapping[str, Severity] = {}


class CheckSettings(Settings, frozen=True):
    """How the command reports."""

    baseline: str = ""
    require_reason: bool = False


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    source: str = NAME
    """The name of the file in problems."""
    sources: SourcesSettings | None = None
    """None if nothing is to be compared."""
    rules: Mapping[str, Severity] = {}
    """Severities by the pattern of ids of rules, in the order of the file."""
    overrides: tuple[Override, ...] = ()
    check: CheckSettings = CheckSettings()
    project_rules: tuple[str, ...] = ()
    """The ids in the file that ``archdoc_rules`` names; suppressions of these are not about the checks."""
    kinds: Mapping[str, Any] = {}
    """The tables ``[kinds.NAME]`` as they are written."""
    text: str = ""
    """The file as it is written."""
    lines: Mapping[str, int] = {}
    """The lines of the keys."""

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns of files that are not read, with the baseline: it names what the code does not have."""
        own = self.sources.exclude if self.sources else ()
        baseline = self.check.baseline.rpartition("/")[2] or BASELINE
        return (*own, _SPECIAL.sub(r"\\\1", baseline))

    def line_of(self, key: str) -> Location:
        """Return where a dotted key is, or the table that would hold it."""
        return Location(self.source, line_of_key(self.lines, key))

    def severity(self, rule: CheckRule, docname: str) -> Severity:
        """Return the severity of a rule on a page: that of the last pattern that names both."""
        tables = [self.rules]
        tables += [o.rules for o in self.overrides if any(_matches(docname, p) for p in o.pages)]
        found = [severity for table in tables for pattern, severity in table.items() if _names(pattern, rule)]
        return found[-1] if found else rule.severity


def _names(pattern: str, rule: CheckRule) -> bool:
    return fnmatch.fnmatchcase(rule.id, pattern)


def _matches(docname: str, pattern: str) -> bool:
    return _glob(pattern).fullmatch(docname) is not None


@functools.lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    """Return a glob as an expression: ``*`` and ``?`` stay within a folder, ``**`` does not."""
    parts = {"**/": r"(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pattern = re.sub(r"\*{3,}", "**", pattern)
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.compile("".join(parts.get(piece) or re.escape(piece) for piece in pieces), re.S)


def matches_page(docname: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a page is named by one of some globs."""
    return any(_matches(docname, pattern) for pattern in patterns)


_Read = TypeVar("_Read", bound=Settings)


class _Reader(TomlProblems):
    """Reads one file, and collects its problems."""

    code = Code.WRONG_SETTING

    def record(self, key: str, raw: object, type_: type[_Read]) -> _Read:
        """Return a table as a record; what is wrong in it is reported, and has its default."""
        if not isinstance(raw, Mapping):
            self.report(key, "must be a table")
            return type_()
        fields = {field.encode_name: field for field in msgspec.structs.fields(type_)}
        values: dict[str, object] = {}
        for name, value in raw.items():
            if name not in fields:
                hint = did_you_mean(name, fields) or f"one of {', '.join(fields)}"
                self.report(f"{key}.{name}", "unknown key", hint)
                continue
            read = self.value(f"{key}.{name}", value, fields[name].type)
            if read is not None:
                values[fields[name].name] = read
        return type_(**values)

    def value(self, key: str, raw: object, type_: Any) -> object:  # noqa: ANN401  (a type)
        """Return a value of a type; None if it is not valid, which is reported."""
        inner = get_args(type_)[:1]
        if isinstance(type_, type) and issubclass(type_, Settings):
            return self.record(key, raw, type_)
        if inner and isinstance(inner[0], type) and issubclass(inner[0], Settings):
            if isinstance(raw, list):
                return tuple(self.record(f"{key}.{i}", one, inner[0]) for i, one in enumerate(raw))
            self.report(key, "must be a list of tables")
            return None
        if type_ == Mapping[str, Severity]:
            return self.severities(key, raw)
        try:
            value: object = msgspec.convert(raw, type_)
            msgspec.json.encode(value)  # a lone surrogate cannot be encoded
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            self.report(key, *describe(error, type_))
            return None
        return value

    def severities(self, key: str, raw: object) -> dict[str, Severity]:
        """Return a table of severities; ``override`` is not among them."""
        found: dict[str, Severity] = {}
        if raw == {}:  # the rules are slow to load
            return found
        if not isinstance(raw, Mapping):
            self.report(key, "must be a table of rules and severities")
            return found
        from sphinx_archdoc.rules.builtin import builtin_rules

        ids = builtin_rules()
        for pattern, value in raw.items():
            if value not in list(Severity):
                self.report(f"{key}.{pattern}", "not a severity", f"one of {', '.join(Severity)}")
            elif not any(_names(pattern, rule) for rule in ids.values()):
                self.report(f"{key}.{pattern}", "there is no such rule", did_you_mean(pattern, ids))
            else:
                found[pattern] = Severity(value)
        return found


def read_configuration(
    text: str, source: str, *, holds_kinds: bool = False
) -> tuple[Configuration, list[Problem]]:
    """Return the configuration in the text of a file, and the problems of the file.

    :param source: how problems name the file.
    :param holds_kinds: whether ``archdoc_kinds`` names the file: then all other tables are kinds.
    """
    try:
        table = load_toml(text)
    except TomlError as error:
        where = Location(source, error.line)
        return Configuration(source=source), [Problem(where, Code.WRONG_SETTING, f"the file is {error}")]
    lines = lines_of_keys(text.split("\n"))
    reader = _Reader(source, lines)
    for name in table if not holds_kinds else ():
        if name not in (*RESERVED, "kinds"):
            hint = f"write [kinds.{shorten(name)}] if it is a kind"
            reader.report(name, "unknown table", did_you_mean(name, (*RESERVED, "kinds")) or hint)
    rules = table.get("rules", {})
    overrides: Any = ()
    if isinstance(rules, dict):
        overrides = reader.value("rules.override", rules.pop("override", []), tuple[Override, ...]) or ()
    sources = table.get("sources")
    kinds = {} if holds_kinds else table.get("kinds", {})
    if not isinstance(kinds, Mapping):
        reader.report("kinds", "must be a table of kinds")
        kinds = {}
    configuration = Configuration(
        source=source,
        sources=None if sources is None else reader.record("sources", sources, SourcesSettings),
        rules=reader.severities("rules", rules),
        overrides=overrides,
        check=reader.record("check", table.get("check", {}), CheckSettings),
        kinds=kinds,
        text=text,
        lines=lines,
    )
    return configuration, reader.problems
