"""What the readers find in a text, in a short notation."""

from __future__ import annotations

from pathspec import GitIgnoreSpec

from sphinx_archdoc.sources.environment import Environment, ReadPlace
from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind, Reader
from sphinx_archdoc.sources.join import join_environment
from sphinx_archdoc.sources.readers import builtin_readers

SPECS = [(reader, GitIgnoreSpec.from_lines(reader.globs)) for reader in builtin_readers()]


def readers_of(path: str) -> list[Reader]:
    return [reader for reader, spec in SPECS if spec.match_file(path)]


def facts_of(path: str, text: str) -> list[Fact]:
    return [fact for reader in readers_of(path) for fact in reader.read(path, text)]


def join(texts: dict[str, str], wrappers: tuple[str, ...] = (), prefix: str = "") -> Environment:
    facts = [(path, fact) for path, text in texts.items() for fact in facts_of(path, text)]
    return join_environment(facts, wrappers, prefix)


def shown(name: str, place: ReadPlace) -> str:
    """``~X`` is implied, ``X!`` required, ``X?`` not required, ``X=d`` has a default."""
    end = "" if place.required is None else "!" if place.required else "?"
    if place.default is not None:
        end = f"={place.default}"
    return f"{'~' * place.is_implied}{name}{end}"


def reads(path: str, text: str) -> list[str]:
    """The reads of one file, sorted."""
    environment = join({path: text})
    found = {shown(name, place) for name, places in environment.names.items() for place in places}
    partial = {
        f"{fact.name}*" if fact.is_prefix else f"*{fact.name}"
        for fact in facts_of(path, text)
        if isinstance(fact, EnvRead) and (fact.is_prefix or fact.is_tail)
    }
    return sorted(found | partial)


def mentions(path: str, text: str) -> list[str]:
    """The names that are set in one file."""
    return sorted(
        {f.name for f in facts_of(path, text) if isinstance(f, EnvMention) and f.kind is MentionKind.SET}
    )
