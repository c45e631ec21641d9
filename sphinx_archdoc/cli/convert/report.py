"""The report of ``convert``: the outcome for each file and each of its lines, as text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from sphinx_archdoc.cli.output.terminal import as_json
from sphinx_archdoc.markdown.convert.conversion import Conversion, Fate, LineRange
from sphinx_archdoc.problems import counted, shorten


class Outcome(StrEnum):
    """The outcome for a file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    """It already had this content."""
    WOULD_CHANGE = "would-change"
    """Conversion would change it; only with ``--check``."""
    FAILED = "failed"
    """It could not be read or written."""


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome for one file and its lines."""

    file: str
    outcome: Outcome
    to: str = ""
    """The file to write, if it is not the file itself."""
    problem: str = ""
    """Why it was not read or written."""
    entries: Mapping[str, int] = {}
    """Number of entries, by kind."""
    lines: Mapping[str, int] = {}
    """Number of lines, by fate."""
    parts: tuple[LineRange, ...] = ()

    @classmethod
    def failed(cls, file: str, problem: str) -> FileReport:
        """Return the report of a file that was not read or not converted."""
        return cls(file=file, outcome=Outcome.FAILED, problem=problem)

    @classmethod
    def of(cls, file: str, done: Conversion, outcome: Outcome, problem: str = "", to: str = "") -> FileReport:
        """Return the report of a file that was converted."""
        lines = {str(fate): 0 for fate in Fate}
        for part in done.parts:
            lines[part.fate] += part.end - part.start + 1
        return cls(
            file=file,
            outcome=outcome,
            to=to,
            problem=problem,
            entries=done.entries,
            lines=lines,
            parts=done.parts,
        )


class Totals(msgspec.Struct, frozen=True):
    """The sums over all files."""

    files: int
    outcomes: Mapping[str, int]
    entries: Mapping[str, int]
    lines: Mapping[str, int]


class Report(msgspec.Struct):
    """The outcome for all files."""

    files: list[FileReport] = []

    @property
    def not_understood(self) -> int:
        """Number of lines that are not understood."""
        return sum(file.lines.get(Fate.NOT_UNDERSTOOD, 0) for file in self.files)

    def totals(self) -> Totals:
        """Return the sums over all files."""
        outcomes = Counter(file.outcome for file in self.files)
        return Totals(
            len(self.files),
            {str(outcome): outcomes[outcome] for outcome in Outcome},
            _added(file.entries for file in self.files),
            {str(fate): 0 for fate in Fate} | _added(file.lines for file in self.files),
        )

    def as_json(self) -> str:
        """Return one JSON document for all files."""
        return as_json({"files": self.files, "totals": self.totals()})

    def lines(self, *, verbose: bool, check: bool) -> Iterator[tuple[str, str]]:
        """Yield the lines of the report as text, each with its style in a terminal.

        :param verbose: report all lines of the files, not only those that are not understood.
        :param check: the command was called with ``--check``, and has written nothing.
        """
        for file in self.files:
            if file.lines:
                yield from _parts(file, verbose=verbose)
                yield f"{file.file}: {_numbers(file.entries, file.lines)}{_ending(file)}", "bold"
        totals = self.totals()
        if len(self.files) > 1:
            yield f"{totals.files} files: {_numbers(totals.entries, totals.lines)}", "bold"
        outcomes = [
            f"{number} {outcome.replace('-', ' ')}" for outcome, number in totals.outcomes.items() if number
        ]
        yield f"{', '.join(outcomes) or 'nothing to do'}{'; nothing was written' if check else ''}", "bold"


def _parts(file: FileReport, *, verbose: bool) -> Iterator[tuple[str, str]]:
    for part in file.parts:
        place = f"{file.file}:{part.start}" + (f"-{part.end}" if part.end > part.start else "")
        if part.fate is Fate.NOT_UNDERSTOOD:
            yield f"{place}: not understood: {part.reason}", "yellow"
        elif verbose:
            entry = f": {part.kind} {shorten(part.name)}".rstrip() if part.kind else ""
            kept = f"kept as prose: {part.reason}" if part.reason else "kept as prose"
            yield f"{place}: {kept if part.fate is Fate.PROSE else f'mapped{entry}'}", ""


def _ending(file: FileReport) -> str:
    if file.outcome is Outcome.FAILED:
        return "; not written"
    return f"; written to {file.to}" if file.to and file.outcome is Outcome.WRITTEN else ""


def _numbers(entries: Mapping[str, int], lines: Mapping[str, int]) -> str:
    number = sum(entries.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in entries.items() if count)
    return (
        f"{counted(number, 'entry', 'entries')}{f' ({kinds})' if kinds else ''}; "
        f"{lines[Fate.MAPPED]} of {sum(lines.values())} lines mapped, {lines[Fate.PROSE]} kept as prose, "
        f"{lines[Fate.NOT_UNDERSTOOD]} not understood"
    )


def _added(numbers: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in numbers:
        total.update(one)
    return dict(total)
