"""Read the actions of view sets of Django REST framework."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText
from sphinx_archdoc.sources.url_paths import path_of_expression

_ACTION = re.compile(
    r"\n[ \t]{1,8}(?P<code>@action)"
    r"\((?P<arguments>(?:[^()\"']|\"[^\"\n]{0,200}+\"|'[^'\n]{0,200}+'|\([^()]{0,100}+\)){0,400})\)\s{1,40}"
    r"(?:@[\w.]{1,60}[^\n]{0,200}\n\s{1,40}){0,5}(?:async )?def (?P<name>\w{1,80})"
)
_OF_MEMBER = re.compile(r"\bdetail ?= ?True\b")
_PATH = re.compile(r"\burl_path ?= ?[rR]?(?P<quote>[\"'])(?P<path>[^\"'\s]{1,200})(?P=quote)")
_METHODS = re.compile(r"\bmethods ?= ?(?:[\[(](?P<methods>[\"'A-Za-z,\s]{1,200})[\])])?")
_MAPPED = re.compile(r"@(?P<name>\w{1,80})\.mapping\.(?P<method>[a-z]{3,7})\b")
"""A further method of an action: ``@tray.mapping.delete``."""


def read_actions(text: CodeText) -> Iterator[Route]:
    """Yield the routes of the methods that are marked as actions, without what their class is mounted on."""
    mapped: dict[str, list[str]] = defaultdict(list)
    for further in text.code_matches(_MAPPED):
        mapped[further["name"]].append(further["method"])
    for action in text.code_matches(_ACTION, "code"):
        name, arguments, line = action["name"], action["arguments"], text.line(action.start() + 1)
        named = _PATH.search(arguments)
        path = path_of_expression(named["path"]) if named else name
        for method in dict.fromkeys((*_methods(arguments), *mapped[name])):
            yield Route(method.upper(), f":pk/{path}" if _OF_MEMBER.search(arguments) else path, line)


def _methods(arguments: str) -> Sequence[str]:
    """Return the methods of an action: GET if its arguments name none, any if they are not understood."""
    given = _METHODS.search(arguments)
    if given is None:
        return ("get",)
    return re.findall(r"[A-Za-z]+", given["methods"] or "") or ("any",)
