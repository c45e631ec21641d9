"""The method and the path of a call that registers a route."""

from __future__ import annotations

import re

from sphinx_archdoc.sources.steps.routes.clients import is_client
from sphinx_archdoc.sources.steps.routes.middleware import is_middleware
from sphinx_archdoc.sources.steps.routes.resources import is_of_laravel
from sphinx_archdoc.sources.text import CodeText, start_of_word
from sphinx_archdoc.sources.url_paths import path_of_expression

METHODS = frozenset({"get", "post", "put", "patch", "delete", "head"})
"""Words for one method each."""

_ANY_METHOD = frozenset(
    {
        *("route", "api_route", "add_api_route", "add_url_rule", "register"),
        *("handle", "handlefunc", "all", "any", "match"),
    }
)
"""Words that may register the empty path for any method."""

_PLAIN = re.compile(r"/?(?!\$\{[^{}]*\}\Z)[\w:{}<>*\[\]./()$@~+-]*")
"""A path, and not only a value: ``url("${image}")``."""


def method_of_call(code: CodeText, call: re.Match[str], start: int, end: int, name: str) -> str:
    """Return the method that a call registers; empty if it registers none.

    :param start: where the word begins that is called.
    :param end: where it ends.
    :param name: the word without what frameworks add to it.
    """
    text = code.raw
    path, word = path_of_call(call, name), text[start:end]
    if verb := call["verb"] or call.groupdict().get("method"):
        return str(verb) if path.startswith("/") else ""
    if not path:
        return _method_of_router(text, call, start, name)
    if not _PLAIN.fullmatch(path) or word == "request" or is_client(text, start):
        return ""
    if name == "use" and path.endswith("*") and is_middleware(text, call.end()):
        return ""
    if name in METHODS:
        is_declared = text[start - 1 : start] in ("@", "[") or word != word.casefold()
        is_declared = is_declared or is_of_laravel(code, start)
        return name.upper() if path.startswith("/") or is_declared else ""
    return "ANY"


def _method_of_router(text: str, call: re.Match[str], start: int, name: str) -> str:
    """Return the method that a call registers for the path that its router is mounted on; empty if none."""
    before = text[start - 1 : start]
    if before == ".":
        has_handler = text.startswith(",", call.end()) and not is_client(text, start)
        is_declared = has_handler or _declares(text, start)
        if name in _ANY_METHOD and is_declared:
            return "ANY"
        is_declared = is_declared or text.startswith(name.upper(), start)
    else:
        is_declared = before in ("@", "[")
    return name.upper() if name in METHODS and is_declared else ""


def _declares(text: str, start: int) -> bool:
    """Return whether the word at *start* is that of a decorator: ``@router.get``."""
    receiver = start_of_word(text, start - 1)
    return text[receiver - 1 : receiver] == "@"


def path_of_call(call: re.Match[str], name: str) -> str:
    """Return the path of a call; in Django, it can be an expression such as ``^users/(?P<id>[0-9]+)/$``."""
    path: str = call["path"]
    is_expression = name in ("re_path", "url") and path.startswith("^")
    return path_of_expression(path) if is_expression else path


def name_of_word(word: str) -> str:
    """Return a word without what frameworks add to it: ``GetMapping`` and ``MapGet`` are *get*."""
    name = word.casefold().removesuffix("mapping")
    if name.startswith("add_") and name[4:] in METHODS:
        return name[4:]
    return name.removeprefix("http") if name.startswith("http") else name.removeprefix("map")
