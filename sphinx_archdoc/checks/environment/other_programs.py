"""Tell variables of another program, which a page names above their fence: ``NewAPI:``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.environment.evidence import all_reads
from sphinx_archdoc.checks.scope import CheckedScope

_FENCE = re.compile(r"[ \t>]{0,20}(?P<signs>`{3,}|~{3,})")
_LABEL = re.compile(
    r"[ \t>]{0,20}[*_]{0,3}(?P<name>[A-Za-z][\w.-]{1,40}(?: [A-Z0-9][\w.-]{0,40})?)[*_]{0,3}"
    r"[ \t]?[:\uff1a][*_]{0,3}[ \t]*\Z"
)
_NAME = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d")
"""What the name of a program has, and an ordinary word has not."""
_FEWEST = 2
_SHORTEST = 3
"""Letters of a part of a variable that shows what the variable is about."""
_SYSTEMS = frozenset(
    {
        *(
            "docker",
            "dockercompose",
            "githubactions",
            "ios",
            "javascript",
            "linux",
            "macos",
            "nodejs",
            "powershell",
        ),
        *("typescript", "windows", "wsl2"),
    }
)
"""Where a program runs, and what it is written in."""

Documented = Sequence[tuple[Entry, str]]


def of_other_programs(
    scope: CheckedScope, documented: Documented, absent: Documented
) -> Mapping[tuple[str, str], Documented]:
    """Return the absent variables of other programs, by page and name of the program.

    The line above a fence names the program. The code reads none of the variables in the fence, they are not
    called like the program, and the code has no folder of its name.
    """
    pages = {entry.page for entry, _ in absent}
    labels = {page: _labels(scope.project.outlines.of(page).lines) for page in pages}
    fences: dict[tuple[str, int], list[str]] = defaultdict(list)
    for entry, name in documented:
        start = labels.get(entry.page, {}).get(entry.where.line or 0)
        if start:
            fences[entry.page, start[0]].append(name)
    found: dict[tuple[str, str], list[tuple[Entry, str]]] = defaultdict(list)
    for entry, name in absent:
        start = labels[entry.page].get(entry.where.line or 0)
        if start and _is_of_other(scope, entry.page, start[1], fences[entry.page, start[0]]):
            found[entry.page, start[1]].append((entry, name))
    return found


def _labels(lines: Sequence[str]) -> Mapping[int, tuple[int, str]]:
    """Return the lines in fences below a label, with the line of the fence and the label."""
    return dict(_labelled(lines))


def _labelled(lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, str]]]:
    last, signs, start, label = "", "", 0, ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if not signs and fence:
            named = _LABEL.match(last)
            signs, start, label = fence["signs"], number, named["name"] if named else ""
        elif signs and fence and fence["signs"].startswith(signs):
            signs = ""
        elif signs and label:
            yield number, (start, label)
        if not signs and line.strip():
            last = line


def _is_of_other(scope: CheckedScope, page: str, label: str, names: Sequence[str]) -> bool:
    """Return whether a label is the name of another program, and the names below it are its variables."""
    plain = _plain(label)
    is_named = _NAME.search(label) or plain in _plain(page)
    if len(names) < _FEWEST or not is_named or plain in _SYSTEMS:
        return False
    if any(_is_about(name, plain) or all_reads(scope, name) for name in names):
        return False
    return all(_plain(folder.rpartition("/")[2]) != plain for folder in scope.project.tree.folders)


def _is_about(name: str, program: str) -> bool:
    """Return whether a part of a variable is the beginning of a program's name, or the other way round."""
    parts = [part for part in name.casefold().split("_") if len(part) >= _SHORTEST]
    return any(part.startswith(program) or program.startswith(part) for part in parts)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
