"""What the rules are given: the entries of a scope, and the facts about its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.finding import Finding
from sphinx_archdoc.checks.rules import Rule


class CodeScope(msgspec.Struct, frozen=True):
    """Which code some pages are about: their own ``archdoc: {code: …}``, or a ``[[sources.scope]]``."""

    code: tuple[str, ...] = ("",)
    """Folders and files, relative to the root of the code; the empty string is the root itself."""
    name: str = ""
    """Where the scope is declared, for messages."""


class CheckedScope(msgspec.Struct, frozen=True, kw_only=True):
    """The pages that share their code, what they say, and what the code says."""

    scope: CodeScope
    pages: tuple[str, ...]
    """Docnames, sorted."""
    entries: Mapping[str, tuple[Entry, ...]]
    """By kind, in the order of the catalogue."""

    def of(self, rule: Rule) -> Iterator[Entry]:
        """Yield the entries that a rule is about."""
        for kind in rule.kinds:
            yield from self.entries.get(kind, ())


RuleFunction = Callable[[Rule, CheckedScope], Iterable[Finding]]
"""One rule: a function in the module of its family, which lists it in ``RULES`` by the id of the rule."""
