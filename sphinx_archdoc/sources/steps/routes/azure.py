"""Read the routes of Azure Functions: their triggers in C#, and ``app.http`` in JavaScript.

Each is below a prefix that the host adds, which is ``api`` unless its settings have another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText

_TRIGGER = re.compile(r"\[HttpTrigger(?P<code>)(?:Attribute)?\((?P<arguments>[^()]{0,400})\)")
_FUNCTION = re.compile(r"\[Function(?:Name)?\(\s{0,8}(?:nameof\()?\"?(?P<name>[\w.-]{1,100})")
_FARTHEST = 1500
"""Signs from the name of a function to its trigger."""
_ROUTE = re.compile(r"\bRoute\s{0,4}=\s{0,4}(?:\"(?P<path>[^\"\n]{0,200})\"|(?P<null>null\b))?")
_STRING = re.compile(r"\"(?P<method>[a-zA-Z]{3,7})\"")
_REGISTERED = re.compile(r"\bapp\.http\(\s{0,20}['\"](?P<name>[\w-]{1,100})['\"]\s{0,8},\s{0,8}\{")
_METHODS = re.compile(r"\bmethods\s{0,4}:\s{0,4}\[(?P<names>[^\]]{0,200})\]")
_PATH = re.compile(r"\broute\s{0,4}:\s{0,4}['\"`](?P<path>[^'\"`\n]{0,200})['\"`]")
_LONGEST_OPTIONS = 400


def read_triggers(text: CodeText) -> Iterator[Route]:
    """Yield the routes of the functions of a file of C#; one without a route has the name of its function."""
    for trigger in text.code_matches(_TRIGGER, "code") if "[HttpTrigger" in text.raw else ():
        arguments = trigger["arguments"]
        route = _ROUTE.search(arguments)
        if route is None or route["null"]:
            before = text.raw[max(0, trigger.start() - _FARTHEST) : trigger.start()]
            named = [found["name"] for found in _FUNCTION.finditer(before)][-1:]
            paths = list(dict.fromkeys(spelled for name in named for spelled in (name, name.lower())))
        else:
            paths = [route["path"]] if route["path"] else []  # else a constant
        plain = _ROUTE.sub("", arguments)
        methods = [found["method"].upper() for found in _STRING.finditer(plain)] or ["ANY"]
        line = text.line(trigger.start())
        yield from (Route(method, path, line) for method in methods for path in paths)


def read_registered(text: CodeText) -> Iterator[Route]:
    """Yield the routes of the functions that a file of JavaScript registers by ``app.http``."""
    for found in text.code_matches(_REGISTERED) if "app.http(" in text.raw else ():
        following = _REGISTERED.search(text.raw, found.end(), found.end() + _LONGEST_OPTIONS)
        options = text.raw[found.end() : following.start() if following else found.end() + _LONGEST_OPTIONS]
        named, given = _PATH.search(options), _METHODS.search(options)
        methods = re.findall(r"[A-Za-z]{3,7}", given["names"].upper()) if given else []
        path, line = named["path"] if named else found["name"], text.line(found.start())
        yield from (Route(method, path, line) for method in methods or ["ANY"])
