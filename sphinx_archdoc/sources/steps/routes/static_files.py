"""Read below which paths a program serves the files of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.suffixes import PLAIN_JAVASCRIPT
from sphinx_archdoc.sources.text import CodeText

_PATH = r"[\"'`](?P<path>/[^\"'`\s]{0,200})[\"'`]"
_FORMS: Mapping[tuple[str, ...], Sequence[tuple[str, str]]] = {
    PLAIN_JAVASCRIPT: (
        (
            "tatic(",
            r"\.use\(\s{0,40}%PATH%,(?:(?!\.use\()[^;]){0,200}?\b(?:express\.s|s|serveS)tatic\(",
        ),
        ("useStaticAssets(", r"\buseStaticAssets\([^;]{1,300}?\bprefix: ?%PATH%"),
        ("serveRoot", r"\bserveRoot: ?%PATH%"),
        ("tatic", r"\.register\(\s{0,40}\w{0,40}[sS]tatic\w{0,20},[^;]{1,300}?\bprefix: ?%PATH%"),
        ("static", r"\.register\(\s{0,40}(?:await )?\w{6,7}\([^()]{1,60}\),[^;]{1,300}?\bprefix: ?%PATH%"),
    ),
    (".py",): (
        ("StaticFiles(", r"\b[mM]ount\(\s{0,40}%PATH%,\s{0,40}(?:app=)?[\w.]{0,80}StaticFiles\("),
        ("static_url_path", r"\bstatic_url_path ?= ?%PATH%"),
        ("static(", r"(?:\badd_|\bweb\.|(?<![\w.]))static\(\s{0,40}%PATH%,"),
        ("_URL", r"(?m:^)(?:MEDIA|STATIC)_URL ?= ?%PATH%"),
    ),
    (".go",): (("Static", r"\.Static(?:FS)?\(\s{0,40}%PATH%,"),),
    (".java", ".kt"): (
        ("addResourceHandler(", r"\baddResourceHandler\(\s{0,40}%PATH%"),
        ("static", r"\bstatic(?:Files|Resources)?\(\s{0,40}%PATH%\s{0,8}[,)]"),
    ),
    (".rs",): (
        ("ServeDir", r"\b(?:nest|nest_service|route_service)\(\s{0,40}%PATH%,[^;]{0,200}?\bServeDir::"),
        ("Files::new(", r"\bFiles::new\(\s{0,40}%PATH%,"),
        ("FileServer", r"\bmount\(\s{0,40}%PATH%,[^;()]{0,80}\bFileServer::"),
    ),
    (".cs",): (("RequestPath", r"\bRequestPath ?= ?(?:new(?: PathString)?\()?%PATH%"),),
}
"""What serves files, by the suffixes of a file: what such a file must contain, and an expression."""
_EXPRESSIONS = {
    suffixes: [(mark, re.compile(form.replace("%PATH%", _PATH))) for mark, form in forms]
    for suffixes, forms in _FORMS.items()
}
_NEXT = re.compile(rf"\s{{0,40}},\s{{0,40}}{_PATH}")
_MOST_PATHS = 20
"""Paths of one call of Spring."""


def static_routes(text: CodeText) -> Iterator[Route]:
    """Yield a route for whatever is below each path that a file of code serves other files below."""
    for suffixes, forms in _EXPRESSIONS.items():
        if not text.path.endswith(suffixes):
            continue
        for mark, form in forms:
            for found in text.code_matches(form) if mark in text.raw else ():
                line = text.line(found.start("path"))
                for path in _paths(text.raw, found):
                    yield Route("GET", f"{path.rstrip('*').rstrip('/')}/*", line)


def _paths(raw: str, found: re.Match[str]) -> Iterator[str]:
    """Yield the path of a call, and the others that a call of Spring has."""
    yield found["path"]
    end = found.end()
    for _ in range(_MOST_PATHS if found[0].startswith("addResourceHandler") else 0):
        following = _NEXT.match(raw, end)
        if following is None:
            return
        yield following["path"]
        end = following.end()
