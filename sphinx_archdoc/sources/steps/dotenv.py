"""Read .env files: only the names and where they are. Values are not kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvMention, Fact, MentionKind
from sphinx_archdoc.sources.text import CodeText

_COMMENTED = re.compile(r"(?m)^[ \t]*#[ \t#]*(?:export[ \t]+)?(?P<name>[A-Za-z_][A-Za-z0-9_]{1,99})[ \t]?=")


def read_dotenv(text: CodeText) -> Iterator[Fact]:
    """Yield the names that a file sets, and those that it shows in comments."""
    from dotenv.parser import parse_stream  # only where there is such a file

    for binding in parse_stream(io.StringIO(text.raw)):
        if binding.key and not binding.error:
            lead = len(binding.original.string) - len(binding.original.string.lstrip())
            line = binding.original.line + binding.original.string[:lead].count("\n")
            yield EnvMention(binding.key, line, MentionKind.SET)
    for match in _COMMENTED.finditer(text.raw):
        yield EnvMention(match["name"], text.line(match.start("name")), MentionKind.COMMENT)
