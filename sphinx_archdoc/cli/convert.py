"""``sphinx-archdoc convert``: rewrite plain Markdown as directives.

First all files are read and converted, then Git is asked, and only then is anything written.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from sphinx_archdoc.cli.files import Failure, FileSearch, FileText, Signature, Source, find, read, why
from sphinx_archdoc.cli.git import Uncommitted
from sphinx_archdoc.cli.kinds import known_kinds
from sphinx_archdoc.cli.replacing import is_read_only, replace
from sphinx_archdoc.cli.report import FileReport, Outcome, Report
from sphinx_archdoc.cli.terminal import Exit, Mistake, Progress, complain, printable, say
from sphinx_archdoc.markdown.convert import conversion
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for on the command line."""

    names: list[str]
    to: str | None = None
    check: bool = False
    force: bool = False
    verbose: bool = False
    json: bool = False


class Draft(msgspec.Struct, frozen=True):
    """A file that was read and converted, and is not written yet."""

    source: Source
    target: Path
    before: FileText
    after: conversion.Conversion

    @property
    def content(self) -> bytes:
        """What the target is to hold."""
        return self.before.encode(self.after.text)


def run(wanted: Wanted, kinds_file: str | None) -> Exit:
    """Convert the files, and report each of their lines.

    :raises Mistake: if the folder to write to, or the file of kinds, cannot be one.
    """
    kinds = known_kinds(kinds_file)
    to = Path(wanted.to) if wanted.to is not None else None
    if to is not None and (not wanted.to or (to.exists() and not to.is_dir())):
        raise Mistake(f"'{printable(to)}' is not a folder to write to")
    found = find(wanted.names, to)
    report = Report(files=[FileReport.failed(name, problem) for name, problem in found.failures])
    drafts = _drafts(found, to, Vocabulary(kinds), report)
    if wanted.check:
        report.files += [FileReport.of(draft.source.shown, draft.after, _outlook(draft)) for draft in drafts]
    else:
        _write_all(drafts, report, in_place=to is None, force=wanted.force)
    report.files.sort(key=lambda file: file.file)
    _speak(found, report, wanted)
    if any(file.problem for file in report.files):
        return Exit.FAILED
    return Exit.NOT_UNDERSTOOD if wanted.check and report.not_understood else Exit.DONE


def _drafts(found: FileSearch, to: Path | None, vocabulary: Vocabulary, report: Report) -> list[Draft]:
    """Read and convert all files. Those that cannot be are put into the report."""
    drafts: list[Draft] = []
    taken: dict[Path, str] = {}
    progress = Progress("reading", len(found.sources))
    for number, source in enumerate(found.sources, 1):
        progress.step(number)
        try:
            target = source.path if to is None else target_below(to, source)
            if other := taken.get(target):
                raise Failure(f"not converted: '{printable(target)}' is already written for {other}")
            before = read(source.path)
            drafts.append(Draft(source, target, before, _convert(before.text, vocabulary)))
            taken[target] = source.shown
        except Failure as failure:
            report.files.append(FileReport.failed(source.shown, str(failure)))
    progress.end()
    return drafts


def _convert(text: str, vocabulary: Vocabulary) -> conversion.Conversion:
    try:
        return conversion.convert(text, vocabulary)
    except Exception as error:  # ours, not the author's; the other files go on
        raise Failure(f"not converted, by a mistake of this program: {error!r}") from error


def target_below(to: Path, source: Source) -> Path:
    """Where a file goes, in another folder.

    :raises Failure: if that would be out of the folder.
    """
    target = to / source.below
    if ".." in source.below.parts or not target.resolve().is_relative_to(to.resolve()):
        raise Failure(f"not converted: '{printable(target)}' would be out of '{printable(to)}'")
    return target


def _write_all(drafts: list[Draft], report: Report, *, in_place: bool, force: bool) -> None:
    """Write what differs, and report all."""
    uncommitted = Uncommitted(draft.source.path for draft in drafts)
    progress = Progress("writing", len(drafts))
    try:
        for number, draft in enumerate(drafts, 1):
            progress.step(number)
            outcome, problem = Outcome.UNCHANGED, ""
            try:
                if _differs(draft):
                    if in_place:
                        _check_source(draft, uncommitted, force=force)
                    else:
                        _check_target(draft.target, force=force)
                    replace(draft.target, draft.content)
                    outcome = Outcome.WRITTEN
            except Failure as failure:
                outcome, problem = Outcome.FAILED, str(failure)
            shown = "" if in_place else printable(draft.target.as_posix())
            report.files.append(FileReport.of(draft.source.shown, draft.after, outcome, problem, shown))
    except KeyboardInterrupt:
        done = sum(file.outcome is Outcome.WRITTEN for file in report.files)
        complain(f"{done} of {len(drafts)} files were written")
        raise
    finally:
        progress.end()


def _outlook(draft: Draft) -> Outcome:
    return Outcome.UNCHANGED if draft.after.text == draft.before.text else Outcome.WOULD_CHANGE


def _differs(draft: Draft) -> bool:
    """Whether the target does not hold the text already."""
    if draft.target == draft.source.path:
        return draft.after.text != draft.before.text
    try:
        return draft.target.is_symlink() or draft.target.read_bytes() != draft.content
    except OSError:
        return True


def _check_source(draft: Draft, uncommitted: Uncommitted, *, force: bool) -> None:
    """Refuse to overwrite a file that nobody could bring back.

    :raises Failure: with the reason.
    """
    path = draft.source.path
    if not force and (reason := uncommitted.why(path)):
        raise Failure(f"not overwritten: {reason}; commit it, or use --force")
    try:
        if is_read_only(path):
            raise Failure("not overwritten: it is read-only")
        if Signature.of(path.lstat()) != draft.before.signature:
            raise Failure("not overwritten: it was changed in the meantime")
    except OSError as error:
        raise Failure(f"not overwritten: {why(error)}") from None


def _check_target(target: Path, *, force: bool) -> None:
    """Refuse to overwrite a file in another folder, and make the folder.

    :raises Failure: with the reason.
    """
    shown = printable(target.as_posix())
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise Failure(f"not converted: '{shown}' is there already, and is not a regular file")
    if target.exists() and not force:
        raise Failure(f"not converted: '{shown}' is there already; use --force to overwrite it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and is_read_only(target):
            raise Failure(f"not converted: '{shown}' is read-only")
    except OSError as error:
        raise Failure(f"'{shown}' cannot be written: {why(error)}") from None


def _speak(found: FileSearch, report: Report, wanted: Wanted) -> None:
    for name, note in found.notes:
        complain(f"{name}: {note}")
    for file in report.files:
        if file.problem:
            complain(f"{file.file}: {file.problem}")
    if wanted.json:
        say(report.as_json())
    else:
        for line in report.lines(verbose=wanted.verbose, check=wanted.check):
            say(line)
