"""The baseline: findings that a team has accepted for now. It can only shrink."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from sphinx_archdoc.rules.finding import Finding

VERSION = 1

FindingKey = tuple[str, str, str]
"""Page, rule and name, as in :attr:`.Finding.key`: moved text stays quiet."""


class WrongBaseline(ValueError):
    """The file is not a baseline; with the reason as a clause."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    problems: dict[str, dict[str, list[str]]]


class ComparedBaseline(msgspec.Struct, frozen=True):
    """Findings, compared with a baseline."""

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    stale: tuple[FindingKey, ...]
    """What the baseline accepts and is not wrong any more."""


def read_baseline(content: bytes) -> frozenset[FindingKey]:
    """Return the keys in a file.

    :raises WrongBaseline: if it is not a baseline of this version.
    """
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise WrongBaseline(str(error)) from None
    if file.version != VERSION:
        raise WrongBaseline(f"it has version {file.version}, and this program reads version {VERSION}")
    return frozenset(
        (page, rule, name)
        for page, rules in file.problems.items()
        for rule, names in rules.items()
        for name in names
    )


def write_baseline(keys: Iterable[FindingKey]) -> bytes:
    """Return the content of a file, sorted, so that changes of it can be reviewed."""
    problems: dict[str, dict[str, list[str]]] = {}
    for page, rule, name in sorted(set(keys)):
        problems.setdefault(page, {}).setdefault(rule, []).append(name)
    encoded = msgspec.json.encode(_File(VERSION, problems))
    return msgspec.json.format(encoded, indent=2) + b"\n"


def acceptable(findings: Iterable[Finding]) -> list[FindingKey]:
    """Return the keys of the findings that may be accepted."""
    return [finding.key for finding in findings if _is_acceptable(finding)]


def compare_baseline(
    findings: Iterable[Finding], baseline: frozenset[FindingKey], renamed: Callable[[str], str]
) -> ComparedBaseline:
    """Return which findings are new, and which a baseline accepts.

    :param renamed: returns the docname that a page has now; the name itself if it was not renamed.
    """
    now: dict[FindingKey, FindingKey] = {
        (renamed(page), rule, name): (page, rule, name) for page, rule, name in baseline
    }
    new: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        (accepted if finding.key in now and _is_acceptable(finding) else new).append(finding)
    found = {finding.key for finding in accepted}
    stale = sorted(key for current, key in now.items() if current not in found)
    return ComparedBaseline(tuple(new), tuple(accepted), tuple(stale))


def _is_acceptable(finding: Finding) -> bool:
    from sphinx_archdoc.rules.builtin import builtin_rules  # slow to load, and often not needed

    rule = builtin_rules().get(finding.rule)
    return rule is None or rule.acceptable  # rules of projects are not among these
