"""A credential in a value is a problem at its line, and is in no page."""

from __future__ import annotations

import pytest

from tests.conftest import Site
from tests.parsing.test_credentials import REAL, made

TOKEN = "".join(REAL["a GitHub token"])
KEY = "".join(REAL["an AWS access key"])
SAID = "looks like a GitHub token; if it is real, revoke it; write a placeholder such as <token>"


def shown(site: Site, text: str) -> tuple[list[str], str]:
    """Return the warnings of a page and everything that was written of it."""
    site.write({"index.md": text})
    built = site.build()
    files = (p for p in built.out.rglob("*") if p.suffix in (".html", ".js"))
    return built.warnings, "".join(p.read_text("utf-8") for p in files)


@pytest.mark.parametrize("field", ["default", "example"])
def test_in_the_value_of_a_variable(site: Site, field: str) -> None:
    text = f"# Start\n\n```{{archdoc:envvar}} TOKEN\n:{field}: {TOKEN}\n\nWho we are.\n```\n"
    warnings, written = shown(site, text)
    assert warnings == [f"index.md:4: WARNING: {field}: 'ghp_…' {SAID} [archdoc.credential]"]
    assert TOKEN not in written
    assert "ghp_…" in written


def test_in_json_it_has_the_line_within_it(site: Site) -> None:
    config = '{\n  "mcpServers": {"a": {\n    "env": {"T": "' + TOKEN + '"}}}\n}'
    text = f"# Start\n\n```{{archdoc:mcp-server}} a\n:purpose: Is asked.\n\n{config}\n```\n"
    warnings, written = shown(site, text)
    assert warnings == [f"index.md:8: WARNING: configuration: 'ghp_…' {SAID} [archdoc.credential]"]
    assert TOKEN not in written


def test_in_plain_markdown_and_in_prose_it_is_a_problem_too(site: Site) -> None:
    table = f"| Variable | Default | Description |\n|---|---|---|\n| `A` | `{KEY}` | Never {TOKEN} |\n"
    site.write({"index.md": f"---\narchdoc: true\n---\n# Start\n\n## Environment Variables\n\n{table}"})
    problems = site.build().problems
    assert [(p.code, p.line) for p in problems] == [("credential", 10), ("credential", 10)]
    assert not any(KEY in p.message or TOKEN in p.message for p in problems)


def test_no_other_message_prints_it(site: Site) -> None:
    text = f"# Start\n\n```{{archdoc:document}}\n:created: {TOKEN}\n:status: active\n```\n"
    warnings, _ = shown(site, text)
    assert len(warnings) == 2
    assert not any(made(36)[:8] in line for line in warnings)
