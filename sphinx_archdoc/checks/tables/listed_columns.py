"""Find the columns that the text around the entry of a table names, where the entry has no SQL.

They are in the items of a list below its heading, in its row, or behind its name: `` `users` (id, name) ``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from sphinx_archdoc.checks.facts.outlines import Outline
from sphinx_archdoc.sources.sql.database import DatabaseTable

_NAME = r"[A-Za-z_]\w{0,62}"
_ITEM = re.compile(
    rf"[-*+] (?P<names>`{_NAME}`(?:(?:, | and |, and | / )`{_NAME}`){{0,9}})"
    r"(?:\s?(?::|[-–—])\s.{0,300}|\.)?\Z"
)
"""An item that begins with names in code, with nothing else in front of what it says about them."""
_BEHIND = re.compile(
    rf"\s{{0,8}}(?:[-*+]|\d{{1,3}}[.)])\s{{1,4}}\**`(?P<table>{_NAME})`\**:?\s{{0,2}}\((?P<inner>.{{5,1500}})\)"
)
_PART = re.compile(
    rf"`?(?P<name>{_NAME})`?"
    r"(?: (?P<type>[A-Z][A-Z0-9]{2,20}(?:\(\d{1,4}(?:, ?\d{1,4})?\))?))?(?= |\Z)"
)
_IN_ROW = re.compile(
    rf"`(?P<name>{_NAME})`"
    r"(?: ?\((?P<told>[^()|]{0,80}(?:\([^()|]{0,40}\)[^()|]{0,80})?)\))?(?P<more>, )?"
)
"""A column in a cell, with its type or a description in parentheses."""
_CONSTRAINTS = frozenset({"UNIQUE", "NOT", "NULL", "DEFAULT", "REFERENCES", "PRIMARY", "FOREIGN", "KEY"})
_FEWEST = 3
"""So many names must be columns, and this many times as many as those that are not."""
_MOST_LINES = 60
"""Lines below a heading that are looked at."""


def listed_columns(outline: Outline, line: int, table: DatabaseTable) -> str:
    """Return SQL with the columns that the text at a line and below it names; empty if it names none.

    Most of them must be columns of the table: other lists have other names.
    """
    if not 0 < line <= len(outline.lines):
        return ""
    behind = _BEHIND.match(outline.lines[line - 1])
    if behind:
        parts = _split(behind["inner"])
    elif "|" in outline.lines[line - 1]:
        parts = _in_row(outline.lines[line - 1])
    elif outline.section(line) == line:
        end = min(outline.end_of_section(line), line + _MOST_LINES)
        parts = _in_list(outline.lines[line:end])
    else:
        return ""
    columns = [found for part in parts if (found := _PART.match(part))]
    known = sum(1 for column in columns if table.column(column["name"]))
    if known < _FEWEST or (len(columns) - known) * _FEWEST > known:
        return ""
    separator = ",\n" if outline.section(line) == line else ", "
    return f"CREATE TABLE listed ({separator.join(map(_definition, columns))}\n)"


def _definition(column: re.Match[str]) -> str:
    type_ = column["type"] or ""
    return f'"{column["name"]}" {"" if type_ in _CONSTRAINTS else type_}'.rstrip()


def _split(inner: str) -> list[str]:
    """Return the parts of a text between commas that are in no further parentheses."""
    parts, depth = [""], 0
    for sign in inner:
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            break
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _in_row(row: str) -> list[str]:
    """Return the longest list of columns in a row, each with the text in its parentheses."""
    runs: list[list[str]] = [[]]
    end = 0
    for found in _IN_ROW.finditer(row):
        if found.start() != end:
            runs.append([])
        runs[-1].append(f"{found['name']} {found['told'] or ''}".strip())
        end = found.end() if found["more"] else 0
    return max(runs, key=len)


def _in_list(lines: Sequence[str]) -> list[str]:
    """Return the names at the start of the items of the first list."""
    items = itertools.dropwhile(lambda line: not _ITEM.match(line), lines)
    found: list[str] = []
    for line in items:
        item = _ITEM.match(line)
        if item:
            found += item["names"].split("`")[1::2]
        elif line.strip() and not line.startswith("  "):
            return found if not line.startswith(("- ", "* ", "+ ")) else []
    return found
