"""Find names of variables that the code composes: their beginnings, or their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvComposed, EnvRead, Fact
from sphinx_archdoc.sources.names import NamedAt
from sphinx_archdoc.sources.text import CodeText

_COMPOSED = re.compile(
    r"""(?:[$#]?\{[^{}\n]{0,60}\}|%[sv])(?:(?P<suffix>_[A-Z0-9_]{2,60})|(?![A-Za-z0-9]))"""
    r"""|["']\s?(?:\+|\.|<>)\s?(?=[a-z])"""
)
"""What follows the beginning of a name that is composed, with the end of the name."""


def composed_from(text: CodeText, word: NamedAt) -> EnvComposed | None:
    """Return the names that a word of at least two parts is the beginning of."""
    found = _COMPOSED.match(text.raw, word.end) if text.raw[word.end - 1] == "_" else None
    if found is None:
        return None
    return EnvComposed(text.raw[word.start : word.end], found["suffix"] or "", text.line(word.start))


def composed_names(text: CodeText) -> Iterator[Fact]:
    """Yield the names of which the text has only the beginning, or only the end."""
    yield from _suffixed(text)
    yield from _short_beginnings(text)
    yield from _computed_beginnings(text)


_SUFFIXED = re.compile(r"""_FILE["'`]""")
"""The end of a name whose beginning is a variable of the code, as in ``"${name}_FILE"``."""
_BEGINNING = re.compile(
    r"""["'`][$#]?(?:\{[\w!.]{1,40}\}|\([\w.]{1,40}\)|%s)\Z|[\w)] ?(?:\+|\.|<>|\.\.) ?["'`]\Z"""
)


def _suffixed(text: CodeText) -> Iterator[Fact]:
    """Yield the names that are another variable's with ``_FILE`` behind it: secrets that are in files."""
    for end in text.matches(_SUFFIXED):
        if _BEGINNING.search(text.plain[max(0, end.start() - 50) : end.start()]):
            yield EnvComposed("", end[0][:-1], text.line(end.start()))


_SHORT_BEGINNING = re.compile(r"""["'`](?P<prefix>[A-Z][A-Z0-9]{1,40}_)(?![A-Z0-9_])""")
"""A beginning of one part, as in ``"SHOP_" + key``, which messages and identifiers have as well."""
_COMPUTED = re.compile(
    r"(?:\b|_)(?:env|ENV|environ)(?:\?\.)?\[\s?[a-z_$]"
    r"|(?:environ\.get|[gG]etenv|LookupEnv|(?:env|ENV)\.fetch|env::var(?:_os)?|get_env|fetch_env!?)\(\s?&?[a-z_$]"
)
"""A read whose name is in a variable, or is what a function returns."""


def _short_beginnings(text: CodeText) -> Iterator[Fact]:
    """Yield the names that begin with one part, in a file that reads names which it computes."""
    for beginning in text.matches(_SHORT_BEGINNING):
        found = _COMPOSED.match(text.plain, beginning.end())
        if found and _COMPUTED.search(text.plain):
            yield EnvComposed(beginning["prefix"], found["suffix"] or "", text.line(beginning.start()))


_COMPUTED_BEGINNING = re.compile(
    r"""(?:environ(?:\.get\(|\[)|[gG]etenv\(|LookupEnv\(|process\.env\[|ENV(?:\.fetch\(|\[)|env::var\()\s{0,9}"""
    r"""(?:&?format!\(\s?|fmt\.Sprintf\(\s?)?"""
    r"""(?:[fF]?["'`](?:[$#]?\{[^{}\n]{0,80}\}|%s)|[\w.]{1,60}(?:\(\))? ?\+ ?["'])"""
    r"""_(?P<tail>[A-Z][A-Z0-9]{1,40}_[A-Z0-9_]{2,60})["'`]"""
)
"""A read of a name whose beginning is computed, as in ``os.environ.get(f"{oven.upper()}_MAX_HEAT")``."""
_READS = ("environ", "etenv(", "LookupEnv(", "process.env[", "ENV[", "ENV.fetch(", "env::var(")
"""One of these is in each read that :data:`_COMPUTED_BEGINNING` finds, which takes much longer."""


def _computed_beginnings(text: CodeText) -> Iterator[Fact]:
    """Yield the ends, of at least two words, of the names that the code reads with any beginning."""
    is_reader = any(sign in text.raw for sign in _READS)
    for found in text.matches(_COMPUTED_BEGINNING) if is_reader else ():
        yield EnvRead(found["tail"], text.line(found.start()), is_tail=True, is_implied=True)
