"""The rules about dates."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping

from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import Finding

_PERIOD = re.compile(
    r"(?:at\s+least\s+)?(?:(?:every|each|once)\s+)?"
    r"(?:(?:(?P<number>\d{1,4}|a|an|one|two|three|six|other)[\s-]*)?(?P<unit>day|week|month|quarter|year)s?"
    r"|(?P<word>daily|weekly|monthly|quarterly|yearly|annually|annual))(?!\w)",
    re.I,
)
_EVENT = re.compile(r"\b(?:on|if|when(?:ever)?|after|before|never|manual(?:ly)?)\b", re.I)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6, "other": 2}
_WORDS = {
    "daily": (1, 0), "weekly": (7, 0), "monthly": (0, 1), "quarterly": (0, 3),
    "yearly": (0, 12), "annually": (0, 12), "annual": (0, 12),
}  # fmt: skip
_UNITS = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12)}


def due(since: datetime.date, period: str) -> datetime.date | None:
    """Return the day on which a period has gone by: "Every 90 days", "quarterly"; None for other words."""
    found = _PERIOD.match(period.strip())
    if not found or _EVENT.search(period):
        return None
    if found["word"]:
        days, months = _WORDS[found["word"].casefold()]
        number = 1
    else:
        days, months = _UNITS[found["unit"].casefold()]
        written = (found["number"] or "1").casefold()
        number = _NUMBERS.get(written) or int(written)
    try:
        later = since + datetime.timedelta(days=days * number)
        month = later.month - 1 + months * number
        year, month = later.year + month // 12, month % 12 + 1
        return later.replace(year=year, month=month, day=min(later.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def read_date(value: object) -> datetime.date | None:
    """Return the value of a field of dates; None if it has none."""
    try:
        return datetime.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def rotation_overdue(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the secrets that should have been replaced."""
    for entry in scope.of(rule):
        rotated = read_date(entry.values.get("rotated"))
        again = due(rotated, str(entry.values.get("rotation", ""))) if rotated else None
        if rotated and again and again < scope.project.today:
            yield rule.about(entry, field="rotated", rotated=rotated.isoformat(), due=again.isoformat())


def date_future(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the pages that were updated after today."""
    for entry in scope.of(rule):
        updated = read_date(entry.values.get("updated"))
        if updated and updated > scope.project.today:
            yield rule.about(entry, field="updated", updated=updated.isoformat())


def date_stale(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the pages that are due for review, and whose code has changed since they were updated."""
    for entry in scope.of(rule):
        updated = read_date(entry.values.get("updated"))
        again = due(updated, str(entry.values.get("review-every", ""))) if updated else None
        is_due = updated and again and again < scope.project.today
        if updated and again and is_due and scope.project.tree.changed_since(scope.scope.code, updated):
            yield rule.about(entry, field="updated", updated=updated.isoformat(), due=again.isoformat())


RULES: Mapping[str, RuleFunction] = {
    "rotation-overdue": rotation_overdue,
    "date-future": date_future,
    "date-stale": date_stale,
}
