"""The keys of a configuration file: which tables are not kinds, and on which line a key is.

The command loads this on each run, so it imports little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

RESERVED = ("sources", "rules", "check")
"""Tables of :file:`archdoc.toml` that are not kinds, though they may be in the same file as kinds."""


def lines_of_keys(lines: Sequence[str]) -> dict[str, int]:
    """Return the 1-based line on which each dotted key first occurs in TOML.

    The tables of an array, ``[[scope]]``, are numbered from 0: ``scope.0``.
    """
    found: dict[str, int] = {}
    numbers: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[{1,2}([^\[\]]+)\]", line)
        assignment = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if header:
            table = here = header[1].replace('"', "").strip()
            if line.lstrip().startswith("[["):
                found.setdefault(table, number)
                table = here = f"{table}.{numbers[table]}"
                numbers[table.rpartition(".")[0]] += 1
        elif assignment:
            here = f"{table}.{assignment[1]}".strip(".").replace('"', "")
        else:
            continue
        found.setdefault(here, number)
    return found


def line_of_key(lines: Mapping[str, int], key: str) -> int:
    """Return the line of a dotted key, or of the closest table that contains it; 0 if neither is found."""
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key, 0)
