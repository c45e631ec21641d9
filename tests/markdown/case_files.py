"""Read the files of cases, and write down what was recognised as they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult

FOLDER = Path(__file__).parent / "cases"

FILES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
"""The files of cases; each is named after the rule that it is about."""


class Case(NamedTuple):
    """One case of a file."""

    rule: str
    title: str
    line: int
    text: str
    expected: str


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file: title, dot, Markdown, dot, expected entries, dot."""
    parts: list[list[str]] = [[]]
    first = 1
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line != ".":
            parts[-1].append(line)
            continue
        parts.append([])
        if len(parts) == 4:
            title, text, expected = ("\n".join(part) for part in parts[:3])
            yield Case(path.stem, title.strip(), first, text, expected.strip("\n"))
            parts, first = [[]], number + 1
    assert not "".join(parts[0]).strip() and len(parts) == 1, f"{path.name}:{first}: a case has three dots"


def shown(result: RecognitionResult) -> str:
    """What was recognised, in the form of the files of cases."""
    lines = [line for entry in result.entries for line in _entry_lines(entry)]
    lines += [f"skipped: {skipped.start}-{skipped.end}" for skipped in result.unread]
    lines += [f"problem: {problem.where.line} {problem.code.value}" for problem in result.problems]
    return "\n".join(lines) or "nothing"


def _entry_lines(entry: RecognisedEntry) -> Iterator[str]:
    yield f"{entry.kind} {entry.name}".rstrip()
    for name, text in entry.fields.items():
        yield from _text_lines(name, text.text)
    for note in entry.notes:
        yield from _text_lines("note", note.text)
    for child in entry.children:
        first, *others = _entry_lines(child)
        yield f"  > {first}"
        yield from (f"    {line}".rstrip() for line in others)


def _text_lines(name: str, text: str) -> Iterator[str]:
    if "\n" not in text:
        yield f"  {name}: {text}".rstrip()
        return
    yield f"  {name}: |"
    yield from (f"    {line}".rstrip() for line in text.split("\n"))
