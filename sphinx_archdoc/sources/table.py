"""Load :file:`readers.toml`: which files each reader reads, and the expressions that it looks for."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.sources.mask import Style

_WORDS = {
    "%ARG%": (
        r"(?:[fF$&]?%Q%(?:%NAME%%Q%(?!\s*(?:\+|<>|\.\s*[$\w]))|(?P<prefix>[A-Z][A-Z0-9_]{1,60}_)"
        r"(?:%Q%\s*(?:\+|\.|<>)|[$#]?\{[^{}\n]{0,60}\}|[$#]?\{|%s|%v)[^\])\n]{0,80})|[$@]?\w{1,60}\[(?::|%Q%)(?P<key>\w{1,60})%Q%?\]|(?P<constant>[$@&]?[A-Za-z_][\w.:$>-]{0,99}+)(?!\s*+(?:\+|<>|\.\s)))"
    ),
    "%QUOTED%": r"%Q%%NAME%%Q%",
    "%UPPER%": r"(?P<name>[A-Z][A-Z0-9_]{2,99})(?![\w-])",
    "%NAME%": r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})(?![\w-])",
    "%LIT%": (
        r"""(?:[bru]?"(?P<double>[^"\n\\]{0,200})"|[bru]?'(?P<single>[^'\n\\]{0,200})'"""
        r"""|%PRODUCT%|(?P<bare>-?\d[\w.]{0,40}|[Tt]rue|[Ff]alse)(?![\w.]))"""
    ),
    "%VALUE%": (
        r"""(?:[bru]?"(?P<double>[^"\n\\]{0,200})"|[bru]?'(?P<single>[^'\n\\]{0,200})'"""
        r"""|%PRODUCT%|(?P<bare>-?\d[\w.]{0,40}|[Tt]rue|[Ff]alse)(?![\w.])|(?P<named>[A-Za-z_][\w.:]{2,60})(?![\w(.:\[{!?]))"""
    ),
    "%PRODUCT%": r"(?P<product>\d[\d_]{0,12}(?:\s*+(?:\*\s*+\d[\d_]{0,12}|<<\s*+\d{1,2})){1,4})(?![\w.*])",
    "%DURATION%": (
        r"(?:(?P<amount>\d[\d_]{0,12})\s*\*\s*)?time\.(?P<unit>Millisecond|Second|Minute|Hour)(?:\s*\*\s*(?P<times>\d{1,9}))?"
    ),
    "%RETURN%": (r"""return\b(?!\s*+(?:[tT]rue|[fF]alse)\b|\s*+["\x27](?:[^"\x27\n]{0,80}\s|["\x27]))"""),
    "%END%": r"(?=[ \t]*(?:[\n,;)\]}:#]|%>|//|$|\s(?:if|unless|as|end|do)\b))",
    "%CALLED%": (
        r"(?:(?:this|self|cls)\.|\w{1,40}\.(?=\w{0,40}[dD]efault)|(?:\w{1,40}::){1,3})?(?P<named>[A-Za-z_]\w{2,60})\(\s*+\)"
    ),
    "%BINDING%": (
        r"\??\.(?:get|put|delete|list|head|idFromName|idFromString|newUniqueId|getByName|prepare|batch|exec|fetch"
        r"|send|sendBatch|run|query|insert|upsert|writeDataPoint)[<(]"
    ),
    "%Q%": "[\"'`]",
}
"""What the words in expressions stand for. A word may use those below it.

``%RETURN%`` is a statement that can return a default: not the outcome of a test, a message or nothing at all.
"""

_ANY = "*"


