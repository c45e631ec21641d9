"""What became of each line of each file, for readers and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from sphinx_archdoc.cli.terminal import as_json
from sphinx_archdoc.markdown.convert.conversion import Conversion, Fate
from sphinx_archdoc.markdown.convert.conversion import LineRange as Part
from sphinx_archdoc.problems import shorten


class Outcome(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    """It says what it said before."""
    WOULD_CHANGE = "would-change"
    """With ``--check``."""
    FAILED = "failed"
    """Not read, or not written."""


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file."""

    file: str
    outcome: Outcome
    to: str = ""
    """The file that was written, if it is another one."""
    problem: str = ""
    """Why it was not read or not written."""
    entries: Mapping[str, int] = {}
    """The number of entries, by kind."""
    lines: Mapping[str, int] = {}
    """The number of lines, by fate."""
    parts: tuple[Part, ...] = ()

    @classmethod
    def failed(cls, file: str, problem: str) -> FileReport:
        """Of a file that was not even read."""
        return cls(file=file, outcome=Outcome.FAILED, problem=problem)

    @classmethod
    def of(cls, file: str, done: Conversion, outcome: Outcome, problem: str = "", to: str = "") -> FileReport:
        """Of a file that was converted."""
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
    """All files together."""

    files: int
    outcomes: Mapping[str, int]
    entries: Mapping[str, int]
    lines: Mapping[str, int]


class Report(msgspec.Struct):
    """What became of all files."""

    files: list[FileReport] = []

    @property
    def not_understood(self) -> int:
        """The number of lines that are not understood."""
        return sum(file.lines.get(Fate.NOT_UNDERSTOOD, 0) for file in self.files)

    def totals(self) -> Totals:
        """The numbers of all files."""
        outcomes = Counter(file.outcome for file in self.files)
        return Totals(
            len(self.files),
            {str(outcome): outcomes[outcome] for outcome in Outcome},
            _added(file.entries for file in self.files),
            {str(fate): 0 for fate in Fate} | _added(file.lines for file in self.files),
        )

    def as_json(self) -> str:
        """One document for all files."""
        return as_json({"files": self.files, "totals": self.totals()})

    def lines(self, *, verbose: bool, check: bool) -> Iterator[str]:
        """The report as text: what is not understood, and how much of each file is."""
        for file in self.files:
            if file.lines:
                yield from _parts(file, verbose=verbose)
                yield f"{file.file}: {_numbers(file.entries, file.lines)}{_ending(file)}"
        totals = self.totals()
        if len(self.files) > 1:
            yield f"{totals.files} files: {_numbers(totals.entries, totals.lines)}"
        said = [
            f"{number} {outcome.replace('-', ' ')}" for outcome, number in totals.outcomes.items() if number
        ]
        yield f"{', '.join(said) or 'nothing to do'}{'; nothing was written' if check else ''}"


def _parts(file: FileReport, *, verbose: bool) -> Iterator[str]:
    for part in file.parts:
        place = f"{file.file}:{part.start}" + (f"-{part.end}" if part.end > part.start else "")
        if part.fate is Fate.NOT_UNDERSTOOD:
            yield f"{place}: not understood: {part.reason}"
        elif verbose:
            entry = f": {part.kind} {shorten(part.name)}".rstrip() if part.kind else ""
            yield f"{place}: {'kept as prose' if part.fate is Fate.PROSE else f'mapped{entry}'}"


def _ending(file: FileReport) -> str:
    if file.outcome is Outcome.FAILED:
        return "; not written"
    return f"; written to {file.to}" if file.to and file.outcome is Outcome.WRITTEN else ""


def _numbers(entries: Mapping[str, int], lines: Mapping[str, int]) -> str:
    number = sum(entries.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in entries.items() if count)
    return (
        f"{number} {'entry' if number == 1 else 'entries'}{f' ({kinds})' if kinds else ''}; "
        f"{lines[Fate.MAPPED]} of {sum(lines.values())} lines mapped, {lines[Fate.PROSE]} kept as prose, "
        f"{lines[Fate.NOT_UNDERSTOOD]} not understood"
    )


def _added(numbers: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in numbers:
        total.update(one)
    return dict(total)
