"""Compare types and defaults as the dialect means them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from sphinx_archdoc.sources.sql.cursor import split_at_commas
from sphinx_archdoc.sources.sql.dialects import SqlDialect
from sphinx_archdoc.sources.sql.split import SqlToken, source_of, split_statements
from sphinx_archdoc.sources.sql.templates import MASK
from sphinx_archdoc.sources.sql.words import keywords

_SYNONYMS = {
    "SERIAL": "INT",
    "SERIAL4": "INT",
    "INT4": "INT",
    "INTEGER": "INT",
    "BIGSERIAL": "BIGINT",
    "SERIAL8": "BIGINT",
    "INT8": "BIGINT",
    "SMALLSERIAL": "SMALLINT",
    "SERIAL2": "SMALLINT",
    "INT2": "SMALLINT",
    "BOOL": "BOOLEAN",
    "CHARACTER VARYING": "VARCHAR",
    "CHAR VARYING": "VARCHAR",
    "NVARCHAR": "VARCHAR",
    "CHARACTER": "CHAR",
    "BPCHAR": "CHAR",
    "NUMERIC": "DECIMAL",
    "DEC": "DECIMAL",
    "FLOAT8": "DOUBLE PRECISION",
    "DOUBLE": "DOUBLE PRECISION",
    "FLOAT": "DOUBLE PRECISION",
    "FLOAT4": "REAL",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ",
    "TIMESTAMP WITHOUT TIME ZONE": "TIMESTAMP",
    "TIMESTAMPNTZ": "TIMESTAMP",
    "TIME WITH TIME ZONE": "TIMETZ",
    "TIME WITHOUT TIME ZONE": "TIME",
    "BIT VARYING": "VARBIT",
}
_IN_ONE_WORD = re.compile(
    r"(?P<name>[A-Za-z]{1,40}(?:_[A-Za-z]{1,40}){0,5})(?:_(?P<arguments>\d{1,9}(?:_\d{1,9}){0,2})_)?(?P<array>(?:__){0,3})"
)
_TRANSPARENT = frozenset({"NULLABLE", "LOWCARDINALITY"})
"""Types of ClickHouse that say how a value is stored, or that it may be missing."""
_TEXTS = keywords("types-of-text")
_NUMBERS = keywords("types-of-numbers")
_INFORMAL: Mapping[str, frozenset[str]] = {
    "STRING": _TEXTS,
    "NUMBER": _NUMBERS,
    "DATETIME": frozenset({"TIMESTAMP", "TIMESTAMPTZ"}),
    "OBJECT": frozenset({"JSON", "JSONB"}),
    "ARRAY": frozenset({"JSON", "JSONB"}),
    "LIST": frozenset({"JSON", "JSONB"}),
    "BINARY": frozenset({"BYTEA", "BLOB"}),
    "JSON": _TEXTS | {"BLOB"},
    "JSONB": _TEXTS | {"BLOB"},
    "UUID": _TEXTS | {"BLOB"},
}
"""What may be meant by the words of :attr:`SqlDialect.informal_types`."""
_ARRAYS = frozenset({"ARRAY", "LIST"})
_AFFINITIES = (
    (("INT",), "NUMBER"),
    (("CHAR", "CLOB", "TEXT", "STRING"), "TEXT"),
    (("BLOB",), "BLOB"),
)
"""Parts of a type's name by which SQLite stores values ("Datatypes In SQLite", 3.1); others mean numbers."""
_WIDTHS = frozenset({"INT", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT"})
"""Types whose argument is only how wide MySQL shows a value."""


def is_same_type(
    written: str, read: str, dialect: SqlDialect, types: Mapping[str, str] | None = None
) -> bool:
    """Return whether two types are the same, or cannot be told apart.

    Lengths count only if both have them.

    :param written: the documented type.
    :param read: the type that the migrations leave.
    :param types: the types that the migrations create; see :attr:`Database.types`.
    """
    if not written or not read or MASK in f"{written}{read}":
        return True
    left, right = _Type.of(written, dialect), _Type.of(read, dialect)
    if left.is_same(right, dialect) or _Type.of(_from_diagram(written), dialect).is_same(right, dialect):
        return True
    declared = {_bare(name).casefold(): base for name, base in (types or {}).items()}
    own = declared.get(right.name.casefold())
    if own is None:
        return False
    return left.name == "ENUM" or bool(own and _Type.of(own, dialect).is_same(left, dialect))


def _from_diagram(text: str) -> str:
    """Return a type as SQL that a diagram has in one word: ``varchar_50_``, ``timestamp_with_time_zone``."""
    found = _IN_ONE_WORD.fullmatch(text)
    if found is None:
        return text
    arguments = f"({found['arguments'].replace('_', ', ')})" if found["arguments"] else ""
    return f"{found['name'].replace('_', ' ')}{arguments}{'[]' * (len(found['array']) // 2)}"


def unquoted(name: str) -> str:
    """Return a name without the quotes of any dialect."""
    return re.sub(r"[\"`\[\]]", "", name)


def _bare(name: str) -> str:
    return unquoted(name).rpartition(".")[2]


class _Type:
    """A type in parts: its name, its arguments, and how many ``[]`` there are."""

    def __init__(self, name: str, arguments: tuple[str, ...], dimensions: int) -> None:
        self.name = name
        self.arguments = arguments
        self.dimensions = dimensions

    @classmethod
    def of(cls, text: str, dialect: SqlDialect) -> _Type:
        statement = next(split_statements(text.strip()[:1000], dialect, is_body=True), None)
        tokens = list(statement.tokens) if statement else []
        dimensions = 0
        while len(tokens) > 1 and tokens[-1].text == "]":
            start = max((at for at, token in enumerate(tokens) if token.text == "["), default=len(tokens) - 1)
            tokens = tokens[:start]
            dimensions += 1
        if len(tokens) > 1 and tokens[-1].word == "ARRAY":
            tokens, dimensions = tokens[:-1], dimensions + 1
        words, arguments = _parts(tokens)
        name = _SYNONYMS.get(words.upper(), words.upper())
        if name == "ARRAY" and len(arguments) == 1:
            inner = cls.of(arguments[0], dialect)
            return cls(inner.name, inner.arguments, inner.dimensions + 1)
        if name in _TRANSPARENT and len(arguments) == 1:
            return cls.of(arguments[0], dialect)
        if name in ("TINYINT",) and arguments == ("1",):
            return cls("BOOLEAN", (), dimensions)
        return cls(name, () if name in _WIDTHS else arguments, dimensions)

    def is_same(self, other: _Type, dialect: SqlDialect) -> bool:
        if _ARRAYS & {self.name, other.name} & dialect.informal_types and self.dimensions + other.dimensions:
            return True
        if self.dimensions != other.dimensions:
            return False
        if not self._has_same_name(other, dialect):
            return False
        if self.name != other.name or self.name in ("ENUM", "ENUM8", "ENUM16", "SET"):
            return True
        pairs = zip(self.arguments, other.arguments, strict=False)
        return all(_is_same_argument(mine, theirs, dialect) for mine, theirs in pairs)

    def _has_same_name(self, other: _Type, dialect: SqlDialect) -> bool:
        if self.name == other.name:
            return True
        if dialect.has_affinities and _affinity(self.name) == _affinity(other.name):
            return True
        if not (self.arguments or other.arguments) and {self.name, other.name} <= dialect.text_types:
            return True
        return self._may_mean(other, dialect) or other._may_mean(self, dialect)

    def _may_mean(self, other: _Type, dialect: SqlDialect) -> bool:
        return self.name in dialect.informal_types and other.name in _INFORMAL.get(self.name, ())


_SIGNS = frozenset({"UNSIGNED", "SIGNED", "ZEROFILL"})


def _parts(tokens: list[SqlToken]) -> tuple[str, tuple[str, ...]]:
    """Return the words of a type, and what is in its first brackets."""
    opening = next((at for at, token in enumerate(tokens) if token.text in "(<"), len(tokens))
    depth, closing = 0, len(tokens)
    for at in range(opening, len(tokens)):
        depth += (tokens[at].text in "(<") - (tokens[at].text in ")>")
        if not depth:
            closing = at
            break
    words = [token for token in (*tokens[:opening], *tokens[closing + 1 :]) if token.word not in _SIGNS]
    name = _bare(source_of(words)) if words else ""
    inner = tokens[opening + 1 : closing]
    return " ".join(name.split()), tuple(source_of(part) for part in split_at_commas(inner))


def _is_same_argument(written: str, read: str, dialect: SqlDialect) -> bool:
    if re.fullmatch(r"[\d\s'\"-]+", written) or re.fullmatch(r"[\d\s'\"-]+", read):
        return written.strip("'\" ") == read.strip("'\" ")
    if "'" in f"{written}{read}":
        return True
    return _Type.of(written, dialect).is_same(_Type.of(read, dialect), dialect)


def _affinity(name: str) -> str:
    for parts, affinity in _AFFINITIES:
        if any(part in name for part in parts):
            return affinity
    return "NUMBER"


def is_same_default(written: str, read: str) -> bool:
    """Return whether two defaults are the same, or cannot be told apart."""
    if MASK in f"{written}{read}":
        return True
    return _default(written) == _default(read)


_CAST = re.compile(
    r"CAST\((?P<value>'[^']*'|[\w.]+(?:\(\))?) AS [\w ]+(?:\([\d, ]*\))?(?:\[\])?\)"
    r"|(?P<kept>'[^']*')"
    r"|::(?:character varying|double precision|time(?:stamp)? with(?:out)? time zone|[\w\".]+)"
    r"(?:\([\d, ]*\))?(?:\[\])?"
    r"|\bINTERVAL(?= ')",
    re.I,
)
"""What says of which type a value is; strings are kept."""
_CALL = re.compile(r"CAST\((?P<value>.+) AS (?:(?! AS )[^()])+(?:\([^()]*\))?\)", re.I)
_NOW = re.compile(
    r"\b(?:NOW|CURRENT_TIMESTAMP|TRANSACTION_TIMESTAMP|LOCALTIMESTAMP|STATEMENT_TIMESTAMP|NOW64)\b"
    r"(?:\( ?\d* ?\))?",
    re.I,
)
_NEXT = re.compile(r"\"?NEXTVAL\"?\('\"?(?:PUBLIC\"?\.\"?)?(?P<name>\w+)\"?'\)", re.I)
_BOOLEANS = {"TRUE": "1", "FALSE": "0", "T": "1", "F": "0"}


def _default(text: str) -> str:
    """Return a default in one of its spellings."""
    text = " ".join(text.split())
    for _ in range(5):
        before = text
        if call := _CALL.fullmatch(text):
            text = call["value"].strip()
        text = _CAST.sub(lambda found: found["value"] or found["kept"] or "", text).strip()
        if not text.startswith("'"):
            text = _NOW.sub("now()", text)
        if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
            text = text[1:-1].strip()
        if text == before:
            break
    if sequence := _NEXT.fullmatch(text):
        return f"nextval({sequence['name'].casefold()})"
    bare = text.strip("'\"`")
    upper = bare.upper()
    if upper == "NULL":
        return ""
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", bare):
        return format(float(bare), "g")
    if text.startswith("'") and bare[:1] in ("{", "["):
        return _json(bare)
    return _BOOLEANS.get(upper, bare if text.startswith("'") else upper.replace(" ", ""))


def _json(text: str) -> str:
    """Return JSON in one of its spellings; other text as it is."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except (ValueError, RecursionError):
        return text
