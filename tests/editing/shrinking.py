"""Making a failed edit small: what the project was before and after it, with all left out that does not matter.

Hypothesis would shrink the whole history, with two builds for every step of every attempt. But a build
knows nothing of the past but the build before it, so that two states of the project are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.editing.project import Project

Pair = tuple[Project, Project]


def smallest(pair: Pair, fails: Callable[[Pair], bool], attempts: int = 300) -> Pair:
    """The smallest pair of projects that still fails, as far as it is found in some *attempts*."""
    found = True
    while found:
        found = False
        for smaller in _smaller_pairs(pair):
            attempts -= 1
            if attempts < 0:
                return pair
            if fails(smaller):
                pair, found = smaller, True
                break
    return pair


def _smaller_pairs(pair: Pair) -> Iterator[Pair]:
    """The same left out of both states, and then only of one."""
    before, after = pair
    for path in _paths(before):
        yield _without(before, path), _without(after, path)
    for path in _paths(after):
        if not _has(before, path):
            yield before, _without(after, path)


def _paths(project: Project) -> Iterator[tuple[Any, ...]]:
    """What may be left out, the large before the small."""
    blocks = [("pages", name, block) for name, page in project.pages.items() for block in page.blocks]
    yield from (("pages", name) for name in project.pages)
    yield from (("parts", name, block) for name, part in project.parts.items() for block in part)
    yield from blocks
    yield from ((name,) for name in ("kinds", "settings") if getattr(project, name))
    for path in blocks:
        for inner in ("values", "within", "options"):
            yield from ((*path, inner, value) for value in getattr(path[-1], inner, ()))


def _has(project: Project, path: tuple[Any, ...]) -> bool:
    return path in set(_paths(project))


def _without(project: Project, path: tuple[Any, ...]) -> Project:
    """The project without a part of it; the same one if it does not have that part."""
    match path:
        case ("kinds" | "settings" as setting,):
            return replace(project, **{setting: {}})
        case "pages", name:
            return replace(project, pages={n: p for n, p in project.pages.items() if n != name})
        case "parts", name, block:
            parts = {n: _dropped(p, block) if n == name else p for n, p in project.parts.items()}
            return replace(project, parts=parts)
        case "pages", name, block, *inner:
            if name not in project.pages:
                return project
            page = project.pages[name]
            blocks = (
                tuple(_inner(b, *inner) if b == block else b for b in page.blocks)
                if inner
                else _dropped(page.blocks, block)
            )
            return replace(project, pages={**project.pages, name: replace(page, blocks=blocks)})
    raise AssertionError(path)


def _dropped(several: tuple[Any, ...], one: object) -> tuple[Any, ...]:
    return tuple(other for other in several if other != one)


def _inner(block: Any, attribute: str, value: object) -> Any:
    return replace(block, **{attribute: _dropped(getattr(block, attribute), value)})


def as_code(value: object) -> str:
    """A project as one writes it in a test, without what is as it always is."""
    if is_dataclass(value) and not isinstance(value, type):
        given = [f"{f.name}={as_code(getattr(value, f.name))}" for f in fields(value) if _is_given(value, f)]
        return f"{type(value).__name__}({', '.join(given)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {as_code(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + "".join(f"{as_code(v)}, " for v in value) + ")"
    return repr(value)


def _is_given(value: Any, field: Any) -> bool:
    given = getattr(value, field.name)
    return bool(given) and given != field.default
