"""The rules about secrets: names that no page documents, and values that look like real ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.finding import Finding
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.parsing.names import composed

SECRET = "secret"
"""The kind that ``vault::`` names."""

_VAULT = re.compile(r"\bvault::(?P<name>[\w][\w./-]*)")


def _texts(scope: CheckedScope) -> Iterator[tuple[Entry, str, str]]:
    """Yield the texts of all fields, with their entries."""
    for entries in scope.entries.values():
        for entry in entries:
            for field, value in entry.values.items():
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str):
                        yield entry, field, text


def secret_unknown(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the names after ``vault::`` that are not documented as secrets, on any page."""
    known = {composed(entry.name) for entry in scope.project.catalogue.of_kind(SECRET)}
    if not known:
        return
    for entry, field, text in _texts(scope):
        for found in _VAULT.finditer(text) if "vault::" in text else ():
            name = found["name"].rstrip(".")
            if composed(name) not in known:
                hint = scope.project.catalogue.nearest(name, (SECRET,))
                yield rule.about(entry, key=name, field=field, hint=hint, secret=name)


RULES: Mapping[str, RuleFunction] = {"secret-unknown": secret_unknown}
