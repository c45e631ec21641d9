"""Read the routes of web frameworks, and what they are mounted on, by the words that register them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Fact, Route
from sphinx_archdoc.sources.text import CodeText

_CALL = re.compile(
    r"\(\s{0,40}(?:(?:path|value|url|url_prefix|prefix|pattern)\s?=\s?)?\{?(?P<quote>[\"'`])"
    r"(?:(?P<verb>[A-Z]{3,7}) )?(?P<path>[^\"'`\s]{0,200})(?P=quote)"
)
_STATEMENT = re.compile(
    r"\n[ \t]{0,40}(?P<word>get|post|put|patch|delete|match|scope|namespace|resources?|live|forward)"
    r"[ (]{1,2}[:\"'](?P<path>[\w/:.*()-]{1,200})"
)
_GENERIC = re.compile(r"<[^<>()\n]{0,40}>\Z")
_LONGEST_WORD = 40
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head"})
_OTHERS = frozenset(
    {
        *("all", "any", "route", "handle", "handlefunc", "path", "re_path", "url", "match", "add_url_rule"),
        *("add_api_route", "api_route", "websocket", "live", "forward", "resource", "resources", "request"),
        *("use", "group", "mount", "scope", "controller", "pathprefix", "prefix", "nest", "namespace"),
        *("apirouter", "blueprint", "include_router", "register_blueprint", "service", "methods"),
    }
)
_CLIENTS = frozenset(
    {"axios", "client", "http", "$http", "request", "requests", "supertest", "ky", "got", "httpx", "session"}
)
_COMMENT = ("//", "#", "*", "--", "/*")
_PLAIN = re.compile(r"/?[\w:{}<>*\[\]./()$@~+-]*")
_FILE = re.compile(
    r"(?:^|/)(?:pages|app)/(?P<path>api/[^.]{1,200}?)(?:/route|/index)?\.(?:ts|js|tsx|jsx|mjs)$"
)


def read_routes(text: CodeText) -> Iterator[Fact]:
    """Yield the routes of a file. A word that may register anything gives a route for any method.

    In Go, a path that ends with a slash stands for all paths below it.
    """
    if file := _FILE.search(text.path):
        yield Route("ANY", f"/{file['path']}", 1)
    for call in _CALL.finditer(text.raw):
        at = call.start()
        if (method := _method(text.raw, call)) and not _is_comment(text, at):
            is_open = method == "ANY" and text.path.endswith(".go") and call["path"][1:].endswith("/")
            yield Route(method, call["path"] + "*" * is_open, text.line(at))
    if text.path.endswith((".rb", ".ex", ".exs")):
        for statement in _STATEMENT.finditer(text.raw):
            word_of = statement["word"]
            method = word_of.upper() if word_of in _METHODS else "ANY"
            yield Route(method, statement["path"], text.line(statement.start() + 1))


def _method(text: str, call: re.Match[str]) -> str:
    """Return the method that a call registers; empty if it registers none."""
    path, end = call["path"], call.start()
    if text[end - 1 : end] == ">" and (generic := _GENERIC.search(text, max(0, end - _LONGEST_WORD), end)):
        end = generic.start()
    start = _start_of_word(text, end)
    word = text[start:end]
    name = word.casefold().removesuffix("mapping")
    name = name.removeprefix("http") if name.startswith("http") else name.removeprefix("map")
    if name not in _METHODS and name not in _OTHERS:
        return ""
    if call["verb"]:
        return call["verb"] if path.startswith("/") else ""
    if not path or not _PLAIN.fullmatch(path) or _receiver(text, start) in _CLIENTS:
        return ""
    if name in _METHODS:
        is_declared = text[start - 1 : start] in ("@", "[") or word != word.casefold()
        return name.upper() if path.startswith("/") or is_declared else ""
    return "ANY"


def _start_of_word(text: str, end: int) -> int:
    """Return the offset at which the word that ends at *end* begins, at most so many characters before."""
    start = end
    while start and end - start < _LONGEST_WORD and (text[start - 1].isalnum() or text[start - 1] in "_$"):
        start -= 1
    return start


def _receiver(text: str, start: int) -> str:
    """Return the name of what the word at *start* is called on; empty if it is called on nothing."""
    end = start - 1 if text[start - 1 : start] == "." else start - 2
    return text[_start_of_word(text, end) : end].casefold() if end > 0 and end != start else ""


def _is_comment(text: CodeText, at: int) -> bool:
    line = text.raw[text.line_start(at) : at].lstrip()
    return line.startswith(_COMMENT) and not line.startswith(("#[", "*/"))
