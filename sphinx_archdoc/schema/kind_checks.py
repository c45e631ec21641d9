"""Check that the properties of a kind agree with its fields."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Container, Iterator, Sequence

import msgspec

from sphinx_archdoc.schema.model import Field, FieldType, Kind, describe_targets
from sphinx_archdoc.slow_expressions import why_too_slow
from sphinx_archdoc.spelling import did_you_mean

ReportProblem = Callable[[str, str, str], None]
"""Callback ``(key, message, hint)`` that reports a problem with a dotted key of the kinds table."""

_FAST = "write one that can match a name in only one way, such as '[a-z]+(-[a-z]+)*'"

_ANY = tuple(FieldType)
_WORDS = (FieldType.TEXT, FieldType.CODE, FieldType.CHOICE)
_CLUSTER = (*_WORDS, FieldType.REFS)
"""Types of the field that ``cluster`` may name."""
_EDGE = {"source": (FieldType.REFS,), "target": (FieldType.REFS,), "sign": _WORDS, "label": _WORDS}
"""Types of the fields that the keys of ``edge`` may name."""
_REFERRING = (FieldType.REFS, FieldType.SQL)
"""Types of fields that refer to entries."""
_ABOUT_TARGETS = ("dependency", "degraded", "failing")
"""Properties that need a field that refers to entries."""


def check_field(field: Field, key: str, report: ReportProblem) -> Field:
    """Return *field* without the properties that contradict its type; *key* is its dotted key."""
    if (field.type is FieldType.CHOICE) != bool(field.choices):
        report(f"{key}.choices", "required with type = 'choice', and allowed only there", "")
        field = msgspec.structs.replace(field, type=FieldType.TEXT, choices=())
    wrong = [name for name in _ABOUT_TARGETS if getattr(field, name) and field.type not in _REFERRING]
    for name in wrong:
        message = f"a field of type {field.type} does not refer to entries"
        report(f"{key}.{name}", message, "use type = 'refs'")
    return msgspec.structs.replace(field, **dict.fromkeys(wrong, False)) if wrong else field


def check_kind(kind: Kind, report: ReportProblem, fast: Container[str] | None) -> Kind:
    """Return *kind* without the properties that contradict its fields.

    :param fast: the expressions that are known to be fast; None if all are.
    """
    wrong: dict[str, object] = {}
    judge = functools.partial(_wrong_pattern, fast=fast)
    if reason := judge(kind.argument, whole=True) or _wrong_groups(kind):
        wrong["argument"] = "name"
        report(f"{kind.name}.argument", *reason)
    for key in ("body", "shown_name", "group_by"):
        if not _names_field(kind, key.replace("_", "-"), getattr(kind, key), report):
            wrong[key] = ""
    if not _names_field(kind, "cluster", kind.cluster, report, _CLUSTER):
        wrong["cluster"] = ""
    edge = msgspec.structs.asdict(kind.edge) if kind.edge else {}
    if not all(_names_field(kind, f"edge.{key}", edge[key], report, _EDGE[key]) for key in edge):
        wrong["edge"] = None
    return _check_wording(msgspec.structs.replace(kind, **wrong), report, judge)


def _wrong_groups(kind: Kind) -> tuple[str, str] | None:
    """Return the message and the hint if a group of ``argument`` is no field."""
    unknown = set(kind.name_fields) - kind.fields.keys()
    return (f"names the field '{min(unknown)}', which the kind does not have", "") if unknown else None


def _wrong_pattern(pattern: str, *, whole: bool, fast: Container[str] | None) -> tuple[str, str] | None:
    """Return the message and the hint if *pattern* is not a valid regular expression, or may be slow.

    :param whole: whether it has to match a name from start to end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # re warns of syntax whose meaning will change
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"not a valid regular expression: {error}", ""
    if fast is None or pattern in fast:
        return None
    if reason := why_too_slow(rf"\A(?:{pattern})\Z" if whole else pattern):
        return f"{reason}, so matching a name could take too long", _FAST
    return None


def expressions_of(kind: Kind) -> Iterator[str]:
    """Yield the regular expressions of a kind."""
    yield from (kind.argument, kind.wording.shape, kind.wording.likely, kind.wording.refused)


def _check_wording(kind: Kind, report: ReportProblem, judge: Callable[..., tuple[str, str] | None]) -> Kind:
    wording = kind.wording
    patterns = {"shape": wording.shape, "likely": wording.likely, "refused": wording.refused}
    for key, pattern in patterns.items():
        if reason := judge(pattern, whole=key != "likely"):
            report(f"{kind.name}.wording.{key}", *reason)
            patterns[key] = ""
    names = {"subtitle": wording.subtitle, "label": wording.label, "telling": wording.telling}
    wrong = {
        key: ""
        for key, name in names.items()
        if not _names_field(kind, f"wording.{key}", name, report, (FieldType.TEXT,))
    }
    fields = {
        name: words
        for name, words in wording.fields.items()
        if _names_field(kind, f"wording.fields.{name}", name, report)
    }
    values = {
        name: words
        for name, words in wording.values.items()
        if _names_field(kind, f"wording.values.{name}", name, report)
    }
    placeholders = []
    for words in wording.placeholders:
        if "[" in words and len(words) > 2:
            placeholders.append(words)
        else:
            message = f"'{words}' could occur in any text"
            report(f"{kind.name}.wording.placeholders", message, "start it with '['")
    wording = msgspec.structs.replace(
        wording, **wrong, **patterns, fields=fields, values=values, placeholders=tuple(placeholders)
    )
    return msgspec.structs.replace(kind, wording=wording)


def _names_field(
    kind: Kind, key: str, field: str, report: ReportProblem, types: Sequence[FieldType] = _ANY
) -> bool:
    """Return whether *field* is a field of *kind* with one of *types*, or empty; report it otherwise.

    :param key: key of the property that names the field, below that of the kind.
    """
    if not field:
        return True
    if field not in kind.fields:
        report(f"{kind.name}.{key}", f"the kind has no field '{field}'", did_you_mean(field, kind.fields))
        return False
    type_ = kind.fields[field].type
    if type_ not in types:
        hint = f"name a field of type {describe_targets(types)}"
        report(f"{kind.name}.{key}", f"the field '{field}' is of type {type_}", hint)
    return type_ in types
