"""Suppressions: findings that an author has said to ignore, and suppressions that ignore nothing."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.rules.finding import Finding, Severity, Suppressed
from sphinx_archdoc.rules.pages import CheckedPage


def suppress(
    findings: Iterable[Finding], pages: Mapping[str, CheckedPage], configuration: Configuration
) -> tuple[list[Finding], list[Suppressed]]:
    """Return the findings that are left, with those about suppressions, and the findings that are not."""
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Suppression] = set()
    rules = builtin_rules()
    for finding in findings:
        page = pages.get(finding.page)
        matching = [s for s in page.suppressions if covers(s, finding)] if page else []
        if matching and rules[finding.rule].suppressible:
            used.update(matching)
            suppressed.append(Suppressed(finding, matching[0].reason))
        else:
            kept.append(finding)
    kept += _about_suppressions(pages, used, configuration)
    return kept, suppressed


def covers(suppression: Suppression, finding: Finding) -> bool:
    """Return whether a suppression on the page of a finding says to ignore it."""
    return (
        fnmatch.fnmatchcase(finding.rule, suppression.rule)
        and suppression.name in ("", finding.name)
        and suppression.anchor in ("", finding.anchor)
    )


def _about_suppressions(
    pages: Mapping[str, CheckedPage], used: set[Suppression], configuration: Configuration
) -> Iterator[Finding]:
    rules = builtin_rules()
    about_checks = [one for one in _all(pages) if one[1].rule not in configuration.project_rules]
    wanted = [(rules["suppression-unused"], [s for s in about_checks if s[1] not in used])]
    if configuration.check.require_reason:
        wanted.append((rules["suppression-reason"], [s for s in about_checks if not s[1].reason]))
    for rule, found in wanted:
        for docname, one in found:
            severity = configuration.severity(rule, docname)
            if severity is not Severity.OFF:
                finding = rule.at(one.where, page=docname, name=one.text, what=one.text)
                yield msgspec.structs.replace(finding, severity=severity)


def _all(pages: Mapping[str, CheckedPage]) -> Iterator[tuple[str, Suppression]]:
    for docname, page in sorted(pages.items()):
        for one in page.suppressions:
            yield docname, one
