"""The comparison of catalogues with files of Backstage, for ``sphinx-archdoc coverage --against``."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.answers.coverage import ComparisonRecord, DifferenceItem
from sphinx_archdoc.answers.markdown import markdown_code, markdown_table, markdown_text
from sphinx_archdoc.cli.catalogues import Catalogues
from sphinx_archdoc.cli.files import is_skipped, reason
from sphinx_archdoc.cli.tables import say_gap
from sphinx_archdoc.cli.terminal import UsageError, complain, printable, say
from sphinx_archdoc.content.coverage import Share
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.backstage_differences import compared
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.inventory.listing import read_content
from sphinx_archdoc.sources.backstage import CatalogEntity, read_entities

_NAMES = ("catalog-info.yaml", "catalog-info.yml")
"""The files that are read in a folder."""
_LARGEST = 10_000_000
"""Bytes of a file."""
_MOST_ROWS = 50
"""Differences that a report in Markdown lists."""


class AgainstFiles(msgspec.Struct, frozen=True):
    """The entities of the files that could be read."""

    entities: tuple[CatalogEntity, ...]
    missing: tuple[str, ...]
    """What could not be read; each has been named on standard error."""


def read_files(names: Sequence[str]) -> AgainstFiles:
    """Read files of Backstage.

    :param names: files, folders that have some, and patterns such as ``services/*/catalog-info.yaml``.
    :raises UsageError: if no entity can be read.
    """
    reader = _Reader()
    for name in names:
        reader.read(name)
    if not reader.found:
        shown = ", ".join(f"'{printable(name)}'" for name in names)
        raise UsageError(next(iter(reader.wrong.values()), f"there is no entity of Backstage in {shown}"))
    for one in reader.wrong.values():
        complain(one)
    return AgainstFiles(tuple(reader.found.values()), tuple(reader.wrong))


class _Reader:
    """Reads files, each once, and keeps the entities by kind, namespace and name."""

    def __init__(self) -> None:
        self.seen: set[Path] = set()
        self.found: dict[tuple[str, str, str], CatalogEntity] = {}
        self.wrong: dict[str, str] = {}
        """Why something cannot be read, by its place."""

    def read(self, name: str) -> None:
        """Read what a file, a folder or a pattern names."""
        try:
            paths = [path for path in _paths(name) if path.resolve() not in self.seen]
        except (OSError, ValueError) as error:  # ValueError: the name has a null byte
            self.note_unread(printable(name), error)
            return
        for path in paths:
            self.seen.add(path.resolve())
            shown = printable(path.as_posix())
            try:
                self.add(_text(path), shown)
            except (OSError, ValueError) as error:
                self.note_unread(shown, error)

    def note_unread(self, name: str, error: Exception) -> None:
        """Note that a file cannot be read."""
        self.wrong[name] = f"'{name}' cannot be read: {printable(reason(error))}"

    def note_wrong(self, file: str, line: int, what: str) -> None:
        """Note what is wrong with an entity."""
        self.wrong[f"{file}:{line}"] = printable(f"{file}:{line}: {what}")

    def add(self, text: str, file: str) -> None:
        """Add the entities in the text of a file. The first of several with the same name counts."""
        read = read_entities(text, file)
        for wrong in read.wrong:
            self.note_wrong(file, wrong.line, wrong.reason)
        for one in read.entities:
            key = (one.kind.casefold(), one.namespace, one.name.casefold())
            first = self.found.setdefault(key, one)
            if first is not one:
                what = f"{one.kind} '{one.path}' is in {first.file}:{first.line} as well"
                self.note_wrong(file, one.line, what)


def _paths(name: str) -> list[Path]:
    path = Path(name)
    if name and path.is_dir():
        found = sorted(_below(path))
        if not found:
            raise OSError(0, f"no {_NAMES[0]} in this folder")
        return found
    if glob.has_magic(name) and not path.exists():
        matching = map(Path, glob.glob(name, recursive=True))  # noqa: PTH207  (it may be absolute)
        found = sorted(one for one in matching if one.is_file())
        if not found:
            raise OSError(0, "no file matches")
        return found
    path.stat()
    return [path]


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = (one for one in folders if not is_skipped(Path(here, one)))
        yield from (Path(here, one) for one in files if one in _NAMES)


def _text(path: Path) -> str:
    content = read_content(str(path.resolve()), _LARGEST)
    if content is None:
        raise OSError(0, f"not a regular file of at most {_LARGEST:,} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise OSError(0, f"not UTF-8 text: {error}") from None


def compare_with(files: AgainstFiles, catalogues: Catalogues, kinds: Sequence[str]) -> ComparisonRecord:
    """Return the differences between catalogues and the files.

    If a source could not be read, nothing is missing here, as it may be there.
    """
    found = compared(Architecture(catalogues.loaded), files.entities, kinds)
    known = (one for one in found.items if not catalogues.missing or one.difference != "missing-here")
    return msgspec.structs.replace(found, items=tuple(known))


def say_differences(found: ComparisonRecord) -> None:
    """Write the differences, a line each."""
    for one in found.items:
        say(printable(f"{_place(one)}: {one.message} ({one.difference})"), "yellow")
    if found.items:
        say_gap()


def say_differences_in_markdown(found: ComparisonRecord) -> None:
    """Write the differences as a table."""
    say(f"\n**{summary(found)}**")
    if found.items:
        rows = (
            (markdown_code(_place(one)), f"{markdown_text(one.message)} ({markdown_code(one.difference)})")
            for one in found.items[:_MOST_ROWS]
        )
        say("\n".join(["", *markdown_table(("Place", "Difference"), rows)]))
    if len(found.items) > _MOST_ROWS:
        say(f"\n{len(found.items) - _MOST_ROWS} more are not shown.")


def summary(found: ComparisonRecord) -> str:
    """Return how much is the same, and what is not compared, as one line."""
    same = Share(found.same.reached, found.same.possible).text(Translator())
    others = f"; not compared: {', '.join(found.not_compared)}" if found.not_compared else ""
    return f"Same in Backstage: {same}{others}"


def _place(one: DifferenceItem) -> str:
    return f"{one.source}:{one.line}" if one.source else f"{one.file}:{one.file_line}"
