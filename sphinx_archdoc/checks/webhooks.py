"""The rules about webhooks: documents against AsyncAPI, and the webhooks of OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.checks.undocumented import first_of_fullest_page, undocumented
from sphinx_archdoc.parsing.names import comparable_name
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.openapi import ApiDescription
from sphinx_archdoc.spelling import did_you_mean

_INTEGRATION = "integration"


def _described(scope: CheckedScope) -> Sequence[ApiDescription]:
    """Return the files that describe events."""
    descriptions = scope.project.descriptions
    code = scope.scope.code
    return [one for one in (*descriptions.asyncapi(code), *descriptions.openapi(code)) if one.events]


def _names(described: Sequence[ApiDescription]) -> Iterator[str]:
    """Yield all names that documents may use for the events."""
    for one in described:
        for event in one.events:
            yield from (event.name, *event.aliases)
        yield from one.other_events


def _own(rule: CheckRule, scope: CheckedScope) -> Iterator[Entry]:
    """Yield the webhooks in use, without those that an integration sends: these are somebody else's."""
    return (entry for entry in entries_in_use(rule, scope) if not entry.values.get(_INTEGRATION))


def webhook_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented events that no file describes."""
    described = _described(scope)
    names = list(dict.fromkeys(_names(described)))
    known = set(map(comparable_name, names))
    looked_in = ", ".join(one.path for one in described)
    for entry in _own(rule, scope) if described else ():
        if comparable_name(entry.name) not in known:
            meant = did_you_mean(entry.name, names)
            yield rule.about(entry, hint="; ".join(filter(None, (f"looked in {looked_in}", meant))))


def webhook_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the described events that no page documents, by none of their names."""
    described = _described(scope)
    known = set(map(comparable_name, _names(described)))
    first = first_of_fullest_page(
        [entry for entry in _own(rule, scope) if comparable_name(entry.name) in known]
    )
    if first is None:
        return
    documented = {
        comparable_name(e.name) for kind in rule.kinds for e in scope.project.catalogue.of_kind(kind)
    }
    for event in dict.fromkeys(event for one in described for event in one.events):
        if not documented.isdisjoint(map(comparable_name, (event.name, *event.aliases))):
            continue
        yield undocumented(rule, first, event.name, CodePlace(event.file, event.line))


RULES: Mapping[str, RuleFunction] = {
    "webhook-absent": webhook_absent,
    "webhook-undocumented": webhook_undocumented,
}
