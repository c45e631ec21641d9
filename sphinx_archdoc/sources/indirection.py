"""Follow the argument of a read to what holds it: a function's parameter, or a loop over a list."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sphinx_archdoc.sources.facts import EnvCall, EnvWrapper, Fact
from sphinx_archdoc.sources.literals import last_part, literal
from sphinx_archdoc.sources.missing_names import fails_for_missing
from sphinx_archdoc.sources.patterns import ReadMatch, outcome_after
from sphinx_archdoc.sources.table import ReaderRow, compile_expression
from sphinx_archdoc.sources.text import CodeText, end_of_parenthesis, start_of_word

_REACH = 6_000
"""How many characters a read may be away from the definition of the function that it is in."""
_DEEPEST = 6
"""How many definitions in front of a read are looked at: functions within functions."""
_FALLBACK_REACH = 400
"""How many characters behind a read its function may return a default."""
_COMPREHENSION = 200
"""How many characters behind a read the loop of a comprehension may begin."""
_LONGEST_WORD = 60
"""Characters of the name of a function that is called."""
_RECEIVERS = frozenset({"self", "cls", "&self", "&mut self", "mut self", "this"})

_ARGUMENT = r"(?:<[^<>()\n]{0,40}>)?\(\s*(?P<constant>[$&]?\w[\w.:]{0,60})\s*[,)]"
_TELLING_CALL = re.compile(r"nv(?<=[eE]nv)\w{0,40}[!?]?" + _ARGUMENT)
"""A call of a function with ``env`` in its name: it may be a wrapper that another file defines.

