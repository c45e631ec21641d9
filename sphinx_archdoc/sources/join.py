"""Join the facts of many files: which variables are read, and where.

Wrappers and constants are looked up in all files, whatever the scope: a service may read through a
function of a package beside it. Places carry their paths, so that a scope can be cut out of the result.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from sphinx_archdoc.sources.default_values import DefaultValues
from sphinx_archdoc.sources.environment import Environment
from sphinx_archdoc.sources.facts import (
    TAIL_PREFIX,
    EnvCall,
    EnvComposed,
    EnvConstant,
    EnvConstantRead,
    EnvRead,
    EnvValue,
    EnvWrapper,
    Fact,
)
from sphinx_archdoc.sources.literals import last_part
from sphinx_archdoc.sources.table import readers_table

_TELLING = re.compile(r"env|conf|setting|secret|var|require|fetch|must", re.IGNORECASE)
"""A function with such a name is a wrapper for all files; another one may have the name of something else."""

_REQUIRES = re.compile(
    r"(?:\A|_|get|Get)(?:must|require|Must|Require)|(?:required|Required)(?:_?[eE]nv|_?[vV]ar|\Z)|"
    r"(?:_or_|Or)(?:raise|Raise|throw|Throw|fail|Fail|panic|Panic|die|Die|exit|Exit)\Z"
)
"""A function with such a name fails without the variable."""


def join_environment(
    facts: Iterable[tuple[str, Fact]], wrappers: Iterable[str] = (), prefix: str = ""
) -> Environment:
    """Return the variables that files read.

    :param facts: with the paths of their files.
    :param wrappers: functions that read the variable that their first or second argument names.
    :param prefix: what the code puts in front of the names that it gives to *wrappers*, and of names whose
        prefix it does not say.
    """
    environment = Environment(prefix)
    joint = _Joint(environment, {last_part(name) for name in wrappers})
    for path, fact in facts:
        joint.add(path, fact)
    joint.resolve()
    return environment


class _Joint:
    """What has to wait until all facts are known."""

    def __init__(self, environment: Environment, configured: set[str]) -> None:
        self._environment = environment
        self._configured = configured
        self._wrappers: dict[tuple[str, str], list[tuple[str, EnvWrapper]]] = defaultdict(list)
        self._constants: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._literals: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._goes_through_all: set[str] = set()
        self._tails: list[tuple[str, EnvRead]] = []
        self._with_named_default: list[tuple[str, EnvRead]] = []
        """Reads whose default is a constant."""
        self._defaults = DefaultValues()
        self._calls: list[tuple[str, EnvCall]] = []
        self._constant_reads: list[tuple[str, EnvConstantRead]] = []

    def add(self, path: str, fact: Fact) -> None:
        """Take a fact."""
        match fact:
            case EnvRead():
                self._add_read(path, fact)
            case EnvComposed():
                self._environment.add_composed(path, fact)
            case EnvWrapper():
                self._wrappers[_family(path), fact.function].append((path, fact))
            case EnvConstant():
                self._constants[_family(path), fact.constant].append((path, fact.name))
                self._literals[_folder(path)].append((path, fact.name, fact.line))
            case EnvCall():
                self._calls.append((path, fact))
                if not fact.is_constant:
                    self._literals[_folder(path)].append((path, fact.name, fact.line))
            case EnvConstantRead():
                self._constant_reads.append((path, fact))
            case EnvValue():
                self._defaults.add(path, _family(path), fact)
            case _:
                pass

    def _add_read(self, path: str, read: EnvRead) -> None:
        if read.is_prefix and not read.name:
            self._goes_through_all.add(_folder(path))
            return
        if read.is_tail:
            self._tails.append((path, read))
        if read.default_name:
            self._with_named_default.append((path, read))
        else:
            self._environment.add_read(path, read)

    def resolve(self) -> None:
        """Turn calls of wrappers, reads of constants, and tails whose prefix is known into reads."""
        self._resolve_tails()
        for path, unfinished in self._with_named_default:
            default = self._default(path, unfinished)
            self._environment.add_read(path, msgspec.structs.replace(unfinished, default=default))
        for folder in sorted(self._goes_through_all):
            for path, name, line in self._literals[folder]:
                self._environment.add_read(path, EnvRead(name, line, is_implied=True))
        for path, read in self._constant_reads:
            for name in self._values(path, read.constant):
                self._add(path, read, name, is_implied=False)
        for path, call in self._calls:
            self._resolve_call(path, call)
        self._environment.forget_named_defaults()

    def _resolve_call(self, path: str, call: EnvCall) -> None:
        found = self._wrappers_of(path, call)
        if not found:
            return
        certainty = path in (home for home, _ in found) or bool(_TELLING.search(call.function))
        has_others = any(wrapper.is_list or wrapper.is_before_rest for _, wrapper in found)
        if has_others or self._reads_next(path, call):
            # what follows a name is another name or argument, and not a default
            call = msgspec.structs.replace(call, default=None, default_name="", required=None)
        if _REQUIRES.search(call.function) and not re.fullmatch(r"\S+", call.default or ""):  # or a message
            call = msgspec.structs.replace(call, default=None, required=True)
        defaults = {wrapper.default for _, wrapper in found}
        if call.required is None and all(wrapper.required for _, wrapper in found):
            call = msgspec.structs.replace(call, required=True)
        elif call.required is None and len(defaults) == 1 and None not in defaults:
            call = msgspec.structs.replace(call, default=defaults.pop(), required=False)
        for name in self._values(path, call.name, call.module) if call.is_constant else (call.name,):
            if call.function in self._configured:
                name = self._environment.with_prefix(name)
            self._add(path, call, name, is_implied=not certainty)

    def _resolve_tails(self) -> None:
        for path, tail in self._tails:
            prefixes = dict.fromkeys(
                name for _, name in self._constants.get((_family(path), TAIL_PREFIX), ())
            )
            for prefix in prefixes if len(prefixes) == 1 else ():
                name = f"{prefix}{tail.name}"
                self._environment.add_read(path, msgspec.structs.replace(tail, name=name, is_tail=False))

    def _add(self, path: str, fact: EnvCall | EnvConstantRead, name: str, *, is_implied: bool) -> None:
        default = self._default(path, fact)
        read = EnvRead(name, fact.line, default, fact.required, is_implied=is_implied)
        self._environment.add_read(path, read)

    def _default(self, path: str, fact: EnvRead | EnvCall | EnvConstantRead) -> str | None:
        if fact.default is not None or not fact.default_name:
            return fact.default
        return self._defaults.of(path, _family(path), fact.default_name)

    def _wrappers_of(self, path: str, call: EnvCall) -> list[tuple[str, EnvWrapper]]:
        """Return the functions that a call may mean, with their files."""
        if call.function in self._configured:
            return [(path, EnvWrapper(call.function, 0))]
        return [
            (home, wrapper)
            for home, wrapper in self._wrappers.get((_family(path), call.function), ())
            if _takes(wrapper, call) and self._reads(home, wrapper, 2)
        ]

    def _reads_next(self, path: str, call: EnvCall) -> bool:
        """Return whether a function reads the argument behind a name, too: ``read("NEW_PORT", "PORT")``."""
        return any(
            wrapper.position == call.position + 1 and self._reads(home, wrapper, 2)
            for home, wrapper in self._wrappers.get((_family(path), call.function), ())
        )

    def _reads(self, path: str, wrapper: EnvWrapper, levels: int) -> bool:
        """Return whether a function reads the environment, or calls one that does."""
        if not wrapper.calls:
            return True
        if levels == 0:
            return False
        if wrapper.calls in self._configured:
            return True
        inner = self._wrappers.get((_family(path), wrapper.calls), ())
        return any(
            self._reads(home, other, levels - 1)
            for home, other in inner
            if other.function != wrapper.function
        )

    def _values(self, path: str, constant: str, module: str = "") -> Iterator[str]:
        """Yield the names that a constant may hold: of the same file, of the same folder, or of all files.

        In Go, the name of a package in front of it, which is mostly that of its folder, tells which one is
        meant.
        """
        found = self._constants.get((_family(path), constant), ())
        if module and path.endswith(".go"):
            of_package = [name for home, name in found if _folder(home).rpartition("/")[2] == module]
            found = [(path, name) for name in of_package] or found
        same_file = [name for home, name in found if home == path]
        same_folder = [name for home, name in found if _folder(home) == _folder(path)]
        is_distinctive = len(constant) > 4 and constant != constant.lower()
        elsewhere = [name for _, name in found] if is_distinctive else []
        near = same_folder if len(constant) > 3 else []
        yield from dict.fromkeys(same_file or near or elsewhere)


def _takes(wrapper: EnvWrapper, call: EnvCall) -> bool:
    """Return whether the argument of a call is the one that the function reads."""
    if wrapper.is_list and call.position >= wrapper.position:
        return True
    return wrapper.position == call.position or call.is_constant


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


@functools.lru_cache(maxsize=4096)
def _family(path: str) -> str:
    """Return the language of a file: wrappers and constants are those of one language."""
    return _families().get(path.rpartition(".")[2], "")


@functools.cache
def _families() -> dict[str, str]:
    return {
        glob.rpartition(".")[2]: row.name
        for row in readers_table().reader
        if row.functions
        for glob in row.globs
        if glob.startswith("*.")
    }
