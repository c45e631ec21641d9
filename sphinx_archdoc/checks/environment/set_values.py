"""What files such as an image's, a compose file or an example set variables to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.checks.environment.defaults import normal
from sphinx_archdoc.checks.facts.supporting_code import is_supporting
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.sources.facts import MentionKind

_ASSIGNED = re.compile(r"""["']?[ \t]*[=: \t][ \t]*(?P<value>.*)\Z""")
_NEXT_LINE = re.compile(r"[ \t]*value:[ \t]*(?P<value>.*)\Z")
"""What Kubernetes writes below ``- name: SHOP_PORT``."""
_EXPANDED = re.compile(r"\$\{(?P<name>\w{1,100}):?(?P<sign>[-?]?)(?P<value>[^{}]*)\}\Z")
_REFERENCE = re.compile(r"\$\{?(?P<name>\w{1,100})\}?\Z")
_TEMPLATE = re.compile(
    r"\{\{-?\s*\.Values\.(?:\w{1,60}\.){0,8}(?P<key>\w{1,60})\s*"
    r"(?:\|\s*default\s+(?P<value>\"[^\"{}]*\"|[\w.:/-]+)\s*)?(?:\|\s*\w+\s*){0,3}-?\}\}\Z"
)
"""What a Helm template takes from the values of its chart: ``{{ .Values.port | default 80 }}``."""
_TEMPLATES = re.compile(r"(?P<chart>(?:[^/]+/)*)templates/")
_END = re.compile(r"\s+(?:#.*|\\)\Z|,\Z")
_EXAMPLE = re.compile(r"\b(?:example|sample|template|dist|tmpl)\b", re.IGNORECASE)
_ENV_EXAMPLE = re.compile(
    r"(?:^|/)[^/]*env[^/]*(?<![a-z])(?:example|sample|template|dist|tmpl)[^/]*\Z|"
    r"(?:^|/)[^/]*(?:example|sample|template|dist|tmpl)\.env\Z",
    re.IGNORECASE,
)
"""A file that shows which variables can be set: ``.env.example``."""
_LONGEST = 10_000
"""How many characters of a line are looked at: it may name many variables."""


class SetValue(msgspec.Struct, frozen=True):
    """What one line sets a variable to."""

    path: str
    line: int
    value: str
    """Without quotes; empty if it is not a literal. The default of ``${SHOP_PORT:-80}``."""
    is_expansion: bool = False
    """True if the value is that of the variable itself, with a default."""
    passes_on: bool = False
    """True if the line only passes on what its readers set: ``SHOP_PORT: ${SHOP_PORT}``."""
    is_of_chart: bool = False
    """True if it is the value of a Helm chart, which readers may set."""
    is_for_others: bool = False
    """See :attr:`~sphinx_archdoc.sources.facts.EnvMention.is_for_others`."""


def set_values(scope: CheckedScope, name: str) -> Iterator[SetValue]:
    """Yield what the files below the root set a variable to."""
    for path, mention in scope.project.mentions.of(name):
        if mention.kind is MentionKind.SET:
            value = _set_value(name, path, mention.line, scope.project.mentions.lines(path))
            if found := _TEMPLATE.match(value.value):
                literal = _of_chart(scope, path, found["key"], found["value"] or "")
                value = msgspec.structs.replace(value, value=literal, is_of_chart=True)
            yield msgspec.structs.replace(value, is_for_others=mention.is_for_others)


def _of_chart(scope: CheckedScope, path: str, key: str, default: str) -> str:
    """Return the value that a Helm template uses for a key; empty if it is not a literal, or not known.

    :param path: the template. The values of its chart are in the file beside its folder.
    :param default: the value that the template uses if the chart has none.
    """
    templates = _TEMPLATES.match(path)
    if templates is None:
        return ""
    pattern = re.compile(rf"\s*{re.escape(key)}:\s*(?P<value>[^\s#{{\[|>&*][^#]*|)(?:#.*)?\Z")
    lines = scope.project.mentions.lines(f"{templates['chart']}values.yaml")
    given = [found["value"].strip(" \"'") for line in lines if (found := pattern.match(line.rstrip()))]
    literal = given[0] if len(given) == 1 else ""
    return literal or ("" if len(given) > 1 else default.strip("\"'"))


def _set_value(name: str, path: str, number: int, lines: Sequence[str]) -> SetValue:
    line = lines[number - 1][:_LONGEST] if number <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)
    rest = line[found.end() :] if found else ""
    assigned = _ASSIGNED.match(rest.rstrip())
    if not rest.strip(" \t\r\"'") and number < len(lines):
        assigned = _NEXT_LINE.match(lines[number].rstrip())
    if assigned is None:
        return SetValue(path, number, "", passes_on=path.endswith((".yml", ".yaml")) and not rest.strip())
    value = _END.sub("", assigned["value"].strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    value = value.rstrip("\"'") if value.count('"') == 1 or value.count("'") == 1 else value
    if expanded := _EXPANDED.match(value):
        is_own = expanded["name"] == name
        literal = expanded["value"] if expanded["sign"] == "-" else ""
        return SetValue(path, number, literal, is_own and bool(literal), is_own and not literal)
    reference = _REFERENCE.match(value)
    if reference:
        return SetValue(path, number, "", passes_on=reference["name"] == name)
    return SetValue(path, number, value)


def is_set_to(scope: CheckedScope, name: str, written: str, *, by_example: bool = True) -> bool:
    """Return whether a file such as an image's or an example's sets the variable to the documented value.

    Tests choose values of their own.

    :param by_example: whether an example counts, such as :file:`.env.example`. Readers must copy it first.
    """
    wanted = normal(written)
    given = (
        one
        for one in set_values(scope, name)
        if not scope.project.tree.is_test(one.path) and (by_example or not _ENV_EXAMPLE.search(one.path))
    )
    return any(one.value and normal(one.value) == wanted for one in given if not one.is_of_chart)


def is_set(scope: CheckedScope, name: str) -> bool:
    """Return whether a file such as an image's gives the variable a value before the code reads it."""
    return any(not one.passes_on and not _is_example(one.path) for one in set_values(scope, name))


def _is_example(path: str) -> bool:
    """Return whether a file only shows what could be set, or sets it for development and tests."""
    return bool(_EXAMPLE.search(path.rpartition("/")[2])) or is_supporting(path)
