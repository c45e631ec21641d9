"""Read a schema of Prisma as the statements that create its tables, each on the line of its model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sphinx_archdoc.sources.text import end_of_block

SUFFIX = ".prisma"
_PROVIDER = re.compile(
    r"\bdatasource\s{1,9}\w{1,60}\s{0,9}\{[^{}]{0,2000}?\bprovider\s{0,40}=\s{0,40}\"(?P<name>\w{1,40})\""
)
_MODEL = re.compile(r"(?m)^model[ \t]{1,20}(?P<name>\w{1,100})[ \t]{0,20}\{")
_COMMENT = re.compile(r"(?m)(?:(?<=\s)|^)//[^\n]*")
_FIELD = re.compile(
    r"[ \t]*(?P<name>\w{1,100})[ \t]+(?P<type>\w{1,100})(?P<list>\[\])?(?P<optional>\?)?"
    r"(?P<attributes>(?:[ \t][^\n]{0,1000})?)"
)
_MAPPED = re.compile(r"@map\(\s{0,9}(?:name:\s{0,9})?\"(?P<name>[^\"\n]{1,100})\"")
_TABLE = re.compile(r"@@map\(\s{0,9}(?:name:\s{0,9})?\"(?P<name>[^\"\n]{1,100})\"")
_NATIVE = re.compile(
    r"@db\.(?P<name>\w{1,40})(?P<size>\(\s{0,9}\d{1,9}(?:\s{0,9},\s{0,9}\d{1,9})?\s{0,9}\))?"
)
_DEFAULT = re.compile(
    r"@default\((?P<value>\"[^\"\n]{0,200}\"|-?[\d.]{1,40}|true|false|(?P<call>\w{1,40})\([^()\n]{0,200}\)|(?P<member>\w{1,100}))\)"
)
_RELATION = re.compile(
    r"@relation\([^()\n]{0,400}?\bfields:\s{0,9}\[(?P<own>[^\[\]\n]{1,400})\],?\s{0,9}references:\s{0,9}\[(?P<others>[^\[\]\n]{1,400})\]"
)
_TYPES = {
    "Int": "integer",
    "BigInt": "bigint",
    "Boolean": "boolean",
    "DateTime": "timestamp",
    "Float": "double precision",
    "Decimal": "decimal",
    "Json": "json",
    "Bytes": "",
    "String": "",
}
"""What databases have for the types of Prisma; empty where documents write several."""
_NATIVE_NAMES = {"UnsignedInt": "int unsigned", "DoublePrecision": "double precision", "Integer": "integer"}


def provider_of(text: str) -> str:
    """Return the database that a schema is for, such as ``postgresql``; empty if it does not say."""
    found = _PROVIDER.search(text)
    return found["name"] if found else ""


def as_statements(text: str) -> str:
    """Return the tables of a schema as statements, with as many lines in front of each as in the schema."""
    text = _COMMENT.sub("", text)
    starts = {found["name"]: found for found in _MODEL.finditer(text)}
    models = {name: text[found.end() : end_of_block(text, found.end())] for name, found in starts.items()}
    lines: list[str] = []
    for name, body in models.items():
        lines += [""] * (text.count("\n", 0, starts[name].start()) - len(lines))
        lines.append(f"CREATE TABLE {_quoted(_table(name, body))} ({', '.join(_parts(body, models))});")
    return "\n".join(lines)


def _table(name: str, body: str) -> str:
    found = _TABLE.search(body)
    return found["name"] if found else name


def _parts(body: str, models: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns and the foreign keys of a model."""
    columns = {field["name"]: _column_name(field) for field in _fields(body)}
    for field in _fields(body):
        if (other := models.get(field["type"])) is None:
            yield _column(field)
        elif relation := _RELATION.search(field["attributes"]):
            theirs = {one["name"]: _column_name(one) for one in _fields(other)}
            own = ", ".join(_quoted(columns.get(one, one)) for one in _words(relation["own"]))
            others = ", ".join(_quoted(theirs.get(one, one)) for one in _words(relation["others"]))
            table = _quoted(_table(field["type"], other))
            yield f"FOREIGN KEY ({own}) REFERENCES {table} ({others})"


def _fields(body: str) -> Iterator[re.Match[str]]:
    yield from filter(None, map(_FIELD.fullmatch, body.split("\n")))


def _column_name(field: re.Match[str]) -> str:
    mapped = _MAPPED.search(field["attributes"])
    return mapped["name"] if mapped else field["name"]


def _column(field: re.Match[str]) -> str:
    """Return a column as SQL. Enumerations have the type that documents call any of them."""
    attributes = field["attributes"]
    native = _NATIVE.search(attributes)
    type_ = _TYPES.get(field["type"], "")
    if native:
        type_ = _NATIVE_NAMES.get(native["name"], native["name"].casefold()) + (native["size"] or "")
    words = [_quoted(_column_name(field)), "" if field["list"] else type_]
    words.append("" if field["optional"] or field["list"] else "NOT NULL")
    words.append("PRIMARY KEY" if re.search(r"(?<!@)@id\b", attributes) else "")
    words.append("UNIQUE" if re.search(r"(?<!@)@unique\b", attributes) else "")
    words.append(_default(attributes))
    return " ".join(filter(None, words))


def _default(attributes: str) -> str:
    """Return the default of a column as SQL; Prisma itself fills in some of them, such as ``uuid()``."""
    found = _DEFAULT.search(attributes)
    if "@updatedAt" in attributes or (found and found["call"] == "now"):
        return "DEFAULT CURRENT_TIMESTAMP"
    if found is None or found["call"] in ("autoincrement", "dbgenerated", "sequence"):
        return ""
    text = found["value"].strip('"').replace("'", "''")
    return f"DEFAULT '{text}'" if found["member"] or found["value"].startswith('"') else f"DEFAULT {text}"


def _words(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]


def _quoted(name: str) -> str:
    return f'"{name}"'
