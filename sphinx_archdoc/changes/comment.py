"""Write a comparison as the comment of a pull request, in Markdown that fits the limit of a forge."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.answers.markdown import markdown_code, markdown_table, markdown_text
from sphinx_archdoc.changes.change import NO_VALUE, CatalogueChange
from sphinx_archdoc.changes.classes import ChangeId, Risk
from sphinx_archdoc.changes.compare import Comparison

LONGEST = 60_000
"""Characters of a comment; the forges end at 65,536."""
_VALUE = 120
"""Characters of a value that are shown."""
_AFFECTED = 3
"""Affected entries that a row names."""

_MOST = 50
"""Changes in one row or item."""
_CAN_FIT = 10_000
"""Changes of a class that are written, at most: each takes six characters or more."""

_COLUMNS = ("Change", "Entry", "Affected")
_CHANGED = (ChangeId.TOLD_CHANGED, ChangeId.CONDITION_CHANGED, ChangeId.CONTRACT_CHANGED)
"""Changes of a value whose class says the rest."""
_PROBLEMS = (ChangeId.PROBLEM_NEW, ChangeId.PROBLEM_FIXED)
_TITLES = {Risk.BREAKING: "Breaking", Risk.RISKY: "Risky"}


def counts(comparison: Comparison) -> str:
    """Return one line with the number of changes of each class."""
    accepted = sum(1 for change in comparison.changes if change.accepted)
    parts = [f"{comparison.number(risk)} {risk}" for risk in Risk]
    parts += [f"{accepted} accepted"] if accepted else []
    return ", ".join(parts) if comparison.changes else "no changes"


def comment(comparison: Comparison, accepted: str = "") -> str:
    """Return the comment. What does not fit is left out from the end, and counted.

    :param accepted: the name of the file with accepted changes; empty if there is none yet.
    """
    lines = [
        f"<!-- sphinx-archdoc:diff:{markdown_text(comparison.new.name).replace('--', '')} -->",
        f"**{markdown_text(_title(comparison))}:** {counts(comparison)}",
        *(f"\n> {markdown_text(note)}" for note in comparison.notes),
    ]
    length = sum(map(len, lines)) + len(lines)
    left_out: Counter[str] = Counter()
    for block in _blocks(comparison, accepted):
        lines += block.head
        length += sum(map(len, (*block.head, block.end))) + len(block.head) + 1
        for number, (line, _) in enumerate(block.items):
            length += len(line) + 1
            if length > LONGEST - 300:
                left_out[block.what] += sum(count for _, count in block.items[number:])
                break
            lines.append(line)
        left_out[block.what] += block.left_out
        lines += [block.end] if block.end else []
    if more := " and ".join(f"{number} more {what}" for what, number in left_out.items() if number):
        lines.append(f"\n{more} do not fit; `sphinx-archdoc diff` lists all of them.")
    return "\n".join(lines)


class _Block(NamedTuple):
    """The changes of one class."""

    head: Sequence[str]
    items: Sequence[tuple[str, int]]
    """Each line, and the number of changes that it is about."""
    end: str = ""
    left_out: int = 0
    """The number of further changes."""
    what: str = "changes"
    """What the items are."""


def _blocks(comparison: Comparison, accepted: str) -> Iterator[_Block]:
    for risk, title in _TITLES.items():
        rows = [one for one in comparison.changes if one.risk is risk and not one.accepted]
        if rows:
            groups = list(_alike(rows[:_CAN_FIT]))
            columns = 3 if any(one.affected for one in rows) else 2
            cells = ([said, f"{_names(part)}<br>{_place(part)}", after] for said, after, part in groups)
            head, line, *lines = markdown_table(_COLUMNS[:columns], (row[:columns] for row in cells))
            items = [(text, len(part)) for text, (*_, part) in zip(lines, groups, strict=True)]
            yield _Block([f"\n### {title}\n", head, line], items, left_out=max(len(rows) - _CAN_FIT, 0))
    if open_ := [one for one in comparison.changes if one.risk is not Risk.HARMLESS and not one.accepted]:
        yield _to_accept(open_, accepted)
    rest = [one for one in comparison.changes if one.risk is Risk.HARMLESS or one.accepted]
    if rest:
        folded = "accepted or harmless" if any(one.accepted for one in rest) else "harmless"
        head = f"\n<details><summary>{len(rest)} {folded}</summary>\n"
        items = [(_item(*group), len(group[-1])) for group in _alike(rest[:_CAN_FIT])]
        yield _Block([head], items, "\n</details>", max(len(rest) - _CAN_FIT, 0))


def _to_accept(changes: Sequence[CatalogueChange], file: str) -> _Block:
    """Return the fingerprints as the tables of the file of ``--accepted``, to be copied from the comment.

    Their reasons are empty, which is not valid: whoever accepts a change must say why.
    """
    where = markdown_code(file) if file else "the file of `--accepted`"
    fitting = changes[:_CAN_FIT]
    texts = [_comment_of_toml(change) for change in fitting]
    fence = "`" * max(3, 1 + max(len(run) for text in texts for run in re.findall("`*", text)))
    head = [
        "\n<details><summary>Accept changes</summary>\n",
        f"Copy what you accept into {where}, with a reason:\n",
        f"{fence}toml",
    ]
    tables = dict.fromkeys(
        f'[{change.fingerprint}]  # {text}\nreason = ""' for change, text in zip(fitting, texts, strict=True)
    )
    items = [(table, 1) for table in tables]
    return _Block(head, items, f"{fence}\n\n</details>", len(changes) - len(fitting), "fingerprints")


def _comment_of_toml(change: CatalogueChange) -> str:
    """Return what has changed, on one line without control characters, which TOML does not allow."""
    about = " ".join(change.values(_VALUE)) if change.id in _PROBLEMS else change.field
    text = " ".join(f"{change.key} {change.id.replace('-', ' ')} {about}".split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:_VALUE])


def _item(said: str, after: str, changes: Sequence[CatalogueChange]) -> str:
    place = _place(changes)
    accepted = changes[0].accepted
    why = f" (accepted: {markdown_text(accepted)})" if accepted else after and f" ({after})"
    return f"- {said}: {_names(changes)}{f' in {place}' if place else ''}{why}"


def _alike(changes: Iterable[CatalogueChange]) -> Iterator[tuple[str, str, Sequence[CatalogueChange]]]:
    """Group changes of one file that have the same description and the same affected entries.

    Yields the description, the affected entries and the changes.
    """
    groups: dict[tuple[str, str, str, str], list[CatalogueChange]] = defaultdict(list)
    for change in changes:
        affected = change.affected_names(_AFFECTED, markdown_code)
        groups[_described(change), affected, change.source, change.accepted].append(change)
    for (said, affected, *_), found in groups.items():
        for start in range(0, len(found), _MOST):
            yield said, affected, found[start : start + _MOST]


def _described(change: CatalogueChange) -> str:
    """Return what changed. Prose is not quoted: whoever reviews the change has it before them."""
    what = "changed" if change.id in _CHANGED else change.id.replace("-", " ")
    field = f" {markdown_code(change.field)}" if change.field else ""
    return f"{what}{field}{'' if change.id is ChangeId.TOLD_CHANGED else _values(change)}"


def _values(change: CatalogueChange) -> str:
    values = change.values(_VALUE)
    if change.id in _PROBLEMS:
        return f": {', '.join(map(markdown_text, values))}"
    joined = " → ".join(text if text == NO_VALUE else markdown_code(text) for text in values)
    return f": {joined}" if joined else ""


def _names(changes: Iterable[CatalogueChange]) -> str:
    return ", ".join(dict.fromkeys(map(_name, changes)))


def _name(change: CatalogueChange) -> str:
    """Return the key of the entry, without its page if the place says it; or the code of a problem."""
    kind, _, rest = change.key.partition(":")
    page, hash_, name = rest.partition("#")
    is_there = hash_ and name and posixpath.splitext(change.source)[0] == page
    return markdown_code(f"{kind}:{name}" if is_there else change.key)


def _place(changes: Sequence[CatalogueChange]) -> str:
    """Return the file, and the line if it is about one entry that is still there."""
    first, *others = changes
    has_line = first.line and not others and first.id is not ChangeId.ENTRY_REMOVED
    source = f"{first.source}:{first.line}" if has_line else first.source
    return source and markdown_code(source)


def _title(comparison: Comparison) -> str:
    about = comparison.new.file.catalogue
    return about.title or about.name
