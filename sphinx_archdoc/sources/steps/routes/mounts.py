"""Read where routers are created, and below which paths their routes are served."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.sources.facts import Fact, Mount
from sphinx_archdoc.sources.steps.routes.blocks import RouteCall
from sphinx_archdoc.sources.steps.routes.imports import imports
from sphinx_archdoc.sources.steps.routes.routers import Routers
from sphinx_archdoc.sources.steps.routes.rust import called, merged
from sphinx_archdoc.sources.text import CodeText, start_of_word

_GROUPS = frozenset({"group", "prefix", "pathprefix", "basepath", "scope", "route"})
"""Words that return a router for what is below a path."""
_MOUNTS = frozenset({"use", "route", "mount", "nest", "register", "handle"})
"""Words that serve the routes of a router below a path."""
_CREATED = re.compile(
    r"(?:^|\n)[ \t]{0,40}(?:export )?(?:const |let |var )?(?P<name>[A-Za-z_$][\w$]{0,60})"
    r"(?:: ?[\w.]{1,60})?[ \t]{0,8}=[ \t]{0,8}(?:new )?(?:[\w.]{1,60}\.)?"
    r"(?:APIRouter|Blueprint|Namespace|Router|Hono|OpenAPIHono|KoaRouter|DefaultRouter|SimpleRouter)"
    r"(?:<[^<>\n]{0,80}>)?\((?P<arguments>[^()]{0,600})"
)
_PREFIX = re.compile(
    r"(?:\burl_prefix|\bprefix|\bpath)\s{0,8}[=:]\s{0,8}[rfRF]?[\"'`](?P<path>[^\"'`\n]{0,200})[\"'`]"
)
_INCLUDED = re.compile(
    r"\b(?P<on>\w{1,60})\.(?P<word>include_router|register_blueprint|add_namespace|register|use|merge|route|configure)"
    r"\(\s{0,40}(?P<target>[A-Za-z_$][\w$.:]{0,100})(?P<call>\(\))?(?P<rest>[^;()]{0,300})"
)
_URLS = re.compile(
    r"(?:path|url)\(\s{0,40}r?[\"']\^?(?P<path>[^\"'\n]{0,200})[\"']\s{0,20},\s{0,20}include\(\s{0,20}\(?\s{0,20}"
    r"(?:[\"'](?P<module>[\w.]{1,200})[\"']|(?P<router>\w{1,80})(?:\.urls)?(?=\s{0,20}[,)]))"
)
_URL_PATTERNS = "urlpatterns"
"""What Django looks for in a module: its routes, and those of the routers that it includes."""
_NESTED = re.compile(
    r"(?:^|\n)[ \t]{0,40}(?P<name>\w{1,60})[ \t]{0,8}=[ \t]{0,8}[\w.]{0,60}Nested(?:Simple|Default)"
    r"Router\(\s{0,40}\w{1,60}\s{0,8},\s{0,40}r?[\"'](?P<path>[^\"'\n]{1,200})[\"']"
)
"""A router of Django REST framework below the members of another."""
_TARGETS = re.compile(
    r"\brequire\(\s{0,8}[\"'](?P<required>[^\"'\n]{1,200})[\"']|(?P<target>[A-Za-z_$][\w$]{0,80}(?:(?:\.|::)[\w$]{1,80}){0,4})"
    r"(?P<call>\(\))?"
)
_END_OF_ARGUMENTS = re.compile(r";|\n\n|=>|\bfunction\b|\bfunc\b|[{()]")
_LONGEST_ARGUMENTS = 300
_GIVEN = re.compile(
    r"[(,] ?(?P<name>\w{1,60}) [*]?[\w.]{0,60}(?:Group|Router|Engine|Echo|Mux|Routes|fiber\.App)\b"
)
"""A parameter of Go that routes are registered on."""
MARKS = (
    *(".use(", "include_router", "register_blueprint", "include(", "APIRouter(", "Blueprint(", ".register("),
    *("Router()", "Router::new", "RouterGroup", ".Group", ".Router", ".IRouter"),
)
"""What a file contains, one of them, that mounts routers and registers no path."""
_MOST = 400
"""Mounts of a file."""
_MOST_GROUPS = 30
"""Most groups of a file that are looked for among the arguments of functions."""


def read_mounts(text: CodeText, calls: Sequence[RouteCall], routers: Routers) -> Iterator[Fact]:
    """Yield the routers of a file and what they are mounted on, at most so many."""
    for number, mount in enumerate(_mounts(text, calls, routers)):
        if number >= _MOST:
            return
        yield mount


def _mounts(text: CodeText, calls: Sequence[RouteCall], routers: Routers) -> Iterator[Mount]:
    names = imports(text)
    yield from _created(text)
    yield from _urls(text, names)
    yield from _included(text, names, routers)
    is_rust = text.path.endswith(".rs")
    yield from merged(text, routers) if is_rust else ()
    groups: list[str] = []
    for call in calls:
        if is_rust and call.word == "route":
            continue  # what is given to it are the methods of a path
        on = routers.of(call.start)
        if call.word in _GROUPS and (name := routers.assigned(call.start)):
            groups.append(name)
            yield Mount(name, call.paths[0], text.line(call.at), on)
        if (
            call.word in _GROUPS
            and text.path.endswith(".go")
            and (function := _called_with(text, call.start))
        ):
            yield Mount(f"{function}()", call.paths[0], text.line(call.at), on)
        if call.word in _MOUNTS:
            yield from _targets(text, call, on, names, routers)
    if text.path.endswith(".go"):
        yield from _given(text, groups, routers)


def _created(text: CodeText) -> Iterator[Mount]:
    """Yield ``router = APIRouter(prefix="/users")``."""
    for found in text.code_matches(_CREATED, "name"):
        prefix = _PREFIX.search(found["arguments"])
        yield Mount(found["name"], prefix["path"] if prefix else "", text.line(found.start("name")))


def _urls(text: CodeText, names: dict[str, tuple[str, str]]) -> Iterator[Mount]:
    """Yield ``path("api/", include("shop.urls"))`` of Django, of a module, a router or a list of routes."""
    if not text.path.endswith(".py"):
        return
    for nested in text.code_matches(_NESTED, "name"):
        yield Mount(nested["name"], f"{nested['path']}/:id", text.line(nested.start("name")))
    for found in text.code_matches(_URLS):
        line = text.line(found.start())
        if found["module"]:
            yield Mount("", found["path"], line, module=found["module"].replace(".", "/"))
        else:
            module, name = names.get(found["router"], ("", found["router"]))
            yield Mount(name, found["path"], line, "" if module else _URL_PATTERNS, module)


def _included(text: CodeText, names: dict[str, tuple[str, str]], routers: Routers) -> Iterator[Mount]:
    """Yield ``app.include_router(users.router, prefix="/users")``, and ``app.use(router)``."""
    is_rust = text.path.endswith(".rs")
    for found in text.code_matches(_INCLUDED):
        if is_rust and found["word"] == "merge":
            continue  # see merged
        prefix = _PREFIX.search(found["rest"])
        router, module = _named(found["target"], found["call"], names, routers, found.start())
        if not module and not prefix and found["on"] == router:
            continue
        on = routers.local(found["on"], found.start())
        yield Mount(router, prefix["path"] if prefix else "", text.line(found.start()), on, module)


def _targets(
    text: CodeText, call: RouteCall, on: str, names: dict[str, tuple[str, str]], routers: Routers
) -> Iterator[Mount]:
    """Yield the routers among the arguments of a call: ``app.use("/users", authenticate, users)``."""
    if text.raw[text.line_start(call.at) : call.at].lstrip().startswith("@"):
        return  # a decorator
    line, is_rust = text.line(call.at), text.path.endswith(".rs")
    rest = _rest_of_call(text.raw, call.end)
    for target in _TARGETS.finditer(rest):
        if target["required"]:
            yield Mount("", call.paths[0], line, on, re.sub(r"\.[cm]?[jt]s\Z", "", target["required"]))
            continue
        if is_rust and rest.startswith("(", target.end("target")):
            router, module = called(target["target"])
        else:
            router, module = _named(target["target"], target["call"], names, routers, call.at)
        yield Mount(router, call.paths[0], line, on, module)


def _rest_of_call(raw: str, at: int) -> str:
    """Return the arguments of a call from an offset on, at most so many characters."""
    rest = raw[at : at + _LONGEST_ARGUMENTS]
    depth = 0
    for bracket in _END_OF_ARGUMENTS.finditer(rest):
        depth += {"(": 1, ")": -1}.get(bracket[0], 0)
        if depth < 0 or bracket[0] not in "()":
            return rest[: bracket.start()]
    return rest


def _named(
    target: str, call: str | None, names: dict[str, tuple[str, str]], routers: Routers, at: int
) -> tuple[str, str]:
    """Return the name of a router as its own file knows it, and the module that it is imported from."""
    first, *others = re.split(r"\.|::", target)
    if first in names:
        module, name = names[first]
        if others and name:
            return others[-1], f"{module}/{name}"  # from app import users; users.router
        return (others[-1] if others and others[-1] != "routes" else name), module
    if call:
        return f"{(others or [first])[-1]}()", first if others else ""
    if not others or others[-1] in ("routes", "router"):  # users.routes is what serves users
        return routers.local(first, at), ""
    return others[-1], first


def _called_with(text: CodeText, word: int) -> str:
    """Return the function that is given what the word at an offset returns: ``Register(r.Group("/v1"))``."""
    raw = text.raw
    start = start_of_word(raw, word)
    while raw[start - 1 : start] == ".":
        start = start_of_word(raw, start - 1)
    if raw[start - 1 : start] != "(":
        return ""
    return raw[start_of_word(raw, start - 1) : start - 1]


def _given(text: CodeText, groups: Sequence[str], routers: Routers) -> Iterator[Mount]:
    """Yield the functions that are given a group: ``users.Register(v1)``."""
    parameters = (found["name"] for found in text.code_matches(_GIVEN))
    bare = list(dict.fromkeys((*(name.rpartition(".")[2] for name in groups), *parameters)))[:_MOST_GROUPS]
    if not bare:
        return
    given = re.compile(
        r"(?:\b(?P<module>\w{1,60})\.)?\b(?P<function>\w{1,80})\("
        rf"(?:[^()\n]{{0,80}}, ?)?(?P<group>{'|'.join(bare)})[,)]"
    )
    for found in text.code_matches(given):
        on = routers.local(found["group"], found.start())
        yield Mount(f"{found['function']}()", "", text.line(found.start()), on, found["module"] or "")
