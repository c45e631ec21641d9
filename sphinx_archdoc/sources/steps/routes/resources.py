"""Read which routes the resources of Rails, Phoenix and Laravel have: one for each action of a controller."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from sphinx_archdoc.sources.suffixes import RUBY_AND_ELIXIR
from sphinx_archdoc.sources.text import CodeText

_RESOURCES = frozenset({"resources", "resource", "apiresource", "apiresources", "register"})
"""Words that register a path and the paths of its members."""
_MEMBER = "/:id"
_SHARED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "index": (("GET", ""),),
    "show": (("GET", _MEMBER),),
    "edit": (("GET", f"{_MEMBER}/edit"),),
    "update": (("PATCH", _MEMBER), ("PUT", _MEMBER)),
}
_OF_RUBY = {
    **_SHARED,
    "new": (("GET", "/new"),),
    "create": (("POST", ""),),
    "destroy": (("DELETE", _MEMBER),),
    "delete": (("DELETE", _MEMBER),),
}
"""The actions of Rails and Phoenix, with their methods, and with what their paths end in."""
_OF_PHP = {
    **_SHARED,
    "create": (("GET", "/create"),),
    "store": (("POST", ""),),
    "destroy": (("DELETE", _MEMBER),),
}
"""The actions of Laravel."""
_OF_FORMS = frozenset({"new", "edit", "create"})
"""The actions of Laravel that an API does not have."""
_CHOICE = re.compile(
    r"\b(?P<key>only|except)['\"]?\s{0,4}(?::|=>|\()\s{0,40}"
    r"(?P<names>\[[^\[\]]{0,300}\]|%[iw][\[({][^\])}]{0,300}[\])}]"
    r"|:?['\"]?\w{1,30}['\"]?(?:, ?['\"]\w{1,30}['\"]){0,8})?"
)
_SINGLETON = re.compile(r"\bsingleton: true\b")
_LONGEST_STATEMENT = 600


def resource_routes(file: str, word: str, path: str, options: str) -> Iterator[tuple[str, str]]:
    """Yield the methods and paths of a resource; any method if its options are not understood.

    :param word: what registers it, in small letters: ``resources``.
    :param options: the rest of the statement.
    """
    is_api = word.startswith("api")
    if "->shallow()" in options:
        yield from resource_routes(file, word, path.rpartition(".")[2], options.replace("->shallow()", ""))
    path = path if file.endswith(RUBY_AND_ELIXIR) else path.replace(".", f"{_MEMBER}/")  # photos.comments
    actions = _OF_RUBY if file.endswith(RUBY_AND_ELIXIR) else _OF_PHP
    names = _chosen(options, actions.keys(), _OF_FORMS if is_api else frozenset())
    is_single = (word == "resource" and file.endswith(".rb")) or _SINGLETON.search(options) is not None
    if names is None:
        yield from (("ANY", one) for one in members(file, word, path))
        return
    found = dict.fromkeys(route for name in actions if name in names for route in actions[name])
    for method, end in found:
        if not is_single:
            yield method, f"{path}{end}"
        elif not (method == "GET" and not end):
            yield method, f"{path}{end.removeprefix(_MEMBER)}"


def members(file: str, word: str, path: str) -> tuple[str, ...]:
    """Return the path that a word registers, and that of its members if it has any.

    In Laravel and Adonis, ``resource`` has members, too. In Rails, it is the only one of its kind; in Actix,
    it is any path.
    """
    has_members = word in _RESOURCES and not (word == "resource" and file.endswith((".rb", ".rs")))
    return (path, f"{path}{_MEMBER}") if has_members else (path,)


def laravel_options(raw: str, at: int) -> str:
    """Return what follows the path of a resource of Laravel in its statement."""
    return raw[at : at + _LONGEST_STATEMENT].partition(";")[0]


def is_of_laravel(text: CodeText, at: int) -> bool:
    """Return whether a word at an offset registers a path of Laravel, which needs no slash in front.

    ``Route::get('users', …)`` does, and ``Route::middleware('auth')->get('users', …)``. Comments may stand
    in front of the statement, and the tag that opens the file, or the end of a block.
    """
    if not text.raw.endswith(("::", "->"), 0, at):
        return False
    statement = text.plain[max(0, at - _LONGEST_STATEMENT) : at].rpartition(";")[2].rpartition("{")[2]
    return statement.lstrip().removeprefix("<?php").lstrip("} \t\r\n").startswith("Route::")


def _chosen(options: str, actions: Set[str], others: Set[str]) -> Set[str] | None:
    """Return the actions of a resource; None if its options are not understood.

    :param actions: all that there may be.
    :param others: those that it has only if its options name them.
    """
    names = actions - others
    for choice in _CHOICE.finditer(options):
        chosen = set(re.findall(r"\w+", re.sub(r"\A%[iw]", "", choice["names"] or "")))
        if choice["names"] is None or not chosen <= actions:
            return None
        names = chosen if choice["key"] == "only" else names - chosen
    return names
