"""Read the routes of Rails and Phoenix, where the indentation of blocks shows what a path is below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.sources.facts import Fact, Route
from sphinx_archdoc.sources.steps.route_blocks import joined
from sphinx_archdoc.sources.text import CodeText

_STATEMENT = re.compile(
    r"\n(?P<indent>[ \t]{0,40})"
    r"(?P<word>get|post|put|patch|delete|match|scope|namespace|resources?|live|forward)"
    r"[ (]{1,2}(?:[:\"'](?P<path>[\w/:.*()-]{1,200})(?P<more>(?:, :\w{1,60}(?!\w|:)){0,20})|(?=\w{1,20}:))"
    r"(?P<rest>[^\n]{0,300})"
)
_PATH_OPTION = re.compile(r"\bpath: ?[\"'](?P<path>[^\"'\n]{0,200})[\"']")
_OPENS = re.compile(r"\bdo(?: ?\|\w{1,40}\|)?[ \t]*\Z")
_OPTIONAL = re.compile(r"\([^()]{0,100}\)")
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_RESOURCES = frozenset({"resources", "resource", "apiresource", "apiresources", "register"})
"""Words that register a path and the paths of its members."""
_MOST_FRONTS = 4


def read_statements(text: CodeText) -> Iterator[Fact]:
    """Yield the routes, with the paths of the blocks that they are in."""
    blocks: list[tuple[int, tuple[str, ...]]] = []
    for statement in _STATEMENT.finditer(text.raw):
        indent, word = len(statement["indent"].expandtabs()), statement["word"]
        while blocks and blocks[-1][0] >= indent:
            blocks.pop()
        fronts = blocks[-1][1] if blocks else ("",)
        option = _PATH_OPTION.search(statement["rest"])
        names = [option["path"]] if option else [statement["path"] or ""]
        names += re.findall(r"\w+", statement["more"] or "")
        method = word.upper() if word in _METHODS else "ANY"
        for path in (member for name in names for member in members(text.path, word, name) if name):
            for front in fronts:
                yield Route(method, joined(front, path), text.line(statement.start() + 1))
        if _OPENS.search(statement["rest"]):
            blocks.append((indent, _inner(word, names[0], fronts)))


def members(file: str, word: str, path: str) -> tuple[str, ...]:
    """Return the path that a word registers, and that of its members if it has any.

    In Laravel and Adonis, ``resource`` has members, too. In Rails, it is the only one of its kind; in Actix,
    it is any path.
    """
    has_members = word in _RESOURCES and not (word == "resource" and file.endswith((".rb", ".rs")))
    return (path, f"{path}/:id") if has_members else (path,)


def _inner(word: str, path: str, fronts: Sequence[str]) -> tuple[str, ...]:
    """Return what is in front of the paths of a block."""
    path = _OPTIONAL.sub("", path)
    inner = {
        "resources": (f"{path}/:id", path),  # a member, and the collection
        "resource": (path,),
        "scope": (path,),
        "namespace": (path,),
    }.get(word, ("",))
    return tuple(joined(front, one) for front in fronts for one in inner)[:_MOST_FRONTS]
