"""Join the facts of all files into the environment variables that the code reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from sphinx_archdoc.checks.configuration import EnvironmentSettings
from sphinx_archdoc.sources.facts import EnvCall, EnvConstant, EnvConstantRead, EnvRead, EnvWrapper
from sphinx_archdoc.sources.tree import CodeTree

_LEVELS = 2
"""How many wrappers may be around each other."""

_FAMILIES = {
    suffix: family
    for family, suffixes in {
        "script": "js jsx mjs cjs ts tsx mts cts vue svelte astro",
        "jvm": "java kt kts scala groovy",
        "elixir": "ex exs",
        "ruby": "rb rake erb gemspec",
        "python": "py pyi",
        "shell": "sh bash zsh",
    }.items()
    for suffix in suffixes.split()
}
"""Languages by suffix: a function is called only in its own."""


class VariableRead(msgspec.Struct, frozen=True, gc=False):
    """One place that reads a variable."""

    path: str
    line: int
    default: str | None = None
    """The literal default; None if there is none, or it is an expression."""
    required: bool | None = None
    """True if the code fails without the variable, False if it has a default; None if that is not known."""
    is_test: bool = False
    is_implied: bool = False
    """True if only the end of the name is known to be read."""

    @property
    def place(self) -> str:
        """The place for messages."""
        return f"{self.path}:{self.line}"


class Variables:
    """The variables that the code reads, by name."""

    def __init__(self, tree: CodeTree, settings: EnvironmentSettings) -> None:
        self.reads: dict[str, list[VariableRead]] = defaultdict(list)
        self._tails: dict[str, list[VariableRead]] = defaultdict(list)
        self._prefix = settings.prefix
        self._is_test = tree.is_test
        calls: list[tuple[str, EnvCall]] = []
        constant_reads: list[tuple[str, EnvConstantRead]] = []
        wrappers: list[tuple[str, EnvWrapper]] = []
        self._constants: dict[tuple[str, str], set[str]] = defaultdict(set)
        for path, fact in tree.facts():
            match fact:
                case EnvRead():
                    self._add(path, fact.name, fact, is_tail=fact.is_tail)
                case EnvCall():
                    calls.append((path, fact))
                case EnvWrapper():
                    wrappers.append((path, fact))
                case EnvConstant():
                    self._constants[_family(path), fact.constant].add(fact.name)
                case EnvConstantRead():
                    constant_reads.append((path, fact))
                case _:
                    pass
        self._join(calls, constant_reads, _wrappers(wrappers), frozenset(settings.wrappers))
        for reads in (*self.reads.values(), *self._tails.values()):
            reads.sort(key=_order)

    def _join(
        self,
        calls: Iterable[tuple[str, EnvCall]],
        constant_reads: Iterable[tuple[str, EnvConstantRead]],
        wrappers: frozenset[tuple[str, str]],
        named: frozenset[str],
    ) -> None:
        for path, call in calls:
            family = _family(path)
            if call.function in named or (family, call.function) in wrappers:
                names = self._constants.get((family, call.name), set()) if call.is_constant else {call.name}
                for name in sorted(names):
                    self._add(path, name, call)
        for path, read in constant_reads:
            for name in sorted(self._constants.get((_family(path), read.constant), ())):
                self._add(path, name, read)

    def _add(
        self, path: str, name: str, fact: EnvRead | EnvCall | EnvConstantRead, *, is_tail: bool = False
    ) -> None:
        is_tail = is_tail and not self._prefix
        read = VariableRead(path, fact.line, fact.default, fact.required, self._is_test(path), is_tail)
        if is_tail:
            self._tails[name].append(read)
        elif isinstance(fact, EnvRead) and fact.is_tail:
            self.reads[self._prefix + name].append(read)
        else:
            self.reads[name].append(read)

    def of(self, name: str) -> list[VariableRead]:
        """Return the places that read a variable, sorted by path and line.

        If no place reads exactly this name, return those that read what follows an unknown prefix.
        """
        return self.reads.get(name) or [
            read for tail in _tails_of(name) for read in self._tails.get(tail, ())
        ]


def _order(read: VariableRead) -> tuple[str, int, str]:
    return read.path, read.line, read.default or ""


def _tails_of(name: str) -> Iterator[str]:
    """Yield the ends of a name that a prefix can stand in front of, the longest first."""
    yield name
    rest = name
    while "_" in rest:
        rest = rest.partition("_")[2]
        if "_" in rest or len(rest) > 3:
            yield rest


def _family(path: str) -> str:
    suffix = path.rpartition("/")[2].rpartition(".")[2]
    return _FAMILIES.get(suffix, suffix)


def _wrappers(found: Iterable[tuple[str, EnvWrapper]]) -> frozenset[tuple[str, str]]:
    """Return the functions whose callers read variables, with the language of each."""
    known = {(_family(path), wrapper.function) for path, wrapper in found if not wrapper.calls}
    for _ in range(_LEVELS - 1):
        known |= {
            (_family(path), wrapper.function)
            for path, wrapper in found
            if (_family(path), wrapper.calls) in known
        }
    return frozenset(known)
