"""Read the routes that ``devise_for`` adds in Rails: those of its modules, below the plural of the model.

The model, which is not read, may use fewer modules. The routes of the others count as known, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_MODULES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sessions": (("GET", "sign_in"), ("POST", "sign_in"), ("ANY", "sign_out")),
    "passwords": (
        *(("GET", "password/new"), ("GET", "password/edit")),
        *(("POST", "password"), ("PATCH", "password"), ("PUT", "password")),
    ),
    "registrations": (
        *(("GET", "sign_up"), ("GET", "edit"), ("GET", "cancel")),
        *(("POST", ""), ("PATCH", ""), ("PUT", ""), ("DELETE", "")),
    ),
    "confirmations": (("GET", "confirmation/new"), ("GET", "confirmation"), ("POST", "confirmation")),
    "unlocks": (("GET", "unlock/new"), ("GET", "unlock"), ("POST", "unlock")),
    "omniauth_callbacks": (("ANY", "auth/:provider"), ("ANY", "auth/:provider/callback")),
}
"""The routes of the controllers of Devise, below its path."""
_CHOICE = re.compile(
    r"(?<![\w:]):?(?P<key>skip|only)\b ?(?::|=>) ?"
    r"(?P<names>%[iw]?[\[(][^\])]{0,300}|\[[^\]]{0,300}|:\w{1,40})"
)
_PATH = re.compile(r"(?<![\w:]):?path\b ?(?::|=>) ?[\"'](?P<path>[^\"'\n]{0,200})[\"']")
_PATH_NAMES = re.compile(r":?path_names\b ?(?::|=>) ?\{(?P<names>[^{}]{0,600})\}")
_PATH_NAME = re.compile(r":?(?P<name>\w{1,40})\b ?(?::|=>) ?[\"'](?P<path>[^\"'\n]{0,100})[\"']")
_LONGEST_OPTIONS = 1000
_NEXT_STATEMENT = re.compile(r"\n(?P<indent>[ \t]*)[a-z]\w*")


def devise_options(raw: str, at: int, indent: int) -> str:
    """Return the options of a statement from an offset on: the lines that are indented further.

    :param indent: the columns in front of the statement.
    """
    options = raw[at : at + _LONGEST_OPTIONS]
    for following in _NEXT_STATEMENT.finditer(options):
        if len(following["indent"].expandtabs()) <= indent:
            return options[: following.start()]
    return options


def devise_routes(name: str, options: str) -> Iterator[tuple[str, str]]:
    """Yield the methods and paths that ``devise_for`` adds for a name such as ``users``."""
    path = _PATH.search(options)
    front = path["path"].strip("/") if path else name
    given = _PATH_NAMES.search(options)
    renamed = {one["name"]: one["path"] for one in _PATH_NAME.finditer(given["names"])} if given else {}
    for module, routes in _MODULES.items():
        for method, end in routes if _is_chosen(module, options) else ():
            parts = (front, *(renamed.get(part, part) for part in end.split("/")))
            yield method, "/".join(filter(None, parts))


def _is_chosen(module: str, options: str) -> bool:
    """Return whether the options leave a module in."""
    for choice in _CHOICE.finditer(options):
        names = re.findall(r"\w+", choice["names"].removeprefix("%i").removeprefix("%w"))
        if (choice["key"] == "only") is not (module in names or "all" in names):
            return False
    return True
