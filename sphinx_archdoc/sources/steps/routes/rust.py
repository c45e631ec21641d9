"""Read what the web frameworks of Rust write in their own way: methods, and routers that contain others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Mount
from sphinx_archdoc.sources.steps.brackets import Brackets
from sphinx_archdoc.sources.steps.routes.blocks import RouteCall
from sphinx_archdoc.sources.steps.routes.routers import Routers
from sphinx_archdoc.sources.text import CodeText

_METHOD = re.compile(r"(get|post|put|patch|delete|head|options)(?:_with|_service)?")
_NO_METHOD = frozenset({"layer", "route_layer", "with_state", "to", "guard", "wrap"})
"""Words that may follow the methods of a path and add none."""
_CALLED = re.compile(r"(?P<word>\b\w{1,60})(?:::<[^<>()\n]{0,80}>)?\s{0,8}\(")
_MERGED = re.compile(
    r"\.(?P<word>merge)\(\s{0,40}(?P<target>[A-Za-z_]\w{0,60}(?:::\w{1,60}){0,5})(?P<call>\()?"
)
_BEGUN = re.compile(
    r"\blet (?:mut )?(?P<name>\w{1,60})(?:: ?[\w:<>]{1,60})?\s{0,40}=\s{0,40}"
    r"(?:(?P<base>[a-z_]\w{0,60})\s{0,80}\.(?:merge|nest|route|layer|route_layer|with_state|nest_service|fallback)\("
    r"|(?P<target>(?:\w{1,60}::){0,5}[a-z_]{0,60}rout[a-z_]{0,60})\()"
)
"""A router that begins with another, or with what a function returns."""
_PLACES = frozenset({"crate", "self", "super"})


def methods_of(text: CodeText, call: RouteCall, brackets: Brackets) -> tuple[str, ...]:
    """Return the methods of ``.route("/users", get(list).post(create))``; ``ANY`` if they are not known."""
    methods: dict[str, None] = {}
    at, end = call.end, brackets.end_of(call.at)
    while called := _CALLED.search(text.plain, at, end):
        method = _METHOD.fullmatch(called["word"])
        if method:
            methods[method[1].upper()] = None
        elif called["word"] not in _NO_METHOD or not methods:
            return ("ANY",)
        at = brackets.end_of(called.end() - 1)
        if at < called.end():  # the bracket is not closed
            return ("ANY",)
    return tuple(methods) or ("ANY",)


def merged(text: CodeText, routers: Routers) -> Iterator[Mount]:
    """Yield the routers whose routes another one has: ``let api = users.merge(orders)`` has those of both."""
    for found in text.code_matches(_MERGED):
        on, line = routers.of(found.start("word")), text.line(found.start())
        if found["call"]:
            router, module = called(found["target"])
        else:
            router, module = routers.local(found["target"], found.start()), ""
        yield Mount(router, "", line, on, module)
    for found in text.code_matches(_BEGUN):
        on, line = routers.local(found["name"], found.start()), text.line(found.start())
        if found["base"]:
            yield Mount(routers.local(found["base"], found.start()), "", line, on)
        else:
            router, module = called(found["target"])
            yield Mount(router, "", line, on, module)


def called(target: str) -> tuple[str, str]:
    """Return the name of a function that returns a router, and the path of its module."""
    *module, function = (part for part in target.split("::") if part not in _PLACES)
    return f"{function}()", "/".join(module)
