"""Read Dockerfiles: ``ENV`` and ``ARG`` set, ``$X`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.steps.shell import EXPANSION, expansions
from sphinx_archdoc.sources.text import CodeText

_INSTRUCTION = re.compile(r"(?im)^[ \t]*(?P<word>ENV|ARG)[ \t]+(?P<rest>[^\n\\]*+(?:\\[\s\S][^\n\\]*+)*)")
_PAIR = re.compile(r"(?:(?<=\s)|\A)(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})(?==)")
_FIRST = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})")
_AT_START = re.compile(r"(?im)^[ \t]*(?:CMD|ENTRYPOINT|HEALTHCHECK)\b[^\n\\]*+(?:\\[\s\S][^\n\\]*+)*")
_HEREDOC = re.compile(r"<<-?[\"']?(?P<word>[A-Za-z_]\w{0,60})[\"']?[^\n]{0,500}\n")
_LONGEST = 10_000
"""How many characters of a script within a Dockerfile are looked at."""
_DEFAULT = re.compile(r"""[^=\s]{1,100}=["']?(?P<value>[^"'$\s]{1,200})["']?\s*\Z""")


def read_dockerfile(text: CodeText) -> Iterator[Fact]:
    """Yield what a Dockerfile sets, and what its instructions expand.

    A build argument is read: whoever builds the image may give it.
    """
    own: set[str] = set()
    for match in text.matches(_INSTRUCTION):
        is_argument = match["word"].upper() == "ARG"
        pairs = list(_PAIR.finditer(match["rest"])) or [
            found for found in [_FIRST.match(match["rest"])] if found
        ]
        for pair in pairs:
            line = text.line(match.start("rest") + pair.start())
            if is_argument:
                default = _DEFAULT.match(match["rest"])
                value = default["value"] if default else None
                yield EnvRead(pair["name"], line, value, False if value else None, is_implied=True)
            else:
                own.add(pair["name"])
                yield EnvMention(pair["name"], line, MentionKind.SET)
    yield from expansions(text, frozenset(own))
    yield from _read_at_start(text, own)


def _read_at_start(text: CodeText, own: set[str]) -> Iterator[Fact]:
    """Yield the variables that the image sets, and that its commands and the scripts in it expand.

    Whoever starts a container may set them to something else.
    """
    for start, end in _parts_at_start(text):
        for match in EXPANSION.finditer(text.plain, start, end):
            if match["name"] in own:
                yield EnvRead(match["name"], text.line(match.start()), is_implied=True)


def _parts_at_start(text: CodeText) -> Iterator[tuple[int, int]]:
    """Yield where the commands and the files within a Dockerfile begin and end."""
    for match in text.matches(_AT_START):
        yield match.span()
    for match in text.matches(_HEREDOC):
        end = text.plain.find(f"\n{match['word']}", match.end() - 1, match.end() + _LONGEST)
        if end >= 0:
            yield match.end(), end
