"""The rule about what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sphinx_archdoc.problems import shorten
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.facts import Unread
from sphinx_archdoc.sources.tree import CodeTree


def sources_unread(rule: CheckRule, tree: CodeTree, configuration: Configuration) -> Iterator[Finding]:
    """Yield what could not be read: files, folders of scopes that do not exist, and statements."""
    where = configuration.line_of("sources")
    for unread in tree.unread:
        form = "file" if unread.path else "limit"
        yield rule.at(
            *(where, form), page=where.source, name=unread.path, file=unread.path, reason=unread.reason
        )
    sources = configuration.sources
    for number, scope in enumerate(sources.scope if sources else ()):
        for path in scope.code:
            if not tree.exists(path.removeprefix("./").strip("/") or "."):
                line = configuration.line_of(f"sources.scope.{number}.code")
                reason = "there is no such file or folder"
                yield rule.at(line, "file", page=line.source, name=path, file=path, reason=reason)
    counts: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str], int] = {}
    for path, fact in tree.facts():
        if isinstance(fact, Unread):
            counts[path, fact.reason] += 1
            lines.setdefault((path, fact.reason), fact.line)
    for (path, reason), number in sorted(counts.items()):
        yield rule.at(
            *(where, "statements"),
            page=where.source,
            name=path,
            evidence=[CodePlace(path, lines[path, reason])],
            file=shorten(path),
            reason=reason,
            count=str(number),
        )
