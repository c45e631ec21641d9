"""Read entities of Backstage's software catalog from YAML (https://backstage.io/docs/features/software-catalog/).

Each document of a file is read by itself, so that a mistake costs only the entity that has it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from sphinx_archdoc.sources.structured import EMPTY, NotStructured, Table, read_structured

DEFAULT_NAMESPACE = "default"

_API = "backstage.io/"
_START = re.compile(r"^---(?=\s|$)", re.M)
"""A marker at the start of a line separates documents, whatever is around it (YAML 1.2.2, section 9.1.2)."""
_NOTHING = re.compile(r"\s*(?:(?:---|\.\.\.)(?:\s+|$))?(?:[#%].*)?")
"""Matches a line with nothing but a marker and a comment."""
_TEMPLATE = re.compile(r"^[ \t]{0,80}(?:apiVersion|kind|name|owner):.{0,200}?\{\{", re.M)
"""Matches a line of a software template, which need not be valid YAML before it is filled in."""
_PLACEHOLDER = "{{"
"""Starts what a software template fills in."""
_REFERENCE = re.compile(r"(?:(?P<kind>[^:/]+):)?(?:(?P<namespace>[^:/]+)/)?(?P<name>[^:/]+)")
"""``[kind:][namespace/]name``, as in https://backstage.io/docs/features/software-catalog/references."""


class CatalogEntity(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of one entity."""

    kind: str
    """As it is written, such as ``Component``."""
    name: str
    namespace: str
    owner: str
    """The name of the owner, without its kind and the default namespace; empty if there is none."""
    lifecycle: str
    targets: tuple[str, ...] = ()
    """The files that a ``Location`` names, relative to its own, and the addresses."""
    file: str
    line: int
    """The line of its name."""

    @property
    def path(self) -> str:
        """The name, with the namespace before it if that is not the default one."""
        return self.name if self.namespace == DEFAULT_NAMESPACE else f"{self.namespace}/{self.name}"


class WrongEntity(NamedTuple):
    """A document that is not an entity."""

    file: str
    line: int
    reason: str
    """A clause."""


class CatalogEntities(NamedTuple):
    """The entities in a file."""

    entities: Sequence[CatalogEntity]
    wrong: Sequence[WrongEntity]


def read_entities(text: str, file: str) -> CatalogEntities:
    """Return the entities in the text of a file. Templates, and documents of other programs, are passed over.

    :param file: how the entities name the file.
    """
    entities: list[CatalogEntity] = []
    wrong: list[WrongEntity] = []
    for before, document in _documents(text):
        try:
            if table := _parsed(document):
                entities += _entity(table, file, before)
        except NotStructured as error:
            line = min(
                error.line or _first_line(document), document.count("\n") + 1
            )  # libyaml: after the last
            if not any(map(_TEMPLATE.match, document.split("\n")[line - 1 : line])):
                wrong.append(WrongEntity(file, before + line, str(error)))
    return CatalogEntities(entities, wrong)


def owner_name(reference: str) -> str:
    """Return an owner without its kind and the default namespace: ``shop`` for ``group:default/shop``."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found:
        return reference.strip()
    namespace = found["namespace"] or DEFAULT_NAMESPACE
    is_default = namespace.casefold() == DEFAULT_NAMESPACE
    return found["name"] if is_default else f"{namespace}/{found['name']}"


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of lines before each document, and its text."""
    starts = [0, *(found.start() for found in _START.finditer(text)), len(text)]
    line = 0
    for start, end in itertools.pairwise(starts):
        document = text[start:end]
        if _first_line(document):
            yield line, document
        line += document.count("\n")


def _first_line(document: str) -> int:
    """Return the first line of a document that has more than a marker or a comment; 0 if there is none."""
    lines = enumerate(document.split("\n"), 1)
    return next((number for number, line in lines if not _NOTHING.fullmatch(line)), 0)


def _parsed(document: str) -> Table | None:
    """Return the content of a document; None for a template that is not valid YAML.

    :raises NotStructured: if another document is not valid YAML.
    """
    try:
        return read_structured("catalog-info.yaml", document)
    except NotStructured:
        if _TEMPLATE.search(document):
            return None
        raise


def _entity(table: Table, file: str, before: int) -> Iterator[CatalogEntity]:
    """Yield the entity in a document; nothing if the document is of another program or a template.

    :param before: the number of lines before the document.
    :raises NotStructured: if a value that is needed is missing, or of another type.
    """
    if "apiVersion" in table and not _text(table, "apiVersion").startswith(_API):
        return
    kind, metadata = _needed(table, "kind"), _table(table, "metadata")
    name, spec = _needed(metadata, "name", table.line_of("metadata")), _table(table, "spec")
    owner = _text(spec, "owner")
    if any(_PLACEHOLDER in one for one in (kind, name, owner)):
        return
    yield CatalogEntity(
        kind=kind,
        name=name,
        namespace=_text(metadata, "namespace").casefold() or DEFAULT_NAMESPACE,
        owner=owner_name(owner),
        lifecycle=_text(spec, "lifecycle"),
        targets=tuple(_texts(spec, ("target", "targets"))) if kind.casefold() == "location" else (),
        file=file,
        line=before + metadata.line_of("name"),
    )


def _table(table: Table, key: str) -> Table:
    value = table.get(key)
    if value is None:
        return EMPTY
    if not isinstance(value, Table):
        raise NotStructured(f"'{key}' is not a mapping", table.line_of(key))
    return value


def _text(table: Table, key: str) -> str:
    value = table.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotStructured(f"'{key}' is not a text", table.line_of(key))
    return value.strip()


def _texts(table: Table, keys: Sequence[str]) -> Iterator[str]:
    """Yield the texts below some keys, each of which may have a list."""
    for key in keys:
        value = table.get(key)
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            if not isinstance(one, str):
                raise NotStructured(f"'{key}' is not a text or a list of texts", table.line_of(key))
            yield one.strip()


def _needed(table: Table, key: str, line: int = 0) -> str:
    if found := _text(table, key):
        return found
    raise NotStructured(f"'{key}' is missing", table.line_of(key) if key in table else line)