The expression begins with literal text, which makes it fast.
"""

_PROPERTY = re.compile(
    r"\(\s{0,40}(?P<constant>[A-Za-z_]\w{0,40}\.(?:\w{1,30}(?:Env|_env|ENV)|env(?=[A-Z_]))(?![a-z])\w{0,30})\s{0,40}[,)]"
)
"""A call with a property that holds the name of a variable, as its own name says: ``text(oven.modeEnv)``."""

_HOLDER = re.compile(
    r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,60})(?: string)?\s{0,9}:?=\s?[\"'][A-Z][A-Z0-9]{0,60}_"
)
"""An identifier that gets the name of a variable."""

_CONSTANT = re.compile(
    r"(?:[\w]{1,60}(?:\.|::))?(?:[A-Z][A-Z0-9_]{2,60}|[A-Z]\w{2,60}|k[A-Z]\w{2,60}|env[A-Z]\w{1,60})\Z"
)
_LOOKS_FIRST = re.compile(r"\bin (?:os\.)?environ\b|\bENV\.(?:key|has_key|include)\?")
"""What a function does before a read that would fail."""
_SEVERAL = re.compile(r"\A\s*\*|\.\.\.|\b(?:vararg|params)\s")
"""What marks a parameter that takes all further arguments: ``*path``, ``...names``, ``params string[] x``."""
_GIVEN = compile_expression(r"=\s*+%LIT%\s*+\Z")
"""The literal that a parameter has if a call leaves it out."""
_DEFAULT = re.compile(r"def|fall|alt|else|value", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_LONGEST_PARAMETERS = 400
_SETS = re.compile(r"(?:un)?set(?:[A-Z_]|$)|remove(?:[A-Z_]|$)")
"""Names of functions that read a variable only to keep its value: ``EnvGuard::set(name, value)`` of tests."""


@dataclass(frozen=True)
class Definition:
    """A function, and its parameters."""

    function: str
    at: int
    parameters: tuple[str, ...]
    rest: str = ""
    """The parameter that takes all further arguments; empty if there is none, or it is a default."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """The literals that parameters have if a call leaves them out."""

    def has_rest_after(self, position: int) -> bool:
        """Return whether any number of arguments may follow the one at *position*, none of them a default."""
        return self.rest in self.parameters[position + 1 : position + 2]


def follow(text: CodeText, row: ReaderRow, reads: Sequence[ReadMatch]) -> Iterator[Fact]:
    """Yield the facts of reads: those whose argument is a parameter become wrappers."""
    if not row.functions:
        for read in reads:
            yield from read.facts(text)
        return
    around = _Surroundings(text, row)
    wrappers: dict[str, int] = {}
    for read in reads:
        if not read.constant:
            yield from read.facts(text)
            continue
        found = around.parameter(read.constant, read.at)
        if found:
            definition, position = found
            wrappers[definition.function] = position
            line, required = text.line(definition.at), read.outcome.required or None
            if required and _LOOKS_FIRST.search(text.plain, definition.at, read.at):
                required = None
            yield EnvWrapper(
                *(definition.function, line),
                position=position,
                required=required,
                default=read.outcome.default or around.default_after(definition, read) or None,
                is_before_rest=definition.has_rest_after(position),
            )
            continue
        constant = around.looped(read.constant, read.at)
        if constant != read.constant and (listed := around.parameter(constant, read.at)):
            definition, position = listed
            required = around.collects(read.at, read.constant) or None
            line = text.line(definition.at)
            yield EnvWrapper(definition.function, line, position=position, is_list=True, required=required)
            continue
        yield from replace(read, constant=constant).facts(text)
    yield from _outer_wrappers(text, around, {read.name_at for read in reads}, wrappers)


def _outer_wrappers(
    text: CodeText, around: _Surroundings, known: set[int], wrappers: Iterable[str]
) -> Iterator[Fact]:
    """Yield functions that pass a parameter to what may be a wrapper, and calls with constants."""
    expressions = [_PROPERTY, _TELLING_CALL, *(re.compile(re.escape(name) + _ARGUMENT) for name in wrappers)]
    found = {call.start(): call for expression in expressions for call in text.matches(expression)}
    for at in sorted(found):
        start, argument = start_of_word(text.plain, at, "_", _LONGEST_WORD + 1), found[at].start("constant")
        is_call = at - start <= _LONGEST_WORD and argument not in known and text.masked.is_code(at)
        if is_call and not around.is_definition(argument):
            fact = _passed_on(text, around, found[at], start)
            if fact is not None:
                yield fact


def _passed_on(text: CodeText, around: _Surroundings, call: re.Match[str], start: int) -> Fact | None:
    """Return what a call passes to a possible wrapper: a parameter, an item of one, or a constant."""
    function = text.plain[start : call.start("constant")].partition("(")[0].partition("<")[0]
    constant = call["constant"].lstrip("&")
    if owner := around.parameter(constant, start):
        definition, position = owner
        if definition.function == function:
            return None
        outcome = outcome_after(text.plain, call.end("constant"), around.row.call)
        return EnvWrapper(
            *(definition.function, text.line(definition.at)),
            calls=function,
            position=position,
            default=outcome.default or None,
        )
    if listed := around.parameter(around.looped(constant, start), start):
        definition, position = listed
        return EnvWrapper(
            *(definition.function, text.line(definition.at)),
            calls=function,
            position=position,
            is_list=True,
            required=around.collects(start, constant) or None,
        )
    is_property = call.re is _PROPERTY
    if not (is_property or _CONSTANT.match(constant) or constant in around.holders):
        return None
    outcome = outcome_after(text.plain, call.end("constant"), around.row.call)
    return EnvCall(
        *(function, last_part(constant), text.line(start)),
        default=outcome.default,
        required=outcome.required,
        is_constant=True,
        default_name=outcome.default_name,
        module=constant.rpartition(".")[0],
    )


class _Surroundings:
    """The definitions and loops of a text."""

    def __init__(self, text: CodeText, row: ReaderRow) -> None:
        self._text = text
        self.row = row

    @functools.cached_property
    def holders(self) -> frozenset[str]:
        """The identifiers that hold the name of a variable: ``const portEnv = "SHOP_PORT"``."""
        return frozenset(found["name"] for found in _HOLDER.finditer(self._text.plain))

    @functools.cached_property
    def _definitions(self) -> list[Definition]:
        found = {}
        for expression in self.row.functions:
            for match in self._text.matches(compile_expression(expression)):
                parameters = list(self._parameters(match.end()))
                if parameters and self._text.masked.is_code(match.start()):
                    names = tuple(name for name, _, _ in parameters)
                    rest = next((name for name, is_rest, _ in parameters if is_rest), "")
                    defaults = {name: default for name, _, default in parameters if default}
                    found[match.end()] = Definition(match["function"], match.end(), names, rest, defaults)
        return [found[at] for at in sorted(found)]

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [definition.at for definition in self._definitions]

    @functools.cached_property
    def _loops(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for expression in self.row.loops:
            for match in self._text.matches(compile_expression(expression)):
                names = match.groupdict().get("list") or self._in_front(match.start())
                if names and names.strip("[("):
                    found.setdefault(match["parameter"], []).append((match.start(), names))
        return found

    def _in_front(self, at: int) -> str:
        """Return the identifier that ends at offset *at*, but for space."""
        while at and self._text.plain[at - 1].isspace() and self._text.plain[at - 1] != "\n":
            at -= 1
        start = start_of_word(self._text.plain, at, "_$@.", 81)
        return self._text.plain[start:at] if at - start <= 80 else ""

    def _parameters(self, at: int) -> Iterator[tuple[str, bool, str]]:
        """Yield the parameters that begin at offset *at*: the name, whether it takes several, its default.

        One that is called ``fallback`` or the like is a default that may be left out.
        """
        end = end_of_parenthesis(self._text.plain, at, _LONGEST_PARAMETERS)
        arrow = self._text.plain.find("=>", at, at + 60)
        if end < 0 and arrow < 0:
            return
        end = min(place for place in (end, arrow) if place >= 0)
        # what a function among the parameters takes and returns has commas of its own
        for part in _IN_PARENTHESES.sub("", self._text.plain[at:end]).split(",")[:4]:
            words = re.findall(r"\$?[A-Za-z_]\w*", re.split(r"=|\\\\|:(?!:)", part)[0])
            if words and words[0] not in _RECEIVERS and words[-1] not in _RECEIVERS:
                name = words[0 if self.row.parameter == "first" else -1]
                is_rest = _SEVERAL.search(part) is not None and not _DEFAULT.search(name)
                given = _GIVEN.search(part)
                yield name, is_rest, (literal(given) or "") if given else ""

    def parameter(self, constant: str, at: int) -> tuple[Definition, int] | None:
        """Return the function that a read is in, and which parameter *constant* is; None if it is none."""
        last = bisect_right(self._starts, at)
        for definition in reversed(self._definitions[max(0, last - _DEEPEST) : last]):
            if at - definition.at > _REACH:
                return None
            if constant in definition.parameters[:3]:
                if _SETS.match(definition.function):
                    return None
                return definition, definition.parameters.index(constant)
        return None

    def default_after(self, definition: Definition, read: ReadMatch) -> str:
        """Return the default of the parameter behind that of a read, if the function falls back on it."""
        position = definition.parameters.index(read.constant)
        name = next(iter(definition.parameters[position + 1 : position + 2]), "")
        default = definition.defaults.get(name, "")
        if not default:
            return ""
        following = bisect_right(self._starts, read.at)
        end = min([read.at + _FALLBACK_REACH, *self._starts[following : following + 1]])
        in_front = rf"(?:\|\||\?\?|[?:]|\breturn|\bor|\belse|{re.escape(read.constant)}\s{{0,9}},)"
        falls_back = re.compile(rf"{in_front}\s{{0,20}}{re.escape(name)}(?![\w$.(\[])")
        return default if falls_back.search(self._text.plain, read.at, end) else ""

    def collects(self, at: int, name: str) -> bool:
        """Return whether the function around a read fails once it has collected what is missing."""
        following = bisect_right(self._starts, at)
        end = min([at + _FALLBACK_REACH * 2, *self._starts[following : following + 1]])
        return fails_for_missing(self._text.plain, at, end, name)

    def is_definition(self, at: int) -> bool:
        """Return whether the parameters of a definition begin at offset *at*."""
        before = bisect_right(self._starts, at) - 1
        return before >= 0 and not self._text.plain[self._starts[before] : at].strip()

    def looped(self, constant: str, at: int) -> str:
        """Return the list that *constant* is a member of; *constant* itself if it is in no loop."""
        loops = self._loops.get(constant, ())
        before = [name for start, name in loops if start < at]
        behind = [name for start, name in loops if at < start < at + _COMPREHENSION]
        names = before[-1:] or behind[:1]
        return last_part(names[0]) if names else constant
