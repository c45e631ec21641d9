"""Read the methods of routes in the web frameworks of Rust."""

from __future__ import annotations

import re

from sphinx_archdoc.sources.steps.route_blocks import Brackets, RouteCall
from sphinx_archdoc.sources.text import CodeText

_METHOD = re.compile(r"(get|post|put|patch|delete|head|options)(?:_with|_service)?")
_NO_METHOD = frozenset({"layer", "route_layer", "with_state", "to", "guard", "wrap"})
"""Words that may follow the methods of a path and add none."""
_CALLED = re.compile(r"(?P<word>\b\w{1,60})(?:::<[^<>()\n]{0,80}>)?\s{0,8}\(")


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
