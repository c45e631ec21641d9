"""``sphinx-archdoc convert``: rewrite plain Markdown as directives.

All files are read and converted first; then Git is asked; only then are files written.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from sphinx_archdoc.cli.convert.explain import explanation
from sphinx_archdoc.cli.convert.git import unrestorable
from sphinx_archdoc.cli.convert.report import FileReport, Outcome, Report
from sphinx_archdoc.cli.input.known_kinds import known_kinds
from sphinx_archdoc.cli.input.markdown_files import FileText, Source, find, read
from sphinx_archdoc.cli.output.files import FileError, is_read_only, replace
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, complain, printable, progress, reason, say
from sphinx_archdoc.markdown.convert import conversion
from sphinx_archdoc.markdown.convert.links import links_to_headings
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of the command."""

    names: list[str]
    to: str | None = None
    check: bool = False
    explain: int | None = None
    force: bool = False
    verbose: bool = False
    json: bool = False


class Draft(msgspec.Struct, frozen=True):
    """A file that is converted and not written yet."""

    source: Source
    target: Path
    before: FileText
    after: conversion.Conversion

    @property
    def content(self) -> bytes:
        """The bytes to write to the target."""
        return self.before.encode(self.after.text)

    @property
    def in_place(self) -> bool:
        """Whether the file itself is rewritten."""
        return self.target == self.source.path

    def differs(self) -> bool:
        """Return whether writing the target would change it."""
        if self.in_place:
            return self.after.text != self.before.text
        try:
            return self.target.read_bytes() != self.content
        except OSError:  # not there yet, or to be reported when it is written
            return True


def run(request: Request, kinds_file: str | None) -> Exit:
    """Convert the files and print the report.

    :param kinds_file: the path given with ``--kinds``.
    :raises UsageError: if the target folder or the file of kinds cannot be used.
    """
    kinds = known_kinds(kinds_file)
    to = Path(request.to) if request.to is not None else None
    if to is not None and (not request.to or (to.exists() and not to.is_dir())):
        raise UsageError(f"'{printable(to)}' is not a folder to write to")
    sources, failures = find(request.names, to)
    report = Report(files=[FileReport.failed(name, problem) for name, problem in failures.items()])
    if request.explain is not None:
        return _explain(request, sources, report, Vocabulary(kinds))
    drafts = _convert_all(sources, to, Vocabulary(kinds), report)
    if request.check:
        for draft in drafts:
            outcome = Outcome.WOULD_CHANGE if draft.after.text != draft.before.text else Outcome.UNCHANGED
            report.files.append(FileReport.of(draft.source.shown, draft.after, outcome))
    else:
        _write_all(drafts, report, force=request.force)
    report.files.sort(key=lambda file: file.file)
    _print(report, request)
    if any(file.problem for file in report.files):
        return Exit.FAILED
    return Exit.FOUND if request.check and report.not_understood else Exit.DONE


def _explain(request: Request, sources: list[Source], report: Report, vocabulary: Vocabulary) -> Exit:
    """Print why a line of the one file is read as it is.

    :raises UsageError: if there is not exactly one file, or no such line.
    """
    line = request.explain or 0
    if not request.check or len(sources) + len(report.files) != 1:
        raise UsageError("--explain needs --check and one file")
    try:
        text = read(sources[0].path).text if sources else ""
    except FileError as error:
        report.files.append(FileReport.failed(sources[0].shown, str(error)))
    if report.files:
        _print(report, request)
        return Exit.FAILED
    if not 1 <= line <= len(text.split("\n")):
        raise UsageError(f"{sources[0].shown} has no line {line}")
    for words in explanation(sources[0].shown, text, line, vocabulary):
        say(words)
    return Exit.DONE


def _convert_all(
    sources: list[Source], to: Path | None, vocabulary: Vocabulary, report: Report
) -> list[Draft]:
    """Read and convert the files; add those for which that fails to the report."""
    texts: dict[Path, tuple[Source, FileText]] = {}
    drafts: list[Draft] = []
    with progress("reading", sources) as remaining:
        for source in remaining:
            target = source.path if to is None else to / source.below
            try:
                if other := texts.get(target):
                    shown = printable(target)
                    raise FileError(f"not converted: '{shown}' is already written for {other[0].shown}")
                texts[target] = source, read(source.path)
            except FileError as error:
                report.files.append(FileReport.failed(source.shown, str(error)))
    linked = _linked(texts.values())
    with progress("converting", list(texts)) as targets:
        for target in targets:
            source, before = texts[target]
            try:
                after = _convert(before.text, vocabulary, linked.get(source.path.resolve(), ()))
                drafts.append(Draft(source, target, before, after))
            except FileError as error:
                report.files.append(FileReport.failed(source.shown, str(error)))
    return drafts


