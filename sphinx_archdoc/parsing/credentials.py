"""Find values that have the form of a credential of a well-known service, before they are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sphinx_archdoc.problems import Code, Location, Problem

_SHORTEST = 20
"""No form has fewer characters."""

_FORMS = {
    "an AWS access key": r"(?:AKIA|ASIA)(?P<aws>[A-Z0-9]{16})(?![A-Za-z0-9])",
    "a GitHub token": r"(?:gh[pousr]_|github_pat_)(?P<github>[A-Za-z0-9_]{36,255})",
    "a GitLab token": r"glpat-(?P<gitlab>[A-Za-z0-9_-]{20,64})",
    "a Slack token": r"(?:xox[abceoprs]|xapp)-(?P<slack>[A-Za-z0-9-]{20,255})",
    "a Stripe key": r"[rs]k_live_(?P<stripe>[A-Za-z0-9]{16,255})",
    "a Google API key": r"AIza(?P<google>[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])",
    "an npm token": r"npm_(?P<npm>[A-Za-z0-9]{36})(?![A-Za-z0-9])",
    "a PyPI token": r"pypi-AgE(?P<pypi>[A-Za-z0-9_-]{50,255})",
    "a SendGrid key": r"SG\.(?P<sendgrid>[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})",
    "an Anthropic key": r"sk-ant-(?P<anthropic>[A-Za-z0-9_-]{40,255})",
    "an OpenAI key": r"sk-proj-(?P<openai>[A-Za-z0-9_-]{40,255})",
    "a JSON Web Token": r"eyJ(?P<jwt>[A-Za-z0-9_-]{10,2000}"
    r"\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000})",
    "a private key": r"-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY-----(?:\s|\\[nr]){0,9}"
    r"(?P<pem>[A-Za-z0-9+/=]{20}(?:[A-Za-z0-9+/=\s]|\\[nr]){0,20000})",
}
"""Regular expressions of the forms, by what they are; each has a group for the part that is secret.

All repetitions have a limit, and no match begins within a word, so the search takes linear time.
"""

_FORM = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_FORMS.values())})")
_SORTS = {re.search(r"\?P<(\w+)>", form)[1]: sort for sort, form in _FORMS.items()}  # type: ignore[index]

_EXAMPLE = re.compile(
    r"example|sample|dummy|fake|your|xxx|placeholder|change-?me|redacted|secret|token", re.I
)
"""Matches the words of which placeholders are made; a random value of 40 letters hardly ever holds one."""

_JOHN_DOE = ".eyJzdWIiOiIxMjM0NTY3ODkw"
"""The beginning of the payload of the token that the documentation of JSON Web Tokens shows."""

_FEWEST_CHARACTERS = 8
_LONGEST_SEQUENCE = 6


class Credential(NamedTuple):
    """A part of a text that has the form of a credential."""

    sort: str
    """What it is, with an article."""
    start: int
    end: int
    shown: str
    """Its first characters, which say the sort and nothing that is secret."""


def find_credentials(text: str) -> Iterator[Credential]:
    """Yield the parts of a text that have the form of a credential, except placeholders."""
    if len(text) < _SHORTEST:
        return
    for found in _FORM.finditer(text):
        group = found.lastgroup or ""
        if not _is_made_up(found[group]):
            shown = text[found.start() : found.start(group)].strip()[:12]
            yield Credential(_SORTS[group], found.start(), found.end(), f"{shown}…")


def credential_problems(field: str, text: str, where: Location) -> Iterator[Problem]:
    """Yield a problem for each credential in the value of a field, at its line.

    :param where: the location of the first line of *text*.
    """
    for found in find_credentials(text):
        yield Problem(
            where.at(where.line + text.count("\n", 0, found.start)),
            Code.CREDENTIAL,
            f"{field}: '{found.shown}' looks like {found.sort}",
            "if it is real, revoke it; write a placeholder such as <token>",
        )


def without_credentials(text: str) -> str:
    """Return a text with the first characters of each credential in its place."""
    if len(text) < _SHORTEST or not _FORM.search(text):
        return text
    parts, end = [], 0
    for found in find_credentials(text):
        parts += [text[end : found.start], found.shown]
        end = found.end
    return "".join([*parts, text[end:]])


def _is_made_up(secret: str) -> bool:
    """Return whether a value is a placeholder: one character again and again, the alphabet, or words."""
    if len(set(secret)) < _FEWEST_CHARACTERS or _EXAMPLE.search(secret) or _JOHN_DOE in secret:
        return True
    run = 1
    for before, after in pairwise(secret):
        run = run + 1 if ord(after) == ord(before) + 1 else 1
        if run > _LONGEST_SEQUENCE:
            return True
    return False
