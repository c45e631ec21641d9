"""Load the kinds table, and merge a user's kinds into it.

A mistake becomes a :class:`~sphinx_archdoc.problems.Problem` that names the file and the key. Only that key
is left out; the rest of the table is used.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.headings import COLUMNS, check_inverse, check_name
from sphinx_archdoc.schema.kind_checks import check_field, check_kind, expressions_of
from sphinx_archdoc.schema.model import Field, Kind
from sphinx_archdoc.schema.plurals import check_plurals, kinds_by_plural
from sphinx_archdoc.schema.toml_keys import RESERVED, line_of_key, lines_of_keys
from sphinx_archdoc.schema.toml_text import TomlError, load_toml
from sphinx_archdoc.schema.value_errors import describe
from sphinx_archdoc.schema.wording import Record, Wording
from sphinx_archdoc.spelling import did_you_mean

KindsTable = Mapping[str, Kind]


_CONTROL = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:u00[01]|[bf])")
"""A control character other than white space, escaped as in JSON; see :mod:`sphinx_archdoc.xml_text`."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

RESERVED_NAMES = ("diagram", "impact", "profile", "score", "summary", "table", "all")
"""Names that kinds cannot have: those of the directives of views, and that of the index of all entries."""

_Rec = TypeVar("_Rec", bound=Record)


@functools.cache
def builtin_kinds() -> KindsTable:
    """Return the built-in kinds by name, in the order of the template.

    :raises ValueError: if :file:`kinds.toml` has problems.
    """
    text = resources.files("sphinx_archdoc.schema").joinpath("kinds.toml").read_text("utf-8")
    kinds, problems = merge_kinds({}, tomllib.loads(text), "kinds.toml", is_package=True)
    if problems:
        raise ValueError("\n".join(f"{p.where.source}: {p}" for p in problems))
    return kinds


def read_kinds_file(known: KindsTable, path: Path, shown: str) -> tuple[KindsTable, list[Problem]]:
    """Return the *known* kinds merged with those of a user's TOML file, and the problems of the file.

    :param shown: name of the file in messages.
    """
    try:
        return read_kinds(known, path.read_text("utf-8-sig"), shown)
    except UnicodeDecodeError:
        message = f"the file '{shown}' cannot be read: not UTF-8 text"
    except (OSError, ValueError) as error:  # ValueError: the name has a null byte
        message = f"the file '{shown}' cannot be read: {getattr(error, 'strerror', None) or error}"
    return known, [Problem(Location(shown), Code.WRONG_KIND, message)]


def read_kinds(known: KindsTable, text: str, shown: str) -> tuple[KindsTable, list[Problem]]:
    """Return the *known* kinds merged with those of the text of a user's TOML file; see above."""
    try:
        table = {name: raw for name, raw in load_toml(text).items() if name not in RESERVED}
    except TomlError as error:
        message = f"the file '{shown}' is {error}"
        return known, [Problem(Location(shown, error.line), Code.WRONG_KIND, message)]
    return merge_kinds(known, table, shown, text.split("\n"))


def merge_kinds(
    known: KindsTable,
    table: object,
    source: str,
    lines: Sequence[str] = (),
    below: str = "",
    *,
    is_package: bool = False,
) -> tuple[KindsTable, list[Problem]]:
    """Return the *known* kinds merged with those of *table*, and the problems of *table*.

    :param table: properties of kinds by name, from TOML or a dict in :file:`conf.py`.
    :param source: name of the table's file in problems.
    :param lines: the lines of that file if it is TOML, to find the line of each problem.
    :param below: the table of the file that holds the kinds; empty for the file itself.
    :param is_package: whether it is the table of the package, whose regular expressions are known to be fast.
    """
    merge = _Merge(dict(known), source, lines)
    merge.fast = None if is_package else {one for kind in known.values() for one in expressions_of(kind)}
    if below:
        merge.lines = {key.removeprefix(f"{below}."): line for key, line in merge.lines.items()}
    if isinstance(table, Mapping):
        for name, raw in table.items():
            merge.add(name, raw)
    else:
        merge.report("archdoc_kinds", "must be the path of a TOML file or a table of kinds")
    merge.check_references()
    return merge.kinds, merge.problems


