"""Read the struct tags of Go: env, envconfig, cleanenv, go-flags and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_archdoc.sources.facts import TAIL_PREFIX, EnvConstant, EnvRead, Fact
from sphinx_archdoc.sources.steps.nested_types import NestedTypes
from sphinx_archdoc.sources.text import CodeText

_STRUCT = re.compile(r"type\s+(?P<name>\w+)\s+struct\s*\{")
_FIELD = re.compile(
    r"[ \t]*(?P<name>[A-Za-z_][\w.*]*+)[ \t,\w]{0,80}?[ \t]*+(?P<type>[^`\n{]{0,160}?)[ \t]*+"
    r"(?P<open>struct\s*\{)?[ \t]*+(?:`(?P<tags>[^`\n]*)`)?[ \t]*+\n"
)
_CLOSE = re.compile(r"[ \t]*\}(?P<pointer>[ \t]*)(?:`(?P<tags>[^`\n]*)`)?")
_TAG = re.compile(r'(?P<key>[\w-]+):"(?P<value>[^"\\\n]*+(?:\\.[^"\\\n]*+)*)"')
_PROCESS = re.compile(r'envconfig\.(?:Must)?Process\(\s*"(?P<prefix>\w*)"')
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")

_NAME_KEYS = ("env", "envconfig", "envvar")
_PREFIX_KEYS = ("envPrefix", "env-prefix", "envprefix")
_DEFAULT_KEYS = ("envDefault", "env-default", "default")
_DEEPEST = 6


@dataclass
class Struct:
    """A struct with its fields, in their order."""

    fields: list[_Field] = field(default_factory=list)


@dataclass
class _Field:
    name: str
    type: str
    line: int
    tags: Mapping[str, str]
    inner: Struct | None = None


def read_struct_tags(text: CodeText) -> Iterator[Fact]:
    """Yield the fields of structs with tags for the environment; nested structs with their prefixes."""
    raw = text.raw
    for process in text.matches(_PROCESS) if "envconfig" in raw else ():
        if process["prefix"]:
            yield EnvConstant(TAIL_PREFIX, f"{process['prefix'].upper()}_", text.line(process.start()))
    if not any(f"{key}:" in raw for key in ("env", "envconfig", "envPrefix", "env-namespace", "split_words")):
        return
    structs = dict(find_structs(text))
    used = {part.type for struct in structs.values() for part in _all_fields(struct)}
    is_envconfig = 'envconfig:"' in raw or 'split_words:"' in raw or "kelseyhightower/envconfig" in raw
    walk = _Walk(structs, is_envconfig)
    for name, struct in structs.items():
        if name not in used:
            yield from walk.read(struct, "")


def _all_fields(struct: Struct) -> Iterator[_Field]:
    within = [struct]
    while within:
        fields = within.pop().fields
        yield from fields
        within += [part.inner for part in fields if part.inner]


def find_structs(text: CodeText) -> Iterator[tuple[str, Struct]]:
    """Yield the structs that a file defines, with their names."""
    starts = [match for match in text.matches(_STRUCT) if text.masked.is_code(match.start())]
    ends = [*(following.start() for following in starts[1:]), len(text.plain)]
    for match, end in zip(starts, ends, strict=False):
        struct = Struct()
        _read_fields(text, match.end(), end, struct)
        yield match["name"], struct


def _read_fields(text: CodeText, at: int, end: int, struct: Struct) -> None:
    """Add the fields up to the brace that closes the struct, or up to *end* if there is none."""
    open_structs = [struct]
    plain = text.plain
    while open_structs and at < end:
        if closing := _CLOSE.match(plain, at):
            open_structs.pop()
            if open_structs and open_structs[-1].fields:
                open_structs[-1].fields[-1].tags = _tags(closing["tags"])
            at = _next_line(plain, closing.end())
        elif match := _FIELD.match(plain, at):
            line = text.line(match.start("name"))
            part = _Field(match["name"].lstrip("*"), match["type"].lstrip("*[] "), line, _tags(match["tags"]))
            open_structs[-1].fields.append(part)
            if match["open"]:
                part.inner = Struct()
                open_structs.append(part.inner)
            at = match.end()
        else:
            at = _next_line(plain, at)


def _next_line(plain: str, at: int) -> int:
    end = plain.find("\n", at)
    return end + 1 if end >= 0 else len(plain)


def _tags(text: str | None) -> dict[str, str]:
    return {match["key"]: match["value"].replace('\\"', '"') for match in _TAG.finditer(text or "")}


@dataclass
class _Walk:
    structs: Mapping[str, Struct]
    is_envconfig: bool
    nested: NestedTypes = field(default_factory=lambda: NestedTypes(_DEEPEST))

    def read(self, struct: Struct, prefix: str) -> Iterator[Fact]:
        """Yield the reads of a struct whose names begin with *prefix*."""
        for part in self.nested.fields(struct, struct.fields):
            inner = part.inner or self.structs.get(part.type)
            if inner and self.nested.may_enter(inner) and not _name_of(part.tags, "env"):
                yield from self.read(inner, prefix + self._inner_prefix(part))
            else:
                yield from self._field(part, prefix)

    def _inner_prefix(self, part: _Field) -> str:
        tags = part.tags
        for key in _PREFIX_KEYS:
            if key in tags:
                return tags[key]
        if "env-namespace" in tags:
            return f"{tags['env-namespace']}_"
        if "env" in tags and "prefix=" in tags["env"]:
            return tags["env"].partition("prefix=")[2].partition(",")[0]
        is_embedded = not part.type and not part.inner
        if self.is_envconfig and not is_embedded:
            return f"{self._key(part)}_"
        return ""

    def _key(self, part: _Field) -> str:
        if name := part.tags.get("envconfig"):
            return name.upper()
        if part.tags.get("split_words") == "true":
            return "_".join(_WORDS.findall(part.name)).upper()
        return part.name.rpartition(".")[2].upper()

    def _field(self, part: _Field, prefix: str) -> Iterator[Fact]:
        tags = part.tags
        if "conf" in tags and "env:" in tags["conf"]:
            tags = {**tags, "env": tags["conf"].partition("env:")[2].partition(",")[0]}
        names = [name for key in _NAME_KEYS for name in _names(tags.get(key, ""))]
        if (
            not names
            and self.is_envconfig
            and tags.get("envconfig", tags.get("ignored", "")) not in {"-", "true"}
        ):
            names = [self._key(part)] if part.name[:1].isupper() else []
        default, required = _outcome(tags)
        for name in names:
            is_implied = not any(key in tags for key in (*_NAME_KEYS, "split_words"))
            yield EnvRead(
                f"{prefix}{name}",
                part.line,
                default,
                required,
                is_tail=self.is_envconfig,
                is_implied=is_implied,
            )
            if prefix and "envconfig" in tags:  # envconfig falls back to the name as it is written
                yield EnvRead(name, part.line, default, required, is_implied=True)


def _name_of(tags: Mapping[str, str], key: str) -> str:
    return next(iter(_names(tags.get(key, ""))), "")


def _names(value: str) -> list[str]:
    """Return the names in the value of a tag; options such as ``required`` are no names."""
    options = {
        "required",
        "notEmpty",
        "file",
        "unset",
        "expand",
        "init",
        "overwrite",
        "noinit",
        "decodeunset",
    }
    parts = [part.strip() for part in value.split(",")]
    return [part for part in parts if _NAME.match(part) and part not in options]


def _outcome(tags: Mapping[str, str]) -> tuple[str | None, bool | None]:
    for key in _DEFAULT_KEYS:
        if key in tags:
            return tags[key], False
    if "default=" in tags.get("env", ""):
        return tags["env"].partition("default=")[2], False
    is_required = "true" in {
        tags.get("required"),
        tags.get("env-required"),
        tags.get("envRequired"),
    } or not {"required", "notEmpty"}.isdisjoint(part.strip() for part in tags.get("env", "").split(",")[1:])
    return None, True if is_required else None
