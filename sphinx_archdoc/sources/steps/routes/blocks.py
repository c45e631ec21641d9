"""Find what encloses routes in their file and puts a path in front of them: classes, calls and blocks.

The time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.sources.steps.brackets import Brackets
from sphinx_archdoc.sources.text import CodeText
from sphinx_archdoc.sources.url_paths import join_paths

_CLASS_FILES = (".java", ".kt", ".kts", ".groovy", ".scala", ".ts", ".cs", ".php")
_CLASS_WORDS = frozenset({"request", "path", "controller", "route", "jsoncontroller", "routeprefix"})
"""Words that may stand before a class and count for all of its methods."""
_CLASS = re.compile(r"\b(?:class|interface|record|object) (?P<name>\w{1,100})|[;{}]")
"""A class, or what ends the search for the class that a word stands before."""
_CALL_WORDS = frozenset({"route", "group", "prefix", "nest", "scope", "mount", "namespace", "path"})
"""Words whose arguments, or the block after them, may register routes of their own."""
_CLOSED = re.compile(r"\s{0,40}\)")
_BLOCK = re.compile(r"\s{0,40}\{")
_PHP_GROUP = re.compile(r"[^;]{0,300}?->group\(")
_PHP_PREFIX = re.compile(
    r"\bgroup(?P<open>\()\s{0,40}\[[^\]]{0,300}?[\"']prefix[\"']\s{0,8}=>\s{0,8}[\"'](?P<path>[^\"'\n]{0,200})[\"']"
)
_LONGEST_WORDS = 4
"""Most paths that one enclosure puts in front."""
_DEEPEST = 20
"""Enclosures within each other that count, the outermost ones."""
_FARTHEST = 2000
"""Signs from the path of a class to the end of its arguments, and from there to the class."""


class RouteCall(NamedTuple):
    """A call, an attribute or a statement that registers paths."""

    start: int
    """Where the word begins that is called."""
    at: int
    """Where its arguments begin."""
    end: int
    """Where its path ends."""
    word: str
    """In small letters, without what frameworks add to it."""
    paths: tuple[str, ...]


class Enclosure(NamedTuple):
    """A part of a file within which paths begin with one of these."""

    start: int
    end: int
    paths: tuple[str, ...]
    call: int = -1
    """Where the arguments of the call begin that gives these paths to a class."""


def enclosures(text: CodeText, calls: Sequence[RouteCall]) -> list[Enclosure]:
    """Return what encloses routes, the outermost first."""
    found = list(_classes(text, calls))
    open_calls = [
        call for call in calls if call.word in _CALL_WORDS and not _CLOSED.match(text.raw, call.end)
    ]
    closed = [call for call in calls if _may_have_block(text, call)]
    php = list(text.code_matches(_PHP_PREFIX)) if text.path.endswith(".php") else []
    if open_calls or closed or php:
        brackets = Brackets(text)
        found += [_arguments(brackets, call) for call in open_calls]
        found += [block for call in closed if (block := _block(text, brackets, call))]
        found += [
            Enclosure(prefix.end(), brackets.end_of(prefix.start("open")), (prefix["path"],))
            for prefix in php
        ]
    return sorted(found)


def fronts(starts: Iterable[int], found: Sequence[Enclosure]) -> dict[int, list[str]]:
    """Return what is in front of the paths at each offset; the empty text if nothing is.

    :param starts: the offsets, in any order.
    :param found: the enclosures, in the order of :func:`enclosures`; each is looked at once.
    """
    result: dict[int, list[str]] = {}
    around: list[Enclosure] = []
    following = 0
    for at in sorted(set(starts)):
        around = [enclosure for enclosure in around if at < enclosure.end]
        while following < len(found) and found[following].start <= at:
            if at < found[following].end and len(around) < _DEEPEST:
                around.append(found[following])
            following += 1
        result[at] = [""]
        for enclosure in around:
            paths = [join_paths(front, path) for front in result[at] for path in enclosure.paths]
            result[at] = paths[:_LONGEST_WORDS]
    return result


def _classes(text: CodeText, calls: Sequence[RouteCall]) -> Iterator[Enclosure]:
    """Yield the classes with a path. Each goes on to the next one."""
    if not text.path.endswith(_CLASS_FILES):
        return
    calls = [call for call in calls if call.word in _CLASS_WORDS]
    marks = list(_CLASS.finditer(text.plain)) if calls else []
    starts: list[tuple[int, int, tuple[str, ...]]] = []
    for call in calls:
        closing = text.raw.find(")", call.end, call.end + _FARTHEST)
        number = bisect_left(marks, closing, key=re.Match.start)
        if closing < 0 or number == len(marks):
            continue
        found = marks[number]
        is_near = found["name"] and found.start() <= closing + _FARTHEST
        if is_near and "fun " not in text.plain[closing : found.start()]:
            starts.append((call.at, found.end(), tuple(_named(text.path, call.paths, found["name"]))))
    for number, (call_at, start, paths) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(text.raw)
        yield Enclosure(start, end, paths[:_LONGEST_WORDS], call_at)


def _named(path: str, paths: Sequence[str], name: str) -> Iterator[str]:
    """Yield the paths of a class; ASP.NET writes ``[controller]`` for its name."""
    for one in paths:
        if path.endswith(".cs") and "[controller]" in one:
            short = name.removesuffix("Controller")
            yield from (one.replace("[controller]", word) for word in (short.lower(), short))
        else:
            yield one


def _arguments(brackets: Brackets, call: RouteCall) -> Enclosure:
    """Return the arguments of a call: ``r.Route("/users", func(r chi.Router) { … })``."""
    return Enclosure(call.end, brackets.end_of(call.at), call.paths)


def _may_have_block(text: CodeText, call: RouteCall) -> bool:
    if call.word not in _CALL_WORDS or not (closing := _CLOSED.match(text.raw, call.end)):
        return False
    if text.path.endswith(".php"):
        return bool(_PHP_GROUP.match(text.raw, closing.end()))
    if text.path.endswith(".rs"):
        return call.word == "scope"
    return text.path.endswith((".kt", ".kts", ".scala", ".groovy")) and bool(
        _BLOCK.match(text.raw, closing.end())
    )


def _block(text: CodeText, brackets: Brackets, call: RouteCall) -> Enclosure | None:
    """Return what follows a call that has only its path as an argument."""
    closing = _CLOSED.match(text.raw, call.end)
    if closing is None:
        return None
    if text.path.endswith(".rs"):  # web::scope("/users").service(…), up to the end of what it is given to
        return Enclosure(closing.end(), brackets.end_around(call.at), call.paths)
    after = (_PHP_GROUP if text.path.endswith(".php") else _BLOCK).match(text.raw, closing.end())
    if after is None:
        return None
    return Enclosure(closing.end(), brackets.end_of(after.end() - 1), call.paths)
