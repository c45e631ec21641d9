"""Find names that have the form of a variable's, and tell what is around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_archdoc.sources.composed_names import composed_from, composed_names
from sphinx_archdoc.sources.conditions import is_passed_on
from sphinx_archdoc.sources.facts import EnvCall, EnvConstant, EnvMention, Fact, MentionKind
from sphinx_archdoc.sources.literals import last_part
from sphinx_archdoc.sources.names import NamedAt, find_words
from sphinx_archdoc.sources.patterns import Fallback, outcome_after
from sphinx_archdoc.sources.table import ReaderRow
from sphinx_archdoc.sources.text import CodeText

_LINE = 400
"""How many characters of a line are looked at for the beginning of a comment."""
_CONTEXT = 240
"""How many characters in front of a name are looked at."""
_MOST_ARGUMENTS = 2
"""Arguments before a name, each on a line of its own."""

_CALL = re.compile(
    r"(?P<function>[A-Za-z_$][\w$]{0,60}[!?]?)(?:<[^<>()\n]{0,40}>)?(?:\(\s*|[ \t])"
    r"(?P<others>(?:[@$&\"']?\w[\w.$:]{0,60}[\"']?\s*,\s*){0,2})\Z"
)
_CONSTANT = re.compile(
    r"(?P<constant>[A-Za-z_$@][\w$]{0,80})[\"']?(?:\s*:\s*[\w&'<>\[\] .]{1,40}|[ ]string)?"
    r"\s*(?:=|:=|=>|:)\s*(?:String::from\()?\Z"
)
_ATTRIBUTE = re.compile(r"(?:@|#define\s{1,8})(?P<constant>\w{1,80})\s+L?\Z")
_LIST = re.compile(
    r"(?P<constant>[A-Za-z_$@][\w$]{0,80})[\"']?(?:\s*:[^=\n;]{0,60})?\s*(?:=>|:=|=|:|\s)\s*"
    r"(?:new\s)?(?:[&\w.:<>\[\]]{0,40}!?)[(\[{]{1,3}(?:string\{)?\s*\Z"
)
_LOOP = re.compile(
    r"(?P<constant>[$\w]{1,60})\s*(?:\sin|\sof|<-|:=\s*range)\s+(?:\[\]\w{0,20}|&|vec!|\w{0,6}[sS]et|sorted|list|tuple|listOf)?[(\[{]{1,2}\s*\Z"
)
_EACH = re.compile(
    r"""[\w"'`,\s]{0,2000}+\]?+\)?+(?:\s++as\s++const\))?\s*+(?:\.|\|>\s*+Enum\.|(?<=\s)as\s++)"""
    r"""(?:map|forEach|filter|every|some|each|all\?|any\?|find|select|reject|flatMap)?"""
    r"""\s*+(?:\(|do\s*+\||\{\s*+\|)?\s*+(?:async\s*+|fn\s++)?\(?+\s*+(?P<constant>\$?\w{1,60})"""
)
_KEY_END = re.compile(r"\s*(?::(?!:)|=>)")
_COMMENT_SIGNS = ("//", "#", "--", "*")
"""One of these is in each comment that :data:`_COMMENT` finds, which takes much longer."""
_COMMENT = re.compile(r"\s*(?:\*|/\*)|.*(?:(?<!:)//|#(?!!?\[|define\s)|--|<!--)")


def read_words(text: CodeText, row: ReaderRow, known: set[int]) -> Iterator[Fact]:
    """Yield calls, constants and mentions.

    :param known: the offsets of names that were found to be read.
    """
    yield from composed_names(text)
    mentioned: set[tuple[str, MentionKind]] = set()
    listed: _Listed = (None, -1)
    for word in find_words(text.raw):
        if word.start in known:
            continue
        kind = _mention_kind(text, word)
        if row.functions and kind is not MentionKind.COMMENT and word.is_quoted(text.raw):
            fact, listed = _quoted(text, row, word, listed)
            if fact is not None:
                yield fact
        if kind is not MentionKind.COMMENT and (composed := composed_from(text, word)):
            yield composed
        if (word.name, kind) not in mentioned:
            mentioned.add((word.name, kind))
            yield EnvMention(word.name, text.line(word.start), kind)


def _mention_kind(text: CodeText, word: NamedAt) -> MentionKind:
    before = text.raw[max(text.line_start(word.start), word.start - _LINE) : word.start]
    is_comment = any(sign in before for sign in _COMMENT_SIGNS) and _COMMENT.match(before)
    return MentionKind.COMMENT if is_comment else MentionKind.STRING


_Listed = tuple[EnvConstant | EnvCall | None, int]
"""The last member of a list or of arguments, and where it ends."""


