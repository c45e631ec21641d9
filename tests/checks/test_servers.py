"""The rules about MCP servers, each true and untrue."""

from __future__ import annotations

import pytest

from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from tests.checks.interfaces import TextTree, found
from tests.checks.trees import Document, check

FILE = '{"mcpServers": {\n"docs": {"command": "node"},\n"web": {"url": "https://a.example/mcp"}}}'


def page(*, docs: str = "docs", web: str = "web", connection: str = "stdio") -> Document:
    return Document("page").add("mcp-server", docs, connection=connection).add("mcp-server", web)


def test_what_is_so_is_right() -> None:
    assert found({".mcp.json": FILE}, page(docs="Docs")) == []


def test_a_server_that_no_file_configures() -> None:
    assert found({".mcp.json": FILE}, page(docs="dosc")) == [
        "page:1 mcp-absent: there is no MCP server 'dosc'",
        "page:1 mcp-undocumented: the MCP server 'docs' in .mcp.json:2 is not documented",
    ]


@pytest.mark.parametrize(
    ("connection", "is_right"), [("stdio", True), ("sse", False), ("streamable-http", False)]
)
def test_a_connection(connection: str, is_right: bool) -> None:
    assert found({".mcp.json": FILE}, page(connection=connection)) == (
        []
        if is_right
        else [
            f"page:1 mcp-connection: the connection of docs is documented as {connection}, "
            "but is stdio in .mcp.json:2"
        ]
    )


def test_an_address_does_not_tell_its_protocol() -> None:
    for connection, wrong in (("sse", 0), ("streamable-http", 0), ("stdio", 1)):
        document = Document("page").add("mcp-server", "docs").add("mcp-server", "web", connection=connection)
        assert len(found({".mcp.json": FILE}, document)) == wrong


def test_nothing_is_compared_with_a_file_that_cannot_be_read() -> None:
    for text in ("{", "[]", '{"other": {}}'):
        assert [line.split()[1] for line in found({".mcp.json": text}, page())] == ["sources-unread:"]
    named = Configuration(sources=SourcesSettings(mcp=("../../.mcp.json",)))
    assert check(TextTree({}), page(), configuration=named) == [
        "archdoc.toml:0 sources-unread: '.mcp.json' cannot be read: there is no such file"
    ]
    assert found({".mcp.json": FILE}, page(docs="x"), settings=SourcesSettings()) == []


def test_what_is_archived_is_left_alone() -> None:
    document = page(docs="gone").add("document", "page", status="deprecated")
    assert found({".mcp.json": FILE}, document) == []