class _Merge:
    """Merges one table into known kinds, and collects its problems."""

    def __init__(self, kinds: dict[str, Kind], source: str, lines: Sequence[str]) -> None:
        self.kinds = kinds
        self.source = source
        self.lines = lines_of_keys(lines)
        self.problems: list[Problem] = []
        self.fast: Set[str] | None = set()
        """Regular expressions that are known to be fast; None if all are."""
        self.added: list[tuple[str, str]] = []
        """Fields that this table adds, as (kind, field)."""

    def report(self, key: str, message: str, hint: str = "") -> None:
        where = Location(self.source, line_of_key(self.lines, key))
        self.problems.append(
            Problem(where, Code.WRONG_KIND, f"{shorten(key)}: {shorten(message, 200)}", hint)
        )

    def add(self, name: object, raw: object) -> None:
        not_names = (*RESERVED_NAMES, *RESERVED)
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name in not_names:
            hint = f"use lower-case words joined by hyphens, except {', '.join(not_names)}"
            self.report(str(name), "not a valid name for a kind", hint)
            return
        if owner := kinds_by_plural(self.kinds).get(name):
            self.report(name, f"this is already the plural of '{owner.name}'", "give the kind another name")
            return
        if not isinstance(raw, Mapping):
            self.report(name, "must be a table with the properties of the kind")
            return
        known = self.kinds.get(name)
        fields = self.read_fields(name, raw.get("fields", {}))
        wording = self.read_wording(name, raw.get("wording", {}))
        properties = {key: value for key, value in raw.items() if key not in ("fields", "wording")}
        if known is None:
            kind = self.read_record(name, properties, Kind(name=name, fields=fields, wording=wording))
            kind = check_kind(kind, self.report, self.fast).titled()
            self.kinds[name] = check_plurals(kind, self.kinds, RESERVED_NAMES, self.report)
            self.added += [(name, field) for field in fields]
        else:
            self.extend(known, properties, fields, wording)

    def extend(
        self, known: Kind, properties: Iterable[str], fields: dict[str, Field], wording: Wording
    ) -> None:
        """Add fields and words to a built-in kind; report *properties*, which would change it."""
        name = known.name
        single = [
            key
            for key in ("subtitle", "label", "telling", "shape", "likely", "refused")
            if getattr(wording, key)
        ]
        wording = msgspec.structs.replace(wording, **dict.fromkeys(single, ""))
        for key in (*properties, *(f"wording.{key}" for key in single)):
            message = f"'{name}' is a built-in kind, to which you can only add fields and words"
            self.report(f"{name}.{key}", message)
        for field in fields.keys() & known.fields.keys():
            self.report(
                f"{name}.fields.{field}",
                f"'{name}' already has this field",
                "give the new field another name",
            )
        new = {key: field for key, field in fields.items() if key not in known.fields}
        kind = msgspec.structs.replace(known, fields={**known.fields, **new})
        more = check_kind(msgspec.structs.replace(kind, wording=wording), self.report, self.fast).wording
        wording = known.wording.joined(more)
        self.kinds[name] = msgspec.structs.replace(kind, wording=wording)
        self.added += [(name, field) for field in new]

    def read_wording(self, kind: str, raw: object) -> Wording:
        if isinstance(raw, Mapping):
            return self.read_record(f"{kind}.wording", raw, Wording())
        self.report(f"{kind}.wording", "must be a table with the words of the kind")
        return Wording()

    def read_fields(self, kind: str, raw: object) -> dict[str, Field]:
        if not isinstance(raw, Mapping):
            self.report(f"{kind}.fields", "must be a table of fields")
            return {}
        fields = {}
        for name, properties in raw.items():
            key = f"{kind}.fields.{name}"
            if not isinstance(name, str) or not _NAME.fullmatch(name) or name in COLUMNS:
                self.report(
                    key,
                    "not a valid name for a field",
                    f"use lower-case words joined by hyphens, except {', '.join(COLUMNS)}",
                )
            elif not isinstance(properties, Mapping):
                self.report(key, "must be a table with the properties of the field")
            else:
                field = self.read_record(key, properties, Field(name=name))
                fields[name] = check_field(field, key, self.report).titled()
        return fields

    def read_record(self, key: str, raw: Mapping[Any, Any], start: _Rec) -> _Rec:
        """Return *start* with the valid properties of *raw*; report the others."""
        attributes = _attributes(type(start))
        known = {attribute.encode_name: attribute.name for attribute in attributes.values()}
        valid = {}
        for name, value in raw.items():
            if name not in known:
                self.report(
                    f"{key}.{name}",
                    "unknown property",
                    did_you_mean(str(name), known) or f"one of {', '.join(sorted(known))}",
                )
                continue
            try:
                checked = msgspec.convert({name: value}, type(start))
                encoded = msgspec.json.encode(checked)  # a lone surrogate cannot be encoded
                if _CONTROL.search(encoded):
                    raise msgspec.ValidationError("a control character cannot be shown")
            except (msgspec.ValidationError, UnicodeEncodeError) as error:
                self.report(f"{key}.{name}", *describe(error, attributes[known[name]].type))
            else:
                valid[known[name]] = getattr(checked, known[name])
        return msgspec.structs.replace(start, **valid)

    def check_references(self) -> None:
        """Remove unknown targets and colliding headings of backlinks from the added fields; report them."""
        for kind_name, field_name in self.added:
            kind, key = self.kinds[kind_name], f"{kind_name}.fields.{field_name}"
            field = kind.fields[field_name]
            for target in field.targets:
                if target not in self.kinds:
                    self.report(
                        f"{key}.targets", f"unknown kind '{target}'", did_you_mean(target, self.kinds)
                    )
            targets = tuple(target for target in field.targets if target in self.kinds)
            changed = msgspec.structs.replace(field, targets=targets)
            inverse = check_inverse(changed, key, self.kinds, self.report)
            self.set_field(kind_name, msgspec.structs.replace(changed, inverse=inverse))
        for kind_name, field_name in self.added:
            check_name(self.kinds[kind_name], field_name, self.kinds, self.report)

    def set_field(self, kind_name: str, field: Field) -> None:
        kind = self.kinds[kind_name]
        fields = {**kind.fields, field.name: field}
        self.kinds[kind_name] = msgspec.structs.replace(kind, fields=fields)


@functools.cache
def _attributes(record: type[Record]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """Return the attributes of a record that its table may set."""
    read_separately = {"fields", "wording"} if record is Kind else set()
    fields = msgspec.structs.fields(record)
    return {field.name: field for field in fields if field.name not in {"name", *read_separately}}
