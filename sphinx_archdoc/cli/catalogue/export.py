"""``sphinx-archdoc export``: write what the catalogue knows as a file for another tool."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_archdoc.answers.answer import Question, answer
from sphinx_archdoc.cli.catalogue.load import load_catalogues
from sphinx_archdoc.cli.output.files import write_or_fail
from sphinx_archdoc.cli.output.terminal import (
    Exit,
    UsageError,
    as_json,
    complain,
    on_terminal,
    printable,
    reason,
    say_source,
)
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions, MissingPackage
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.export.remarks import ExportRemark, remarks
from sphinx_archdoc.problems import counted


def export(
    name: str,
    sources: Sequence[str],
    options: ExportOptions,
    *,
    where: str = "",
    output: str | None = None,
    report: str | None = None,
) -> Exit:
    """Write the files of a format.

    :param where: an expression that the entries must fulfil; empty for all.
    :param output: the path of the file or folder; None for standard output.
    :param report: the path of the report; None for none.
    :raises UsageError: if no source can be read, the call is wrong, or a file cannot be written.
    """
    format_ = FORMATS[name]
    _check(name, format_, options, output)
    catalogues = load_catalogues(sources)
    try:
        architecture = Architecture(catalogues.loaded, where)
        files = list(format_.write(architecture, options))
    except Question as error:
        raise UsageError(printable(str(error))) from None
    except MissingPackage as error:
        raise UsageError(f"{name} cannot be written: {error}") from None
    found = remarks(architecture, format_)
    if report is not None:
        write_or_fail(Path(report), f"{as_json(answer(found, missing=catalogues.missing))}\n".encode())
    _output(files, format_, output)
    _complain(architecture, format_, found, report, where)
    return catalogues.exit


def _check(name: str, format_: ExportFormat, options: ExportOptions, output: str | None) -> None:
    for option, is_set in options._asdict().items():
        if is_set and option not in format_.options:
            takers = ", ".join(one for one, other in FORMATS.items() if option in other.options)
            raise UsageError(f"--{option} is for {takers}, not for {name}")
    if output is None and format_.is_folder:
        raise UsageError(f"{name} writes several files; name a folder with --output")
    if output is None and format_.is_binary and on_terminal():
        raise UsageError(f"{name} writes a binary file; name the file with --output")


def _output(files: Sequence[ExportedFile], format_: ExportFormat, output: str | None) -> None:
    if output is None:
        for file in files:
            _print(file.content, is_binary=format_.is_binary)
    elif format_.is_folder:
        folder = Path(output)
        try:
            folder.mkdir(exist_ok=True)
        except (OSError, ValueError) as error:
            raise UsageError(f"'{printable(output)}' cannot be written: {reason(error)}") from None
        for file in files:
            write_or_fail(folder / file.name, file.content)
    else:
        write_or_fail(Path(output), files[0].content)


def _print(content: bytes, *, is_binary: bool) -> None:
    if sys.stdout is None:  # closed by the caller
        return
    if is_binary:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        say_source(content.decode().removesuffix("\n"))


def _complain(
    architecture: Architecture,
    format_: ExportFormat,
    found: Sequence[ExportRemark],
    report: str | None,
    where: str,
) -> None:
    """Say on standard error how much was left out, and where it is listed."""
    if where and architecture.considered and not architecture.elements:
        complain(f"none of {counted(architecture.considered, 'entry', 'entries')} is selected")
    entries = sum(1 for one in found if one.is_left_out and not one.field)
    values = sum(1 for one in found if one.is_left_out and one.field)
    changed = len(found) - entries - values
    parts = [
        f"{counted(entries, 'entry is', 'entries are')} left out of {format_.title}" if entries else "",
        f"{counted(values, 'other value is', 'other values are')} left out" if values else "",
        f"{counted(changed, 'is', 'are')} changed" if changed else "",
    ]
    if found:
        listed = f"listed in '{printable(report)}'" if report else "--report FILE.json lists them"
        complain(f"{', '.join(filter(None, parts))}; {listed}")
