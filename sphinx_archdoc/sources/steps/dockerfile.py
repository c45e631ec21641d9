"""Read Dockerfiles: ``ENV`` and ``ARG`` set, ``$X`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.steps.shell import expansions
from sphinx_archdoc.sources.text import CodeText

_INSTRUCTION = re.compile(r"(?im)^[ \t]*(?P<word>ENV|ARG)[ \t]+(?P<rest>(?:[^\n\\]|\\[^\n]|\\\n)*+)")
_PAIR = re.compile(r"(?:(?<=\s)|\A)(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})(?==)")
_FIRST = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})")
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
