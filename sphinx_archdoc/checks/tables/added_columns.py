"""The columns that pages add to tables with ``ALTER TABLE``, away from the entry of the table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set

from sphinx_archdoc.checks.facts.databases import fold_table
from sphinx_archdoc.checks.scope import CheckedScope

_ALTER = re.compile(
    r"^[ \t>]{0,20}ALTER\s{1,9}TABLE\s{1,9}(?:IF\s{1,9}EXISTS\s{1,9})?(?:ONLY\s{1,9})?"
    r"(?P<table>[\w.\"`\[\]]{1,200})(?P<actions>[^;~]{0,4000})",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"```|^[ \t>]{0,20}(?:ALTER|CREATE|DROP|COMMENT|INSERT|UPDATE|--)\b", re.IGNORECASE | re.MULTILINE
)
"""What is behind the actions of a statement without a semicolon."""
_ADD = re.compile(
    r"\bADD\s{1,9}(?:COLUMN\s{1,9})?(?:IF\s{1,9}NOT\s{1,9}EXISTS\s{1,9})?[\"`\[]?(?P<column>\w{1,100})",
    re.IGNORECASE,
)


def added_columns(scope: CheckedScope) -> Mapping[str, Set[str]]:
    """Return the columns that the pages of a scope with any entries add to each table, all in lower case."""
    found: dict[str, set[str]] = defaultdict(set)
    pages = {entry.page for entries in scope.entries.values() for entry in entries}
    for page in sorted(pages):
        text = "\n".join(scope.project.outlines.of(page).lines)
        for statement in _ALTER.finditer(text):
            actions = _END.split(statement["actions"], maxsplit=1)[0]
            columns = (added["column"].casefold() for added in _ADD.finditer(actions))
            found[fold_table(statement["table"])].update(columns)
    return found