def _quoted(
    text: CodeText, row: ReaderRow, word: NamedAt, listed: _Listed
) -> tuple[EnvConstant | EnvCall | None, _Listed]:
    """Return the call or constant that a quoted name belongs to, and the list that it is a member of."""
    opening = word.start - 1
    raw, line = text.raw, text.line(word.start)
    last, end = listed
    if last and 0 <= end < opening and opening - end < _CONTEXT and not raw[end:opening].strip(" \t\r\n,"):
        fact = _next_member(text, row, word, last)
        return fact, (fact, word.end + 1)
    name = _QuotedName(text, row, word, _before(text, opening))
    for ends, finders in _FINDERS:
        if name.before.rstrip()[-1:] in ends:
            for find in finders:
                if found := find(name):
                    fact, has_members = found
                    return fact, (fact if has_members else None, word.end + 1)
            break
    if _KEY_END.match(text.raw, word.end + 1):
        return EnvConstant("", word.name, line), (None, -1)
    return None, (None, -1)


def _next_member(
    text: CodeText, row: ReaderRow, word: NamedAt, last: EnvConstant | EnvCall
) -> EnvConstant | EnvCall:
    """Return what a quoted name is that follows another one in a list."""
    line = text.line(word.start)
    if isinstance(last, EnvConstant):
        return EnvConstant(last.constant, word.name, line)
    return _called(text, row, word, last.function, last.position + 1)


def _before(text: CodeText, at: int) -> str:
    """Return the line up to offset *at*; with the lines of its call above if there is nothing else."""
    raw, least = text.raw, max(at - _CONTEXT, 0)
    start = max(text.line_start(at), least)
    if not raw[start:at].strip():
        start = max(text.line_start(max(start - 1, 0)), least)
        for _ in range(_MOST_ARGUMENTS):
            if start == least or not raw[start:at].rstrip().endswith(",") or "(" in raw[start:at]:
                break
            start = max(text.line_start(start - 1), least)
    return raw[start:at]


_Found = tuple[EnvConstant | EnvCall, bool] | None
"""The fact, and whether further members may follow."""


@dataclass(frozen=True)
class _QuotedName:
    """A quoted name with what is around it."""

    text: CodeText
    row: ReaderRow
    word: NamedAt
    before: str
    """What is in front of its quote."""

    def of_constant(self, found: re.Match[str] | None, *, has_members: bool) -> _Found:
        """Return that a constant has the name, if an expression with the group ``constant`` has matched."""
        line = self.text.line(self.word.start)
        return (EnvConstant(found["constant"], self.word.name, line), has_members) if found else None


def _loop_constant(name: _QuotedName) -> _Found:
    return name.of_constant(_LOOP.search(name.before), has_members=True)


def _constant(name: _QuotedName) -> _Found:
    found = _CONSTANT.search(name.before) or _ATTRIBUTE.search(name.before)
    return name.of_constant(found, has_members=False)


def _each(name: _QuotedName) -> _Found:
    return name.of_constant(_EACH.match(name.text.raw, name.word.end), has_members=True)


_STATEMENTS = frozenset({"return", "await", "yield"})


def _member(name: _QuotedName) -> _Found:
    found = _LIST.search(name.before)
    if not found or found["constant"] in _STATEMENTS:
        return None
    line = name.text.line(name.word.start)
    return EnvConstant(last_part(found["constant"]), name.word.name, line), True


def _call(name: _QuotedName) -> _Found:
    call = _CALL.search(name.before)
    if not call:
        return None
    position = call["others"].count(",")
    return _called(name.text, name.row, name.word, call["function"], position), True


def _called(text: CodeText, row: ReaderRow, word: NamedAt, function: str, position: int) -> EnvCall:
    is_silent = is_passed_on(text.raw, word.start, word.name)
    outcome = Fallback() if is_silent else outcome_after(text.raw, word.end + 1, row.call)
    return EnvCall(
        *(function, word.name, text.line(word.start), outcome.default, outcome.required),
        position=position,
        default_name=outcome.default_name,
    )


def _list_of_call(name: _QuotedName) -> _Found:
    """Return the call whose argument is a list that begins with the name."""
    call = _CALL.search(name.before.rstrip()[:-1].rstrip("&"))  # a slice, in Rust
    if not call:
        return None
    position, line = call["others"].count(","), name.text.line(name.word.start)
    return EnvCall(call["function"], name.word.name, line, position=position), True


_FINDERS = (
    ("(", (_loop_constant, _constant, _call, _member)),
    (",", (_call,)),
    ("=:>", (_constant,)),
    ("[{", (_loop_constant, _member, _each, _list_of_call)),
    ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_!?", (_constant, _call)),
)
"""What a quoted name may be, by the last character in front of it."""
