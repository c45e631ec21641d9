"""Read routes that no call of a word registers: options of an object and comparisons of paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sphinx_archdoc.sources.facts import Fact, Route
from sphinx_archdoc.sources.steps.routes.azure import read_registered, read_triggers
from sphinx_archdoc.sources.steps.routes.statements import read_statements
from sphinx_archdoc.sources.steps.routes.view_sets import read_view_sets
from sphinx_archdoc.sources.suffixes import JAVASCRIPT, PLAIN_JAVASCRIPT, RUBY_AND_ELIXIR
from sphinx_archdoc.sources.text import CodeText

_OBJECT = re.compile(r"\b(?:route|createRoute)\(\s{0,40}\{")
_OPTION = re.compile(
    r"\b(?P<key>method|url|path)\s?:\s?(?P<value>\[['\"][^\]\n]{1,100}\]|['\"][^'\"\s]{1,200}['\"])"
)
"""The options of a route that is an object: ``route({ method: "GET", url: "/users" })``."""
_LONGEST_OPTIONS = 400
_COMPARED = re.compile(
    r"(?P<code>\bpathname|\b[a-z]{1,20}\.(?:path|url)|\bURL\.Path|\$(?:path|uri|route)) {0,2}={2,3} {0,2}"
    r"(?P<quote>[\"'])(?P<path>/[^\"'\s]{0,200})(?P=quote)"
)
"""A server without a framework: ``if url.pathname === "/health"``."""
_IN_BROWSER = re.compile(r"\bwaitFor\w{1,30}\(")
"""A program that drives a browser compares paths as well: ``page.waitForURL(u => u.pathname === "/a")``."""
_SERVES = re.compile(
    r"\breq\b|\brequest\b(?=[?!]?[.:,)])|\bRequest\b|\bResponse\.json\(|\bnew Response\(|\bcreateServer\("
    r"|\.writeHead\(|\bctx\.(?:path|url|request)\b|\bhttpMethod\b|\brawPath\b"
)
"""What a file of JavaScript has that answers requests. A page of a browser compares its own path as well."""
_EQUAL = re.compile(r"\"(?P<path>/[^\"\s]{0,200})\"(?P<code>\.equals)\([a-zA-Z]{0,20}[pP]ath\)")
_MATCH = re.compile(
    r"\bRoute::match\(\s{0,8}\[(?P<methods>[^\]\n]{1,100})\]\s{0,8},\s{0,40}['\"](?P<path>[^'\"\s]{0,200})['\"]"
)
"""A path of Laravel with its methods: ``Route::match(['get', 'post'], 'users', …)``."""


def read_other_forms(text: CodeText) -> Iterator[Fact]:
    """Yield the routes of a file that are written in other forms than calls."""
    yield from _compared(text)
    for suffixes, read in _OF_LANGUAGES.items():
        if text.path.endswith(suffixes):
            yield from read(text)


def _compared(text: CodeText) -> Iterator[Fact]:
    expression = _EQUAL if text.path.endswith((".java", ".kt")) else _COMPARED
    if ("equals(" if expression is _EQUAL else "==") not in text.raw:
        return
    comparisons = list(text.code_matches(expression, "code"))
    if comparisons and text.path.endswith(JAVASCRIPT) and _SERVES.search(text.raw) is None:
        return
    for comparison in comparisons:
        start = max(text.raw.rfind("\n", 0, comparison.start()), comparison.start() - _LONGEST_OPTIONS)
        if _IN_BROWSER.search(text.raw, max(start, 0), comparison.start()) is None:
            yield Route("ANY", comparison["path"], text.line(comparison.start()))


def _objects(text: CodeText) -> Iterator[Fact]:
    for found in text.code_matches(_OBJECT):
        end = found.end() + _LONGEST_OPTIONS
        following = _OBJECT.search(text.raw, found.end(), end)
        options: dict[str, str] = {}
        for option in _OPTION.finditer(text.raw, found.end(), following.start() if following else end):
            if text.is_code(option.start()):
                options.setdefault(option["key"], option["value"])
        path = (options.get("url") or options.get("path", "")).strip("'\"")
        methods = re.findall(r"[A-Za-z]+|\*", options.get("method", ""))
        if not path.startswith("/"):
            continue
        for method in methods:
            yield Route("ANY" if method == "*" else method.upper(), path, text.line(found.start()))


def _matches(text: CodeText) -> Iterator[Fact]:
    for found in text.code_matches(_MATCH):
        for method in re.findall(r"\w+", found["methods"].upper()):
            yield Route(method, found["path"], text.line(found.start()))


def _options_of_objects(text: CodeText) -> Iterator[Fact]:
    yield from _objects(text)
    yield from read_registered(text)


_OF_LANGUAGES: Mapping[tuple[str, ...], Callable[[CodeText], Iterator[Fact]]] = {
    (".py",): read_view_sets,
    (".php",): _matches,
    PLAIN_JAVASCRIPT: _options_of_objects,
    (".cs",): read_triggers,
    RUBY_AND_ELIXIR: read_statements,
}
"""What only some languages have, by the suffixes of their files."""
