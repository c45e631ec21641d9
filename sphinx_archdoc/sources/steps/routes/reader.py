"""Read the routes of web frameworks, and what they are mounted on, by the words that register them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from sphinx_archdoc.sources.facts import Fact, Route
from sphinx_archdoc.sources.steps.brackets import Brackets
from sphinx_archdoc.sources.steps.routes.bare import bare_methods, without_route
from sphinx_archdoc.sources.steps.routes.blocks import RouteCall, enclosures, fronts
from sphinx_archdoc.sources.steps.routes.calls import METHODS, method_of_call, name_of_word, path_of_call
from sphinx_archdoc.sources.steps.routes.clients import Clients
from sphinx_archdoc.sources.steps.routes.constants import constant_calls, read_path_constants
from sphinx_archdoc.sources.steps.routes.files import file_routes
from sphinx_archdoc.sources.steps.routes.forms import read_other_forms
from sphinx_archdoc.sources.steps.routes.functions import function_routes
from sphinx_archdoc.sources.steps.routes.library_paths import library_routes
from sphinx_archdoc.sources.steps.routes.mounts import MARKS, read_mounts
from sphinx_archdoc.sources.steps.routes.namesakes import names_no_route
from sphinx_archdoc.sources.steps.routes.php_files import php_routes
from sphinx_archdoc.sources.steps.routes.resources import (
    laravel_options,
    members,
    resource_routes,
)
from sphinx_archdoc.sources.steps.routes.routers import Routers
from sphinx_archdoc.sources.steps.routes.rust import methods_of
from sphinx_archdoc.sources.steps.routes.static_files import static_routes
from sphinx_archdoc.sources.suffixes import RUBY_AND_ELIXIR
from sphinx_archdoc.sources.text import CodeText, start_of_word
from sphinx_archdoc.sources.url_paths import join_paths

_PATH = r"(?P<quote>[\"'`])(?:(?P<verb>[A-Z]{3,7}) )?(?P<path>[^\"'`\s]{0,200})(?P=quote)"
_CALL = re.compile(
    r"\(\s{0,40}(?:(?:path|value|url|url_prefix|prefix|pattern|route)\s?=\s?)?(?P<array>[{\[]\s{0,40})?[rRfF]?"
    + _PATH
)
_JOINED_CALL = re.compile(
    r"\((?P<array>\[)?(?:\"(?P<method>[A-Z]{3,7}) \" ?\+ ?)?[A-Za-z][\w.]{1,60} ?\+ ?" + _PATH
)
"""A path with a constant in front: ``[Route(V.PATH + "/x")]``, ``HandleFunc("POST "+prefix+"/x", h)``."""
_JOINED = re.compile(r"\+ ?[\"'`]/")
_NEXT = re.compile(r"\s{0,40},\s{0,40}(?P<quote>[\"'`])(?P<path>[^\"'`\s]{0,200})(?P=quote)")
"""The next of several paths of one call."""
_MOST_PATHS = 20
"""Paths of one call."""
_GIVEN_METHODS = re.compile(r"[^()]{0,200}?\bmethods\s?=\s?[\[({](?P<methods>[\"'A-Za-z,\s]{1,200})[\])}]")
_VIEW = re.compile(r"\s{0,40},\s{0,40}(?:viewset\s?=\s?)?(?:\w{1,60}\.){0,4}(?P<name>\w{1,80})")
_LONGEST_GENERIC = 200
_GENERIC = re.compile(r"<[^<>()]{0,200}>\Z")
_OTHERS = frozenset(
    {
        *("all", "any", "route", "handle", "handlefunc", "path", "re_path", "url", "match", "add_url_rule"),
        *(
            "add_api_route",
            "api_route",
            "custom_route",
            "websocket",
            "live",
            "forward",
            "resource",
            "resources",
            "request",
        ),
        *("apiresource", "apiresources", "register"),
        *("use", "group", "mount", "scope", "controller", "pathprefix", "prefix", "nest", "namespace"),
        *("healthchecks", "hub"),
        *("apirouter", "blueprint", "include_router", "register_blueprint", "service", "methods"),
    }
)
_WORDS = METHODS | _OTHERS
_MOUNTS = frozenset(
    {
        *("use", "mount", "nest", "route", "group", "prefix", "pathprefix", "scope"),
        *("apirouter", "blueprint"),
    }
)
"""Words for what other routes are mounted on, rather than for routes."""
_AFTER_ARRAYS = frozenset({"group", "match"})
"""Words that options or methods may follow, in PHP, before the path."""
_RESOURCES = frozenset({"resource", "resources"})
"""Words that are read as statements in Ruby and Elixir."""
_OF_LARAVEL = frozenset({"resource", "apiresource"})
_CREATED = frozenset({"url", "path", "request"})
"""Words that create a value if ``new`` is in front of them: ``new URL(`${base}/users`)``."""
_WHERE = re.compile(
    r"->where\(\s{0,20}\[?\s{0,20}[\"'](?P<name>\w{1,60})[\"']\s{0,8}(?:,|=>)\s{0,8}[\"']\.[*+][\"']"
)
"""A parameter of Laravel that stands for all that follows: ``->where('any', '.*')``."""
_FARTHEST_WHERE = 400


def read_routes(text: CodeText) -> Iterator[Fact]:
    """Yield the routes of a file, and what they are mounted on.

    A word that may register anything gives a route for any method. In Go, a path that ends with a slash
    stands for all paths below it.
    """
    yield from file_routes(text)
    yield from php_routes(text)
    yield from function_routes(text)
    found = list(_calls(text))
    calls = list(dict.fromkeys(call for _, call in found))
    if calls or any(mark in text.raw for mark in MARKS):
        routers, around = Routers(text), enclosures(text, calls)
        bare = list(bare_methods(text)) if around else []
        of_classes = {enclosure.call: enclosure.paths for enclosure in around}
        no_routes = without_route(text, calls, bare, around)
        in_front = fronts((*(call.at for call in calls), *(at for at, _ in bare)), around)
        for method, call in found:
            on = routers.of(call.start)
            line = text.line(call.at)
            is_mount = method == "ANY" and call.word in _MOUNTS
            paths = () if call.at in no_routes else of_classes.get(call.at, call.paths)
            view = _view(text, call)
            for front in in_front[call.at]:
                yield from (
                    Route(method, join_paths(front, path), line, on, is_mount, view) for path in paths
                )
        for at, method in bare:
            yield from (Route(method, front, text.line(at)) for front in in_front[at] if front)
        yield from read_mounts(text, calls, routers)
    yield from read_path_constants(text)
    yield from read_other_forms(text)
    yield from static_routes(text)
    yield from library_routes(text)


def _view(text: CodeText, call: RouteCall) -> str:
    """Return the class that a call of Python registers: ``router.register("users", views.Users)``."""
    view = _VIEW.match(text.raw, call.end) if call.word == "register" and text.path.endswith(".py") else None
    return view["name"] if view else ""


def _calls(text: CodeText) -> Iterator[tuple[str, RouteCall]]:
    """Yield the calls that register paths, with their methods."""
    joined_calls = _JOINED_CALL.finditer(text.raw) if _JOINED.search(text.raw) else ()
    brackets = functools.cache(lambda: Brackets(text))
    clients = Clients(text)
    by_constants = {call.at: call for call in constant_calls(text)}
    for constant in by_constants.values():
        if (name := name_of_word(constant.word)) in _WORDS:
            method = name.upper() if name in METHODS else "ANY"
            yield method, RouteCall(constant.start, constant.at, constant.end, name, constant.paths)
    for call in (*_CALL.finditer(text.raw), *joined_calls):
        at = call.start()
        if at in by_constants:
            continue
        start, end = _word(text.raw, at)
        name = name_of_word(text.raw[start:end])
        if name not in _WORDS and (outer := _argument_of(text.raw, start)):
            start, end = outer  # HandleFunc(prefixed("/users"), h)
            name = name_of_word(text.raw[start:end])
        is_route = _is_route(text, call, start, name)
        if is_route and name in METHODS:
            is_route = not clients.send(start, text.raw[start:end], call.end())
        method = method_of_call(text, call, start, end, name) if is_route else ""
        if method and text.is_code(at):
            paths = tuple(_paths(text, call, name))
            if method == "ANY" and text.path.endswith(".go"):
                paths = tuple(f"{path}*" if path[1:].endswith("/") else path for path in paths)
            one = RouteCall(start, at, call.end(), name, paths)
            yield from _by_method(text, one, method, brackets, has_one=not call["array"])


def _is_route(text: CodeText, call: re.Match[str], start: int, name: str) -> bool:
    """Return whether the word that is called before a path can register it.

    :param start: where the word begins.
    :param name: the word without what frameworks add to it.
    """
    if name not in _WORDS or (call["array"] and name in _AFTER_ARRAYS):
        return False
    if name in _RESOURCES and text.path.endswith(RUBY_AND_ELIXIR):
        return False
    if name in _CREATED and text.raw.endswith("new ", 0, start):
        return False
    return not names_no_route(text, start, name, call["path"])


def _by_method(
    text: CodeText, call: RouteCall, method: str, brackets: Callable[[], Brackets], *, has_one: bool
) -> Iterator[tuple[str, RouteCall]]:
    """Yield a call once for each method that it registers, if what follows its path tells.

    :param has_one: whether it has one path, rather than an array of them.
    """
    if call.word == "route" and text.path.endswith(".rs"):
        yield from ((each, call) for each in methods_of(text, call, brackets()))
    elif call.word in _OF_LARAVEL and has_one and _is_laravel(text, call.start):
        options = laravel_options(text.raw, call.end)
        for each, path in resource_routes(text.path, call.word, call.paths[0], options):
            yield each, call._replace(paths=(path,))
    elif method == "ANY" and (given := _given_methods(text, call.end)):
        yield from ((each, call) for each in given)
    else:
        yield method, call


def _given_methods(text: CodeText, at: int) -> list[str]:
    """Return the methods that a call of Python names: ``@app.route("/users", methods=["GET"])``."""
    given = _GIVEN_METHODS.match(text.raw, at) if text.path.endswith(".py") else None
    return re.findall(r"[\"']([A-Z]+)[\"']", given["methods"].upper()) if given else []


def _is_laravel(text: CodeText, start: int) -> bool:
    """Return whether a word is called on what Laravel registers routes with, and not on ``$routes``."""
    return text.path.endswith(".php") and text.raw.endswith(("::", ")->"), 0, start)


def _word(text: str, end: int) -> tuple[int, int]:
    """Return the offsets of the word that is called with what begins at an offset."""
    if text[end - 1 : end] == ">" and (generic := _GENERIC.search(text, max(0, end - _LONGEST_GENERIC), end)):
        end = generic.start()
    return start_of_word(text, end), end


def _paths(text: CodeText, call: re.Match[str], word: str) -> Iterator[str]:
    """Yield the paths that a call registers: one, those of an array, and those of a resource's members."""
    path, end = path_of_call(call, word), call.end()
    if path.endswith("}") and text.path.endswith(".php"):
        path = _with_rest(text.raw, path, end)
    yield from members(text.path, word, path)
    for _ in range(_MOST_PATHS if call["array"] else 0):
        following = _NEXT.match(text.raw, end)
        if following is None:
            return
        yield from members(text.path, word, following["path"])
        end = following.end()


def _with_rest(raw: str, path: str, end: int) -> str:
    """Return a path of Laravel that ends at an offset, with a last parameter that may contain slashes."""
    next_route = raw.find("Route::", end, end + _FARTHEST_WHERE)
    where = _WHERE.search(raw, end, next_route if next_route > 0 else end + _FARTHEST_WHERE)
    start, _, parameter = path.rpartition("{")
    return f"{start}{{{where['name']}*}}" if where and where["name"] == parameter.rstrip("}") else path


def _argument_of(text: str, start: int) -> tuple[int, int] | None:
    """Return the offsets of the word that is called with what begins at *start*, such as ``s.prefixed``."""
    if text[start - 1 : start] == ".":
        start = start_of_word(text, start - 1)
    if text[start - 1 : start] != "(":
        return None
    return start_of_word(text, start - 1), start - 1
