"""Read the routes of Rails and Phoenix, where the indentation of blocks shows what a path is below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.sources.facts import Fact, Route
from sphinx_archdoc.sources.steps.routes.devise import devise_options, devise_routes
from sphinx_archdoc.sources.steps.routes.resources import resource_routes
from sphinx_archdoc.sources.text import CodeText
from sphinx_archdoc.sources.url_paths import join_paths

_STATEMENT = re.compile(
    r"\n(?P<indent>[ \t]{0,40})"
    r"(?P<word>get|post|put|patch|delete|match|scope|namespace|resources?|live|forward|devise_for)"
    r"[ (]{1,2}(?:[:\"'](?P<path>[\w/:.*()-]{1,200})(?P<more>(?:, :\w{1,60}(?!\w|:)){0,20})|(?=\w{1,20}:))"
    r"(?P<rest>[^\n]{0,300})"
)
_PATH_OPTION = re.compile(r"\bpath: ?[\"'](?P<path>[^\"'\n]{0,200})[\"']")
_OPENS = re.compile(r"\bdo(?: ?\|\w{1,40}\|)?[ \t]*\Z")
_OPTIONAL = re.compile(r"\([^()]{0,100}\)")
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_RESOURCES = frozenset({"resources", "resource"})
_DEVISE = "devise_for"
_SHALLOW = "shallow: true"
_MOST_LINES = 6
"""Lines of a statement each of which ends with a comma."""
_MOST_FRONTS = 4


class _Block(NamedTuple):
    """What is between *do* and *end*."""

    indent: int
    fronts: tuple[str, ...]
    """What is in front of the paths in it."""
    outer: tuple[str, ...]
    """What is in front of them without the resources around it."""
    is_shallow: bool
    """Whether the members of resources in it have paths without the resources around them."""


_NO_BLOCK = _Block(-1, ("",), ("",), is_shallow=False)


def read_statements(text: CodeText) -> Iterator[Fact]:
    """Yield the routes, with the paths of the blocks that they are in."""
    blocks = [_NO_BLOCK]
    for statement in text.code_matches(_STATEMENT, "word"):
        indent, word = len(statement["indent"].expandtabs()), statement["word"]
        while blocks[-1].indent >= indent:
            blocks.pop()
        block = blocks[-1]
        rest = _rest(text.raw, statement)
        option = _PATH_OPTION.search(rest) if word != _DEVISE else None
        names = [option["path"]] if option else [statement["path"] or ""]
        names += re.findall(r"\w+", statement["more"] or "")
        is_shallow = block.is_shallow or _SHALLOW in rest
        fronts = dict.fromkeys((*block.fronts, *block.outer) if is_shallow else block.fronts)
        line = text.line(statement.start() + 1)
        for method, path in (
            route for name in names if name for route in _routes(text.path, word, name, rest)
        ):
            yield from (Route(method, join_paths(front, path), line) for front in fronts)
        if _OPENS.search(rest):
            inner = _inner(word, names[0], tuple(fronts)[:_MOST_FRONTS])
            blocks.append(_Block(indent, inner, block.outer if word in _RESOURCES else inner, is_shallow))


def _rest(raw: str, statement: re.Match[str]) -> str:
    """Return what follows the path of a statement."""
    if statement["word"] == _DEVISE:
        return devise_options(raw, statement.start("rest"), len(statement["indent"].expandtabs()))
    return (statement["rest"] + _following(raw, statement.end())).partition(" #")[0]


def _following(raw: str, end: int) -> str:
    """Return the lines that belong to a statement, if its first line ends with a comma."""
    lines: list[str] = []
    while len(lines) < _MOST_LINES and raw.endswith(",", 0, end) and raw.startswith("\n", end):
        start, end = end + 1, raw.find("\n", end + 1)
        end = len(raw) if end < 0 else end
        lines.append(raw[start:end])
    return "".join(f" {line.strip()}" for line in lines)


def _routes(file: str, word: str, path: str, rest: str) -> Iterator[tuple[str, str]]:
    if word in _RESOURCES:
        yield from resource_routes(file, word, path, rest)
    elif word == _DEVISE:
        yield from devise_routes(path, rest)
    else:
        yield word.upper() if word in _METHODS else "ANY", path


def _inner(word: str, path: str, fronts: Sequence[str]) -> tuple[str, ...]:
    """Return what is in front of the paths of a block."""
    path = _OPTIONAL.sub("", path)
    inner = {
        "resources": (f"{path}/:id", path),  # a member, and the collection
        "resource": (path,),
        "scope": (path,),
        "namespace": (path,),
    }.get(word, ("",))
    return tuple(join_paths(front, one) for front in fronts for one in inner)[:_MOST_FRONTS]