class Tail(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What may follow the name: where it matches, it says what the read does without the variable."""

    expression: str
    required: bool | None = None
    default: str | None = None
    """The default that a match stands for: ``== "true"`` is false without the variable."""
    gives: Literal["", "set"] = ""

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression, ready to match at the end of the name."""
        return compile_expression(self.expression)


class ReadPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One way to read a variable."""

    marker: str
    """A text without which the expression can't match."""
    expression: str
    unless: str = ""
    """A text with which the expression means something else."""
    gives: Literal["read", "set", "implied", "all", "tail"] = "read"
    tail: str = ""
    """The name of the list of tails."""
    required: bool | None = None
    """What holds if no tail says otherwise."""
    is_held: bool = False
    """Whether the code holds what follows the prefix, see :class:`.EnvRead`."""
    several: bool = False
    """Whether further quoted names may follow, separated by commas."""
    within: Literal["code", "string", "any"] = "code"
    """Where the expression must match."""
    after: str = ""
    """What may stand in front of it, separated by ``|``; ``*`` for anything. Otherwise no letter or dot
    may."""
    spelling: str = ""
    """How the name of the variable is made from what is written: a function in :mod:`.spelling`."""

    def may_be_in(self, text: str) -> bool:
        """Return whether it is worth trying on a text."""
        return self.marker in text and not (self.unless and self.unless in text)

    def may_follow(self, text: str, at: int) -> bool:
        """Return whether the expression may match at offset *at*, considering what is in front of it."""
        if not at or self.after == _ANY or not (text[at - 1].isalnum() or text[at - 1] in "_.$>"):
            return True
        return bool(self.after) and text.endswith(tuple(self.after.split("|")), 0, at)


class ReaderRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One reader."""

    name: str
    globs: tuple[str, ...]
    style: str = ""
    """How comments and strings are written; nothing is masked without."""
    markers: tuple[str, ...] = ()
    """Without one of these the patterns are not tried, because a text has no reads."""
    call: str = ""
    """The tails of a call of a wrapper."""
    parameter: Literal["first", "last"] = "first"
    """Which word of a parameter is its name."""
    functions: tuple[str, ...] = ()
    """Definitions of functions up to the parenthesis, with a group ``function``."""
    loops: tuple[str, ...] = ()
    """Loops over a list, with the groups ``parameter`` and ``list``, if the list is named in front."""
    pattern: tuple[ReadPattern, ...] = ()
    steps: tuple[str, ...] = ()
    """What no expression can say: functions in :mod:`.steps`."""
    tests: str = ""
    """Where the tests at the end of a file begin, if they are in the file of what they test."""
    test_files: str = ""
    """The names of files that hold nothing but tests, and what supports them, if they hold one."""
    test: str = ""
    """What a test has."""
    others: bool = False
    """Whether it reads only files that no row above it reads."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    style: dict[str, Style]
    tail: dict[str, tuple[Tail, ...]]
    reader: tuple[ReaderRow, ...]


@functools.lru_cache(maxsize=1024)
def compile_expression(expression: str) -> re.Pattern[str]:
    """Return an expression of the table as a pattern, with its words replaced."""
    for word, meaning in _WORDS.items():
        expression = expression.replace(word, meaning)
    return re.compile(expression)


@functools.cache
def code_digest() -> str:
    """Return the digest of the table and of the code beside it, with the folders there.

    If it changes, cached facts are not valid.
    """
    texts = dict(_texts(resources.files("sphinx_archdoc.sources"), ""))
    return digest_text("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)))


def _texts(folder: Traversable, name: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the code and of the tables in a folder, and in those below it."""
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _texts(entry, path)
        elif entry.name.endswith((".py", ".toml")):
            yield path, entry.read_text("utf-8")


@functools.cache
def readers_table() -> _Table:
    """Return the table.

    :raises msgspec.ValidationError: if it has a key that means nothing.
    """
    text = resources.files("sphinx_archdoc.sources").joinpath("readers.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Table)


def tails(name: str) -> tuple[Tail, ...]:
    """Return the tails of a name; none for the empty name."""
    return readers_table().tail.get(name, ())


def style(name: str) -> Style:
    """Return a style by name; one without comments and strings for the empty name."""
    return readers_table().style[name] if name else Style()
