"""Write a comparison as the comment of a pull request, in Markdown that fits the limit of a forge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_archdoc.answers.markdown import markdown_code, markdown_text
from sphinx_archdoc.changes.change import NO_VALUE, CatalogueChange
from sphinx_archdoc.changes.classes import Risk
from sphinx_archdoc.changes.compare import Comparison

LONGEST = 60_000
"""Characters of a comment; the forges end at 65,536."""
_END = "\n</details>"
_VALUE = 120
"""Characters of a value that are shown."""
_AFFECTED = 3
"""Affected entries that a row names."""

_TITLES = {Risk.BREAKING: "Breaking", Risk.RISKY: "Risky"}


def counts(comparison: Comparison) -> str:
    """Return one line with the number of changes of each class."""
    accepted = sum(1 for change in comparison.changes if change.accepted)
    parts = [f"{comparison.number(risk)} {risk}" for risk in Risk]
    parts += [f"{accepted} accepted"] if accepted else []
    return ", ".join(parts) if comparison.changes else "no changes"


def comment(comparison: Comparison) -> str:
    """Return the comment. What does not fit is left out from the end, and counted."""
    lines = [
        f"<!-- sphinx-archdoc:diff:{markdown_text(comparison.new.name).replace('--', '')} -->",
        f"**{markdown_text(_title(comparison))}:** {counts(comparison)}",
        *(f"\n> {markdown_text(note)}" for note in comparison.notes),
    ]
    length = sum(map(len, lines)) + len(lines)
    left_out = 0
    for block in _blocks(comparison):
        kept, size = [], length
        for number, line in enumerate(block):
            size += len(line) + 1
            if size > LONGEST - 300:
                left_out += sum(1 for row in block[number:] if row.startswith(("| ", "- ")))
                kept += [_END] if block[-1] == _END else []
                break
            kept.append(line)
        length = size
        lines += kept
    if left_out:
        lines.append(f"\n{left_out} more changes do not fit; `sphinx-archdoc diff` lists all of them.")
    return "\n".join(lines)


def _blocks(comparison: Comparison) -> Iterator[list[str]]:
    for risk, title in _TITLES.items():
        rows = [one for one in comparison.changes if one.risk is risk and not one.accepted]
        if rows:
            head = [f"\n### {title}\n", "| Change | Entry | Affected |", "| --- | --- | --- |"]
            yield [*head, *map(_row, rows)]
    rest = [one for one in comparison.changes if one.risk is Risk.HARMLESS or one.accepted]
    if rest:
        folded = "accepted or harmless" if any(one.accepted for one in rest) else "harmless"
        yield [
            f"\n<details><summary>{len(rest)} {folded}</summary>\n",
            *map(_item, rest),
            _END,
        ]


def _row(change: CatalogueChange) -> str:
    return f"| {_described(change)} | {_place(change)} | {_affected(change)} |"


def _item(change: CatalogueChange) -> str:
    accepted = f" (accepted: {markdown_text(change.accepted)})" if change.accepted else ""
    return f"- {_described(change)}: {_place(change)}{accepted}"


def _described(change: CatalogueChange) -> str:
    field = f" {markdown_code(change.field)}" if change.field else ""
    return f"{change.id.replace('-', ' ')}{field}{_values(change)}"


def _values(change: CatalogueChange) -> str:
    shown = (text if text == NO_VALUE else markdown_code(text) for text in change.values(_VALUE))
    joined = " → ".join(shown)
    return f": {joined}" if joined else ""


def _place(change: CatalogueChange) -> str:
    source = f"{change.source}:{change.line}" if change.line else change.source
    return " ".join(filter(None, [markdown_code(change.key), source and markdown_code(source)]))


def _affected(change: CatalogueChange) -> str:
    """Return the nearest affected, with their owners, and the number of the others."""
    shown: Sequence[str] = [
        f"{markdown_code(one.name)}{f' ({markdown_code(one.owner)})' if one.owner else ''}"
        for one in change.affected[:_AFFECTED]
    ]
    others = len(change.affected) - len(shown)
    more = f" and {'at least ' if change.more_affected else ''}{others} more" if others else ""
    return f"{', '.join(shown)}{more}"


def _title(comparison: Comparison) -> str:
    about = comparison.new.file.catalogue
    return about.title or about.name
