"""Find reads with the patterns of a row of :file:`readers.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_archdoc.sources.conditions import is_about_another, is_passed_on
from sphinx_archdoc.sources.facts import EnvConstantRead, EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.literals import GENERIC, last_part, literal
from sphinx_archdoc.sources.spelling import SPELLINGS
from sphinx_archdoc.sources.table import ReaderRow, ReadPattern, compile_expression, tails
from sphinx_archdoc.sources.text import CodeText


@dataclass(frozen=True)
class Fallback:
    """What happens without the variable."""

    default: str | None = None
    required: bool | None = None
    is_set: bool = False
    """Nothing: the variable is set here, not read."""
    default_name: str = ""
    """The constant that holds the default, if another file may define it."""


@dataclass(frozen=True)
class ReadMatch:
    """A match of a pattern: a read, or something that sets the variable."""

    at: int
    name_at: int
    """Where the name begins."""
    name: str = ""
    constant: str = ""
    """The constant or parameter that is given instead of a literal."""
    prefix: str = ""
    suffix: str = ""
    """What follows the part of the name that is computed."""
    outcome: Fallback = Fallback()
    is_implied: bool = False
    is_tail: bool = False
    is_held: bool = False
    """What follows the prefix is most likely a name that the code gives to a function."""

    def facts(self, text: CodeText) -> Iterator[Fact]:
        """Yield the facts."""
        line, outcome = text.line(self.at), self.outcome
        if outcome.is_set:
            if self.name:
                yield EnvMention(self.name, line, MentionKind.SET)
        elif self.name:
            yield EnvRead(
                self.name,
                line,
                outcome.default,
                outcome.required,
                is_tail=self.is_tail,
                is_implied=self.is_implied,
                default_name=outcome.default_name,
            )
        elif self.prefix or not self.constant:
            yield EnvRead(
                *(self.prefix, line),
                is_prefix=True,
                is_implied=True,
                is_held=self.is_held,
                suffix=self.suffix,
            )
        else:
            constant = last_part(self.constant)
            yield EnvConstantRead(constant, line, outcome.default, outcome.required, outcome.default_name)


def find_reads(text: CodeText, row: ReaderRow) -> list[ReadMatch]:
    """Return what the patterns of the row find, in order of offsets; no place is found twice."""
    raw = text.raw
    if row.markers and not any(marker in raw for marker in row.markers):
        return []
    patterns = [pattern for pattern in row.pattern if pattern.may_be_in(raw)]
    if not any(compile_expression(pattern.expression).search(raw) for pattern in patterns):
        return []
    found: dict[int, list[ReadMatch]] = {}
    for pattern in patterns:
        for match in compile_expression(pattern.expression).finditer(text.plain):
            at = _argument_at(match)
            if at not in found and _counts(pattern, text, match.start()):
                found[at] = list(_read_matches(pattern, text.plain, match))
    return [read for at in sorted(found) for read in found[at]]


def _argument_at(match: re.Match[str]) -> int:
    """Return the offset of the name, or of what is given instead of it."""
    groups = match.groupdict()
    return next(
        (match.start(key) for key in ("name", "prefix", "constant", "key") if groups.get(key)), match.start()
    )


def _counts(pattern: ReadPattern, text: CodeText, at: int) -> bool:
    """Return whether a match at offset *at* is a whole word, and stands where the pattern asks for it."""
    if not pattern.may_follow(text.plain, at):
        return False
    if pattern.within == "any":
        return True
    return text.masked.is_code(at) is (pattern.within == "code")


_IS_CAUGHT = re.compile(r"[^\n]{0,200}\n\s{0,40}except\b[^:\n]{0,60}\b(?:KeyError|Exception)\b")
"""What follows a read that does not fail, since an exception is caught."""
_IS_FALLBACK = re.compile(r"(?:\bor|\|\||\?\?|\?:)\s{1,4}(?:os\.)?\Z")
"""What is in front of a read that is the last of several: ``given or os.environ.get("X")``."""


def _outcome(pattern: ReadPattern, plain: str, match: re.Match[str]) -> Fallback:
    """Return what happens without the variable that a match reads."""
    if pattern.gives == "set":
        return Fallback(is_set=True)
    if (name := match.groupdict().get("name")) and is_passed_on(plain, match.start("name"), name):
        return Fallback()
    outcome = outcome_after(plain, match.end(), pattern.tail, required=pattern.required)
    if outcome.required and (
        _IS_CAUGHT.match(plain, match.end())
        or _IS_FALLBACK.search(plain, max(0, match.start() - 10), match.start())
    ):
        return Fallback()
    return outcome


def _read_matches(pattern: ReadPattern, plain: str, match: re.Match[str]) -> Iterator[ReadMatch]:
    groups = match.groupdict()
    name, prefix = groups.get("name") or "", groups.get("prefix") or ""
    constant = groups.get("constant") or groups.get("key") or ""
    outcome = _outcome(pattern, plain, match)
    is_implied, is_tail = pattern.gives == "implied", pattern.gives == "tail"
    spell = SPELLINGS[pattern.spelling]
    for other in _further_names(plain, match.end()) if pattern.several else ():
        yield ReadMatch(other.start(), other.start("name"), other["name"], outcome=outcome)
    if name:
        for spelled in spell(name):
            yield ReadMatch(
                match.start(),
                match.start("name"),
                spelled,
                outcome=outcome,
                is_implied=is_implied,
                is_tail=is_tail,
            )
    elif prefix:
        suffix = _suffix(plain, match.end("prefix"))
        is_literal = not suffix and pattern.gives == "read" and not pattern.spelling
        for spelled in spell(prefix):
            yield ReadMatch(
                match.start(),
                match.start("prefix"),
                prefix=spelled,
                suffix=suffix,
                is_implied=True,
                is_held=pattern.is_held or is_literal,
            )
    elif pattern.gives == "all":
        yield ReadMatch(match.start(), match.start(), is_implied=True)
    elif constant:
        yield ReadMatch(
            match.start(),
            match.start("constant" if groups["constant"] else "key"),
            constant=constant,
            outcome=outcome,
        )


_SUFFIX_OF_NAME = re.compile(
    r"""(?:[$#]?\{[^{}"'`\n]{0,60}\}|%[sv]|["'`]\s*(?:\+|\.|<>)[^"'`\n,;]{1,60}(?:\+|\.|<>)\s*["'`])"""
    r"""(?P<suffix>_[A-Z0-9_]{1,60})["'`]"""
)


def _suffix(plain: str, at: int) -> str:
    """Return how a name ends whose middle is computed; *at* is where its beginning ends."""
    found = _SUFFIX_OF_NAME.match(plain, at)
    return found["suffix"] if found else ""


_FURTHER = re.compile(r"""\s*,\s*["'`](?P<name>[A-Za-z_]\w{0,99})["'`]""")


def _further_names(plain: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the quoted names that follow offset *at*, each after a comma."""
    while found := _FURTHER.match(plain, at):
        yield found
        at = found.end()


def outcome_after(plain: str, at: int, tail: str, *, required: bool | None = None) -> Fallback:
    """Return what the text at offset *at*, after the name, says of defaults."""
    for row in tails(tail):
        match = row.compiled.match(plain, at)
        if match and not is_about_another(plain, at, match):
            if row.gives == "set":
                return Fallback(is_set=True)
            default = literal(match, plain) if row.default is None else row.default
            if default is not None:
                return Fallback(default, required=False)
            if named := match.groupdict().get("named"):
                return Fallback(required=False, default_name=default_name(named))
            return Fallback(required=required if row.required is None else row.required)
    return Fallback(required=required)


_DEFAULT_NAME = re.compile(r"(?:(?P<object>\w*(?:default|DEFAULT|Default)\w*)(?:\.|::))?(?P<name>\w+)\Z")


def default_name(named: str) -> str:
    """Return the name of a constant whose name, or that of its object, says that it is a default.

    The name of a member follows that of its object, as in ``DEFAULTS.port``; empty for another constant.
    """
    found = _DEFAULT_NAME.search(named)
    if found and found["object"]:
        return f"{found['object']}.{found['name']}"
    name = found["name"] if found else ""
    is_default = "default" in name.casefold() and not GENERIC.fullmatch(name)
    return name if is_default else ""
