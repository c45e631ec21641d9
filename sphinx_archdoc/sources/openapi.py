"""Read OpenAPI 3 and Swagger 2: endpoints, the paths in front of them, and webhooks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from sphinx_archdoc.sources.references import References
from sphinx_archdoc.sources.structured import NotStructured, ReadText, Table, load

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_VARIABLE = re.compile(r"\{([^{}]{1,100})\}")
_MOST_BASES = 50


class DescribedEndpoint(msgspec.Struct, frozen=True):
    """An operation of a path."""

    method: str
    """In capitals."""
    path: str
    """As it is written, without the base."""
    file: str
    line: int


class DescribedEvent(msgspec.Struct, frozen=True):
    """A webhook, or a message of a channel."""

    name: str
    file: str
    line: int
    aliases: tuple[str, ...] = ()
    """What else documents may call it: its channel, the address of that, an operation."""


class ApiDescription(msgspec.Struct, frozen=True):
    """What a file says."""

    path: str
    endpoints: tuple[DescribedEndpoint, ...] = ()
    bases: tuple[str, ...] = ()
    """Paths of its servers, without those that are empty."""
    events: tuple[DescribedEvent, ...] = ()
    other_events: tuple[str, ...] = ()
    """Names that documents may use, but that nothing requires them to."""
    unread: tuple[tuple[str, str], ...] = ()
    """Files, and why they could not be read."""


def read_openapi(path: str, text: ReadText) -> ApiDescription:
    """Return what an OpenAPI document says.

    :param path: relative to the root of the code.
    """
    try:
        root = load(path, text)
    except NotStructured as error:
        return ApiDescription(path, unread=((path, str(error)),))
    if not isinstance(root.get("openapi"), str) and not isinstance(root.get("swagger"), str):
        return ApiDescription(path, unread=((path, "it is not an OpenAPI document"),))
    references = References(path, root, text)
    endpoints = tuple(_endpoints(root, path, references))
    hooks = (root.table(key) for key in ("webhooks", "x-webhooks"))
    events = tuple(DescribedEvent(name, path, table.line_of(name)) for table in hooks for name in table)
    unread = tuple(sorted(references.unread.items()))
    return ApiDescription(path, endpoints, _bases(root), events, unread=unread)


def _endpoints(root: Table, path: str, references: References) -> Iterator[DescribedEndpoint]:
    paths, home = references.follow(root.table("paths"), path)
    for template, item in paths.items():
        if not template.startswith("/"):
            continue
        inner, file = references.follow(item, home)
        for method in inner:
            if method.casefold() in METHODS:
                line = inner.line_of(method) if _has_own_lines(file) else paths.line_of(template)
                yield DescribedEndpoint(method.upper(), template, file, line)


def _has_own_lines(path: str) -> bool:
    """Return whether the lines of a method are known: in JSON, one key has one line for the whole file."""
    return not path.casefold().endswith((".json", ".jsonc"))


def _bases(root: Table) -> tuple[str, ...]:
    """Return the paths of the servers."""
    urls: list[str] = []
    servers = root.get("servers")
    for server in servers[:_MOST_BASES] if isinstance(servers, list) else ():
        if isinstance(server, Table):
            urls += _filled(server)
    if host := root.text("host"):
        urls.append(f"https://{host}{root.text('basePath')}")
    elif root.text("basePath"):
        urls.append(root.text("basePath"))
    bases: dict[str, None] = {}
    for url in urls:
        try:
            path = urlsplit(url).path
        except ValueError:  # brackets in the host
            continue
        if base := path.strip("/"):
            bases[f"/{base}"] = None
    return tuple(bases)


def _filled(server: Table) -> list[str]:
    """Return the URL of a server with the values of its variables."""
    url = server.text("url")[:1_000]
    variables = server.table("variables")
    names = list(dict.fromkeys(_VARIABLE.findall(url)))[:5]
    choices: list[list[str]] = []
    for name in names:
        declared = variables.table(name)
        more = declared.get("enum")
        values = [declared.text("default"), *(more[:5] if isinstance(more, list) else ())]
        choices.append(list(dict.fromkeys(str(value) for value in values if value)) or [f"{{{name}}}"])
    found: list[str] = []
    for chosen in itertools.islice(itertools.product(*choices), _MOST_BASES):
        filled = url
        for name, value in zip(names, chosen, strict=True):
            filled = filled.replace(f"{{{name}}}", value)
        found.append(filled)
    return found
