"""Read the view sets of Django REST framework: the methods of their classes, and their actions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.sources.facts import Fact, Route, ViewSet
from sphinx_archdoc.sources.text import CodeText, end_of_parenthesis
from sphinx_archdoc.sources.url_paths import path_of_expression

_ACTION = re.compile(r"\n[ \t]{1,8}(?P<code>@action)\(")
_LONGEST_ARGUMENTS = 1_000
_FUNCTION = re.compile(r"\n[ \t]{1,8}(?P<code>(?:async )?def) (?P<name>\w{1,80})")
_FARTHEST_FUNCTION = 4_000
"""Characters of other decorators between an action and its function."""
_OF_MEMBER = re.compile(r"\bdetail ?= ?True\b")
_PATH = re.compile(r"\burl_path ?= ?[rR]?(?P<quote>[\"'])(?P<path>[^\"'\s]{1,200})(?P=quote)")
_METHODS = re.compile(r"\bmethods ?= ?(?:[\[(](?P<methods>[\"'A-Za-z,\s]{1,200})[\])])?")
_MAPPED = re.compile(r"@(?P<name>\w{1,80})\.mapping\.(?P<method>[a-z]{3,7})\b")
"""A further method of an action: ``@tray.mapping.delete``."""
_CLASS = re.compile(r"(?m:^)class (?P<name>\w{1,80})\((?P<bases>[\w.,\s]{1,400})\):")
_END = re.compile(r"\n(?=(?:class|def|async def) |@)")
"""The end of a class, or a few lines behind it. A text within it may have lines that are not indented."""
_OWN = re.compile(
    r"\n(?: {4}|\t)(?:async )?def (?P<name>list|create|retrieve|update|partial_update|destroy)\("
)
_OF_LIST = {"list": "GET", "create": "POST"}
_OF_ONE = {"retrieve": "GET", "update": "PUT", "partial_update": "PATCH", "destroy": "DELETE"}
_BASES: Mapping[str, Sequence[str]] = {
    "ModelViewSet": (*_OF_LIST, *_OF_ONE),
    "ReadOnlyModelViewSet": ("list", "retrieve"),
    "GenericViewSet": (),
    "ViewSet": (),
    "ListModelMixin": ("list",),
    "CreateModelMixin": ("create",),
    "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"),
    "DestroyModelMixin": ("destroy",),
}
"""What the classes of the framework define."""
_OF_FRAMEWORK = re.compile(r"(?:rest_framework\.)?(?:viewsets|mixins)\.(?P<name>\w+)")
_IMPORTED = re.compile(
    r"from rest_framework\.(?:viewsets|mixins) import "
    r"(?:\((?P<lines>[\w,\s]{1,400})\)|(?P<names>[\w, ]{1,400}))"
)


def read_view_sets(text: CodeText) -> Iterator[Fact]:
    """Yield the classes of a file that are view sets, and the routes of their actions."""
    yield from _classes(text) if "rest_framework" in text.raw else ()
    yield from _actions(text)


def _classes(text: CodeText) -> Iterator[ViewSet]:
    """Yield the view sets of a file; any method for one with a base that the framework does not have."""
    imported = {
        name
        for found in text.matches(_IMPORTED)
        for name in re.findall(r"\w+", found["lines"] or found["names"])
    }
    for found in text.code_matches(_CLASS):
        names = [name.strip() for name in found["bases"].split(",") if name.strip()]
        of_framework = [one["name"] if (one := _OF_FRAMEWORK.fullmatch(name)) else name for name in names]
        if not any(name.endswith("ViewSet") for name in of_framework):
            continue
        is_known = all(
            name in _BASES and ("." in written or name in imported)
            for name, written in zip(of_framework, names, strict=True)
        )
        end = _END.search(text.raw, found.end())
        body = text.plain[found.end() : end.start() if end else len(text.raw)]
        actions = {action for name in of_framework for action in _BASES.get(name, ())}
        actions |= {own["name"] for own in _OWN.finditer(body)}
        yield ViewSet(
            *(found["name"], text.line(found.start())),
            methods=_methods_for(actions, _OF_LIST) if is_known else ("ANY",),
            of_one=_methods_for(actions, _OF_ONE) if is_known else ("ANY",),
        )


def _methods_for(actions: set[str], methods: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(method for action, method in methods.items() if action in actions)


def _actions(text: CodeText) -> Iterator[Route]:
    """Yield the routes of the functions that are actions, without what their class is mounted on."""
    mapped: dict[str, list[str]] = defaultdict(list)
    for further in text.code_matches(_MAPPED):
        mapped[further["name"]].append(further["method"])
    for action in text.code_matches(_ACTION, "code"):
        end = end_of_parenthesis(text.plain, action.end(), _LONGEST_ARGUMENTS)
        function = _FUNCTION.search(text.plain, end, end + _FARTHEST_FUNCTION) if end > 0 else None
        if function is None:
            continue
        name, arguments, line = function["name"], text.raw[action.end() : end], text.line(action.start() + 1)
        named = _PATH.search(arguments)
        path = path_of_expression(named["path"]) if named else name
        for method in dict.fromkeys((*_methods_of_action(arguments), *mapped[name])):
            yield Route(method.upper(), f":pk/{path}" if _OF_MEMBER.search(arguments) else path, line)


def _methods_of_action(arguments: str) -> Sequence[str]:
    """Return the methods of an action: GET if its arguments name none, any if they are not understood."""
    given = _METHODS.search(arguments)
    if given is None:
        return ("get",)
    return re.findall(r"[A-Za-z]+", given["methods"] or "") or ("any",)
