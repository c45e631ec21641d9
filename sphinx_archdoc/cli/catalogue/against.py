"""The comparison of catalogues with files of Backstage, for ``sphinx-archdoc coverage --against``."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.answers.coverage import ComparisonRecord, DifferenceItem
from sphinx_archdoc.answers.markdown import markdown_code, markdown_table, markdown_text
from sphinx_archdoc.checks.ownership import CATALOG_FILES
from sphinx_archdoc.cli.catalogue.load import Catalogues
from sphinx_archdoc.cli.input.markdown_files import is_skipped
from sphinx_archdoc.cli.output.tables import say_gap
from sphinx_archdoc.cli.output.terminal import UsageError, complain, printable, reason, say
from sphinx_archdoc.content.coverage import Share
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.backstage_differences import compared, is_comparable
from sphinx_archdoc.export.formats.backstage import KINDS
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.inventory.listing import read_content
from sphinx_archdoc.sources.backstage import CatalogEntity, read_entities

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
    """Read files of Backstage, and those that a ``Location`` in them names.

    :param names: files, folders that have some, and patterns such as ``services/*/catalog-info.yaml``.
    :raises UsageError: if no entity can be read.
    """
    reader = _Reader()
    for name in names:
        reader.read(name)
    if not any(is_comparable(one) for one in reader.found.values()):
        kinds = ", ".join(dict.fromkeys(KINDS.values()))
        shown = ", ".join(f"'{printable(name)}'" for name in names)
        nothing = f"there is no Backstage entity that can be compared ({kinds}) in {shown}"
        raise UsageError(next(iter(reader.complaints), nothing))
    for complaint in reader.complaints:
        complain(complaint)
    return AgainstFiles(tuple(reader.found.values()), tuple(dict.fromkeys(reader.unread)))


class _Reader:
    """Reads files, each once, and keeps the entities by kind, namespace and name."""

    def __init__(self) -> None:
        self.seen: set[Path] = set()
        self.found: dict[tuple[str, str, str], CatalogEntity] = {}
        self.unread: list[str] = []
        """The places of what cannot be read."""
        self.complaints: list[str] = []
        """About these, and about addresses and names that are there twice, which almost any catalog has."""

    def read(self, name: str) -> None:
        """Read what a file, a folder or a pattern names."""
        try:
            paths = [path for path in _paths(name) if _real(path) not in self.seen]
            root = _real(Path(name))
        except (OSError, ValueError) as error:  # ValueError: the name has a null byte
            self.note_unread(printable(name), error)
            return
        for path in paths:
            self.read_file(path, root if root.is_dir() else _real(path).parent)

    def read_file(self, path: Path, root: Path) -> None:
        """Read a file and what its locations name.

        :param root: the folder in which named files must be: who wrote the file need not be who reads it.
        """
        waiting = [path]
        while waiting:
            path = waiting.pop()
            if _real(path) in self.seen:
                continue
            self.seen.add(_real(path))
            shown = printable(path.as_posix())
            try:
                locations = self.add(_text(path), shown)
            except (OSError, ValueError) as error:
                self.note_unread(shown, error)
                continue
            named = [target for one in locations for target in self.targets(one, path.parent, root)]
            waiting += reversed(named)

    def targets(self, location: CatalogEntity, folder: Path, root: Path) -> Iterator[Path]:
        """Yield the files that a location names, and note what is not read."""
        for target in location.targets:
            if "://" in target:
                self.note(location, f"'{target}' is an address, and is not read")
                continue
            wrong = ""
            try:
                if (found := _within(root, folder, target)) is None:
                    wrong = "is outside of the folder that is read"
                else:
                    yield from found
            except (OSError, ValueError) as error:
                wrong = f"cannot be read: {reason(error)}"
            if wrong:
                self.note_wrong(location.file, location.line, f"'{target}' {wrong}")

    def note_unread(self, name: str, error: Exception) -> None:
        """Note that a file cannot be read."""
        self.unread.append(name)
        self.complaints.append(f"'{name}' cannot be read: {printable(reason(error))}")

    def note_wrong(self, file: str, line: int, what: str) -> None:
        """Note what is wrong with a document, so that something in it or below it cannot be read."""
        self.unread.append(f"{file}:{line}")
        self.complaints.append(printable(f"{file}:{line}: {what}"))

    def note(self, entity: CatalogEntity, what: str) -> None:
        """Note what readers should know about an entity that could be read."""
        self.complaints.append(printable(f"{entity.file}:{entity.line}: {what}"))

    def add(self, text: str, file: str) -> Sequence[CatalogEntity]:
        """Add the entities in the text of a file, and return the locations among them.

        The first of several with the same name counts.
        """
        read = read_entities(text, file)
        for wrong in read.wrong:
            self.note_wrong(file, wrong.line, wrong.reason)
        for one in read.entities:
            key = (one.kind.casefold(), one.namespace, one.name.casefold())
            first = self.found.setdefault(key, one)
            if first is not one:
                self.note(one, f"{one.kind} '{one.path}' is in {first.file}:{first.line} as well")
        return [one for one in read.entities if one.targets]


def _paths(name: str) -> list[Path]:
    path = Path(name)
    if name and path.is_dir():
        found = sorted(_below(path))
        if not found:
            raise OSError(0, f"no {CATALOG_FILES[0]} in this folder")
        return found
    if glob.has_magic(name) and not path.exists():
        matching = map(Path, glob.glob(name, recursive=True))  # noqa: PTH207  (it may be absolute)
        found = sorted(one for one in matching if one.is_file())
        if not found:
            raise OSError(0, "no file matches")
        return found
    path.stat()
    return [path]


def _within(root: Path, folder: Path, target: str) -> list[Path] | None:
    """Return the files that a target names; None if one is outside of *root*.

    What is before the first wildcard is compared first, so that ``/**`` does not search the whole disk.

    :param folder: the folder that the target is relative to.
    """
    parts = Path(os.path.normpath(target)).parts
    fixed = folder.joinpath(*itertools.takewhile(lambda part: not glob.has_magic(part), parts))
    if not _real(Path(os.path.normpath(fixed))).is_relative_to(root):
        return None
    found = _paths(os.path.normpath(folder / target))
    return found if all(_real(path).is_relative_to(root) for path in found) else None


def _real(path: Path) -> Path:
    """Return the path without symbolic links; unlike ``Path.resolve()``, also for links in a circle."""
    return Path(os.path.realpath(path))


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = (one for one in folders if not is_skipped(Path(here, one)))
        yield from (Path(here, one) for one in files if one in CATALOG_FILES)


def _text(path: Path) -> str:
    content = read_content(str(_real(path)), _LARGEST)
    if content is None:
        raise OSError(0, f"not a regular file of at most {_LARGEST:,} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise OSError(0, f"not UTF-8 text: {error}") from None


def compare_with(files: AgainstFiles, catalogues: Catalogues, kinds: Sequence[str]) -> ComparisonRecord:
    """Return the differences between catalogues and the files.

    If a source or a file could not be read, what seems to be missing may be there.
    """
    return compared(
        Architecture(catalogues.loaded),
        files.entities,
        kinds,
        is_complete_here=not catalogues.missing,
        is_complete_there=not files.missing,
    )


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
