"""Read workflows of GitHub Actions and other CI: they set variables, and read what the service holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.steps.manifest import read_manifest
from sphinx_archdoc.sources.steps.yaml_nodes import scalars
from sphinx_archdoc.sources.text import CodeText

_CONTEXT = re.compile(r"\b(?P<context>secrets|vars|env)\.(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}\Z")
_SETS = frozenset({"env", "variables", "environment"})


def read_workflow(text: CodeText) -> Iterator[Fact]:
    """Yield the variables that a workflow sets, and the secrets and variables of the service that it uses."""
    items = scalars(text.raw)
    if items is None:
        yield from read_manifest(text)
        return
    for item in items:
        if len(item.path) > 1 and item.path[-2] in _SETS and _NAME.match(item.path[-1]):
            yield EnvMention(item.path[-1], item.key_line or item.line, MentionKind.SET)
        if "{{" in item.value or item.path[-1:] == ("if",):
            for match in _CONTEXT.finditer(item.value):
                is_passed_on = item.path[-2:-1] != ("secrets",) and item.path[-1:] == (match["name"],)
                if match["context"] == "env" or is_passed_on:
                    yield EnvMention(match["name"], item.line, MentionKind.SET)
                else:
                    yield EnvRead(match["name"], item.line, is_implied=True)
