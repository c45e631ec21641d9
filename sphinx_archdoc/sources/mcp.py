"""Read the files that configure servers of the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from sphinx_archdoc.sources.structured import NotStructured, ReadText, Table, load

_KEYS = ("mcpServers", "servers", "mcp_servers", "context_servers")
_TRANSPORTS = {
    "stdio": ("stdio",),
    "local": ("stdio",),
    "sse": ("sse",),
    "http": ("streamable-http",),
    "streamable-http": ("streamable-http",),
    "streamablehttp": ("streamable-http",),
    "streamable_http": ("streamable-http",),
    "remote": ("streamable-http", "sse"),
}
"""The connections that a word for the transport may mean."""


class McpServer(msgspec.Struct, frozen=True):
    """One server."""

    name: str
    file: str
    line: int
    connections: tuple[str, ...] = ()
    """How clients may connect to it, the likely way first; empty if that is not known."""


class McpFile(msgspec.Struct, frozen=True):
    """What a file configures."""

    path: str
    servers: tuple[McpServer, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def read_mcp(path: str, text: ReadText) -> McpFile:
    """Return the servers that a file configures: JSON, JSON with comments, YAML or TOML.

    :param path: relative to the root of the code.
    """
    try:
        root = load(path, text)
    except NotStructured as error:
        return McpFile(path, unread=((path, str(error)),))
    tables = [table.get(key) for table in (root, root.table("mcp")) for key in _KEYS]
    found = [table for table in tables if isinstance(table, Table)]
    if not found:
        return McpFile(path, unread=((path, "it has no 'mcpServers' or 'servers'"),))
    return McpFile(path, tuple(server for table in found for server in _servers(table, path)))


def _servers(table: Table, path: str) -> Iterator[McpServer]:
    for name, value in table.items():
        if isinstance(value, Table):
            yield McpServer(name, path, table.line_of(name), _connections(value))


def _connections(server: Table) -> tuple[str, ...]:
    for key in ("type", "transport", "transportType"):
        if known := _TRANSPORTS.get(server.text(key).casefold()):
            return known
    if "command" in server:
        return ("stdio",)
    url = server.text("url") or server.text("serverUrl") or server.text("httpUrl")
    if not url:
        return ()
    try:
        path = urlsplit(url).path
    except ValueError:
        return ()
    if server.text("httpUrl"):
        return ("streamable-http",)
    return ("sse", "streamable-http") if path.rstrip("/").endswith("/sse") else ("streamable-http", "sse")
