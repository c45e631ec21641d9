"""The environment variables that a set of files reads, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from sphinx_archdoc.sources.facts import EnvComposed, EnvRead

_NAME = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")
"""A default that may be the name of another variable; a single word is rather a value, such as a mode."""


class ReadPlace(msgspec.Struct, frozen=True, order=True, gc=False):
    """Where a variable is read, and what happens without it."""

    path: str
    line: int
    default: str | None = None
    required: bool | None = None
    is_implied: bool = False
    """See :class:`.EnvRead`; True as well where only a part of the name is known."""
    rest: str = ""
    """The part of the name that the code must hold, because the read gives the prefix only."""
    suffix: str = ""
    """What the name must end with, because the read gives only its beginning and its end."""
    members: tuple[str, ...] = ()
    """What may follow the beginning of the name; empty if that is not known."""


class Environment:
    """The variables of a set of files."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._reads: dict[str, list[ReadPlace]] = defaultdict(list)
        self._folded: dict[str, list[ReadPlace]] = defaultdict(list)
        self._tails: dict[str, list[ReadPlace]] = defaultdict(list)
        self._prefixes: dict[str, list[ReadPlace]] = defaultdict(list)
        self._held: set[str] = set()
        self._composed: list[tuple[str, EnvComposed]] = []

    def reads_of(self, name: str, *, is_whole: bool = True) -> tuple[ReadPlace, ...]:
        """Return where a variable is read, the surest places first.

        If its own name is read nowhere, case does not count, and after that the part of the name that the
        code knows: what follows a prefix, or the prefix itself.

        :param is_whole: whether places that read exactly this name count.
        """
        whole = self._reads.get(name) or self._folded.get(name.casefold())
        found = whole if whole and is_whole else self._partial_reads_of(name)
        return tuple(sorted(found, key=lambda place: (place.is_implied, place.path, place.line)))

    def _partial_reads_of(self, name: str) -> Sequence[ReadPlace]:
        parts = [at for at, character in enumerate(name) if character == "_"]
        tails = (name, *(name[at + 1 :] for at in parts))
        heads = (name[: at + 1] for at in reversed(parts))
        if found := next((self._tails[tail] for tail in tails if tail in self._tails), None):
            return found
        for head in heads:
            rest = name[len(head) :]
            places = [one for one in self._prefixes.get(head, ()) if _may_be(rest, one)]
            if places:
                is_held = head in self._held
                return [msgspec.structs.replace(one, rest=rest) for one in places] if is_held else places
        return ()

    def is_tail_of(self, name: str, names: Collection[str]) -> bool:
        """Return whether one of *names* is *name* after a known prefix."""
        return any(f"{prefix}{name}" in names for prefix in self._prefixes)

    @property
    def names(self) -> Mapping[str, Sequence[ReadPlace]]:
        """Return the variables whose whole names the code reads, with the places."""
        return self._reads

    def is_tail(self, name: str) -> bool:
        """Return whether the code knows a name as what follows a prefix."""
        return name in self._tails

    def composed_like(self, name: str) -> tuple[ReadPlace, ...]:
        """Return where the code composes variable names that *name* may match."""
        return tuple(
            ReadPlace(path, fact.line)
            for path, fact in self._composed
            if name.startswith(fact.prefix)
            and name.endswith(fact.suffix)
            and len(name) > len(fact.prefix) + len(fact.suffix)
            and (fact.prefix or name.removesuffix(fact.suffix) in self._reads)
        )

    def add_composed(self, path: str, fact: EnvComposed) -> None:
        """Add names that a file composes."""
        self._composed.append((path, fact))

    def add_read(self, path: str, read: EnvRead) -> None:
        """Add a read of a file."""
        name = read.name
        is_partial = read.is_tail or read.is_prefix
        if read.is_tail and self._prefix:
            name, is_partial = self.with_prefix(name), False
        is_implied = read.is_implied or is_partial
        place = ReadPlace(
            *(path, read.line, read.default, read.required, is_implied),
            suffix=read.suffix,
            members=read.members,
        )
        if not is_partial:
            self._reads[name].append(place)
            if not name.isupper() or read.is_implied:
                self._folded[name.casefold()].append(place)
        else:
            (self._prefixes if read.is_prefix else self._tails)[name].append(place)
            if read.is_held:
                self._held.add(name)

    def forget_named_defaults(self) -> None:
        """Forget the defaults that are names of variables, as in ``first_env("NEW_PORT", "OLD_PORT")``."""
        for places in (*self._reads.values(), *self._folded.values()):
            for at, place in enumerate(places):
                if place.default and _NAME.fullmatch(place.default) and self._is_read(place.default):
                    places[at] = msgspec.structs.replace(place, default=None)

    def _is_read(self, name: str) -> bool:
        return any(not place.is_implied for place in self._reads.get(name, ()))

    def with_prefix(self, name: str) -> str:
        """Return a name with the configured prefix, unless it has it already."""
        return name if name.startswith(self._prefix) else f"{self._prefix}{name}"


def _may_be(rest: str, place: ReadPlace) -> bool:
    """Return whether a place that knows the beginning of a name may read what has *rest* behind it."""
    plain = rest.replace("_", "").casefold()
    if place.members and not plain.startswith(place.members):
        return False
    return rest.endswith(place.suffix) and len(rest) > len(place.suffix)
