"""Read placeholders in configuration files: ``${X:default}`` of Spring, ``${?X}`` of HOCON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.patterns import Fallback, outcome_after
from sphinx_archdoc.sources.spelling import SPELLINGS
from sphinx_archdoc.sources.steps.yaml_nodes import scalars
from sphinx_archdoc.sources.text import CodeText

_PLACEHOLDER = re.compile(r"\$\{\??(?:env[.:])?(?P<name>[A-Z][A-Z0-9_]{1,99})(?=[:}?-])")
_ENV = (
    re.compile(r"\$env\{(?P<name>[A-Z][A-Z0-9_]{1,99})\}"),
    re.compile(r"%env\((?:[\w\\:-]{1,200}:)?(?P<name>[A-Z][A-Z0-9_]{1,99})\)%"),
)
_KEY = re.compile(r"(?m)^[ \t]*(?P<key>[a-z][\w.\-\[\]]{2,120})[ \t]?[=:]")
_UPPER_KEY = re.compile(r"(?m)^[ \t]{0,80}(?P<key>[A-Z][A-Z0-9_]{1,99})[ \t]?[=:]")
_EXPANDED = re.compile(r"\$(?:\(|\{(?:env[.:])?)(?P<name>[A-Z][A-Z0-9_]{1,99})(?=[:)}])")
_IF = re.compile(r"\bif-env\s*=\s*(?P<name>[A-Z][A-Z0-9_]{1,99})")
_KIND = re.compile(r"(?m)^kind:")
"""A line of a manifest of Kubernetes, in which only the tool that deploys it expands a placeholder."""
_ASSIGNMENT = re.compile(r"(?m)^[ \t]{0,80}(?:export[ \t]+)?(?P<name>[A-Z][A-Z0-9_]{1,99})=")
"""What a script within a file sets itself."""
_LONGEST_PATTERN = 1000
"""How many characters in front of a placeholder its pattern may begin."""
_SPRING = re.compile(r"(?:\A|/)(?:application|bootstrap)[^/]*\.(?:ya?ml|properties)\Z")
_OF_SPRING = re.compile(
    r"PID|LOG_(?:FILE|PATH|\w{1,60}_PATTERN|EXCEPTION_CONVERSION_WORD)|(?:CONSOLE|FILE)_LOG_\w{1,60}|LOGGED_APPLICATION_\w{1,60}"
)
"""What Spring Boot itself gives the pattern of a log."""
APPLICATION_FILE = re.compile(r"(?:\A|/)application\.(?:ya?ml|properties)\Z")
"""Files that give Spring the values of properties in all profiles, which go before the defaults in code."""
_OF_PROFILE = re.compile(r"\bon-profile\b|\bprofiles[ \t]?[:=][ \t]{0,8}[\w\"'!]")
"""What makes a part of a file hold for some profile only."""


def read_placeholders(text: CodeText) -> Iterator[Fact]:
    """Yield the names in placeholders as reads, with their defaults."""
    if "${" in text.raw and not text.raw.startswith("#!"):
        is_manifest = "apiVersion:" in text.raw and _KIND.search(text.raw) is not None
        own = {match["name"] for match in _ASSIGNMENT.finditer(text.raw)}
        for match in text.matches(_PLACEHOLDER):
            if match["name"] in own or _is_passed_on(text, match):
                continue
            outcome = outcome_after(text.plain, match.end(), "placeholder")
            required = _required(text, match, outcome)
            line, is_implied = text.line(match.start()), is_manifest or _is_of_log(text, match)
            yield EnvRead(match["name"], line, outcome.default, required, is_implied=is_implied)
    for expression in _ENV:
        for match in text.matches(expression):
            yield EnvRead(match["name"], text.line(match.start()))


def read_expanded(text: CodeText) -> Iterator[Fact]:
    """Yield what tools expand: ``$(X)`` of uWSGI, ``${env.X}`` of Maven, ``${X:-d}`` of Logback."""
    for expression in (_EXPANDED, _IF):
        for match in text.matches(expression) if "$" in text.raw or "if-env" in text.raw else ():
            if match[0].startswith("${") and not text.path.endswith(".xml"):
                continue  # a placeholder, see above
            outcome = outcome_after(text.plain, match.end(), "placeholder")
            yield EnvRead(
                match["name"], text.line(match.start()), outcome.default, outcome.required, is_implied=True
            )


def _required(text: CodeText, match: re.Match[str], outcome: Fallback) -> bool | None:
    """A placeholder without a default fails, but only where Spring fills it in."""
    if outcome.required is None and _SPRING.search(text.path):
        return text.plain[match.end() : match.end() + 1] == "}"
    return outcome.required


def _is_of_log(text: CodeText, match: re.Match[str]) -> bool:
    """Return whether it is in the pattern of a log, and what Spring Boot fills in there."""
    if not (_OF_SPRING.fullmatch(match["name"]) and _SPRING.search(text.path)):
        return False
    start = max(text.line_start(match.start()), match.start() - _LONGEST_PATTERN)
    return "%" in text.plain[start : match.start()]


def _is_passed_on(text: CodeText, match: re.Match[str]) -> bool:
    """Return whether it is ``NAME: ${NAME}``, which reads nothing for the application."""
    before = text.plain[max(0, match.start() - 110) : match.start()].rstrip(" \t\"'")
    return before.endswith((f"{match['name']}:", f"{match['name']}="))


def read_properties(text: CodeText) -> Iterator[Fact]:
    """Yield the variables by which Spring lets properties be overridden, and those that it sets itself.

    The value that a file without a profile gives to a property is the default of its variable.
    """
    if not _SPRING.search(text.path):
        return
    gives_defaults = APPLICATION_FILE.search(text.path) and not _OF_PROFILE.search(text.raw)
    if text.path.endswith(".properties"):
        for match in text.matches(_KEY):
            end = text.raw.find("\n", match.end())
            value = text.plain[match.end() : end if end >= 0 else None].strip() if gives_defaults else ""
            yield from _overridden(match["key"], text.line(match.start("key")), value)
        for match in text.matches(_UPPER_KEY):
            yield EnvMention(match["key"], text.line(match.start("key")), MentionKind.SET)
        return
    for item in scalars(text.raw) or ():
        if "[]" not in item.path:
            value = item.value if gives_defaults else ""
            yield from _overridden(".".join(item.path), item.key_line or item.line, value)


def _overridden(key: str, line: int, value: str) -> Iterator[Fact]:
    """Yield the variables of a property; they have a default if its value is nothing but a literal."""
    default = value if value and not re.search(r"[$@#]\{|@[\w.-]+@|\n", value) else None
    for name in SPELLINGS["property"](key):
        yield EnvRead(name, line, default, is_implied=True)
