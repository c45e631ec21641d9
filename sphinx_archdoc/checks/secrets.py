"""The rules about secrets: names that no page documents, and values that look like real ones."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.parsing.credentials import without_credentials
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.schema.model import FieldType

_LONGEST = 100_000
"""Characters of a value that are searched."""

SECRET = "secret"
"""The kind that ``vault::`` names."""

VALUES = ("default", "example")
"""The fields that hold values, beside those of JSON."""

_TOKEN = re.compile(
    r"(?<![\w+./:=@${-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])[\w+/-]{24,200}={0,2}(?![\w./:@}])"
)
"""A long word with small letters, capitals and digits."""

_PLACEHOLDER = re.compile(
    r"example|sample|dummy|fake|your|xxx|placeholder|change|redacted|secret|token|password|test|abc|123456|0{6}",
    re.I,
)
_FEWEST_DIGITS = 3
_FEWEST_BITS = 4.2
"""Shannon's entropy per character; that of words and names is lower."""

SECRET_NAME = re.compile(
    r"(?:\A|_)(?:API_?KEY|KEY|SECRET|TOKEN|PASSWORD|PASS|PASSPHRASE|PEPPER|SALT)\Z", re.IGNORECASE
)
"""The end of the name of a variable whose value is a secret."""

_LONGEST_SHOWN = 40
"""Characters of a value in a message."""

_SHORTEST_SECRET = 16
"""Characters of a value that can be a real secret; shorter ones, such as ``changeme``, are placeholders."""

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


def secret_value(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the values that are long and random. Those of well-known forms are problems of their own."""
    kinds = scope.project.catalogue.kinds
    for entry, field, text in _texts(scope):
        declared = kinds[entry.kind].fields.get(field)
        if field not in VALUES and not (declared and declared.type is FieldType.JSON):
            continue
        for found in _TOKEN.finditer(text[:_LONGEST]):
            if is_random(found[0]):
                key = f"{entry.name} {field}"
                yield rule.about(entry, key=key, field=field, part=field, start=found[0][:4])


def shown_value(name: str, value: str) -> str:
    """Return the value of a variable as messages show it: short, and of a secret no more than its beginning.

    :param name: the variable, which can say that its value is one: ``SHOP_API_KEY``.
    """
    is_secret = SECRET_NAME.search(name) is not None and len(value) >= _SHORTEST_SECRET
    if is_secret or any(is_random(found[0]) for found in _TOKEN.finditer(value[:_LONGEST])):
        return f"{value[:4]}…"
    return shorten(without_credentials(value), _LONGEST_SHOWN)


def is_random(word: str) -> bool:
    """Return whether a long word looks random, and not like a placeholder or a name."""
    if _PLACEHOLDER.search(word) or word.count("-") > 3 or word.count("_") > 3 or word.count("/") > 2:
        return False
    if sum(map(str.isdigit, word)) < _FEWEST_DIGITS:
        return False  # words in a row
    counts = Counter(word)
    bits = -sum(n / len(word) * math.log2(n / len(word)) for n in counts.values())
    return bits >= min(_FEWEST_BITS, math.log2(len(word)) - 0.4)


RULES: Mapping[str, RuleFunction] = {"secret-unknown": secret_unknown, "secret-value": secret_value}