def _linked(files: Iterable[tuple[Source, FileText]]) -> dict[Path, set[str]]:
    """Return the anchors of the links between the files, by the file that they lead to."""
    linked: dict[Path, set[str]] = {}
    for source, text in files:
        folder = source.path.resolve().parent
        for page, anchor in links_to_headings(text.text):
            if page and "://" not in page and "\0" not in page:
                linked.setdefault(Path(os.path.normpath(folder / page)), set()).add(anchor)
    return linked


def _convert(text: str, vocabulary: Vocabulary, anchors: Collection[str]) -> conversion.Conversion:
    try:
        return conversion.convert(text, vocabulary, anchors)
    except Exception as error:  # a bug of ours must not keep the other files from being converted
        raise FileError(f"not converted, because of a bug in sphinx-archdoc: {error!r}") from error


def _write_all(drafts: list[Draft], report: Report, *, force: bool) -> None:
    """Write the targets that differ, and add all files to the report."""
    differing = {draft.target for draft in drafts if draft.differs()}
    in_place = [draft.target for draft in drafts if draft.in_place and draft.target in differing]
    reasons = {} if force else unrestorable(in_place)
    try:
        with progress("writing", drafts) as remaining:
            for draft in remaining:
                outcome, problem = Outcome.UNCHANGED, ""
                if draft.target in differing:
                    outcome, problem = _write(draft, reasons.get(draft.target, ""), force=force)
                to = "" if draft.in_place else printable(draft.target.as_posix())
                report.files.append(FileReport.of(draft.source.shown, draft.after, outcome, problem, to))
    except KeyboardInterrupt:
        written = sum(file.outcome is Outcome.WRITTEN for file in report.files)
        complain(f"{written} of {len(drafts)} files were written")
        raise


def _write(draft: Draft, unrestorable: str, *, force: bool) -> tuple[Outcome, str]:
    """Write a target, unless something forbids it; return the outcome and the problem.

    :param unrestorable: why Git could not restore the target, or an empty string.
    """
    try:
        if draft.in_place:
            _check_source(draft, unrestorable)
        else:
            _check_target(draft.target, force=force)
        replace(draft.target, draft.content, draft.source.path)
    except FileError as error:
        return Outcome.FAILED, str(error)
    return Outcome.WRITTEN, ""


def _check_source(draft: Draft, unrestorable: str) -> None:
    """Refuse to overwrite a file if that would lose something.

    :raises FileError: with the reason.
    """
    if unrestorable:
        raise FileError(f"not overwritten: {unrestorable}; commit it, or use --force")
    try:
        if is_read_only(draft.target):
            raise FileError("not overwritten: it is read-only")
        if draft.target.read_bytes() != draft.before.content:
            raise FileError("not overwritten: it has changed since it was read")
    except OSError as error:
        raise FileError(f"not overwritten: {reason(error)}") from None


def _check_target(target: Path, *, force: bool) -> None:
    """Refuse to overwrite a file in another folder; create the folder if it does not exist.

    :raises FileError: with the reason.
    """
    shown = printable(target.as_posix())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            if not target.is_file():
                raise FileError(f"not converted: '{shown}' exists and is not a regular file")
            if not force:
                raise FileError(f"not converted: '{shown}' exists; use --force to overwrite it")
            if is_read_only(target):
                raise FileError(f"not converted: '{shown}' is read-only")
    except OSError as error:
        raise FileError(f"'{shown}' cannot be written: {reason(error)}") from None


def _print(report: Report, request: Request) -> None:
    for file in report.files:
        if file.problem:
            complain(f"{file.file}: {file.problem}")
    if request.json:
        say(report.as_json())
    else:
        for line, style in report.lines(verbose=request.verbose, check=request.check):
            say(line, style)
