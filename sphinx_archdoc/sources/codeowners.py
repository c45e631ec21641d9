"""Read CODEOWNERS of GitHub, GitLab, Gitea and Bitbucket: who owns which path."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Callable, Sequence

import msgspec

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".gitea/CODEOWNERS")
"""Where the file may be, in the order in which forges look for it."""
_MOST_LINES = 10_000
_SECTION = re.compile(r"\^?\[[^\[\]\n]{1,200}\](?:\[\d{1,3}\])?(?P<owners>.*)")
_MOST_SEGMENTS = 50
_CATALOG_OWNER = re.compile(
    r"^[ \t]{1,8}owner:[ \t]*+[\"']?(?:\w{1,20}:)?(?:[\w-]{1,60}/)?(?P<name>[\w.-]{1,100})", re.M
)

SegmentTest = Callable[[str], object]
"""Whether a part of a pattern matches a part of a path; None stands for ``**``."""


class OwnerRule(msgspec.Struct, frozen=True):
    """One line: the last one that matches a path decides."""

    pattern: str
    owners: tuple[str, ...]
    """Empty if the path has no owner."""
    line: int


class CodeOwners(msgspec.Struct, frozen=True):
    """A file."""

    path: str
    rules: tuple[OwnerRule, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All owners, in lower case."""
        return frozenset(owner.casefold() for rule in self.rules for owner in rule.owners)

    def rule_of(self, path: str) -> OwnerRule | None:
        """Return the rule that decides about a file; None if there is none."""
        return next((rule for rule in reversed(self.rules) if _matches(rule.pattern)(path)), None)


def read_codeowners(path: str, text: str) -> CodeOwners:
    """Return the rules of a file in their order; a line that is not understood is left out."""
    rules: list[OwnerRule] = []
    of_section: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n")[:_MOST_LINES], 1):
        words = _words(line)
        section = _SECTION.fullmatch(line.strip())
        if section:
            of_section = _owners(_words(section["owners"]))
        elif words and not words[0].startswith("!"):
            rules.append(OwnerRule(words[0], _owners(words[1:]) or of_section, number))
    return CodeOwners(path, tuple(rules))


def _words(line: str) -> list[str]:
    """Return the words of a line before its comment; a backslash keeps a space within a word."""
    words = re.split(r"(?<!\\)\s+", line[:2_000].strip())
    end = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
    return [word.replace("\\ ", " ").replace("\\#", "#") for word in words[:end] if word]


def _owners(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if "@" in word)


@functools.lru_cache(maxsize=20_000)
def _matches(pattern: str) -> Callable[[str], bool]:
    """Return a function that tells whether a pattern matches a file."""
    stripped = pattern.strip("/")
    is_anchored = "/" in pattern.rstrip("/")
    segments = [segment for segment in stripped.split("/") if segment]
    if not segments or len(segments) > _MOST_SEGMENTS:
        return lambda path: False
    if not is_anchored and segments[0] != "**":
        segments.insert(0, "**")
    only_files = segments[-1] == "*" and is_anchored  # docs/* does not go into the folders below
    tests = [None if s == "**" else _test(s) for s in segments]
    return lambda path: _fits(tests, path.split("/"), goes_below=not only_files, is_folder=pattern[-1] == "/")


def _test(segment: str) -> SegmentTest:
    return re.compile(fnmatch.translate(segment.replace("[", "[[]"))).match


def _fits(
    tests: Sequence[SegmentTest | None],
    parts: Sequence[str],
    *,
    goes_below: bool,
    is_folder: bool,
) -> bool:
    """Return whether the segments of a pattern match a path, or a folder that it is in."""
    reached = {0}
    for number, part in enumerate(parts):
        reached = _with_empty(tests, reached)
        if len(tests) in reached and goes_below and number:
            return True
        after: set[int] = set()
        for at in reached:
            if at == len(tests):
                continue
            test = tests[at]
            if test is None:
                after.add(at)
            elif test(part):
                after.add(at + 1)
        if not after:
            return False
        reached = after
    return len(tests) in _with_empty(tests, reached) and not (is_folder and tests[-1] is not None)


def _with_empty(tests: Sequence[SegmentTest | None], reached: set[int]) -> set[int]:
    """Return the states that are reached, too, if ``**`` stands for nothing."""
    found = set(reached)
    for at in reached:
        while at < len(tests) and tests[at] is None:
            at += 1
            found.add(at)
    return found


def catalog_owners(text: str) -> list[str]:
    """Return the owners that a :file:`catalog-info.yaml` of Backstage names."""
    return [found["name"] for found in _CATALOG_OWNER.finditer(text)]
