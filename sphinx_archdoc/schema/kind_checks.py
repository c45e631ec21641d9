"""Check that the properties of a kind agree with its fields."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence

import msgspec

from sphinx_archdoc.problems import did_you_mean
from sphinx_archdoc.schema.model import Field, FieldType, Kind, describe_targets

ReportProblem = Callable[[str, str, str], None]
"""Takes the key of what is wrong, what is wrong, and what to do about it."""

_ANY = tuple(FieldType)
_WORDS = (FieldType.TEXT, FieldType.CODE, FieldType.CHOICE)
_NAMES = (*_WORDS, FieldType.REFS)
"""The types of the fields that a cluster may name."""
_EDGE = {"source": (FieldType.REFS,), "target": (FieldType.REFS,), "sign": _WORDS, "label": _WORDS}
"""The types of the fields that the parts of an edge may name."""
_NAMING = (FieldType.REFS, FieldType.SQL)
"""The types of the fields that name entries."""
_OF_NAMES = ("dependency", "degraded", "failing")
"""What a field says of the entries that it names."""


def check_field(field: Field, key: str, report: ReportProblem) -> Field:
    """*field* without properties that contradict its type; *key* is where it is declared."""
    if (field.type is FieldType.CHOICE) != bool(field.choices):
        report(f"{key}.choices", "goes with type = 'choice', and only with that", "")
        field = msgspec.structs.replace(field, type=FieldType.TEXT, choices=())
    wrong = [name for name in _OF_NAMES if getattr(field, name) and field.type not in _NAMING]
    for name in wrong:
        report(f"{key}.{name}", f"a field of type {field.type} names no entries", "use type = 'refs'")
    return msgspec.structs.replace(field, **dict.fromkeys(wrong, False)) if wrong else field


def check_kind(kind: Kind, report: ReportProblem) -> Kind:
    """*kind* without properties that contradict its fields."""
    wrong: dict[str, object] = {}
    if reason := _wrong_argument(kind):
        wrong["argument"] = "name"
        report(f"{kind.name}.argument", reason, "")
    for key in ("body", "shown_name", "group_by"):
        if not _has_field(kind, key.replace("_", "-"), getattr(kind, key), report):
            wrong[key] = ""
    if not _has_field(kind, "cluster", kind.cluster, report, _NAMES):
        wrong["cluster"] = ""
    edge = msgspec.structs.asdict(kind.edge) if kind.edge else {}
    if not all(_has_field(kind, f"edge.{key}", edge[key], report, _EDGE[key]) for key in edge):
        wrong["edge"] = None
    return _check_wording(msgspec.structs.replace(kind, **wrong), report)


def _wrong_argument(kind: Kind) -> str:
    """What is wrong with the form of the argument, if it has one."""
    if reason := _wrong_pattern(kind.argument):
        return reason
    if unknown := set(kind.name_fields) - kind.fields.keys():
        return f"names the field '{min(unknown)}', which the kind does not have"
    return ""


def _wrong_pattern(pattern: str) -> str:
    """What is wrong with a regular expression."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what re only warns of will mean something else one day
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"no regular expression: {error}"
    return ""


def _check_wording(kind: Kind, report: ReportProblem) -> Kind:
    wording = kind.wording
    shape = wording.shape
    if reason := _wrong_pattern(shape):
        report(f"{kind.name}.wording.shape", reason, "")
        shape = ""
    names = {"subtitle": wording.subtitle, "label": wording.label, "telling": wording.telling}
    wrong = {
        key: ""
        for key, name in names.items()
        if not _has_field(kind, f"wording.{key}", name, report, (FieldType.TEXT,))
    }
    fields = {
        name: words
        for name, words in wording.fields.items()
        if _has_field(kind, f"wording.fields.{name}", name, report)
    }
    placeholders = []
    for words in wording.placeholders:
        if "[" in words and len(words) > 2:
            placeholders.append(words)
        else:
            message = f"'{words}' may be part of any text"
            report(f"{kind.name}.wording.placeholders", message, "begin it with '['")
    wording = msgspec.structs.replace(
        wording, **wrong, fields=fields, shape=shape, placeholders=tuple(placeholders)
    )
    return msgspec.structs.replace(kind, wording=wording)


def _has_field(
    kind: Kind, key: str, field: str, report: ReportProblem, types: Sequence[FieldType] = _ANY
) -> bool:
    """Whether a property names a field of its kind that has one of some types; if not, that is a problem.

    A property that is empty names none, and need not.
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
