"""The rules about MCP servers: documents against the files that configure them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.checks.undocumented import first_of_fullest_page, undocumented
from sphinx_archdoc.parsing.names import comparable_name
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.mcp import McpServer
from sphinx_archdoc.spelling import did_you_mean


def _configured(scope: CheckedScope) -> Mapping[str, Sequence[McpServer]]:
    """Return the servers by their spelling."""
    found: dict[str, list[McpServer]] = defaultdict(list)
    for file in scope.project.descriptions.mcp(scope.scope.code):
        for server in file.servers:
            found[comparable_name(server.name)].append(server)
    return found


def _files(scope: CheckedScope) -> str:
    return ", ".join(
        file.path for file in scope.project.descriptions.mcp(scope.scope.code) if not file.unread
    )


def mcp_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented servers that no file configures."""
    configured = _configured(scope)
    files = _files(scope)
    names = [server.name for servers in configured.values() for server in servers]
    for entry in entries_in_use(rule, scope) if files else ():
        if comparable_name(entry.name) not in configured:
            meant = did_you_mean(entry.name, names)
            yield rule.about(entry, hint="; ".join(filter(None, (f"looked in {files}", meant))))


def mcp_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the servers that no page documents, at the first one of the page that documents the most."""
    first = first_of_fullest_page(list(entries_in_use(rule, scope)))
    if first is None:
        return
    kinds = rule.kinds
    documented = {comparable_name(e.name) for kind in kinds for e in scope.project.catalogue.of_kind(kind)}
    for spelled, servers in _configured(scope).items():
        if spelled not in documented:
            server = servers[0]
            yield undocumented(rule, first, server.name, CodePlace(server.file, server.line))


def mcp_connection(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the servers whose documented connection is none of those that the files allow."""
    configured = _configured(scope)
    for entry in entries_in_use(rule, scope):
        written = entry.values.get("connection")
        servers = configured.get(comparable_name(entry.name), ())
        possible = {connection for server in servers for connection in server.connections}
        if not written or written in possible or not all(server.connections for server in servers):
            continue
        for server in servers[:1]:
            yield rule.about(
                entry,
                field="connection",
                written=str(written),
                read=server.connections[0],
                place=f"{server.file}:{server.line}",
                evidence=[CodePlace(one.file, one.line) for one in servers],
            )


RULES: Mapping[str, RuleFunction] = {
    "mcp-absent": mcp_absent,
    "mcp-undocumented": mcp_undocumented,
    "mcp-connection": mcp_connection,
}
